"""Every gesture with the keyboard alone, on a slow line, and after the session ended."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from arrimage.plans.models import Plan
from tests.factories import make_draft, make_member, make_organization, make_plan, make_run
from tests.journeys.conftest import PASSWORD, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_line_opens_changes_and_folds_from_the_keyboard(visit):
    organization = make_organization("Réseau Lisière")
    page = visit(make_member(organization))
    plan = make_plan(organization)
    page.goto(plan.get_absolute_url())

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#contenu")).to_be_focused()
    row = page.locator("table.plan tbody").first
    row.locator("a.act").focus()
    page.keyboard.press("Enter")
    expect(row.locator("a.act")).to_be_focused()
    expect(row.locator("a.act")).to_have_attribute("aria-expanded", "true")
    row.locator("a.state").focus()
    page.keyboard.press("Enter")
    expect(row.locator("summary", has_text="Changer l’état")).to_be_focused()
    row.get_by_label("En une phrase").fill("Un mot")
    page.keyboard.press("Escape")
    expect(row.locator("summary", has_text="Changer l’état")).to_be_focused()
    page.keyboard.press("Escape")
    expect(row.locator(".inplace")).to_have_count(1)  # a text begun is never thrown away
    row.get_by_text("Changer l’état", exact=True).press("Enter")
    row.get_by_label("En une phrase").fill("")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(row.locator(".inplace")).to_have_count(0)
    expect(row.locator("a.act")).to_be_focused()


def test_the_focus_stays_near_in_the_review(visit):
    organization = make_organization("Réseau Lisière")
    page = visit(make_member(organization))
    run = make_run(organization, draft=make_draft(2, 2))
    page.goto(f"/imports/{run.pk}/verifier/")
    leaf = page.locator(".tree .leaf").last

    leaf.get_by_role("link", name="Corriger").press("Enter")
    expect(page.locator(".editor")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".editor")).to_have_count(0)
    expect(leaf.get_by_role("link", name="Corriger")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_label("Libellé").fill("Fêter la récolte")
    page.get_by_role("button", name="Enregistrer", exact=True).press("Enter")

    expect(leaf).to_contain_text("Fêter la récolte")
    expect(leaf.get_by_role("link", name="Corriger")).to_be_focused()


def test_accepting_with_two_clicks_makes_one_plan_and_back_says_so(visit):
    organization = make_organization("Réseau Lisière")
    page = visit(make_member(organization))
    run = make_run(organization)
    page.goto(f"/imports/{run.pk}/verifier/")

    page.get_by_role("button", name="Accepter la lecture").dblclick()
    page.wait_for_url("**/plans/*/")
    page.go_back()

    expect(page.get_by_role("heading", level=1)).to_have_text("Ce document est devenu un plan")
    assert Plan.objects.count() == 1


def test_text_written_while_the_session_ended_is_sent_after_the_sign_in(visit):
    organization = make_organization("Réseau Lisière")
    user = make_member(organization)
    page = visit()
    sign_in(page, user)
    plan = make_plan(organization)
    page.goto(plan.get_absolute_url())
    row = page.locator("table.plan tbody").first
    row.locator("a.state").click()
    row.get_by_label("Réalisé").check()
    row.get_by_label("En une phrase").fill("Quarante personnes sont venues.")
    Session.objects.all().delete()
    page.context.clear_cookies(name="session")  # a browser drops it at the same minute

    row.get_by_role("button", name="Noter l’état").click()
    page.get_by_label("Courriel").fill(user.email)
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Entrer", exact=True).click()
    expect(page.get_by_text("Quarante personnes sont venues.")).to_be_visible()
    page.get_by_role("button", name="Envoyer maintenant").click()

    expect(page.locator("tr.open .live")).to_contain_text("Quarante personnes sont venues.")
