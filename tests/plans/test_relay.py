"""What somebody carries passes to somebody else at a date; history stays; it can be undone."""

import datetime as dt
import json

import pytest
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from arrimage.audit.models import Entry
from arrimage.audit.phrases import sentence
from arrimage.directory.names import Target
from arrimage.plans.carrying import carried_before, carried_by_whom, carriers_of
from arrimage.plans.models import Assignment, Handover
from arrimage.plans.operations import EditConflict, change_status
from arrimage.plans.relay import (
    endable,
    hand_over,
    handovers_of,
    may_undo,
    shares_of,
    take_back,
)
from arrimage.plans.responsibles import match_names
from tests.directory.making import make_person, seen_by
from tests.factories import element_numbered, make_member, make_organization
from tests.plans.test_responsibles import plan_naming

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 9, 15, 16, tzinfo=dt.UTC)
TODAY = NOON.date()
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _noon(monkeypatch):
    """A day that does not end while the tests run, here and in Greenwich alike."""
    monkeypatch.setattr(timezone, "now", lambda: NOON)


@pytest.fixture
def scene():
    """Anne carries 1.1.1 to 1.1.3; the second is done."""
    table = make_organization("Table des Aulnes")
    actor = make_member(table, name="Maude Lavoie")
    anne, leo = make_person(table, "Anne Tremblay"), make_person(table, "Léo Roy")
    plan = plan_naming(table, "Anne", "Anne", "Anne", "Autre")
    match_names(actor=actor, plan=plan, targets={"Anne": Target(person=anne)})
    change_status(actor=actor, element=element_numbered(plan, "1.1.2"), status="done")
    return actor, table, plan, anne, leo


def assignments():
    rows = json.loads(serializers.serialize("json", Assignment.objects.order_by("pk")))
    return {row["pk"]: row["fields"] for row in rows}


def carried(actor, carrier):
    return [
        line.assignment.element.number
        for plan in carried_by_whom(actor, carrier)
        for line in plan.lines
    ]


def test_preview_counts_what_passes_and_what_stays(scene):
    actor, _table, plan, anne, _leo = scene

    (share,) = shares_of(actor, anne, TODAY)

    assert (share.plan, share.passing, share.kept) == (plan, 2, 1)


def test_what_is_left_to_do_passes_at_the_date_and_history_stays(scene):
    actor, _table, plan, anne, leo = scene

    hand_over(actor=actor, giver=anne, taker=leo, plans=[plan], on=TODAY)

    assert carried(actor, leo) == ["1.1.1", "1.1.3"]
    assert carried(actor, anne) == ["1.1.2"]
    assert carried_before(actor, anne) == 2
    first = element_numbered(plan, "1.1.1").assignments.order_by("pk")
    assert [(a.name, a.person, a.since, a.until) for a in first] == [
        ("Anne", anne, None, TODAY - DAY),
        ("Léo Roy", leo, TODAY, None),
    ]
    assert sentence(Entry.objects.latest("pk")) == (
        "Maude Lavoie a passé le relais de Anne Tremblay à Léo Roy (lignes\xa0: 2)."
    )


def test_before_the_date_nothing_has_passed_yet(scene):
    actor, _table, plan, anne, leo = scene

    hand_over(actor=actor, giver=anne, taker=leo, plans=[plan], on=TODAY + 10 * DAY)

    assert carried(actor, anne) == ["1.1.1", "1.1.2", "1.1.3"]
    assert carried(actor, leo) == []
    assert Assignment.objects.current(TODAY + 10 * DAY).filter(person=leo).count() == 2


def test_undo_puts_every_line_back_as_it_was(scene):
    actor, _table, plan, anne, leo = scene
    before = assignments()

    handover = hand_over(actor=actor, giver=anne, taker=leo, plans=[plan], on=TODAY)
    assert assignments() != before
    take_back(actor=actor, handover=handover)

    assert assignments() == before
    assert sentence(Entry.objects.latest("pk")) == (
        "Maude Lavoie a annulé le relais de Anne Tremblay à Léo Roy."
    )
    with pytest.raises(ValidationError, match="déjà annulé"):
        take_back(actor=actor, handover=handover)


def test_undo_is_refused_whole_when_a_line_passed_on_again(scene):
    actor, table, plan, anne, leo = scene
    zoe = make_person(table, "Zoé Roy")
    first = hand_over(actor=actor, giver=anne, taker=leo, plans=[plan], on=TODAY - 9 * DAY)
    second = hand_over(actor=actor, giver=leo, taker=zoe, plans=[plan], on=TODAY)
    after = assignments()

    with pytest.raises(EditConflict):
        take_back(actor=actor, handover=first)

    assert assignments() == after
    take_back(actor=actor, handover=second)
    take_back(actor=actor, handover=first)
    assert carried(actor, anne) == ["1.1.1", "1.1.2", "1.1.3"]


