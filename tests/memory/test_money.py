"""The money of a plan in its memory: at a date, in a comparison, among the amendments."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from arrimage.formats.draft import AmountDraft, EnvelopeDraft
from arrimage.funding.ledger import Totals, total
from arrimage.funding.operations import write_amounts, write_envelopes
from arrimage.memory.amendments import amendments_of
from arrimage.memory.comparing import compare_moments
from arrimage.memory.models import Baseline
from arrimage.memory.moments import read_moment, side_of
from arrimage.memory.operations import adopt_plan
from arrimage.memory.papers import comparison_paper, written
from arrimage.memory.then import plan_then
from arrimage.plans.confidential import TEAM_SIGHT, TOLD
from arrimage.plans.drafts import plan_to_draft
from arrimage.plans.models import Edit, Plan
from arrimage.plans.operations import remove_elements, set_confidential, undo_edit
from tests.factories import element_numbered, make_member, make_plan

pytestmark = pytest.mark.django_db
PLANNED = AmountDraft("planned", Decimal("1000.00"), 1, "Fondation des Aulnes")
MORE = AmountDraft("planned", Decimal("1250.50"), 1, "Fondation des Aulnes")
SPENT = AmountDraft("spent", Decimal("400.00"), 1)
IN_KIND = AmountDraft("in_kind", Decimal("80.00"))
GIVEN = EnvelopeDraft("Ministère du Lien", Decimal("5000.00"), 1, "2026-14")


@pytest.fixture
def plan():
    return make_plan()


@pytest.fixture
def actor(plan):
    return make_member(plan.organization)


def write(actor, plan, number, amounts, shown=()):
    element = element_numbered(plan, number)
    write_amounts(actor=actor, element=element, amounts=amounts, shown=shown)
    return plan.edits.latest("pk").pk


def drawn(plan, after):
    then = plan_then(
        Plan.objects.get(pk=plan.pk), after=after, day=timezone.localdate(), sight=TEAM_SIGHT
    )
    return then.draft


def money(draft):
    amounts = {e.number: e.amounts for e in draft.walk() if e.amounts}
    return amounts, draft.envelopes


def test_the_money_of_each_moment_is_that_of_the_moment(plan, actor):
    first = write(actor, plan, "1.1.1", [PLANNED, IN_KIND])
    second = write(actor, plan, "1.1.1", [MORE, SPENT], [PLANNED, IN_KIND])
    write_envelopes(actor=actor, plan=plan, envelopes=[GIVEN], shown=[])
    third = plan.edits.latest("pk").pk
    remove_elements(actor=actor, plan=plan, pks=[element_numbered(plan, "1.1.1").pk])

    now = money(plan_to_draft(Plan.objects.get(pk=plan.pk), TEAM_SIGHT))

    assert money(drawn(plan, 0)) == ({}, ())
    assert money(drawn(plan, first)) == ({"1.1.1": (PLANNED, IN_KIND)}, ())
    assert money(drawn(plan, second)) == ({"1.1.1": (MORE, SPENT)}, ())
    assert money(drawn(plan, third)) == ({"1.1.1": (MORE, SPENT)}, (GIVEN,))
    assert now == ({}, (GIVEN,))


def test_agreements_are_a_gesture_that_is_undone(plan, actor):
    other = EnvelopeDraft("Ville", Decimal("10.00"))
    write_envelopes(actor=actor, plan=plan, envelopes=[GIVEN, other], shown=[])
    write_envelopes(actor=actor, plan=plan, envelopes=[GIVEN], shown=[GIVEN, other])

    undone = undo_edit(actor=actor, edit=Edit.objects.latest("pk"))
    before = plan_to_draft(plan, TEAM_SIGHT).envelopes
    undo_edit(actor=actor, edit=undone)

    assert before == (GIVEN, other)
    assert plan_to_draft(plan, TEAM_SIGHT).envelopes == (GIVEN,)


def compared(plan, sight=TEAM_SIGHT):
    """Since the last adoption: agreements and totals, then the amounts of lines, in words."""
    plan = Plan.objects.get(pk=plan.pk)
    baseline = Baseline.objects.latest("pk")
    sides = [
        side_of(plan, read_moment(plan, text), sight) for text in (f"adoption-{baseline.pk}", "")
    ]
    return compare_moments(plan, *sides)


def words(pieces):
    return "".join(piece.text for piece in pieces).replace("\xa0", " ")


def told(comparison):
    frame = [(c.label, words(c.before), words(c.after)) for c in comparison.frame]
    lines = [
        (line.number, words(change.before), words(change.after))
        for part in comparison.parts
        if part.key == "money"
        for line in part.lines
        for change in line.changes
    ]
    return frame, lines


def adopt(actor, plan):
    today = timezone.localdate()
    return adopt_plan(actor=actor, plan=plan, adopted_on=today, instance="Conseil")


def test_a_comparison_says_the_amounts_that_changed(plan, actor):
    write(actor, plan, "1.1.1", [PLANNED])
    adopt(actor, plan)
    write(actor, plan, "1.1.1", [MORE, SPENT], [PLANNED])
    write_envelopes(actor=actor, plan=plan, envelopes=[GIVEN], shown=[])

    comparison = compared(plan)

    assert told(comparison) == (
        [
            ("Ententes", "", "Ministère du Lien, An 1, 2026-14 : 5 000 $"),
            ("Budget", "Prévu : 1 000 $", "Prévu : 1 250,50 $\nDépensé : 400 $"),
        ],
        [
            (
                "1.1.1",
                "Prévu, An 1, Fondation des Aulnes : 1 000 $",
                "Prévu, An 1, Fondation des Aulnes : 1 250,50 $\nDépensé, An 1 : 400 $",
            )
        ],
    )
    assert [part.counted for part in comparison.parts] == ["une ligne aux montants changés"]
    paper = comparison_paper(plan, comparison)
    assert written(paper, "docx")[:2] == b"PK"
    assert written(paper, "pdf")[:4] == b"%PDF"


def test_amounts_of_a_line_that_came_or_went_are_said(plan, actor):
    write(actor, plan, "1.1.1", [PLANNED])
    adopt(actor, plan)
    remove_elements(actor=actor, plan=plan, pks=[element_numbered(plan, "1.1.1").pk])

    assert told(compared(plan))[1] == [("1.1.1", "Prévu, An 1, Fondation des Aulnes : 1 000 $", "")]


def test_amounts_of_a_confidential_line_stay_with_the_team(plan, actor):
    write(actor, plan, "1.1.1", [PLANNED])
    adopt(actor, plan)
    write(actor, plan, "1.1.1", [MORE], [PLANNED])
    set_confidential(actor=actor, element=element_numbered(plan, "1.1.1"), is_confidential=True)

    assert told(compared(plan, TOLD)) == ([], [])
    then = plan_then(plan, after=2**40, day=timezone.localdate(), sight=TOLD)
    assert total(then.money.lines) == Totals()


def test_what_is_planned_is_amended_and_what_is_spent_is_not(plan, actor):
    baseline = adopt(actor, plan)
    write(actor, plan, "1.1.1", [PLANNED])
    write(actor, plan, "1.1.1", [PLANNED, SPENT], [PLANNED])
    write_envelopes(actor=actor, plan=plan, envelopes=[GIVEN], shown=[])

    amendments = amendments_of(baseline, TEAM_SIGHT)

    assert [
        [(c.label, words(c.before), words(c.after)) for c in changes]
        for each in amendments
        for changes in (each.frame, *(line.changes for line in each.lines))
        if changes
    ] == [
        [("Ententes", "", "Ministère du Lien, An 1, 2026-14 : 5 000 $")],
        [("Montants", "", "Prévu, An 1, Fondation des Aulnes : 1 000 $")],
    ]


def test_the_screens_of_a_past_day_show_the_money_of_that_day(plan, actor, client):
    write(actor, plan, "1.1.1", [PLANNED, SPENT])
    client.force_login(actor)
    day = timezone.localdate().isoformat()

    shown = client.get(plan.get_absolute_url(), {"au": day})
    budget = client.get(reverse("funding:plan_budget", args=[plan.pk]), {"au": day, "an": 1})

    assert shown.context["totals"] == Totals(planned=Decimal("1000.00"), spent=Decimal("400.00"))
    assert budget.context["budget"].totals == shown.context["totals"]
    assert budget.context["may_edit"] is False
    assert f"?au={day}&amp;an=1" in budget.content.decode()


def test_a_day_that_is_no_day_leads_where_one_is_chosen(plan, actor, client):
    client.force_login(actor)

    answer = client.get(reverse("funding:plan_budget", args=[plan.pk]), {"au": "hier"})

    assert answer["Location"] == reverse("memory:plan_moments", args=[plan.pk]) + "?au=hier"


def test_the_past_budget_asks_as_many_questions_for_three_lines_as_for_one(plan, actor, client):
    client.force_login(actor)
    day = timezone.localdate().isoformat()
    addresses = (plan.get_absolute_url(), reverse("funding:plan_budget", args=[plan.pk]))
    write(actor, plan, "1.1.1", [PLANNED])
    asked = []
    for turn in range(2):
        for address in addresses:
            client.get(address, {"au": day})  # what a first request keeps
            with CaptureQueriesContext(connection) as queries:
                client.get(address, {"au": day})
            asked.append(len(queries))
        if turn == 0:
            write(actor, plan, "1.1.2", [PLANNED, SPENT])
            write(actor, plan, "1.1", [MORE, IN_KIND])
            write_envelopes(actor=actor, plan=plan, envelopes=[GIVEN], shown=[])

    assert asked[:2] == asked[2:]
