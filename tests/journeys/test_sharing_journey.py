"""Sharing in a browser: the two sides of a link, one of them on a phone; the public page."""

import pytest
from django.urls import reverse

from arrimage.exchange.operations import accept_import
from arrimage.plans.models import Element
from arrimage.plans.operations import create_link, set_confidential, share_plan
from arrimage.plans.remarks import add_remark
from tests.factories import make_member, make_organization
from tests.journeys.test_accessibility import imported

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


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
