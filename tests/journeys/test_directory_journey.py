"""The annuaire in a browser: the gestures of a direction who changes people."""

import pytest
from django.urls import reverse

from arrimage.directory.models import Territory
from arrimage.directory.operations import create_organization
from arrimage.directory.records import add_person
from arrimage.directory.territories import load_outlines
from arrimage.directory.themes import add_theme
from arrimage.exchange.operations import accept_import
from arrimage.plans.models import Assignment, Handover
from tests.directory.test_landmap import outlines
from tests.factories import make_member, make_organization
from tests.journeys.test_accessibility import imported
from tests.plans.test_responsibles import plan_naming

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def scene():
    top = make_organization("Réseau Lisière", kind="national")
    actor = make_member(top, name="Maude Lavoie")
    theme = add_theme(actor=actor, network=top, label="Logement", synonyms=["Habitation"])
    parts = [
        create_organization(
            actor=actor,
            name=name,
            kind="regional",
            parent=top,
            territories=Territory.objects.filter(code__in=["01", "07"]),
            themes=[theme],
        )
        for name in ("Table des Aulnes", "Table d’Aulnes", "Table du Canal")
    ]
    people = [
        add_person(actor=actor, organization=top, name=name, title=title, email=email)
        for name, title, email in (
            ("Anne Tremblay", "Direction générale", "anne@lisiere.example"),
            ("Léo Roy", "Agent de liaison", ""),
            ("Leo Roy", "", ""),
            ("Zoé Gagnon", "", ""),
        )
    ]
    plan = plan_naming(top, "Direction générale|Agente de liaison", "Direction générale", "Tous")
    return actor, top, parts, people, theme, plan


@pytest.mark.parametrize("javascript", [True, False])
def test_direction_recognises_names_hands_over_and_takes_back(visit, scene, javascript):
    actor, _top, _parts, (anne, leo, _twin, _zoe), _theme, plan = scene
    page = visit(actor, java_script_enabled=javascript)

    page.goto(reverse("plans:responsible_list", args=[plan.pk]))
    page.get_by_role("button", name="C’est Anne Tremblay").click()
    page.get_by_role("heading", name="Reliés", exact=True).wait_for()
    page.get_by_role("link", name="Anne Tremblay").click()
    page.get_by_role("heading", name="Porte 2 lignes à faire").wait_for()
    page.get_by_role("link", name="Passer le relais").click()
    page.get_by_label("Qui prend le relais").select_option(f"person-{leo.pk}")
    page.get_by_role("button", name="Passer le relais").click()

    page.get_by_role("heading", name="Ne porte rien à faire").wait_for()
    assert Assignment.objects.current().filter(person=leo).count() == 2
    page.get_by_role("link", name="Annuler le relais").click()
    page.get_by_role("button", name="Annuler le relais").click()
    page.get_by_role("heading", name="Porte 2 lignes à faire").wait_for()
    assert Assignment.objects.current().filter(person=anne).count() == 2
    assert Handover.objects.get().undone_at is not None


def test_twins_are_merged_and_parted_with_the_keyboard(visit, scene):
    actor, top, (kept, twin, _other), _people, _theme, _plan = scene
    page = visit(actor)

    page.goto(reverse("directory:duplicate_list", args=[top.slug]))
    page.get_by_role("link", name=f"Comparer {kept}, {twin}").press("Enter")
    page.get_by_label(str(kept), exact=True).press("Space")
    page.get_by_role("button", name="Fusionner").press("Enter")
    page.get_by_role("heading", name="Aussi connu comme").wait_for()
    page.get_by_role("link", name="Annuler la fusion").press("Enter")
    page.get_by_role("button", name="Annuler la fusion").press("Enter")

    page.get_by_role("heading", name=str(twin)).wait_for()
    twin.refresh_from_db()
    assert twin.merged_into is None


@pytest.mark.parametrize("rank", [0, 1, 2])
def test_names_of_an_imported_document_are_recognised_and_remembered(visit, rank):
    """The three documents of the demonstration, in three formats."""
    organization = make_organization("Réseau Lisière", kind="national")
    actor = make_member(organization)
    plan = accept_import(actor=actor, run=imported(actor, organization, rank))
    printed = Assignment.objects.filter(element__plan=plan).first().name
    page = visit(actor)

    page.goto(reverse("plans:responsible_list", args=[plan.pk]))
    page.get_by_role("link", name=f"Dire qui c’est {printed}", exact=True).click()
    page.get_by_label("Nom de la personne").fill("Zoé Gagnon")
    page.get_by_role("button", name="C’est cette personne").click()
    page.get_by_role("link", name="Zoé Gagnon").wait_for()
    again = accept_import(actor=actor, run=imported(actor, organization, rank))

    known = Assignment.objects.filter(element__plan=again, person__name="Zoé Gagnon")
    assert {row.name for row in known} == {printed}


def test_map_of_outlines_is_clean_and_followed_with_the_keyboard(visit, axe, scene, tmp_path):
    actor, top = scene[:2]
    regions = Territory.objects.filter(kind="region").order_by("code")
    load_outlines(outlines(tmp_path, [region.name for region in regions]), "Mention")
    page = visit(actor)

    page.goto(reverse("directory:territory_list", args=[top.slug]))
    assert axe(page) == []
    page.get_by_role("link", name="Bas-Saint-Laurent, 3 organismes").press("Enter")

    page.get_by_text("3 organismes", exact=True).wait_for()
    assert "territoire=region-01" in page.url
