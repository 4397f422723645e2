"""The plan at a moment is exactly what it was at that moment."""

import datetime as dt

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from arrimage.memory.then import plan_on, plan_then
from arrimage.plans.confidential import READER, TEAM_SIGHT
from arrimage.plans.drafts import plan_to_draft
from arrimage.plans.edits import EditConflict, undo_edit
from arrimage.plans.models import Assignment, Edit, Plan
from arrimage.plans.operations import add_element, change_status, set_confidential
from arrimage.plans.queries import plan_document
from arrimage.plans.reading_order import Place
from tests.factories import edit, element_numbered, make_draft, make_plan, make_user
from tests.memory.gestures import apply, gestures

pytestmark = pytest.mark.django_db


def snapshot(plan):
    """The interchange of a plan as it stands, with its money."""
    fresh = Plan.objects.select_related("organization", "source").get(pk=plan.pk)
    return plan_to_draft(fresh, TEAM_SIGHT)


@pytest.mark.one_database
@settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(gestures, st.integers(1, 3), st.integers(1, 2))
@example([("amounts", 0, 7), ("envelopes", 0, 5), ("amounts", 0, 4), ("undo", 1, 0)], 2, 1)
@example([("budget", 0, 895), ("revise", 618, 5493)], 3, 1)
@example([("people", 18, 2940), ("archive", 141, 3178), ("bulk", 542, 177)], 3, 2)
def test_a_plan_at_a_moment_is_what_it_was(made, actions, objectives):
    plan = make_plan(draft=make_draft(actions=actions, objectives=objectives))
    actor = make_user()
    taken = [(0, snapshot(plan), _printed(plan))]
    for gesture in made:
        apply(plan, actor, gesture)
        last = Edit.objects.filter(plan=plan).order_by("-pk").values_list("pk", flat=True).first()
        taken.append((last or 0, snapshot(plan), _printed(plan)))

    plan = Plan.objects.get(pk=plan.pk)
    day = timezone.localdate()
    for after, draft, printed in taken:
        then = plan_then(plan, after=after, day=day, sight=TEAM_SIGHT)
        assert then.draft == draft
        assert _said(then.document()) == printed


def _printed(plan):
    return _said(plan_document(Plan.objects.get(pk=plan.pk), sight=TEAM_SIGHT))


def _said(document):
    """Every row and heading of a document, versions and doubts apart."""
    rows = [s.heading for s in document.sections if s.heading]
    rows += [row for section in document.sections for row in section.rows]
    return [
        (
            r.pk, r.number, r.title, r.depth, r.responsibles, r.frames, r.years_marked, r.results,
            r.indicators, r.status, r.status_text, r.evidence, r.cost, r.cells,
        )
        for r in rows
    ]  # fmt: skip


def test_a_state_that_was_noted_later_is_known_of_its_day():
    """What happened by that day, as it is known now: the words are of that day, states too."""
    plan, actor = make_plan(draft=make_draft(actions=3)), make_user()
    today = timezone.localdate()
    Plan.objects.filter(pk=plan.pk).update(created_at=timezone.now() - dt.timedelta(60))
    line = element_numbered(plan, "1.1.2")
    change_status(actor=actor, element=line, status="done", on=today - dt.timedelta(20))
    edit(line, actor=actor, title="Autre")
    change_status(actor=actor, element=line, status="postponed", text="Finalement non")

    said = {
        days: next(
            (e.status.value if e.status else None, e.title)
            for e in plan_on(plan, today - dt.timedelta(days), TEAM_SIGHT).draft.walk()
            if e.number == "1.1.2"
        )
        for days in (30, 20, 0)
    }

    assert said == {
        30: (None, "Préparer la rencontre 1.2"),
        20: ("done", "Préparer la rencontre 1.2"),
        0: ("postponed", "Autre"),
    }


def test_who_carried_on_a_day_is_who_carried_then():
    plan = make_plan(draft=make_draft(actions=2))
    today = timezone.localdate()
    Plan.objects.filter(pk=plan.pk).update(created_at=timezone.now() - dt.timedelta(60))
    held = element_numbered(plan, "1.1.1").assignments.get(role="responsible")
    held.until = today - dt.timedelta(10)
    held.save()
    Assignment.objects.create(
        element=held.element, name="Coordination", since=today - dt.timedelta(9)
    )

    carried = {
        days: [
            a.name
            for e in plan_on(plan, today - dt.timedelta(days), READER).draft.walk()
            for a in e.assignments
            if a.role == "responsible"
        ]
        for days in (15, 5)
    }

    assert carried == {15: ["Agente de liaison"], 5: ["Coordination"]}


def test_what_is_for_the_team_alone_now_or_was_then_stays_theirs():
    plan, actor = make_plan(draft=make_draft(actions=3)), make_user()
    first, second = element_numbered(plan, "1.1.2"), element_numbered(plan, "1.1.3")
    set_confidential(actor=actor, element=first, is_confidential=True)
    marked = plan.edits.latest("pk").pk
    set_confidential(actor=actor, element=first, is_confidential=False)
    set_confidential(actor=actor, element=second, is_confidential=True)

    def shown(after, sight):
        then = plan_then(plan, after=after, day=timezone.localdate(), sight=sight)
        return [e.number for e in then.draft.walk() if e.level == 2]

    assert shown(0, READER) == ["1.1.1", "1.1.2"]
    assert shown(marked, READER) == ["1.1.1"]
    assert shown(marked, TEAM_SIGHT) == ["1.1.1", "1.1.2", "1.1.3"]


def test_the_frame_is_taken_back_too():
    plan, actor = make_plan(), make_user()
    before = snapshot(plan)
    for gesture in [("level_add", 0, 0), ("years", 3, 1), ("frame", 1, 1), ("level_name", 2, 0)]:
        apply(plan, actor, gesture)
    changed = snapshot(plan)

    for each in plan.edits.order_by("-pk"):
        undo_edit(actor=actor, edit=each)

    assert (before == changed, snapshot(plan)) == (False, before)


def test_a_level_that_has_lines_since_is_not_taken_away_again():
    plan, actor = make_plan(), make_user()
    apply(plan, actor, ("level_add", 3, 0))
    added = plan.edits.latest("pk")
    line = element_numbered(plan, "1.1.2")
    level = plan.levels.get(rank=3)
    add_element(actor=actor, plan=plan, level=level, place=Place(line.pk, None), title="Étape")

    with pytest.raises(EditConflict):
        undo_edit(actor=actor, edit=added)

    assert plan.levels.count() == 4
