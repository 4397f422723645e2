"""Names printed in a reading: proposed, confirmed, remembered, linked once the plan is made."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from arrimage.directory.annuaire import annuaire_for
from arrimage.directory.names import Target
from arrimage.directory.records import add_person
from arrimage.exchange.names import names_of
from arrimage.exchange.operations import accept_import, match_draft_names, unmatch_draft_name
from arrimage.plans.models import Assignment
from tests.factories import make_draft, make_member, make_organization, make_run

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours():
    return make_organization()


@pytest.fixture
def user(ours, client):
    made = make_member(ours)
    client.force_login(made)
    return made


def _names(run, user):
    return names_of(run, annuaire_for(user, run.organization.slug))


def test_name_is_proposed_confirmed_in_one_tap_and_linked_in_the_plan(client, user, ours):
    person = add_person(actor=user, organization=ours, name="Aline Roy", title="Agente de liaison")
    run = make_run(ours)
    waiting = {name.printed: name.best for name in _names(run, user).waiting}
    assert waiting["Agente de liaison"].known.label == "Aline Roy"

    client.post(
        reverse("exchange:import_names", args=[run.pk]),
        {"printed": "Agente de liaison", "choice": waiting["Agente de liaison"].value},
    )
    plan = accept_import(actor=user, run=run)

    rows = Assignment.objects.filter(element__plan=plan, name="Agente de liaison")
    assert [row.person for row in rows] == [person]
    again = {name.printed: name.who for name in _names(make_run(ours), user).decided}
    assert again == {"Agente de liaison": "Aline Roy"}


def test_name_left_as_printed_is_remembered_and_can_be_forgotten(user, ours):
    run = make_run(ours)
    match_draft_names(actor=user, run=run, targets={"Fermes du canton": Target()})
    assert [(n.printed, n.who) for n in _names(run, user).decided] == [("Fermes du canton", "")]

    unmatch_draft_name(actor=user, run=run, printed="Fermes du canton")

    assert _names(run, user).decided == ()


def test_name_that_the_reading_does_not_print_is_refused(user, ours):
    with pytest.raises(ValidationError) as refusal:
        match_draft_names(actor=user, run=make_run(ours), targets={"Inconnue": Target()})

    assert refusal.value.code == "name_not_here"


def test_queries_are_constant_whatever_the_number_of_names(client, user, ours):
    counts = []
    for actions in (1, 30):
        run = make_run(ours, draft=make_draft(actions=actions))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("exchange:import_names", args=[run.pk]))
        counts.append(len(queries))

    assert 0 < counts[0] == counts[1]


def test_names_that_nobody_bears_wait_for_the_plan(user, ours):
    add_person(actor=user, organization=ours, name="Aline Roy", title="Agente de liaison")

    names = _names(make_run(ours), user)

    assert "Agente de liaison" in [name.printed for name in names.proposed]
    assert [name.candidates for name in names.unknown] == [()] * len(names.unknown)
    assert {*names.proposed, *names.unknown} == {*names.waiting}


def test_gesture_is_told_with_its_answer_and_not_again(client, user, ours):
    address = reverse("exchange:import_names", args=[make_run(ours).pk])
    values = {"printed": "Agente de liaison", "choice": "nobody"}

    part = client.post(address, values, headers={"HX-Request": "true"}).content.decode()

    assert part.count("C’est retenu") == 1
    assert "C’est retenu" not in client.get(address).content.decode()
