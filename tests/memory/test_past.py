"""The plan at a moment is exactly what it was at that moment."""

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from arrimage.memory.then import plan_then
from arrimage.plans.confidential import TEAM_SIGHT
from arrimage.plans.drafts import loaded_draft
from arrimage.plans.models import Edit, Plan
from arrimage.plans.queries import load_tree, plan_document
from tests.factories import make_draft, make_plan, make_user
from tests.memory.gestures import apply, gestures

pytestmark = pytest.mark.django_db


def snapshot(plan):
    """The interchange of a plan as it stands, without what applications above keep."""
    fresh = Plan.objects.select_related("organization", "source").get(pk=plan.pk)
    load_tree(fresh, TEAM_SIGHT)
    return loaded_draft(fresh)


@settings(
    max_examples=40,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(gestures, st.integers(1, 3), st.integers(1, 2))
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
