"""Gestures on the lines of a plan, each with its way back."""

import re

import pytest
from django.urls import reverse

from arrimage.plans.models import Edit
from tests.factories import (
    edit,
    element_numbered,
    make_draft,
    make_member,
    make_organization,
    make_plan,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return make_plan(make_organization(), draft=make_draft(actions=3, objectives=2))


@pytest.fixture
def direction(client, plan):
    user = make_member(plan.organization)
    client.force_login(user)
    return user


@pytest.fixture
def post(client, direction, plan):
    def send(name, number, /, **values):
        element = element_numbered(plan, number)
        address = reverse(f"plans:{name}", args=[plan.pk, element.pk])
        return client.post(address, values, follow=True)

    return send


def reading(plan):
    return list(plan.elements.values_list("number", flat=True))


def test_each_gesture_says_what_it_did_and_offers_the_way_back(client, plan, post):
    order = reading(plan)
    objective = element_numbered(plan, "1.2").pk
    gestures = [
        ("element_add", "1.1.1", {"where": "after", "title": "Tenir un marché", "number": "1.1.9"}),
        ("element_add", "1.2", {"where": "under", "title": "Tenir un marché", "number": "1.2.9"}),
        ("element_move", "1.1.1", {"place": f"{objective}:"}),
        ("element_level", "1.1.2", {"level": "1"}),
        ("element_remove", "1.1", {}),
    ]

    for name, number, values in gestures:
        html = post(name, number, **values).content.decode()
        moved = reading(plan)
        (undo,) = re.findall(r'action="(/plans/\d+/gestes/\d+/annuler/)"', html)
        answer = client.post(undo, follow=True)

        assert moved != order, name
        assert "C’est annulé." in answer.content.decode(), name
        assert reading(plan) == order, name


def test_a_line_is_added_where_it_was_asked(plan, post):
    post("element_add", "1.1.1", where="after", title="Tenir un marché", number="1.1.9")
    post("element_add", "1.2", where="under", title="Tenir deux marchés", number="1.2.9")

    assert reading(plan) == [
        "1", "1.1", "1.1.1", "1.1.9", "1.1.2", "1.1.3", "1.2", "1.2.1", "1.2.2", "1.2.3", "1.2.9",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "way", "expected"),
    [
        ("1.1.2", "monter", ["1.1.2", "1.1.1", "1.1.3"]),
        ("1.1.2", "descendre", ["1.1.1", "1.1.3", "1.1.2"]),
        ("1.1.1", "monter", ["1.1.1", "1.1.2", "1.1.3"]),
        ("1.1.3", "descendre", ["1.1.1", "1.1.2", "1.1.3"]),
    ],
)
def test_a_line_goes_up_and_down_among_its_siblings(plan, post, number, way, expected):
    post("element_shift", number, **{way: ""})

    assert reading(plan)[2:5] == expected


def test_taking_out_says_first_how_much_goes_with_it(client, direction, plan):
    objective = element_numbered(plan, "1.1")

    html = client.get(
        reverse("plans:element_remove", args=[plan.pk, objective.pk])
    ).content.decode()

    assert "3 lignes qui sont dessous partent avec elle." in html


def test_the_bin_shows_what_was_taken_out_until_it_is_put_back(client, plan, post):
    post("element_remove", "1.1")
    address = reverse("plans:edit_list", args=[plan.pk])

    full = client.get(address).content.decode()
    client.post(reverse("plans:edit_undo", args=[plan.pk, Edit.objects.get().pk]))
    empty = client.get(address).content.decode()

    assert "1.1 Nourrir le canton 1" in full.split('id="gestes"')[0]
    assert "La corbeille est vide." in empty


def test_a_gesture_that_cannot_be_undone_says_why(client, direction, plan):
    element = element_numbered(plan, "1.1.2")
    edit(element, title="Réunir le canton")
    edit(element_numbered(plan, "1.1.2"), title="Réunir le village")

    answer = client.post(
        reverse("plans:edit_undo", args=[plan.pk, Edit.objects.earliest("pk").pk]), follow=True
    )

    html = answer.content.decode()
    assert "Quelqu’un a changé depuis ce que ce geste avait changé" in html
    assert "1.1.2 Réunir le village" in html


def test_gestures_of_another_plan_are_not_found(client, direction, plan):
    other = make_plan()
    edit(element_numbered(other, "1.1.2"), title="Réunir le canton")

    answer = client.post(reverse("plans:edit_undo", args=[plan.pk, Edit.objects.get().pk]))

    assert (answer.status_code, Edit.objects.get().undone_at) == (404, None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Automne 2026", "Compris\u00a0: du 1er septembre 2026 au 31 décembre 2026."),
        ("4 rencontres par année", "Compris\u00a0: au moins 4 rencontres par année."),
        ("Tous les 3 mois", "Compris\u00a0: au moins 1 tous les 3 mois."),
        (
            "Le dernier mercredi du mois, d’août à juin",
            "Compris\u00a0: le dernier mercredi du mois (août à juin).",
        ),
        ("Un mardi sur deux", "Compris\u00a0: un mardi sur 2."),
        ("Mensuel, sauf en juillet", "Compris\u00a0: au moins 1 par mois (août à juin)."),
        ("En continu", "Compris\u00a0: en continu."),
        (
            "2 bulletins par année jusqu’au 30 juin 2027",
            "Compris\u00a0: jusqu’au 30 juin 2027\u00a0; au moins 2 bulletins par année.",
        ),
        ("Avant juin 2027", "Compris\u00a0: au plus tard le 31 mai 2027."),
        ("Dès janvier 2027", "Compris\u00a0: à partir du 1er janvier 2027."),
        ("Bientôt", "Ces mots restent tels quels\u00a0: aucune date n’y est lue."),
        ("", ""),
    ],
)
def test_time_is_read_back_as_it_is_typed(client, direction, plan, text, said):
    answer = client.get(reverse("plans:timeframe_read", args=[plan.pk]), {"timeframe": text})

    assert answer.content.decode().strip() == said
