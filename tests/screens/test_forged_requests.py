"""A gesture is a POST with a token from one of our own pages, and happens once."""

import pytest
from django.test import Client
from django.urls import reverse

from arrimage.plans.models import Plan
from tests.screens.addresses import values_of
from tests.screens.rows import every_row
from tests.screens.test_permissions import CLOSED, DOORS, GET, POST, WITHOUT_ACCOUNT

pytestmark = pytest.mark.django_db


def test_gesture_without_token_is_refused_and_changes_nothing(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.people["direction"])
    before = every_row()

    one_click = {"communications:unsubscribe"}  # RFC 8058: a button of the mail reader posts there
    answers = {
        name: client.post(world.address(name), values_of(name)) for name in POST.keys() - one_click
    }
    answers |= {n: client.post(reverse(n)) for n in ("account_logout", "account_login")}
    answers["set_language"] = client.post(reverse("set_language"), {"language": "en"})

    assert {answer.status_code for answer in answers.values()} == {403}
    assert every_row() == before


NOTED = {"feeds:feed_calendar", "feeds:feed_news"}  # the day when a program last came is kept


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_reading_changes_nothing(direction, world, headers):
    before = every_row()

    for name in (name for name in GET if name not in NOTED):
        direction.get(world.address(name), values_of(name), headers=headers)
    for name in ("account_login", "account_logout", "account_signup", "set_language"):
        direction.get(reverse(name), {"language": "en"})

    assert every_row() == before
    assert "langue" not in direction.cookies


def test_other_methods_are_refused(direction, world):
    before, methods = every_row(), (direction.put, direction.patch, direction.delete)

    answers = {(n, method(world.address(n))) for n in GET for method in methods}

    # Without the cookie of a link its pages are closed, whatever is asked.
    closed = [n for n, a in answers if a.get("Location") in CLOSED]
    assert set(closed) <= {*WITHOUT_ACCOUNT, *(n for n, d in DOORS.items() if d.is_for_all)}
    assert {answer.status_code for n, answer in answers if n not in closed} == {405}
    assert every_row() == before


def test_accepting_twice_gives_one_plan(direction, world):
    address, before = world.address("exchange:import_accept"), Plan.objects.count()

    first, second = direction.post(address), direction.post(address)

    assert Plan.objects.count() == before + 1
    assert first["Location"] == second["Location"] == Plan.objects.latest("pk").get_absolute_url()
