"""Sharing in a browser: clean for axe, and the two sides of a link, one of them on a phone."""

import os
from pathlib import Path

import pytest
from django.urls import reverse

from arrimage.exchange.operations import accept_import
from arrimage.plans.models import Element
from arrimage.plans.operations import create_link, set_confidential, share_plan
from arrimage.plans.remarks import add_remark
from tests.factories import make_member, make_organization
from tests.journeys.test_accessibility import COLOURS, imported

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIZES = ((320, "light"), (320, "dark"), (1280, "light"), (1280, "dark"))
SHOTS = os.environ.get("ARRIMAGE_SHOTS")  # a folder to look at the screens


@pytest.fixture
def scene():
    """An imported plan, shared with everybody, with notes, links, and a confidential line."""
    organization = make_organization("Réseau Lisière")
    staff = make_member(organization, "direction", "Maude Lavoie")
    plan = accept_import(actor=staff, run=imported(staff, organization, 0))
    share_plan(actor=staff, plan=plan, audience="public")
    lines = list(Element.objects.filter(plan=plan, level__role="action"))
    set_confidential(actor=staff, element=lines[-1], is_confidential=True)
    branch = lines[0].parent
    made = create_link(actor=staff, plan=plan, name="Ana Roy", right="edit", branch=branch)
    create_link(actor=staff, plan=plan, name="Noé Gagnon", right="read")
    add_remark(actor=staff, element=lines[0], text="À voir avec le comité avant l’été.")
    return staff, plan, lines, made


def _look(page, axe, name, address):
    """axe at two widths and in two themes; a picture when somebody wants to look."""
    found = []
    page.goto(address)
    for width, theme in SIZES:
        page.set_viewport_size({"width": width, "height": 12_000})
        page.emulate_media(color_scheme=theme)
        problems = axe(page) if theme == "light" else axe(page, COLOURS)
        found += [f"{name}, {width} px, {theme}: {line}" for line in problems]
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            found.append(f"{name}, {width} px: wider than the window")
        if SHOTS:
            page.set_viewport_size({"width": 360 if width == 320 else width, "height": 900})
            page.screenshot(path=Path(SHOTS) / f"{name}-{width}-{theme}.png")
    return found


def test_every_screen_of_sharing_is_clean_for_axe_and_fits(visit, axe, scene):
    staff, plan, lines, made = scene
    inside = [
        ("share", reverse("plans:plan_share", args=[plan.pk])),
        ("link", reverse("plans:link_create", args=[plan.pk])),
        ("revoke", reverse("plans:link_revoke", args=[plan.pk, made.link.pk])),
        ("line", lines[0].get_absolute_url()),
    ]
    outside = [
        ("public", reverse("plans:plan_public", args=[plan.public_slug])),
        ("public-en", reverse("plans:plan_public_en", args=[plan.public_slug])),
        ("guest-plan", reverse("plans:guest_enter", args=[made.secret])),
        ("guest-line", reverse("plans:guest_element", args=[made.link.pk, lines[0].pk])),
        ("guest-closed", reverse("plans:guest_closed")),
    ]
    found = []

    for person, screens in ((staff, inside), (None, outside)):
        page = visit(person, reduced_motion="reduce")
        for name, address in screens:
            found += _look(page, axe, name, address)

    assert found == []


def test_link_made_by_the_team_is_followed_on_a_phone_without_script(visit, scene):
    staff, plan, lines, _made = scene
    desk = visit(staff)
    desk.goto(reverse("plans:plan_share", args=[plan.pk]))
    desk.get_by_role("link", name="Créer un lien").click()
    desk.get_by_label("Pour qui").fill("Zoé Caron")
    desk.get_by_label("modifier une branche").check()
    desk.get_by_label("Partie du plan", exact=True).select_option(str(lines[0].parent_id))
    desk.get_by_role("button", name="Créer le lien").click()
    address = desk.get_by_label("Lien à remettre").input_value()

    phone = visit(None, java_script_enabled=False, viewport={"width": 360, "height": 740})
    phone.goto(address)
    assert address not in phone.url
    phone.locator(f"#e{lines[0].pk} a.act").click()
    phone.get_by_label("Réalisé").check()
    phone.get_by_label("En une phrase").fill("La salle est réservée.")
    phone.get_by_role("button", name="Noter l’état").click()
    phone.get_by_text("L’état est noté. Merci.").wait_for()
    phone.locator("#remark-text").fill("Faut-il un budget ?")
    phone.get_by_role("button", name="Laisser la remarque").click()
    phone.get_by_text("Votre remarque est gardée").wait_for()

    desk.goto(lines[0].get_absolute_url())
    desk.get_by_text("La salle est réservée.").first.wait_for()
    desk.get_by_text("Faut-il un budget ?").first.wait_for()
    assert "Zoé Caron (par lien)" in desk.content()


def test_public_plan_prints_on_paper(visit, scene):
    _staff, plan, _lines, _made = scene
    page = visit(None)
    page.goto(reverse("plans:plan_public", args=[plan.public_slug]))
    page.emulate_media(media="print")

    assert page.locator(".open-top ul").is_hidden()
    assert page.pdf().startswith(b"%PDF")
