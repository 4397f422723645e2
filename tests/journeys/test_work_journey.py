"""What somebody carries, from the keyboard; what happened, logged from anywhere, online or not."""

import pytest
from playwright.sync_api import expect

from arrimage.followup.models import LogEntry, Occurrence
from arrimage.plans.models import Element, StatusUpdate
from tests.factories import element_numbered, make_member, make_organization
from tests.followup.plans import work_plan

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def plan():
    return work_plan(make_organization("Réseau Lisière"))


def _work(plan):
    return f"/travail/?organisme={plan.organization.slug}&qui=role-Agente"


def _open_log(page, text):
    page.keyboard.press("c")
    field = page.get_by_label("En une phrase", exact=True)
    expect(field).to_be_focused()
    field.fill(text)


def test_work_is_done_from_the_keyboard_and_taken_back(visit, plan):
    page = visit(make_member(plan.organization, "staff"))
    page.goto(_work(plan))
    first = page.locator(".task").first
    expect(page.get_by_role("heading", level=1)).to_have_text("5 gestes, environ 10 minutes")

    page.keyboard.press("j")
    expect(first).to_be_focused()
    page.keyboard.press("p")
    expect(first).to_contain_text("Le plan dit «\u00a0Mai 2026\u00a0»")
    page.keyboard.press("f")

    expect(page.locator(".toast")).to_contain_text("1.1\u00a0: c’est noté, «\u00a0Fait\u00a0».")
    expect(page.get_by_role("heading", level=1)).to_have_text("4 gestes, environ 10 minutes")
    assert Element.objects.get(number="1.1").status == "done"
    page.keyboard.press("u")
    expect(page.get_by_role("heading", level=1)).to_have_text("5 gestes, environ 10 minutes")
    assert Element.objects.get(number="1.1").status == ""
    page.keyboard.press("Shift+?")
    expect(page.get_by_role("dialog", name="Au clavier")).to_be_visible()


def test_a_sentence_is_logged_from_a_plan_in_a_few_keys(visit, plan):
    page = visit(make_member(plan.organization, "staff"))
    page.goto(plan.get_absolute_url())

    _open_log(page, "Appel tenu, 3 personnes")
    page.get_by_label("Chercher une ligne").fill("1.5")
    page.locator(".log-found").get_by_label("1.5").check()
    expect(page.locator(".log-read")).to_contain_text("Le rythme passera de 0 à 1 sur 12.")
    expect(page.get_by_label("Une fois tenue, comptée dans le rythme")).to_be_checked()
    page.locator("#consigner").get_by_role("button", name="Consigner", exact=True).click()

    expect(page.locator(".toast")).to_contain_text("C’est consigné.")
    held = Occurrence.objects.get()
    assert (held.element.number, held.text) == ("1.5", "Appel tenu, 3 personnes")


def test_a_line_named_by_its_number_is_ticked_and_one_key_logs_it(visit, plan):
    page = visit(make_member(plan.organization, "staff"))
    page.goto("/calendrier/")

    page.keyboard.press("c")
    page.keyboard.type("Appel tenu, 3 personnes")
    page.keyboard.press("Tab")
    page.keyboard.type("1.4")
    expect(page.locator(".log-found").get_by_label("1.4")).to_be_checked()
    page.keyboard.press("Backspace")
    page.keyboard.type("5")
    expect(page.locator(".log-read")).to_contain_text("Le rythme passera de 0 à 1 sur 12.")
    page.keyboard.press("Enter")

    expect(page.locator(".toast")).to_contain_text("C’est consigné.")
    assert [held.element.number for held in Occurrence.objects.all()] == ["1.5"]


def test_what_is_logged_without_a_connection_leaves_once_when_it_returns(visit, plan):
    page = visit(make_member(plan.organization, "staff"), viewport={"width": 390, "height": 800})
    page.goto(_work(plan))
    page.locator(".task").first.focus()
    _open_log(page, "Visite faite hors du réseau")
    line = element_numbered(plan, "1.1")
    expect(page.locator(f'.log-found input[value="{line.pk}"]')).to_be_checked()
    page.context.set_offline(True)

    page.locator("#consigner").get_by_role("button", name="Consigner", exact=True).click()

    waiting = page.locator("[data-log-waiting]")
    expect(waiting).to_contain_text("Brouillons qui attendent la connexion\u00a0: 1.")
    assert not LogEntry.objects.exists()
    page.context.set_offline(False)
    expect(waiting).to_contain_text("Les brouillons sont partis\u00a0: tout est consigné.")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.reload()
    expect(page.locator("[data-log-count]").first).to_be_hidden()
    assert [u.text for u in StatusUpdate.objects.all()] == ["Visite faite hors du réseau"]
    assert LogEntry.objects.count() == 1


def test_what_was_typed_is_still_there_on_the_next_page(visit, plan):
    page = visit(make_member(plan.organization, "staff"))
    page.goto(plan.get_absolute_url())
    _open_log(page, "Rencontre avec la MRC")
    page.get_by_role("button", name="Fermer, garder le brouillon").click()

    page.goto(_work(plan))
    page.keyboard.press("c")

    expect(page.get_by_label("En une phrase", exact=True)).to_have_value("Rencontre avec la MRC")


def test_the_form_of_logging_is_clean_open_on_a_phone_and_on_a_desk(visit, plan, axe):
    found = []
    for width in (390, 1280):
        page = visit(
            make_member(plan.organization, "staff"),
            viewport={"width": width, "height": 900},
            reduced_motion="reduce",
        )
        page.goto(_work(plan))
        page.locator(".task").first.focus()
        _open_log(page, "Appel tenu, 3 personnes")
        expect(page.locator(".log-read .counts")).to_be_visible()
        found += axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") == width

    assert found == []
