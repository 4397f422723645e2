"""The first quarter of an hour: from the printed address to a plan that is followed."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from arrimage.demo.documents import demo_documents
from arrimage.directory.models import Membership, Organization
from arrimage.directory.opening import opening_key
from arrimage.plans.models import Plan, StatusUpdate
from tests.journeys.test_main_journey import deposit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 360, "height": 740}


def _open(page):
    page.goto(reverse("directory:organization_open", args=[opening_key()]))
    page.get_by_label("Nom de l’organisme").fill("Table des Deux-Vallées")
    page.get_by_label("Votre nom").fill("Inès Fortin")
    page.get_by_label("Votre courriel").fill("ines@deuxvallees.test")
    page.get_by_label("Mot de passe").fill("les érables rougissent tôt")
    page.get_by_role("button", name="Ouvrir l’organisme").click()
    page.get_by_role("heading", name="Tout commence par le plan").wait_for()
    return Organization.objects.get()


@pytest.mark.parametrize("viewport", [{"width": 1280, "height": 900}, PHONE])
def test_newcomer_opens_an_organisation_and_has_a_plan_followed(visit, viewport):
    page = visit(viewport=viewport)
    organization = _open(page)
    deposit(page, organization, demo_documents()[0])
    page.get_by_role("button", name="Accepter la lecture").click()
    page.wait_for_url("**/plans/*/")
    steps = page.get_by_role("region", name="Pour qu’il soit suivi")
    expect(steps.get_by_role("listitem")).to_have_count(4)

    page.locator("tbody a.state").first.click()
    drawer = page.locator("tr.drawer")
    expect(drawer.get_by_label("En cours")).to_be_in_viewport()
    drawer.get_by_label("En cours").check()
    drawer.get_by_role("button", name="Noter l’état").click()
    expect(page.get_by_role("status").filter(has_text="L’état est noté.")).to_be_visible()
    page.reload()
    expect(steps.get_by_text("Noter un premier état")).to_have_count(0)
    expect(steps.get_by_text("Un premier état est noté")).to_have_count(1)  # a phone hides it

    steps.get_by_role("link", name="Dire qui sont").click()
    page.get_by_role("link", name=re.compile("^Dire qui c’est")).first.click()
    page.get_by_label("Nom de la personne").fill("Ana Roy")
    page.get_by_role("button", name="C’est cette personne").click()
    page.get_by_role("link", name="Ana Roy").first.wait_for()

    assert Membership.objects.get().role == "direction"
    assert StatusUpdate.objects.filter(basis="person").count() == 1
    assert Plan.objects.get().organization == organization


def test_search_brings_the_line_itself_into_view(visit):
    page = visit(viewport=PHONE)
    deposit(page, _open(page), demo_documents()[0])
    page.get_by_role("button", name="Accepter la lecture").click()
    page.wait_for_url("**/plans/*/")
    last = Plan.objects.get().elements.order_by("-pk").first()

    page.goto(f"{reverse('portal:search')}?q={last.number}")
    page.locator(f".found a[href$='#e{last.pk}']").click()

    expect(page.locator(f"#e{last.pk} .act")).to_be_in_viewport()
