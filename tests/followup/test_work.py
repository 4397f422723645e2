"""«Mon travail»: four groups, one tap, the way back."""

import pytest
from django.utils import timezone

from arrimage.directory.models import Person, Position
from arrimage.followup.models import Clock
from arrimage.followup.operations import note_gesture
from arrimage.followup.queries import bearer_of_role, bearer_who_is
from arrimage.followup.work import work_of
from arrimage.plans.models import StatusUpdate
from tests.factories import (
    element_numbered,
    make_member,
    make_organization,
    make_user,
)
from tests.followup.plans import TODAY, day, work_plan

pytestmark = pytest.mark.django_db


def _groups(user, bearer):
    work = work_of(user, bearer, TODAY)
    return {g.name: [task.element.number for task in g.tasks] for g in work.groups}


def test_each_line_waits_in_one_group():
    plan = work_plan()
    user = make_member(plan.organization)

    assert _groups(user, bearer_of_role("Agente")) == {
        "late": ["1.1"],
        "soon": ["1.5", "1.2"],
        "silent": ["1.3"],
        "confirm": ["1.4"],
    }


def test_each_task_says_why_and_offers_its_gestures():
    plan = work_plan()
    work = work_of(make_member(plan.organization), bearer_of_role("Agente"), TODAY)

    told = {task.element.number: task for group in work.groups for task in group.tasks}

    assert {number: task.gestures for number, task in told.items()} == {
        "1.1": ("done",),
        "1.2": ("done", "active"),
        "1.3": ("same", "done"),
        "1.4": ("active", "done"),
        "1.5": ("held", "same"),
    }
    assert told["1.1"].on == day(5, 31)
    assert told["1.5"].why == (
        "Au rythme «\u00a012 appels par année\u00a0», il en faut 8 sur 12 d’ici le "
        "29 novembre 2026\u00a0; tenues à ce jour\u00a0: 0."
    )
    assert all(task.may_note and task.who == ("Agente",) for task in told.values())


def test_somebody_who_only_reads_sees_no_button():
    plan = work_plan()
    work = work_of(make_member(plan.organization, "board"), bearer_of_role("Agente"), TODAY)

    assert {task.may_note for group in work.groups for task in group.tasks} == {False}


def test_a_position_finds_the_lines_that_print_its_title():
    plan = work_plan()
    user = make_member(plan.organization)
    person = Person.objects.create(name="Maude", user=user)
    assert _groups(user, bearer_who_is(user))["late"] == []

    Position.objects.create(person=person, organization=plan.organization, title="agente")
    work_plan(make_organization("Table du Cap"))

    assert _groups(user, bearer_who_is(user))["late"] == ["1.1"]


@pytest.mark.parametrize(
    ("number", "gesture", "status"),
    [("1.1", "done", "done"), ("1.2", "active", "in_progress"), ("1.3", "same", "")],
)
def test_one_tap_notes_a_state(number, gesture, status):
    plan = work_plan()
    actor = make_user()

    note_gesture(actor=actor, element=element_numbered(plan, number), gesture=gesture)

    update = StatusUpdate.objects.get()
    assert (update.element.number, update.status, update.on) == (
        number,
        status,
        timezone.localdate(),
    )


def test_nothing_new_is_news():
    plan = work_plan()

    note_gesture(actor=make_user(), element=element_numbered(plan, "1.3"), gesture="same")

    clock = Clock.objects.get(element__number="1.3")
    assert (clock.last_news, StatusUpdate.objects.get().text) == (
        timezone.localdate(),
        "Rien de neuf.",
    )
