"""Lines of different plans, joined by people."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404

from arrimage.alignment.fellows import Asked, fellows_of, is_active
from arrimage.alignment.models import Alignment, State
from arrimage.alignment.operations import (
    count_alignment,
    decide_alignment,
    propose_alignment,
    withdraw_alignment,
)
from arrimage.alignment.queries import (
    alignment_for,
    alignments_of,
    counting_in,
    inbox_of,
    other_element,
    same_pairs,
    suggestions_for,
)
from arrimage.audit.models import Entry
from arrimage.directory.annuaire import annuaire_for
from arrimage.directory.models import Organization
from arrimage.plans.models import Element, Plan
from arrimage.plans.operations import remove_elements, set_confidential, share_plan
from tests.factories import (
    element_numbered,
    make_action,
    make_draft,
    make_member,
    make_organization,
    make_plan,
)

pytestmark = pytest.mark.django_db


def _draft(title):
    draft = make_draft()
    objective = draft.elements[0].children[0]
    nested = replace(
        draft.elements[0],
        children=(replace(objective, children=(make_action("1.1.1", title),)),),
    )
    return replace(draft, elements=(nested,))


class Scene:
    """A national network and a regional table, each with a plan that the network reads."""

    def __init__(self):
        self.network = make_organization("Réseau Lisière", "national")
        self.table = make_organization("Table des Aulnes")
        Organization.objects.filter(pk=self.table.pk).update(parent=self.network)
        self.table.refresh_from_db()
        self.national = make_member(self.network)
        self.regional = make_member(self.table)
        words = "Tenir quatre rencontres sur la sécurité alimentaire"
        self.wide = make_plan(self.network, _draft(words))
        self.near = make_plan(self.table, _draft("Tenir une rencontre de sécurité alimentaire"))
        for plan in (self.wide, self.near):
            share_plan(actor=None, plan=plan, audience="network")
        self.up = element_numbered(self.wide, "1.1.1")
        self.down = element_numbered(self.near, "1.1.1")

    def propose(self, **values):
        values = {"kind": "contributes", "own": self.down, "other": self.up} | values
        return propose_alignment(actor=self.regional, **values)


@pytest.fixture
def scene():
    return Scene()


def test_a_line_that_says_nearly_the_same_is_suggested_with_the_words_in_common(scene):
    (suggestion,) = suggestions_for(scene.regional, scene.down)

    assert suggestion.element == scene.up
    assert set(suggestion.words) >= {"rencontres", "sécurité", "alimentaire"}


def test_a_line_that_one_may_not_read_is_never_suggested_nor_chosen(scene):
    set_confidential(actor=scene.national, element=scene.up, is_confidential=True)

    assert suggestions_for(scene.regional, scene.down) == ()
    with pytest.raises(Http404):
        other_element(scene.regional, scene.down, scene.up.pk)


def test_the_other_team_answers_and_both_sides_read_it(scene):
    alignment = scene.propose(counts=True, note="Nos rencontres sont aussi les vôtres")

    (asked,) = inbox_of(scene.national, scene.network).to_answer
    decide_alignment(actor=scene.national, alignment=asked.alignment, accepts=True)

    assert asked.may_decide
    (here,) = alignments_of(scene.regional, scene.down)
    (there,) = alignments_of(scene.national, scene.up)
    assert (str(here.words), here.other) == ("contribue à", scene.up)
    assert (str(there.words), there.other) == ("reçoit la contribution de", scene.down)
    assert counting_in([scene.up.pk]) == {scene.up.pk: (scene.down.pk,)}
    verbs = Entry.objects.filter(verb__startswith="alignment.").order_by("pk")
    assert list(verbs.values_list("verb", "target_id")) == [
        ("alignment.propose", scene.down.pk),
        ("alignment.confirm", scene.up.pk),
    ]
    assert alignment.pk == here.alignment.pk


def test_the_side_that_proposed_does_not_answer_for_the_other(scene):
    alignment = scene.propose()

    with pytest.raises(PermissionDenied):
        alignment_for(scene.regional, alignment.pk, "decide")
    with pytest.raises(Http404):
        alignment_for(make_member(make_organization()), alignment.pk, "decide")


def test_only_the_team_of_the_source_lets_it_count_elsewhere(scene):
    asked = propose_alignment(
        actor=scene.national,
        own=scene.up,
        other=scene.down,
        kind="contributes",
        is_reversed=True,
        counts=True,  # not theirs to say
    )

    assert not asked.counts
    held = decide_alignment(actor=scene.regional, alignment=asked, accepts=True, counts=True)
    assert held.counts
    with pytest.raises(PermissionDenied):
        alignment_for(scene.national, asked.pk, "count")
    count_alignment(actor=scene.regional, alignment=asked, counts=False)
    assert counting_in([scene.up.pk]) == {}


def test_what_becomes_confidential_or_leaves_its_plan_stops_counting(scene):
    scene.propose(counts=True, is_agreed=True)

    set_confidential(actor=scene.regional, element=scene.down, is_confidential=True)
    hidden = counting_in([scene.up.pk])
    told = alignments_of(scene.national, scene.up)
    set_confidential(actor=scene.regional, element=scene.down, is_confidential=False)
    remove_elements(actor=scene.regional, plan=scene.near, pks=[scene.down.pk])

    assert (hidden, told, counting_in([scene.up.pk])) == ({}, (), {})


def test_two_lines_are_joined_once_and_may_be_asked_again_after_a_refusal(scene):
    alignment = scene.propose()

    with pytest.raises(ValidationError):
        scene.propose(kind="same")
    with pytest.raises(ValidationError):
        scene.propose(is_reversed=True)
    decide_alignment(actor=scene.national, alignment=alignment, accepts=False)
    with pytest.raises(ValidationError):
        decide_alignment(actor=scene.national, alignment=alignment, accepts=True)
    assert alignments_of(scene.regional, scene.down) == ()
    assert scene.propose(kind="same").state == State.PROPOSED


def test_lines_of_one_plan_are_not_aligned_they_refer_to_each_other(scene):
    other = scene.near.elements.get(number="1.1")

    with pytest.raises(ValidationError):
        scene.propose(other=other)


def test_either_side_may_leave(scene):
    alignment = scene.propose(is_agreed=True)
    joined = alignment_for(scene.national, alignment.pk, "withdraw")

    withdraw_alignment(actor=scene.national, alignment=alignment, own=joined.own)

    assert not Alignment.objects.exists()
    assert Entry.objects.latest("pk").target_id == scene.up.pk


def test_who_else_works_on_it_is_answered_within_rights_and_counts_a_deliverable_once(scene):
    annuaire = annuaire_for(scene.national, scene.network.slug)
    asked = Asked("sécurité alimentaire", year=2026)

    before = fellows_of(scene.national, annuaire, asked)
    scene.propose(kind="same", is_agreed=True)
    after = fellows_of(scene.national, annuaire, asked)
    share_plan(actor=None, plan=scene.near, audience="private")
    hidden = fellows_of(scene.national, annuaire, asked)

    assert {f.organization for f in before.fellows} == {scene.network, scene.table}
    assert (before.elements, before.deliverables, after.deliverables) == (2, 2, 1)
    assert {f.organization for f in hidden.fellows} == {scene.network}
    assert fellows_of(scene.national, annuaire, Asked("hippopotame", year=2026)).fellows == ()
    assert same_pairs([scene.up.pk]) == ((scene.down.pk, scene.up.pk),)


@pytest.mark.parametrize(
    ("frames", "marked", "expected"),
    [
        ([], [], True),
        ([("season", dt.date(2027, 3, 1), dt.date(2027, 6, 20))], [], False),
        ([("season", dt.date(2025, 12, 1), dt.date(2026, 3, 20))], [], True),
        ([("date", None, dt.date(2026, 6, 30))], [], True),
        ([("date", None, dt.date(2027, 6, 30))], [], False),
        ([("continuous", None, None)], [], True),
        ([], [1], True),
        ([], [9], True),
    ],
)
def test_a_line_works_in_a_year_by_its_own_dates(frames, marked, expected):
    plan = make_plan(draft=_draft("Tenir un marché"))
    element = element_numbered(plan, "1.1.1")
    element.timeframes.all().delete()
    for kind, start, end in frames:
        element.timeframes.create(kind=kind, starts_on=start, ends_on=end)
    element.years_marked = marked

    assert is_active(element, dt.date(2026, 1, 1), dt.date(2026, 12, 31)) is expected


def test_a_line_of_a_finished_plan_works_no_more():
    plan = make_plan(draft=_draft("Tenir un marché"))
    Plan.objects.filter(pk=plan.pk).update(
        starts_on=dt.date(2020, 1, 1), ends_on=dt.date(2022, 1, 1)
    )
    element = Element.objects.select_related("plan").get(plan=plan, number="1.1.1")

    assert is_active(element, dt.date(2026, 1, 1), dt.date(2026, 12, 31)) is False


@pytest.mark.parametrize("count", [1, 4])
def test_the_same_questions_are_asked_however_many_lines_answer(
    scene, count, django_assert_num_queries
):
    for _ in range(count - 1):
        plan = make_plan(make_organization(), _draft("Sécurité alimentaire des aînés"))
        Organization.objects.filter(pk=plan.organization_id).update(parent=scene.network)
        share_plan(actor=None, plan=plan, audience="network")
    annuaire = annuaire_for(scene.national, scene.network.slug)

    with django_assert_num_queries(10):
        found = fellows_of(scene.national, annuaire, Asked("sécurité alimentaire", year=2026))

    assert found.elements == count + 1
