"""Requests that make no sense, or lead elsewhere, are refused in words and change nothing."""

import pytest
from django.urls import reverse

from arrimage.plans.models import Element
from arrimage.plans.operations import elements
from tests.factories import PASSWORD, make_member, make_organization
from tests.screens.addresses import values_of
from tests.screens.rows import every_row
from tests.screens.test_permissions import CLOSED, DOORS, GET, WITHOUT_ACCOUNT

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "next_page",
    [
        "https://ailleurs.example/",
        "//ailleurs.example",
        "/\\ailleurs.example",
        "javascript:alert(1)",
    ],
)
def test_no_redirection_leads_to_another_site(client, next_page):
    user = make_member(make_organization())

    language = client.post(reverse("set_language"), {"language": "en", "next": next_page})
    values = {"login": user.email, "password": PASSWORD, "next": next_page}
    entered = client.post(f"{reverse('account_login')}?next={next_page}", values)
    left = client.post(reverse("account_logout"), {"next": next_page})

    for answer in (language, entered, left):
        assert answer.status_code == 302
        assert answer["Location"] in {"/", reverse("account_login")}


def test_redirection_to_our_own_pages_is_followed(client):
    user = make_member(make_organization())

    values = {"login": user.email, "password": PASSWORD, "next": "/imports/"}
    entered = client.post(reverse("account_login"), values)

    assert entered["Location"] == "/imports/"


NONSENSE = ["-1", "0", "x", "", "9" * 30, "9" * 5000, "1.5", "\x00"]


@pytest.mark.parametrize("value", NONSENSE, ids=[f"{value[:8]!a}" for value in NONSENSE])
def test_nonsense_in_a_gesture_is_refused_and_changes_nothing(direction, world, value):
    before = every_row()
    names = ["exchange:draft_words", "exchange:draft_level", "exchange:draft_move"]
    names += ["exchange:draft_drop", "exchange:issue_decide"]

    answers = {}
    for name in names:
        wrong = values_of(name) | {"version": value}
        answers[name] = direction.post(world.address(name), wrong).status_code
    for name, field in [
        ("exchange:draft_level", "level"),
        ("exchange:draft_move", "parent_key"),
        ("exchange:issue_decide", "decision"),
        ("exchange:plan_export", "format"),
        ("plans:element_status", "status"),
        ("plans:element_status", "on"),
        ("directory:member_role", "role"),
        ("directory:person_invite", "role"),
    ]:
        if value or field in {"level", "format", "on", "role"}:
            if (field, value) == ("level", "0"):
                continue  # the first level is no nonsense
            wrong = values_of(name) | {field: value}
            answers[name, field] = direction.post(world.address(name), wrong).status_code

    assert set(answers.values()) <= {409, 422}
    assert every_row() == before


@pytest.mark.parametrize("value", ["0", "99999999999999999999999999", "9" * 5000])
def test_numbers_that_name_nothing_are_not_found(direction, world, value):
    by_number = [n for n in GET if any(isinstance(part, int) for part in world.args[n])]
    shown = {*WITHOUT_ACCOUNT, *(name for name, door in DOORS.items() if door.is_for_all)}

    for name in by_number:
        known = reverse(name, args=[_mark(part) for part in world.args[name]])
        path = known.replace("777777", value)
        for answer in (direction.get(path), direction.post(path, values_of(name))):
            if name in shown and len(value) < 1000:
                assert answer["Location"] in CLOSED, path[:80]
            else:
                assert answer.status_code in {404, 405}, path[:80]


def _mark(part):
    return 777777 if isinstance(part, int) else part


def test_nonsense_in_an_address_is_left_out(direction, world):
    plan, review = (world.address(n) for n in ("plans:plan_detail", "exchange:import_review"))

    for value in NONSENSE:
        filters = {"etat": value, "an": value, "q": value, "responsable": value}
        assert direction.get(plan, filters).status_code == 200
        assert direction.get(review, {"page": value, "partie": value}).status_code == 200
    for value in ("x", "../..", "é", "\x00", "9" * 5000):
        assert direction.get("/plans/", {"organisme": value}).status_code == 404
        assert direction.get("/imports/", {"organisme": value}).status_code == 404


def test_part_that_is_gone_is_refused_with_a_sentence(direction, world):
    before = every_row()

    for name in ("draft_words", "draft_level", "draft_move", "draft_drop", "draft_restore"):
        address = reverse(f"exchange:{name}", args=[world.review.pk, "jamais"])
        assert direction.post(address, values_of(f"exchange:{name}")).status_code == 422, name
    issue = reverse("exchange:issue_decide", args=[world.review.pk, 99])
    assert direction.post(issue, values_of("exchange:issue_decide")).status_code == 422
    assert every_row() == before


def test_requests_out_of_all_measure_are_refused(direction, world):
    before, address = every_row(), world.address("plans:element_edit")
    long = values_of("plans:element_edit") | {"title": "x" * 6_000_000}

    many = direction.post(address, {f"champ{number}": "1" for number in range(2500)})
    heavy = direction.post(address, long)
    elsewhere = direction.get("/", headers={"Host": "ailleurs.example"})

    assert [answer.status_code for answer in (many, heavy, elsewhere)] == [400, 400, 400]
    assert every_row() == before


def test_gesture_on_what_was_deleted_meanwhile_is_refused_in_words(direction, world, monkeypatch):
    """Two tabs: the second one deletes between the moment of finding and the moment of writing."""
    hold = elements.live_element

    def late(plan, pk):
        Element.everything.filter(pk=pk).delete()
        return hold(plan, pk)

    monkeypatch.setattr(elements, "live_element", late)
    name = "plans:element_status"

    answer = direction.post(world.address(name), values_of(name))

    assert answer.status_code == 422
    assert "Cette partie n’est plus dans le plan" in answer.content.decode()
