"""What a line of another plan holds counts where its team lets it count, and once."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from arrimage.alignment.operations import count_alignment, propose_alignment, withdraw_alignment
from arrimage.followup.models import Clock
from arrimage.followup.operations import hold_occurrence
from arrimage.followup.settling import settle_lines
from arrimage.followup.tallies import tallies_of
from arrimage.formats.draft import CadenceDraft, Period, PlanYear
from arrimage.plans.operations import set_confidential
from tests.factories import (
    element_numbered,
    make_action,
    make_draft,
    make_member,
    make_organization,
    make_plan,
)

pytestmark = pytest.mark.django_db


def _plan(organization):
    """A plan of one year, now, with one line to hold four times."""
    today = timezone.localdate()
    start, end = today - dt.timedelta(days=200), today + dt.timedelta(days=164)
    draft = make_draft()
    line = make_action(
        "1.1.1",
        "Tenir quatre rencontres",
        cadences=(CadenceDraft(Decimal(4), "year", "rencontres", "4 rencontres par année"),),
    )
    objective = replace(draft.elements[0].children[0], children=(line,))
    draft = replace(
        draft,
        period=Period(start, end, "day"),
        years=(PlanYear(1, start, end),),
        elements=(replace(draft.elements[0], children=(objective,)),),
    )
    return make_plan(organization, draft)


class Two:
    def __init__(self, kind):
        self.national, self.regional = _plan(make_organization()), _plan(make_organization())
        self.actor = make_member(self.national.organization)
        self.up = element_numbered(self.national, "1.1.1")
        self.down = element_numbered(self.regional, "1.1.1")
        values = {"own": self.down, "other": self.up, "kind": kind}
        self.alignment = propose_alignment(actor=self.actor, is_agreed=True, counts=True, **values)

    def hold(self, element, *days_ago):
        for days in days_ago:
            on = timezone.localdate() - dt.timedelta(days=days)
            hold_occurrence(actor=self.actor, element=element, on=on)

    def held(self, element):
        clocks = Clock.objects.filter(pk=element.pk).select_related("element", "plan")
        (one,) = tallies_of(clocks, timezone.localdate())[element.pk]
        return one.tally.held


def test_what_contributes_is_added():
    two = Two("contributes")
    two.hold(two.up, 30)
    two.hold(two.down, 30, 10)

    assert (two.held(two.up), two.held(two.down)) == (3, 2)


def test_the_same_deliverable_noted_in_both_plans_counts_once():
    two = Two("same")
    two.hold(two.up, 30, 20)
    two.hold(two.down, 30, 10)

    assert two.held(two.up) == 3


def test_nothing_counts_without_consent_nor_once_it_is_confidential_or_undone():
    two = Two("contributes")
    two.hold(two.down, 10)

    count_alignment(actor=two.actor, alignment=two.alignment, counts=False)
    without = two.held(two.up)
    count_alignment(actor=two.actor, alignment=two.alignment, counts=True)
    again = two.held(two.up)
    set_confidential(actor=two.actor, element=two.down, is_confidential=True)
    hidden = two.held(two.up)
    set_confidential(actor=two.actor, element=two.down, is_confidential=False)
    withdraw_alignment(actor=two.actor, alignment=two.alignment, own=two.down)

    assert (without, again, hidden, two.held(two.up)) == (0, 1, 0, 0)


def test_news_of_what_contributes_break_the_silence_there_a_moment_later():
    two = Two("contributes")
    before = Clock.objects.get(pk=two.up.pk).last_news

    two.hold(two.down, 10)
    waiting = [result.args_kwargs["args"] for result in DBTaskResult.objects.all()]
    for plan_pk, pks in waiting:
        settle_lines(plan_pk, pks)

    assert before is None
    assert waiting == [[two.national.pk, [two.up.pk]]]
    assert Clock.objects.get(pk=two.up.pk).last_news == timezone.localdate() - dt.timedelta(days=10)


@pytest.mark.parametrize("count", [1, 3])
def test_tallies_ask_the_same_whatever_counts(count, django_assert_num_queries):
    two = Two("contributes")
    two.hold(two.down, *range(10, 10 + count))
    clocks = list(Clock.objects.filter(pk=two.up.pk).select_related("element", "plan"))

    with django_assert_num_queries(2):
        (one,) = tallies_of(clocks, timezone.localdate())[two.up.pk]

    assert one.tally.held == count
