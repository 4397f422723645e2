"""axe finds nothing on any screen: phone and desktop, light and dark, French and English."""

import pytest

from tests.journeys.looking import look_twice
from tests.journeys.screens import APART, make_scene, shown_to
from tests.journeys.standing import standing
from tests.screens.addresses import patterns

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def part_of(name):
    return name.split(":")[0] if ":" in name else "accounts"


PARTS = sorted({part_of(f"{space}:{name}" if space else name) for space, name in patterns()})


@pytest.fixture
def scene():
    return standing("scene", make_scene)


def test_every_address_is_a_screen_that_is_looked_at_a_gesture_or_named_apart(scene):
    _shown, silent = shown_to(scene)

    assert set(silent) - set(APART) == set(), "give its arguments in tests/screens/doors"
    assert set(APART) - set(silent) == set(), "it shows a page now: it is looked at"


@pytest.mark.parametrize("part", [part for part in PARTS if part != "api"])
def test_every_screen_is_clean_and_fits(visit, axe, scene, part):
    shown, _silent = shown_to(scene)
    found, pages = [], {}

    for name, who in shown.items():
        if part_of(name) == part:
            if who not in pages:
                pages[who] = visit(
                    None,
                    reduced_motion="reduce",
                    cookies=scene.cookies[who],
                    service_workers="block",  # each change of language would install another
                )
            found += look_twice(pages[who], axe, name, scene.addresses[name])

    assert not found, "\n".join(found)
