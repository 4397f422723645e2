"""axe finds nothing on any screen: phone and desktop, light and dark, French and English."""

import pytest

from tests.journeys.looking import look_twice
from tests.journeys.screens import APART, make_scene, shown_to
from tests.journeys.standing import standing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PARTS = ("portal", "plans", "exchange", "directory", "accounts")


@pytest.fixture
def scene():
    return standing("scene", make_scene)


def part_of(name):
    return name.split(":")[0] if ":" in name else "accounts"


def test_every_address_is_a_screen_that_is_looked_at_a_gesture_or_named_apart(scene):
    shown, silent = shown_to(scene)

    assert set(silent) == set(APART), "add its arguments to tests/screens/addresses.py"
    assert {part_of(name) for name in shown} == set(PARTS)


@pytest.mark.parametrize("part", PARTS)
def test_every_screen_is_clean_and_fits(visit, axe, scene, part):
    shown, _silent = shown_to(scene)
    found, pages = [], {}

    for name, who in shown.items():
        if part_of(name) == part:
            if who not in pages:
                pages[who] = visit(None, reduced_motion="reduce", cookies=scene.cookies[who])
            found += look_twice(pages[who], axe, name, scene.addresses[name])

    assert not found, "\n".join(found)
