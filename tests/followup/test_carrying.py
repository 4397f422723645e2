"""Who carries what, and whose follow-up it is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from arrimage.directory.models import Person
from arrimage.followup.models import Clock
from arrimage.followup.queries import (
    bearer_of_organization,
    bearer_of_person,
    bearer_of_role,
    bearer_who_is,
    clocks_for,
    in_group,
    lines_of,
)
from arrimage.formats.draft import AssignmentDraft, TimeframeDraft
from arrimage.plans.models import Assignment, Element
from arrimage.plans.operations import set_confidential
from tests.factories import (
    element_numbered,
    make_action,
    make_admin,
    make_member,
    make_organization,
    make_plan,
    make_user,
)
from tests.followup.plans import TODAY, day, plan_of

pytestmark = pytest.mark.django_db
MAY = TimeframeDraft("month", "mai 2026", day(5, 1), day(5, 31))


def _numbers(lines):
    return sorted(lines.values_list("number", flat=True))


def test_a_role_a_person_and_an_organisation_each_carry_their_lines():
    farms = make_organization("Fermes du canton", "member")
    ana = Person.objects.create(name="Ana Roy")
    plan = plan_of(
        make_action("1.1", assignments=(AssignmentDraft("Agente"),)),
        make_action("1.2", assignments=(AssignmentDraft("A. Roy"),)),
        make_action("1.3", assignments=(AssignmentDraft("Fermes"),)),
        make_action("1.4", assignments=(AssignmentDraft("Agente", "collaborator"),)),
    )
    Assignment.objects.filter(name="A. Roy").update(person=ana)
    Assignment.objects.filter(name="Fermes").update(organization=farms)
    user = make_member(plan.organization)

    assert _numbers(lines_of(user, bearer_of_role("Agente"))) == ["1.1"]
    assert _numbers(lines_of(user, bearer_of_person(ana))) == ["1.2"]
    assert _numbers(lines_of(user, bearer_of_organization(farms))) == ["1.3"]


def test_a_line_that_names_nobody_is_carried_by_whoever_carries_the_line_above():
    plan = plan_of(
        make_action("1.1"), make_action("1.2", assignments=(AssignmentDraft("Direction"),))
    )
    Assignment.objects.create(element=element_numbered(plan, "1"), name="Agente")
    user = make_member(plan.organization)

    assert _numbers(lines_of(user, bearer_of_role("Agente"))) == ["1", "1.1"]
    assert _numbers(lines_of(user, bearer_of_role("Direction"))) == ["1.2"]


def test_lines_of_another_house_and_confidential_lines_stay_hidden():
    named = (AssignmentDraft("Agente"),)
    plan = plan_of(make_action("1.1", assignments=named), make_action("1.2", assignments=named))
    theirs = plan_of(make_action("9.9", assignments=named), organization=make_organization("Cap"))
    team = make_member(plan.organization, "staff")
    set_confidential(actor=team, element=element_numbered(plan, "1.2"), is_confidential=True)

    agent = bearer_of_role("Agente")
    assert _numbers(lines_of(team, agent)) == ["1.1", "1.2"]
    assert _numbers(lines_of(make_member(plan.organization, "board"), agent)) == ["1.1"]
    assert _numbers(lines_of(make_member(theirs.organization), agent)) == ["9.9"]
    assert _numbers(lines_of(make_admin(), agent)) == ["1.1", "1.2", "9.9"]


def test_an_account_is_a_person_when_the_annuaire_says_so():
    user = make_user()
    assert bearer_who_is(user) is None

    person = Person.objects.create(name="Maude Lavoie", user=user)

    assert bearer_who_is(user) == bearer_of_person(person)


def test_flags_are_for_those_whose_plan_it_is_and_for_carriers():
    house, farms = make_organization(), make_organization("Fermes", "member")
    plan = plan_of(make_action("1.1", timeframes=(MAY,)), make_action("1.2", timeframes=(MAY,)),
                   organization=house)  # fmt: skip
    Assignment.objects.create(
        element=element_numbered(plan, "1.2"), name="Fermes", organization=farms
    )

    def late(user):
        return _numbers(Element.objects.filter(clock__in=clocks_for(user).late(TODAY)))

    assert late(make_member(house, "board")) == ["1.1", "1.2"]
    assert late(make_member(farms, "staff")) == ["1.2"]
    assert late(make_member(farms, "board")) == []
    assert late(make_member(make_organization("Cap"))) == []


def test_a_line_is_in_one_group_and_the_question_is_one_query():
    plan = plan_of(
        make_action("1.1", timeframes=(MAY,)),
        make_action("1.2", timeframes=(TimeframeDraft("date", "30 novembre", None, day(11, 30)),)),
        make_action("1.3", timeframes=(TimeframeDraft("continuous", "En continu"),)),
        make_action("1.4", timeframes=(TimeframeDraft("range", "", day(5, 1), day(12, 31, 2027)),)),
    )
    Clock.objects.filter(nature="continuous").update(silent_from=day(11, 1))
    Clock.objects.exclude(confirm_from=None).update(confirm_from=day(5, 1))
    user = make_member(plan.organization)
    clocks_for(user)  # roles are read once

    found = {}
    for group in ("late", "soon", "silent", "confirm"):
        with CaptureQueriesContext(connection) as asked:
            found[group] = [
                clock.element.number
                for clock in in_group(clocks_for(user), group, TODAY).select_related("element")
            ]
        assert len(asked) == 1

    assert found == {"late": ["1.1"], "soon": ["1.2"], "silent": ["1.3"], "confirm": ["1.4"]}


def test_plans_in_the_bin_are_silent():
    plan = make_plan()
    user = make_member(plan.organization)
    type(plan).objects.filter(pk=plan.pk).update(removed_at=timezone.now())

    assert not clocks_for(user).exists()