def test_line_taken_and_given_on_the_same_day_changes_hands_without_a_trace(scene):
    actor, table, plan, anne, leo = scene
    zoe = make_person(table, "Zoé Roy")
    hand_over(actor=actor, giver=anne, taker=leo, plans=[plan], on=TODAY)

    hand_over(actor=actor, giver=leo, taker=zoe, plans=[plan], on=TODAY)

    rows = element_numbered(plan, "1.1.1").assignments.order_by("pk")
    assert [(row.person, row.since, row.until) for row in rows] == [
        (anne, None, TODAY - DAY),
        (zoe, TODAY, None),
    ]


def test_line_shows_who_carries_it_and_who_did_with_the_way_to_their_records(scene):
    actor, table, plan, anne, leo = scene
    hand_over(actor=actor, giver=anne, taker=leo, plans=[plan], on=TODAY)
    shown = carriers_of(seen_by(actor, table), element_numbered(plan, "1.1.1"))
    printed = carriers_of(seen_by(actor, table), element_numbered(plan, "1.1.4"))

    page = f"/organismes/{table.slug}/annuaire/personnes/"
    assert [(line.who, line.address) for line in shown.now] == [("Léo Roy", f"{page}{leo.pk}/")]
    assert [(line.who, line.address) for line in shown.before] == [
        ("Anne Tremblay", f"{page}{anne.pk}/")
    ]
    assert (printed.now, printed.before) == ((), ())


def test_relay_to_oneself_or_of_nothing_is_refused(scene):
    actor, table, plan, anne, leo = scene
    before = assignments()

    with pytest.raises(ValidationError, match="soi-même"):
        hand_over(actor=actor, giver=anne, taker=anne, plans=[plan], on=TODAY)
    with pytest.raises(ValidationError, match="Rien à passer"):
        hand_over(actor=actor, giver=leo, taker=table, plans=[plan], on=TODAY)

    assert assignments() == before
    assert not Handover.objects.exists()


def test_position_ends_the_day_before_and_comes_back_with_the_undo(scene):
    actor, _table, plan, anne, leo = scene
    position = anne.positions.get()

    handover = hand_over(
        actor=actor, giver=anne, taker=leo, plans=[plan], on=TODAY, ending=[position]
    )
    position.refresh_from_db()
    assert position.until == TODAY - DAY
    take_back(actor=actor, handover=handover)

    position.refresh_from_db()
    assert position.until is None


def test_position_changed_since_stays_as_somebody_made_it(scene):
    actor, _table, plan, anne, leo = scene
    position = anne.positions.get()
    handover = hand_over(
        actor=actor, giver=anne, taker=leo, plans=[plan], on=TODAY, ending=[position]
    )
    type(position).objects.filter(pk=position.pk).update(until=TODAY - 9 * DAY)

    take_back(actor=actor, handover=handover)

    position.refresh_from_db()
    assert position.until == TODAY - 9 * DAY


def test_position_of_somebody_else_or_not_begun_does_not_end(scene):
    actor, table, plan, anne, leo = scene
    before = assignments()

    with pytest.raises(ValidationError, match="quelqu’un d’autre"):
        hand_over(
            actor=actor,
            giver=anne,
            taker=leo,
            plans=[plan],
            on=TODAY,
            ending=[leo.positions.get()],
        )

    assert assignments() == before
    anne.positions.update(since=TODAY)
    assert not endable(anne, [table.pk], TODAY).exists()
    assert not endable(table, [table.pk], TODAY).exists()


def test_organisation_takes_over_from_a_person(scene):
    actor, table, plan, anne, _leo = scene

    hand_over(actor=actor, giver=anne, taker=table, plans=[plan], on=TODAY)

    assert carried(actor, table) == ["1.1.1", "1.1.3"]
    assert [h.taker for h in handovers_of(actor, anne)] == [table]


def test_plan_of_another_organisation_is_neither_shown_nor_passed(scene):
    actor, table, plan, anne, leo = scene
    other = plan_naming(make_organization("Ailleurs"), "Anne")
    Assignment.objects.filter(element__plan=other).update(person=anne)
    member = make_member(table, "member")

    assert [share.plan for share in shares_of(actor, anne, TODAY)] == [plan]
    assert shares_of(member, anne, TODAY) == ()
    assert len(carried(actor, anne)) == 3
    handover = hand_over(actor=actor, giver=anne, taker=leo, plans=[plan], on=TODAY)
    assert (may_undo(actor, handover), may_undo(member, handover)) == (True, False)


def test_what_somebody_carries_costs_the_same_with_one_and_three_lines(scene):
    actor, _table, _plan, anne, leo = scene
    Assignment.objects.filter(element__number="1.1.3").update(person=leo)

    def cost(carrier):
        with CaptureQueriesContext(connection) as captured:
            carried_by_whom(actor, carrier)
            shares_of(actor, carrier, TODAY)
        return len(captured)

    cost(leo)  # the roles of a user are read once
    one = cost(leo)
    assert cost(anne) == one
