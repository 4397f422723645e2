"""A phone without connection: any address opens, what is logged waits, and leaves once for its author."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from arrimage.core import offline
from arrimage.followup.models import LogEntry
from arrimage.plans.models import Evidence, StatusUpdate
from arrimage.plans.operations import create_link
from tests.factories import element_numbered, make_member, make_organization
from tests.followup.plans import work_plan
from tests.journeys.conftest import sign_in
from tests.journeys.looking import PHONE, look, speak

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
PHOTO = {"name": "photo.png", "mimeType": "image/png", "buffer": b"\x89PNG" + bytes(900_000)}
WAITS = "[data-log-drafts] li"
READY = "navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller || new Promise((taken) => navigator.serviceWorker.addEventListener('controllerchange', taken, {once: true}))).then(() => true)"
KEPT = """async () => (await Promise.all((await caches.keys()).map(async (name) =>
  (await (await caches.open(name)).keys()).map((one) => new URL(one.url).pathname)))).flat()"""


@pytest.fixture
def plan():
    return work_plan(make_organization("Réseau Lisière"))


@pytest.fixture
def author(plan):
    return make_member(plan.organization, "staff", "Ana Roy")


@pytest.fixture
def page(visit, author):
    """A phone where the product was opened once, with its worker at work."""
    return armed(visit(author, viewport=PHONE, reduced_motion="reduce"))


def armed(page):
    page.goto(reverse("followup:work_list"))
    page.evaluate(READY)
    return page


def away(page, address="/calendrier/"):
    page.context.set_offline(True)
    page.goto(address)
    expect(page.locator("h1")).to_have_text("Pas de connexion pour le moment")
    return page


def write(page, text, number=""):
    page.get_by_label("En une phrase").fill(text)
    page.get_by_label("Numéro de la ligne").fill(number)
    page.get_by_role("button", name="Consigner", exact=True).click()
    expect(page.get_by_label("En une phrase")).to_have_value("")


def written():
    return sorted(LogEntry.objects.values_list("text", "author__name"))


def test_two_drafts_written_without_a_connection_leave_once_when_two_tabs_come_back(page, plan):
    away(page)
    write(page, "Appel tenu", "1.5")
    page.get_by_text("Joindre une photo").click()
    page.get_by_label("Photo ou fichier").set_input_files(PHOTO)
    write(page, "Visite faite", "1.1")
    expect(page.locator(WAITS)).to_contain_text(["Appel tenu1.5", "Visite faite1.1"])
    context = page.context
    page.close()
    before = written()

    context.set_offline(False)
    tabs = [context.new_page(), context.new_page()]
    for tab in tabs:
        tab.goto(plan.get_absolute_url(), wait_until="commit")
    for tab in tabs:
        tab.wait_for_load_state("networkidle")
        tab.reload()
        expect(tab.locator("[data-log-count]").first).to_be_hidden()

    assert (before, written()) == ([], [("Appel tenu", "Ana Roy"), ("Visite faite", "Ana Roy")])
    held = Evidence.objects.get()
    assert (held.element.number, held.file.size) == ("1.1", 900_004)
    assert sorted(StatusUpdate.objects.values_list("element__number", "text")) == [
        ("1.1", "Visite faite"),
        ("1.5", "Appel tenu"),
    ]


def test_a_draft_without_a_line_waits_for_its_choice_and_comes_back_into_the_form(page):
    away(page)
    write(page, "Rencontre avec la MRC")

    page.context.set_offline(False)
    expect(page.locator(WAITS)).to_contain_text(["Choisissez au moins une ligne"])
    page.get_by_role("link", name="Reprendre").click()
    expect(page.get_by_label("En une phrase")).to_have_value("Rencontre avec la MRC")
    page.get_by_label("Chercher une ligne").fill("1.5")
    page.locator(".log-found").get_by_label("1.5").check()
    page.get_by_role("button", name="Consigner", exact=True).click()

    expect(page.locator(".toast")).to_contain_text("C’est consigné.")
    expect(page.locator("[data-log-count]").first).to_be_hidden()
    assert written() == [("Rencontre avec la MRC", "Ana Roy")]


def test_drafts_outlive_the_session_and_leave_after_the_sign_in(page, author):
    away(page)
    write(page, "Appel tenu", "1.5")
    Session.objects.all().delete()

    page.context.set_offline(False)
    expect(page.get_by_text("Votre session est finie")).to_be_visible()
    before = written()
    page.get_by_role("link", name="Ouvrir la session").click()
    sign_in(page, author)

    page.goto("/calendrier/")
    expect(page.locator("[data-log-count]").first).to_be_hidden()
    page.wait_for_load_state("networkidle")
    assert (before, written()) == ([], [("Appel tenu", "Ana Roy")])


def test_somebody_else_on_the_same_phone_neither_sees_nor_sends_a_draft(page, plan, author):
    other = make_member(plan.organization, "staff", "Noé Gagnon")
    away(page)
    write(page, "Appel tenu", "1.5")
    Session.objects.all().delete()
    page.context.set_offline(False)
    expect(page.get_by_text("Votre session est finie")).to_be_visible()

    sign_in(page, other)
    armed(page)
    expect(page.locator("[data-log-count]").first).to_be_hidden()
    away(page)
    expect(page.get_by_role("heading", name="Que s’est-il passé")).to_be_visible()
    seen = page.locator(WAITS).count()
    page.context.set_offline(False)
    page.goto("/calendrier/")
    page.wait_for_load_state("networkidle")
    before = written()
    page.context.clear_cookies()
    sign_in(page, author)

    page.goto("/calendrier/")
    page.wait_for_load_state("networkidle")
    assert (seen, before, written()) == (0, [], [("Appel tenu", "Ana Roy")])


def test_closing_the_session_sends_what_waits_and_erases_the_rest_once_told(page):
    away(page)
    write(page, "Appel tenu", "1.5")
    write(page, "Sans ligne")
    page.context.set_offline(False)
    expect(page.locator(WAITS)).to_have_count(1)
    armed(page)

    page.locator("details.menu summary").click()
    page.get_by_role("button", name="Fermer la session").click()
    expect(page.locator("#messages")).to_contain_text("Des brouillons ne sont pas partis.")
    page.get_by_role("button", name="Fermer la session").click()
    page.wait_for_url("**/compte/login/**")

    assert page.evaluate("Object.keys(localStorage)") == []
    away(page)
    expect(page.get_by_text("ouvrez d’abord votre session une fois")).to_be_visible()
    expect(page.locator("form")).to_be_hidden()
    assert written() == [("Appel tenu", "Ana Roy")]


def test_the_page_without_connection_is_clean_in_the_language_last_read(page, axe):
    away(page)
    write(page, "Appel tenu", "1.5")
    found = look(page, axe, "offline")
    page.context.set_offline(False)
    speak(page, "en")
    armed(page)
    english = reverse("core:service_worker", args=["en"])
    page.wait_for_function("address => navigator.serviceWorker.controller?.scriptURL.endsWith(address)", arg=english)  # fmt: skip
    page.context.set_offline(True)
    page.goto("/calendrier/")
    expect(page.locator("h1")).to_have_text("No connection for now")
    assert found + look(page, axe, "offline-en") == []
    page.context.set_offline(False)


def test_links_downloads_and_files_pass_through_and_nothing_of_anybody_is_kept(page, plan, author):
    made = create_link(actor=author, plan=plan, name="Mme Bilodeau", right="read")
    page.goto(reverse("plans:guest_enter", args=[made.secret]))
    expect(page.locator("h1")).to_contain_text(plan.title)
    with page.expect_download() as download:
        paper = reverse("followup:timeline_paper", args=[plan.pk])
        page.evaluate("address => window.location.assign(address)", paper)
    assert download.value.path().read_bytes()[:5] == b"%PDF-"
    page.goto(reverse("followup:entry_log"))
    page.get_by_label("En une phrase").fill("Photo de l’assemblée")
    page.get_by_label("Chercher une ligne").fill("1.1")
    page.get_by_text("Joindre une photo").click()
    page.get_by_label("Photo ou fichier").set_input_files(PHOTO)
    page.get_by_role("button", name="Consigner", exact=True).click()
    expect(page.locator(".toast")).to_contain_text("C’est consigné.")

    held = Evidence.objects.get()
    assert (held.element, held.file.size) == (element_numbered(plan, "1.1"), 900_004)
    kept = page.evaluate(KEPT)
    assert kept[0] == "/hors-connexion/fr/"
    assert [path for path in kept[1:] if not path.startswith("/static/")] == []


def test_a_new_version_takes_the_place_of_the_former_and_an_installation_can_turn_it_off(
    page, monkeypatch, settings
):
    former = page.evaluate("caches.keys()")
    whole = offline.page
    monkeypatch.setattr(offline, "page", lambda language: whole(language) + "<!-- autre -->")
    offline.worker.cache_clear()
    page.reload()
    page.wait_for_function("async (former) => { const now = await caches.keys(); return now.length === 1 && now[0] !== former; }", arg=former[0])  # fmt: skip

    settings.WORKS_OFFLINE = False
    page.reload()

    page.wait_for_function("async () => !(await caches.keys()).length && !(await navigator.serviceWorker.getRegistrations()).length")  # fmt: skip
