"""The plan at a glance: one mark for each action, under the heading at its top."""

import pytest

from arrimage.plans.glance import glance_of
from arrimage.plans.models import Plan
from arrimage.plans.operations import change_status
from tests.factories import (
    element_numbered,
    make_draft,
    make_member,
    make_organization,
    make_plan,
)

pytestmark = pytest.mark.django_db


def test_every_action_has_its_mark_under_the_heading_at_the_top(django_assert_num_queries):
    organization = make_organization()
    plan = make_plan(organization, make_draft(2, 3))
    user = make_member(organization)
    change_status(actor=user, element=element_numbered(plan, "1.2.1"), status="done")
    plan = Plan.objects.get(pk=plan.pk)

    with django_assert_num_queries(2):
        (line,) = glance_of(plan)

    assert line.number == "1"
    assert [mark.number for mark in line.marks] == [
        "1.1.1", "1.1.2", "1.2.1", "1.2.2", "1.3.1", "1.3.2",
    ]  # fmt: skip
    assert [mark.label for mark in line.marks if mark.number == "1.2.1"] == ["Réalisé"]
    assert line.done == 1
