"""Real plans in three formats, grouped, searched, printed, edited, shared, and kept from others."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from arrimage.directory.names import Target
from arrimage.directory.operations import create_organization
from arrimage.directory.themes import add_theme
from arrimage.plans.models import Assignment, Edit, Element, Plan
from arrimage.plans.operations import create_link, set_confidential, share_plan
from arrimage.plans.responsibles import match_names
from arrimage.plans.sharing_models import ShareLink
from tests.factories import edit, make_member, make_organization
from tests.journeys.looking import look_twice
from tests.journeys.seeds import SEEDS, accepted_seed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
formats = pytest.mark.parametrize("format", SEEDS)
HIDDEN = "Zibeline confidentielle"


def actions(plan):
    return plan.elements.filter(level__role="action").order_by("position")


@formats
def test_a_real_plan_is_grouped_filtered_and_printed_as_it_is_seen(visit, format):
    seed = accepted_seed(format)
    add_theme(actor=seed.user, network=seed.organization, label="Logement")
    edit(actions(seed.plan)[3], actor=seed.user, themes="Logement", territories="Lanaudière")
    page = visit(seed.user)
    page.goto(seed.plan.get_absolute_url())
    groups = page.locator("#tri-par option").evaluate_all("all => all.map(one => one.value)")
    count = actions(seed.plan).count()
    assert {"responsable", "theme", "territoire", "saison"} <= set(groups)

    for group in [one for one in groups if one]:
        page.get_by_label("Grouper").select_option(group)
        page.wait_for_url(f"**par={group}**")
        expect(page.locator(".by-group").first).to_be_visible()
        assert page.locator("table.plan tbody[data-line]").count() >= count, group
    page.goto(f"{seed.plan.get_absolute_url()}?sans=theme&par=responsable")
    page.emulate_media(media="print")

    expect(page.locator(".asked")).to_be_visible()
    expect(page.locator(".sieve")).to_be_hidden()
    assert page.pdf().startswith(b"%PDF")


@formats
def test_a_line_of_a_real_plan_is_found_without_its_accents_and_inflected(visit, format):
    seed = accepted_seed(format)
    title = next(t for t in actions(seed.plan).values_list("title", flat=True) if "é" in t)
    word = max((w for w in re.findall(r"\w{6,}", title) if "é" in w.lower()), key=len)
    page = visit(seed.user)
    page.goto(seed.plan.get_absolute_url())

    page.keyboard.press("/")
    page.keyboard.type(word.translate(str.maketrans("éèêàçô", "eeeaco")).upper())
    page.keyboard.press("Enter")

    page.wait_for_url("**/recherche/**")
    marks = page.locator("#resultats mark").all_inner_texts()
    assert word.lower() in {mark.lower() for mark in marks}


FIELDS = {
    "Libellé": "Tenir dix ateliers",
    "Sous-points": "Trouver une salle\nInviter",
    "Échéancier": "Automne 2026",
    "Résultats attendus": "Dix ateliers tenus",
    "Indicateurs": "Nombre d’ateliers",
    "Numéro": "9.9.9",
    "Coût": "1 200 $",
    "Priorité": "Haute",
    "Notes": "À revoir en mars.",
}


@formats
def test_every_field_of_a_real_line_is_changed_in_place_and_kept(visit, format):
    seed = accepted_seed(format)
    line = actions(seed.plan)[2]
    page = visit(seed.user)
    page.goto(f"{line.get_absolute_url()}modifier/")
    form = page.locator("form.words")
    form.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")

    for label, words in FIELDS.items():
        form.get_by_label(label, exact=True).fill(words)
    expect(form.locator("[aria-live]")).to_contain_text("du 1er septembre 2026")
    form.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("La ligne est modifiée")).to_be_visible()
    page.goto(f"{line.get_absolute_url()}modifier/")
    form.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")

    for label, words in FIELDS.items():
        expect(form.get_by_label(label, exact=True)).to_have_value(words)


@formats
def test_a_branch_of_a_real_plan_comes_back_from_the_bin_a_week_later(visit, format):
    seed = accepted_seed(format)
    top = seed.plan.elements.filter(parent=None).order_by("position").first()
    before = seed.plan.elements.count()
    page = visit(seed.user)
    page.goto(f"{top.get_absolute_url()}retirer/")
    expect(
        page.get_by_text(re.compile(r"\d+ lignes qui sont dessous partent avec"))
    ).to_be_visible()
    page.get_by_role("button", name="Mettre à la corbeille").click()
    expect(page.get_by_role("status").first).to_be_attached()
    assert seed.plan.elements.count() < before
    Edit.objects.update(at=timezone.now() - dt.timedelta(days=8))

    page.goto(reverse("plans:edit_list", args=[seed.plan.pk]))
    page.get_by_role("button", name="Remettre en place").click()

    expect(page.get_by_text("C’est annulé.")).to_be_visible()
    assert seed.plan.elements.count() == before


@formats
def test_a_new_plan_starts_from_a_real_one(visit, format):
    seed = accepted_seed(format)
    page = visit(seed.user)
    page.goto(reverse("plans:plan_new", args=[seed.organization.slug]))

    page.get_by_role("button", name="Partir de ce plan").click()
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.get_by_label("Titre du plan").fill("Le plan suivant")
    page.get_by_role("button", name="Créer ce plan").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Le plan suivant")
    made = Plan.objects.get(title="Le plan suivant")
    assert made.elements.count() == seed.plan.elements.count()


def test_a_new_plan_starts_from_a_model(visit):
    organization = make_organization("Réseau Lisière")
    page = visit(make_member(organization))
    page.goto(reverse("plans:plan_new", args=[organization.slug]))

    page.locator('.starts a[href*="modele="]').first.click()
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.get_by_label("Titre du plan").fill("Plan de la rive")
    page.get_by_role("button", name="Créer ce plan").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Plan de la rive")
    assert Plan.objects.get().elements.exists()


@formats
def test_a_member_changes_what_it_carries_in_a_real_plan_and_nothing_else(visit, format):
    seed = accepted_seed(format)
    member = create_organization(
        actor=seed.user, name="Table des Aulnes", kind="regional", parent=seed.organization
    )
    held = Assignment.objects.current().filter(element__plan=seed.plan).first()
    match_names(actor=seed.user, plan=seed.plan, targets={held.name: Target(organization=member)})
    carried = set(
        Assignment.objects.current().filter(organization=member).values_list("element", flat=True)
    )
    other = actions(seed.plan).exclude(pk__in=carried).first()
    page = visit(make_member(member, "staff", "Noé"))

    page.goto(f"{held.element.get_absolute_url()}modifier/")
    page.get_by_label("Libellé").fill("Les mots du membre")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.get_by_text("La ligne est modifiée")).to_be_visible()
    refused = page.goto(f"{other.get_absolute_url()}modifier/")

    assert refused.status == 403
    assert Element.objects.get(pk=held.element_id).title == "Les mots du membre"


@formats
def test_a_real_plan_is_private_then_of_the_network_then_public(visit, axe, format):
    seed = accepted_seed(format)
    line = actions(seed.plan)[1]
    Element.objects.filter(pk=line.pk).update(title=HIDDEN)
    line.refresh_from_db()
    set_confidential(actor=seed.user, element=line, is_confidential=True)
    neighbour = create_organization(
        actor=seed.user, name="Table du Canal", kind="regional", parent=seed.organization
    )
    desk, other, passer = visit(seed.user), visit(make_member(neighbour)), visit(None)
    address = seed.plan.get_absolute_url()

    assert other.goto(address).status == 404
    desk.goto(reverse("plans:plan_share", args=[seed.plan.pk]))
    desk.get_by_label("Tout le réseau").check()
    desk.get_by_role("button", name="Enregistrer").click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text("Tout le réseau")
    assert other.goto(address).status == 200
    assert HIDDEN not in other.content()
    share_plan(actor=seed.user, plan=seed.plan, audience="public")
    seed.plan.refresh_from_db()
    public = reverse("plans:plan_public", args=[seed.plan.public_slug])
    passer.goto(public)
    expect(passer.get_by_role("heading", level=1)).to_contain_text(seed.plan.title)
    assert HIDDEN not in passer.content()
    other.goto("/recherche/?q=zibeline")
    assert HIDDEN not in other.content()
    with other.expect_download() as export:
        other.goto(reverse("exchange:plan_export", args=[seed.plan.pk]))
        other.get_by_label(re.compile("CSV")).first.check()
        other.get_by_role("button", name="Recevoir le fichier").click()
    assert HIDDEN not in export.value.path().read_text(encoding="utf-8-sig")
    assert desk.goto(address).status == 200
    assert HIDDEN in desk.content()


@formats
def test_a_link_to_a_real_plan_reads_comments_expires_and_is_taken_back(visit, format):
    seed = accepted_seed(format)
    line = actions(seed.plan).first()
    made = {
        right: create_link(actor=seed.user, plan=seed.plan, name=f"Ana {right}", right=right)
        for right in ("read", "comment")
    }
    page = visit(None)

    page.goto(reverse("plans:guest_enter", args=[made["read"].secret]))
    page.locator(f"#e{line.pk} a.act").click()
    assert page.locator("main form").count() == 0
    page.goto(reverse("plans:guest_enter", args=[made["comment"].secret]))
    page.locator(f"#e{line.pk} a.act").click()
    assert page.get_by_role("button", name="Noter l’état").count() == 0
    page.locator("#remark-text").fill("Faut-il un budget ?")
    page.get_by_role("button", name="Laisser la remarque").click()
    expect(page.get_by_text("Votre remarque est gardée")).to_be_visible()
    inside = page.url
    ShareLink.objects.filter(pk=made["comment"].link.pk).update(
        expires_at=timezone.now() - dt.timedelta(minutes=1)
    )
    page.goto(inside)
    expect(page.get_by_role("heading", level=1)).to_have_text("Ce lien n’ouvre plus rien")
    desk = visit(seed.user)
    desk.goto(reverse("plans:link_revoke", args=[seed.plan.pk, made["read"].link.pk]))
    desk.locator("main").get_by_role("button").first.click()
    page.goto(reverse("plans:guest_enter", args=[made["read"].secret]))
    expect(page.get_by_role("heading", level=1)).to_have_text("Ce lien n’ouvre plus rien")


@formats
def test_the_screens_of_a_real_plan_are_clean(visit, axe, format):
    seed = accepted_seed(format)
    share_plan(actor=seed.user, plan=seed.plan, audience="public")
    seed.plan.refresh_from_db()
    line = actions(seed.plan).first()
    page = visit(seed.user, reduced_motion="reduce")
    address = seed.plan.get_absolute_url()
    found = []

    for name, path in (
        ("plan", address),
        ("by-responsible", f"{address}?par=responsable"),
        ("words", f"{line.get_absolute_url()}modifier/"),
        ("health", reverse("plans:plan_health", args=[seed.plan.pk])),
        ("responsibles", reverse("plans:responsible_list", args=[seed.plan.pk])),
        ("public", reverse("plans:plan_public", args=[seed.plan.public_slug])),
    ):
        found += look_twice(page, axe, f"{name}-{format}", path)

    assert not found, "\n".join(found)
