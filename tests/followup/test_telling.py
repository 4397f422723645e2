"""What the living column says: flags with their reasons, rhythms with their boxes."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from arrimage.followup.models import Clock, Occurrence
from arrimage.followup.operations import hold_occurrence
from arrimage.formats.draft import CadenceDraft, ResultDraft, TimeframeDraft
from arrimage.plans.following import living_of
from arrimage.plans.operations import undo_edit
from tests.factories import edit, element_numbered, make_action, make_draft, make_plan, make_user
from tests.followup.plans import TODAY, clock_of, day, plan_of

pytestmark = pytest.mark.django_db
FOUR = CadenceDraft(Decimal(4), "year", "rencontres", "4 rencontres par année")
MAY = TimeframeDraft("month", "mai 2026", day(5, 1), day(5, 31))


def _told(plan, number="1.1", today=TODAY):
    return living_of(Q(plan=plan), today).get(element_numbered(plan, number).pk)


def test_late_work_says_why_in_the_words_of_the_plan():
    plan = plan_of(make_action("1.1", timeframe_text="Mai 2026", timeframes=(MAY,)))

    told = _told(plan)

    assert (told.flag, told.label) == ("late", "En retard")
    assert told.why == (
        "Le plan dit «\u00a0Mai 2026\u00a0»\u00a0: ce mois s’est terminé le 31 mai 2026. "
        "Aucun état n’est noté."
    )
    with translation.override("en"):
        assert _told(plan).why == (
            "The plan says “Mai 2026”: that month ended on 31 May 2026. No status is recorded."
        )


def test_work_due_within_thirty_days_is_soon_and_later_says_nothing():
    plan = plan_of(make_action("1.1", timeframe_text="Mai 2026", timeframes=(MAY,)))

    assert [(_told(plan, today=t) or None) and _told(plan, today=t).flag for t in (
        day(4, 30), day(5, 1), day(5, 31), day(6, 1),
    )] == [None, "soon", "soon", "late"]  # fmt: skip


def test_silent_work_says_since_when_and_at_what_rhythm():
    monthly = CadenceDraft(Decimal(1), "month", text="un appel par mois")
    plan = plan_of(make_action("1.1", cadences=(monthly,)))
    Clock.objects.update(heard_on=day(5, 6), silent_from=day(6, 22))

    told = _told(plan)

    assert (told.flag, told.why) == (
        "silent",
        "Rien n’est consigné depuis le 6 mai 2026. À son rythme, «\u00a0un appel par mois\u00a0», "
        "une nouvelle était attendue au plus tard le 21 juin 2026.",
    )


def test_a_rhythm_counts_what_was_held_in_the_plan_year():
    plan = plan_of(make_action("1.1", cadences=(FOUR,)))
    element, actor = element_numbered(plan, "1.1"), make_user()
    for held in (day(3, 31), day(5, 2), day(8, 2), day(10, 2)):  # the first in the year before
        hold_occurrence(actor=actor, element=element, on=held)

    (rhythm,) = _told(plan).rhythms

    assert rhythm.words == ("3 sur 4 tenues\u00a0; il en manque 1 avant le 31 mars 2027.")
    assert rhythm.marks == ("held", "held", "held", "open")


def test_undoing_takes_the_occurrence_back_and_redoing_brings_it():
    plan = plan_of(make_action("1.1", cadences=(FOUR,)))
    actor = make_user()
    hold_occurrence(actor=actor, element=element_numbered(plan, "1.1"), on=day(5, 2), text="À Baie")

    undone = undo_edit(actor=actor, edit=plan.edits.latest("pk"))
    assert not Occurrence.objects.exists()
    undo_edit(actor=actor, edit=undone)

    assert [(o.on, o.text, o.author) for o in Occurrence.objects.all()] == [
        (day(5, 2), "À Baie", actor)
    ]
    assert clock_of(plan, "1.1").last_news == day(5, 2)


def test_an_occurrence_survives_other_words_and_counts_for_the_first_rhythm():
    plan = plan_of(make_action("1.1", cadences=(FOUR,)))
    element = element_numbered(plan, "1.1")
    hold_occurrence(
        actor=make_user(), element=element, on=day(5, 2), cadence=element.cadences.get()
    )

    edit(element, timeframe="2 fois par année")

    (rhythm,) = _told(plan).rhythms
    assert rhythm.marks == ("held", "open")


def test_a_year_that_is_not_marked_awaits_nothing():
    plan = plan_of(make_action("1.1", cadences=(FOUR,), years_marked=(2,)))

    assert _told(plan) is None
    assert _told(plan, today=dt.date(2027, 5, 1)).rhythms[0].marks == ("open", *["open"] * 3)


def test_telling_asks_the_same_whatever_the_number_of_lines():
    counts = []
    for draft in (make_draft(), make_draft(actions=9, objectives=3)):
        plan = make_plan(draft=draft)
        with CaptureQueriesContext(connection) as asked:
            living_of(Q(plan=plan), TODAY)
        counts.append(len(asked))

    assert counts == [3, 3]


@pytest.mark.parametrize(
    ("title", "results", "words"),
    [
        ("Tenir au moins 4 rencontres par année", (), "0 sur 4 tenues"),
        ("Réunir les tables", (ResultDraft("Deux ateliers par année"),), "0 sur 2 tenues"),
        ("Augmenter de 5 membres par année", (), None),
        ("Rédiger le rapport annuel", (), None),
    ],
)
def test_a_rhythm_is_read_in_the_title_or_the_results_when_the_dates_have_none(
    title, results, words
):
    plan = plan_of(make_action("1.1", title, results=results))

    told = _told(plan)

    assert (told.rhythms[0].words.partition("\u00a0;")[0] if told else None) == words
