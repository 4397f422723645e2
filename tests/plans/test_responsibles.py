"""Printed names lead to people and organisations: proposed, confirmed, remembered, undone."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from arrimage.audit.models import Entry
from arrimage.audit.phrases import sentence
from arrimage.directory.merging import merge_records
from arrimage.directory.models import NameMatch
from arrimage.directory.names import Target, target_of
from arrimage.directory.operations import create_organization
from arrimage.formats.draft import AssignmentDraft
from arrimage.plans.models import Assignment, Edit
from arrimage.plans.operations import undo_edit
from arrimage.plans.responsibles import (
    match_names,
    responsibles_of,
    split_name,
    sure_targets,
    unmatch_name,
)
from tests.directory.making import make_person, seen_by
from tests.factories import make_action, make_draft, make_member, make_organization, make_plan

pytestmark = pytest.mark.django_db


def plan_naming(organization, *names, acronyms=()):
    """A plan whose actions carry these names, one action for each group of names."""
    draft = make_draft()
    actions = tuple(
        make_action(
            f"1.1.{rank}",
            f"Action {rank}",
            assignments=tuple(AssignmentDraft(n) for n in group.split("|")),
        )
        for rank, group in enumerate(names, start=1)
    )
    objective = replace(draft.elements[0].children[0], children=actions)
    top = replace(draft.elements[0], children=(objective,))
    return make_plan(organization, replace(draft, elements=(top,), acronyms=acronyms))


@pytest.fixture
def table():
    return make_organization("Table des Aulnes")


@pytest.fixture
def actor(table):
    return make_member(table, name="Maude Lavoie")


def shown(plan, actor):
    return responsibles_of(plan, seen_by(actor, plan.organization))


def proposals(plan, actor):
    return {
        name.printed: (name.best.value if name.best else None)
        for name in shown(plan, actor).waiting
    }


def test_each_printed_name_is_listed_once_with_its_lines_and_its_proposal(table, actor):
    person = make_person(table, "Anne Tremblay", title="Directrice générale")
    position = person.positions.get()
    body = create_organization(
        actor=None, name="Réseau des Saules", kind="partner", acronym="RS", parent=table
    )
    plan = plan_naming(table, "Direction générale", "direction générale|RS", "Mme Tremblay", "Tous")

    names = {name.printed: name.count for name in shown(plan, actor).waiting}

    assert names == {"Direction générale": 2, "RS": 1, "Mme Tremblay": 1, "Tous": 1}
    assert proposals(plan, actor) == {
        "Direction générale": f"position-{position.pk}",
        "RS": f"organization-{body.pk}",
        "Mme Tremblay": f"person-{person.pk}",
        "Tous": None,
    }


def test_acronym_explained_in_the_plan_is_read(table, actor):
    body = create_organization(actor=None, name="Réseau des Saules", kind="partner", parent=table)
    plan = plan_naming(table, "RSA", acronyms=(("RSA", "Réseau des Saules"),))

    assert proposals(plan, actor) == {"RSA": f"organization-{body.pk}"}


def test_one_tap_matches_every_line_and_keeps_the_printed_words(table, actor):
    person = make_person(table, title="Coordination")
    plan = plan_naming(table, "Coordonnatrice", "COORDONNATRICE", "Autre")

    count = match_names(actor=actor, plan=plan, targets={"Coordonnatrice": Target(person=person)})

    rows = Assignment.objects.filter(person=person).values_list("name", flat=True)
    assert (count, sorted(rows)) == (2, ["COORDONNATRICE", "Coordonnatrice"])
    names = shown(plan, actor)
    assert [(n.printed, n.person, n.count) for n in names.known] == [("Coordonnatrice", person, 2)]
    assert [n.printed for n in names.waiting] == ["Autre"]
    assert sentence(Entry.objects.latest("pk")) == (
        "Maude Lavoie a reconnu «\xa0Coordonnatrice\xa0»\xa0: Anne Tremblay."
    )


def test_decision_serves_the_next_plan_and_the_last_one_can_be_undone(table, actor):
    person = make_person(table, title="Coordination")
    first = plan_naming(table, "Vieille pancarte")
    match_names(actor=actor, plan=first, targets={"Vieille pancarte": Target(person=person)})

    second = plan_naming(table, "vieille  PANCARTE")

    assert [n.person for n in shown(second, actor).known] == [person]
    elsewhere = plan_naming(make_organization("Ailleurs"), "Vieille pancarte")
    assert not Assignment.objects.filter(element__plan=elsewhere, person=person).exists()
    undo_edit(actor=actor, edit=Edit.objects.get(plan=first))
    assert proposals(first, actor) == {"Vieille pancarte": f"person-{person.pk}"}


def test_decision_about_a_function_follows_who_holds_it(table, actor):
    person = make_person(table, title="Coordination")
    position = person.positions.get()
    first = plan_naming(table, "La coordo")
    match_names(
        actor=actor,
        plan=first,
        targets={"La coordo": Target(person=person, position=position)},
    )
    position.until = dt.date(2020, 1, 1)
    position.save()
    after = make_person(table, "Léo Roy", title="Coordination")

    second = plan_naming(table, "La coordo")

    assert not shown(second, actor).known
    assert proposals(second, actor) == {"La coordo": f"position-{after.positions.get().pk}"}


def test_person_who_left_is_proposed_with_a_doubt_and_never_applied(table, actor):
    person = make_person(table, "Anne Tremblay", until=dt.date(2020, 1, 1))
    first = plan_naming(table, "L’ancienne")
    match_names(actor=actor, plan=first, targets={"L’ancienne": Target(person=person)})

    second = plan_naming(table, "L’ancienne")

    (name,) = shown(second, actor).waiting
    assert name.best is None
    assert [(c.known.pk, str(c.reason)) for c in name.others] == [
        (person.pk, "reconnu la dernière fois, mais n’est plus en fonction")
    ]


def test_organisation_with_a_team_is_confirmed_one_by_one_and_never_by_itself(table, actor):
    body = create_organization(
        actor=None, name="Réseau des Saules", kind="partner", acronym="RS", parent=table
    )
    quiet = create_organization(
        actor=None, name="Table du Vent", kind="partner", acronym="TDV", parent=table
    )
    make_member(body, "staff")
    first = plan_naming(table, "RS", "TDV")
    names = shown(first, actor)
    assert [n.printed for n in names.sure] == ["TDV"]
    assert [(n.printed, n.best_opens) for n in names.waiting] == [("RS", True), ("TDV", False)]
    targets = {"RS": Target(organization=body), "TDV": Target(organization=quiet)}
    match_names(actor=actor, plan=first, targets=targets)

    second = plan_naming(table, "RS", "TDV")

    assert [n.organization for n in shown(second, actor).known] == [quiet]
    assert proposals(second, actor) == {"RS": f"organization-{body.pk}"}


def test_name_left_as_printed_waits_no_more(table, actor):
    plan = plan_naming(table, "Partenaires")

    match_names(actor=actor, plan=plan, targets={"Partenaires": Target()})

    names = shown(plan, actor)
    assert (names.waiting, [n.printed for n in names.kept]) == ((), ["Partenaires"])
    unmatch_name(actor=actor, plan=plan, printed="Partenaires")
    assert [n.printed for n in shown(plan, actor).waiting] == ["Partenaires"]


def test_sure_proposals_are_confirmed_in_one_edit(table, actor):
    make_person(table, "Anne Tremblay", title="Direction")
    make_person(table, "Léo Roy", title="Agent de liaison")
    plan = plan_naming(table, "Direction|Agente de liaison", "Tous")
    annuaire = seen_by(actor, table)

    targets = sure_targets(responsibles_of(plan, annuaire), annuaire)
    count = match_names(actor=actor, plan=plan, targets=targets)

    assert (count, Edit.objects.count(), NameMatch.objects.count()) == (2, 1, 2)
    undo_edit(actor=actor, edit=Edit.objects.get())
    assert not Assignment.objects.exclude(person=None).exists()


def test_two_names_in_one_are_parted_and_put_back(table, actor):
    bodies = [
        create_organization(actor=None, name=name, kind="partner", acronym=code, parent=table)
        for name, code in (("Réseau des Saules", "RS"), ("Table du Vent", "TDV"))
    ]
    plan = plan_naming(table, "RS et TDV")
    (waiting,) = shown(plan, actor).waiting
    assert [part.text for part in waiting.parts] == ["RS", "TDV"]

    split_name(actor=actor, plan=plan, printed="RS et TDV", annuaire=seen_by(actor, table))

    rows = Assignment.objects.order_by("pk").values_list("name", "organization")
    assert list(rows) == [("RS", bodies[0].pk), ("TDV", bodies[1].pk)]
    undo_edit(actor=actor, edit=Edit.objects.get())
    assert [row.name for row in Assignment.objects.all()] == ["RS et TDV"]


def test_name_that_carries_nothing_is_refused(table, actor):
    plan = plan_naming(table, "Direction")

    with pytest.raises(ValidationError, match="ne porte plus rien"):
        match_names(actor=actor, plan=plan, targets={"Personne": Target()})

    assert not NameMatch.objects.exists()
    assert not Edit.objects.exists()


def test_assignment_leads_to_one_only(table):
    plan = plan_naming(table, "Direction")
    person = make_person(table)

    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.filter(element__plan=plan).update(person=person, organization=table)
    with pytest.raises(IntegrityError), transaction.atomic():
        NameMatch.objects.create(
            organization=table, printed="X", folded="x", person=person, is_nobody=True
        )


def test_nobody_can_name_somebody_whom_they_may_not_see(table, actor):
    hidden = make_person(make_organization("Ailleurs"), is_listed=True)
    annuaire = seen_by(actor, table)

    for value in (f"person-{hidden.pk}", "organization-99999", "person-", "rien", "person-1x"):
        with pytest.raises(Http404):
            target_of(annuaire, value)


def test_merged_person_keeps_what_both_carried(table, actor):
    kept, absorbed = make_person(table, "Anne Tremblay"), make_person(table, "A. Tremblay")
    plan = plan_naming(table, "Elle")
    match_names(actor=actor, plan=plan, targets={"Elle": Target(person=absorbed)})

    merge_records(actor=actor, network=table, kept=kept, absorbed=absorbed)

    assert Assignment.objects.get(element__plan=plan).person == kept
    assert NameMatch.objects.get().person == kept


def test_list_costs_the_same_with_one_and_three_names(table, actor):
    make_person(table, "Anne Tremblay", title="Coordination")

    def cost(plan):
        with CaptureQueriesContext(connection) as captured:
            responsibles_of(plan, seen_by(actor, table))
        return len(captured)

    cost(plan_naming(table, "Coordination"))  # the roles of a user are read once
    one = cost(plan_naming(table, "Coordination"))
    make_person(table, "Léo Roy", title="Agent")
    make_person(table, "Zoé Roy", title="Direction")

    assert cost(plan_naming(table, "Coordination", "Agent", "Direction")) == one
