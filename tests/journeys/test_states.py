"""Screens that no address shows alone: refusals, faults, forms with errors, what opens in place."""

import errno

import pytest
from django.urls import reverse

from arrimage.exchange.models import ImportRun, ImportState
from tests.factories import make_member, make_organization, make_run
from tests.journeys.looking import LANGUAGES, look, look_twice, speak
from tests.journeys.screens import make_scene
from tests.journeys.standing import standing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WITHOUT_TOKEN = """() => { const form = document.querySelector('form[method=post]');
form.querySelector('[name=csrfmiddlewaretoken]').value = 'x'; HTMLFormElement.prototype.submit.call(form); }"""


@pytest.fixture
def scene():
    return standing("scene", make_scene)


@pytest.fixture
def desk(visit, scene):
    """The direction at work, whose theme changes at once."""
    cookies = scene.cookies["direction"]
    return visit(None, reduced_motion="reduce", cookies=cookies, service_workers="block")


def test_what_is_refused_is_said_on_a_clean_screen(visit, axe, scene, desk):
    member = visit(scene.world.people["member"], reduced_motion="reduce")
    lost = reverse("plans:plan_detail", args=[987654])
    forbidden = scene.addresses["plans:plan_share"]

    found = look_twice(desk, axe, "404", lost)
    found += look_twice(member, axe, "403", forbidden)
    for language, mark in LANGUAGES.items():
        speak(desk, language)
        desk.goto(reverse("account_logout"))
        with desk.expect_navigation():
            desk.evaluate(WITHOUT_TOKEN)
        found += look(desk, axe, f"403_csrf{mark}")

    assert not found, "\n".join(found)


def test_a_fault_of_the_server_is_said_on_a_clean_screen(axe, desk, monkeypatch):
    faults = {"500": ZeroDivisionError(), "507": OSError(errno.ENOSPC, "No space left")}
    found = []

    for name, fault in faults.items():

        def fail(*args, _fault=fault, **kwargs):
            raise _fault

        monkeypatch.setattr("arrimage.portal.views.screen", fail)
        found += look_twice(desk, axe, name, "/recherche/")

    assert not found, "\n".join(found)


def test_whoever_knocks_too_often_is_told_on_a_clean_screen(visit, axe, monkeypatch):
    monkeypatch.setattr("arrimage.plans.views.guests.is_too_fast", lambda *a, **k: True)
    page = visit(None, reduced_motion="reduce")

    found = look_twice(page, axe, "knocking", reverse("plans:guest_enter", args=["x" * 30]))

    assert not found, "\n".join(found)


FORMS = {
    "plans:plan_new": "title",
    "plans:link_create": "name",
    "plans:element_add": "title",
    "plans:relay_give": "to",
    "directory:organization_add": "name",
    "directory:person_add": "name",
    "directory:theme_add": "label",
    "directory:person_invite": "email",
}


@pytest.mark.parametrize("name", FORMS)
def test_a_refused_form_says_why_beside_its_field(axe, scene, desk, name):
    found = []

    for language, mark in LANGUAGES.items():
        speak(desk, language)
        desk.goto(scene.addresses[name])
        field = desk.locator(f"main [name$={FORMS[name]}]").first
        field.evaluate("one => { one.value = ''; one.form.noValidate = true; }")
        desk.locator("main .btn.primary").first.click()
        desk.locator(".errorlist, .errors, [aria-invalid=true]").first.wait_for()
        found += look(desk, axe, f"refused-{name}{mark}")

    assert not found, "\n".join(found)


def test_what_opens_in_place_is_clean(axe, scene, desk):
    found = []

    for language, mark in LANGUAGES.items():
        speak(desk, language)
        desk.goto(scene.addresses["plans:plan_detail"])
        desk.locator("table.plan a.act").first.click()
        desk.locator(".inplace").wait_for()
        found += look(desk, axe, f"drawer{mark}")
        desk.keyboard.press("Escape")
        desk.locator("details.views > summary").click()
        found += [f"views-menu, {language}: {line}" for line in axe(desk)]
        desk.goto(f"{scene.addresses['plans:plan_detail']}?choisir=1")
        desk.locator("a.act").first.press("Space")
        desk.locator(".lot-bar button").first.click()
        desk.locator(".bulk").wait_for()
        found += look(desk, axe, f"bulk{mark}")
        desk.locator(".bulk [name=text]").fill("Tenu en octobre")
        desk.locator(".bulk [name=status]").select_option("done")
        desk.locator("button[value=apercu]").click()
        desk.locator(".before-after").wait_for()
        found += look(desk, axe, f"bulk-preview{mark}")

    assert not found, "\n".join(found)


def test_an_import_that_is_read_stopped_or_refused_is_clean(axe, scene, desk):
    found = []

    for state in (ImportState.READING, ImportState.REFUSED, ImportState.FAILED):
        run = make_run(scene.world.a)
        ImportRun.objects.filter(pk=run.pk).update(state=state, message="Aucun plan.")
        found += look_twice(desk, axe, f"import-{state}", run.get_absolute_url())

    assert not found, "\n".join(found)


def test_a_house_where_nothing_is_yet_is_clean(visit, axe):
    organization = make_organization("Réseau Lisière", kind="national")
    page = visit(make_member(organization), reduced_motion="reduce")
    slug, found = organization.slug, []

    for address in (
        organization.get_absolute_url(),
        reverse("plans:plan_list"),
        reverse("exchange:import_list"),
        reverse("directory:organization_list", args=[slug]),
        reverse("directory:person_list", args=[slug]),
        reverse("directory:theme_list", args=[slug]),
        reverse("plans:plan_bin", args=[slug]),
        "/recherche/?q=verger",
    ):
        found += look_twice(page, axe, f"nothing{address.replace('/', '-')}", address)

    assert not found, "\n".join(found)
