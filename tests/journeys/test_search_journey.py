"""Finding a line from anywhere: by keyboard, while typing, on a phone, without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.factories import make_member, make_organization
from tests.search.test_search import plan_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def organization():
    return make_organization("Réseau Lisière")


def test_slash_finds_a_line_from_any_screen_and_opens_it(visit, organization):
    plan = plan_of(
        "Tenir des rencontres régionales", "Planter un verger", organization=organization
    )
    page = visit(make_member(organization))
    page.goto(plan.get_absolute_url())

    page.keyboard.press("/")
    page.keyboard.type("regional")
    page.keyboard.press("Enter")

    page.wait_for_url("**/recherche/**")
    answers = page.locator("#resultats")
    expect(answers.locator("mark")).to_have_text(["régionales"])
    answers.get_by_role("link", name="Tenir des rencontres").click()
    page.wait_for_url(f"**/plans/{plan.pk}/elements/**")


def test_answers_follow_the_typing_and_the_address(visit, organization):
    plan_of("Tenir des rencontres", "Planter un verger", organization=organization)
    page = visit(make_member(organization))
    page.goto("/recherche/")
    field = page.get_by_role("searchbox", name="Mots cherchés")

    field.press_sequentially("verg", delay=30)

    expect(page.locator("#resultats mark")).to_have_text(["verger"])
    expect(field).to_be_focused()
    page.wait_for_url("**/recherche/?q=verg**")
    page.get_by_role("main").get_by_label("État", exact=True).select_option(label="Réalisé")
    expect(page.get_by_text("Rien ne répond à ces mots.")).to_be_visible()


def test_search_works_on_a_phone_and_without_javascript(visit, organization):
    plan_of("Planter un verger", organization=organization)
    page = visit(
        make_member(organization),
        viewport={"width": 360, "height": 740},
        java_script_enabled=False,
    )
    page.goto("/plans/")

    page.get_by_role("link", name="Chercher").click()
    page.get_by_role("searchbox").fill("vergers")
    page.get_by_role("button", name="Chercher").click()

    expect(page.locator("#resultats mark")).to_have_text(["verger"])
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
