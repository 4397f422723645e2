"""The review in a real browser: both sides, keyboard, corrections, two reviewers, branches."""

import re

import pytest
from playwright.sync_api import expect

from arrimage.demo.documents import demo_documents
from arrimage.exchange.models import ImportRun
from arrimage.exchange.operations import start_import
from arrimage.exchange.reading import read_import
from tests.factories import make_member, make_organization

pytestmark = pytest.mark.django_db(transaction=True)

TABLE = (
    "Objectif;Action;Responsable;Échéancier;Quincaillerie\n"
    "Relier les fermes;Tenir un marché et former les équipes de chaque village;Agente;2027;12\n"
    "Relier les fermes;Visiter les fermes;Comité;2027;40\n"
    "Nourrir le canton;Ouvrir un comptoir;;2027;3\n"
    "Nourrir le canton;Fêter la récolte;Agente;2028;1\n"
)


@pytest.fixture
def organization():
    return make_organization("Réseau Lisière")


@pytest.fixture
def user(organization):
    return make_member(organization)


def _read(organization, user, name="plan.csv", data=None):
    data = data or TABLE.encode()
    run = start_import(actor=user, organization=organization, name=name, data=data)
    read_import(run.pk)
    return ImportRun.objects.get(pk=run.pk)


def _titles(page):
    return [" ".join(t.split()) for t in page.locator(".tree .leaf > .said").all_inner_texts()]


def _settled(page):
    """Nothing is on its way and what came is in its place."""
    page.wait_for_load_state()
    busy = ".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added"
    page.wait_for_function("busy => !document.querySelector(busy)", arg=busy)


def _editor(page):
    expect(page.locator(".editor")).to_be_visible()
    _settled(page)
    return page.locator(".editor")


@pytest.mark.parametrize("rank", [0, 1, 2], ids=["docx", "xlsx", "pdf"])
def test_each_side_selects_the_other(visit, organization, user, rank):
    document = demo_documents()[rank]
    run = _read(organization, user, document.name, document.data)
    page = visit(user)
    page.goto(f"/imports/{run.pk}/verifier/")
    key = page.locator(".tree .node:not(:has(.node))").nth(2).get_attribute("id")

    page.locator(f'[id="{key}"] > .leaf [data-again]').click()
    _editor(page)
    lit = page.locator(".pdf-page .lit.cur" if rank == 2 else ".paper .lit").first
    expect(lit).to_be_visible()

    places = page.locator(".source [data-from]")
    places.first.wait_for(state="attached")
    count = places.count()
    assert count > 2
    last = places.nth(count - 1)
    address = last.get_attribute("href")
    last.dispatch_event("click")
    wanted = address.split("#")[1]
    expect(page.locator(f'[id="{wanted}"].cur')).to_be_visible()


def test_a_row_is_selected_and_corrected_without_script(visit, organization, user):
    run = _read(organization, user)
    page = visit(user, java_script_enabled=False)
    page.goto(f"/imports/{run.pk}/verifier/")

    page.locator(".paper a", has_text="Visiter les fermes").click()
    page.get_by_label("Responsables").fill("Comité des fermes")
    page.locator(".editor").get_by_role("button", name="Enregistrer").click()
    expect(page.locator(".tree")).to_contain_text("Comité des fermes")

    page.locator(".paper a", has_text="Visiter les fermes").click()
    page.get_by_label("Couper avant").select_option(label="les fermes")
    page.get_by_role("button", name="Couper ici").click()
    assert "Visiter" in _titles(page)

    page.get_by_role("button", name=re.compile("Annuler la dernière correction")).click()
    assert "Visiter les fermes" in _titles(page)


def test_doubts_are_answered_by_the_keyboard_alone(visit, organization, user):
    run = _read(organization, user)
    page = visit(user)
    page.goto(f"/imports/{run.pk}/verifier/")

    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_hidden()

    two = page.locator(".item", has_text="deux actions")
    for _step in range(12):
        page.keyboard.press("n")
        if two.evaluate("item => item.contains(document.activeElement)"):
            break
    page.keyboard.press("s")
    expect(page.locator(".tree .leaf")).to_have_count(7)
    assert _titles(page)[1:3] == ["Tenir un marché", "Former les équipes de chaque village"]

    _settled(page)
    page.keyboard.press("u")
    expect(page.locator(".tree .leaf")).to_have_count(6)

    _settled(page)
    before = page.locator(".item").count()
    page.keyboard.press("p")
    page.keyboard.press("g")
    expect(page.locator(".item")).to_have_count(before - 1)


def test_parts_are_moved_by_the_keyboard(visit, organization, user):
    run = _read(organization, user)
    page = visit(user)
    page.goto(f"/imports/{run.pk}/verifier/")
    leaf = page.locator(".leaf", has_text="Fêter la récolte").locator("[data-again]")

    leaf.focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator(".tree .leaf .said").nth(4)).to_have_text("Fêter la récolte")
    assert _titles(page)[4:] == ["Fêter la récolte", "Ouvrir un comptoir"]

    _settled(page)
    leaf.focus()
    page.keyboard.press("Alt+ArrowLeft")
    expect(page.locator(".level-0 > .leaf .said")).to_have_count(3)
    expect(page.locator(".toast, .errors")).to_have_count(0)


def test_wording_is_cut_at_the_cursor(visit, organization, user):
    run = _read(organization, user)
    page = visit(user)
    page.goto(f"/imports/{run.pk}/verifier/")
    page.locator(".leaf", has_text="Ouvrir un comptoir").locator("[data-again]").click()
    _editor(page)

    page.get_by_label("Libellé").evaluate("field => field.setSelectionRange(6, 6)")
    page.get_by_role("button", name="Couper au curseur").click()

    expect(page.locator(".tree .leaf")).to_have_count(7)
    assert _titles(page)[4:6] == ["Ouvrir", "Un comptoir"]


def test_two_reviewers_of_different_parts_both_keep_their_work(visit, organization, user):
    run = _read(organization, user)
    pages = (visit(user), visit(make_member(organization, "staff", "Noé")))
    for page, title in zip(pages, ("Visiter les fermes", "Ouvrir un comptoir"), strict=True):
        page.goto(f"/imports/{run.pk}/verifier/")
        page.locator(".leaf", has_text=title).locator("[data-again]").click()
        _editor(page)
        page.get_by_label("Libellé").fill(f"{title} ensemble")

    for page in pages:
        page.locator(".editor").get_by_role("button", name="Enregistrer").click()
        expect(page.locator(".editor")).to_have_count(0)

    both = {"Visiter les fermes ensemble", "Ouvrir un comptoir ensemble"}
    assert both <= set(_titles(pages[1]))


def test_a_branch_is_accepted_and_the_rest_joins_later(visit, organization, user):
    run = _read(organization, user)
    page = visit(user)
    page.goto(f"/imports/{run.pk}/verifier/")

    page.get_by_text("Accepter par branche").click()
    page.get_by_label("Nourrir le canton").check()
    page.get_by_role("button", name="Accepter les branches choisies").click()
    expect(page.get_by_text("Une partie de cette lecture est déjà dans le plan")).to_be_visible()
    expect(page.locator(".leaf", has_text="Fêter la récolte")).to_contain_text("déjà dans le plan")

    page.get_by_role("button", name="Accepter la lecture").click()
    for title in ("Visiter les fermes", "Fêter la récolte"):
        expect(page.get_by_text(title).first).to_be_visible()


def test_an_unknown_column_is_said_and_corrections_stay(visit, organization, user):
    run = _read(organization, user)
    page = visit(user)
    page.goto(f"/imports/{run.pk}/verifier/")
    page.locator(".leaf", has_text="Visiter les fermes").locator("[data-again]").click()
    _editor(page)
    page.get_by_label("Libellé").fill("Visiter dix fermes")
    page.locator(".editor").get_by_role("button", name="Enregistrer").click()
    expect(page.locator(".editor")).to_have_count(0)

    page.get_by_role("link", name=re.compile("Colonnes reconnues")).click()
    page.get_by_label(re.compile("Quincaillerie")).select_option(label="Priorité")
    page.get_by_label(re.compile("Retenir ces noms")).check()
    page.get_by_role("button", name="Relire le document").click()
    read_import(run.pk)
    page.goto(f"/imports/{run.pk}/verifier/")

    expect(page.locator(".tree")).to_contain_text("Visiter dix fermes")
    expect(page.get_by_text("Colonnes reconnues : 5 sur 5")).to_be_visible()
    page.goto(f"/imports/colonnes/{organization.slug}/")
    expect(page.get_by_text("Quincaillerie").first).to_be_visible()


def test_the_way_to_a_place_lights_it_and_a_part_shows_where_it_stood(visit, organization, user):
    document = demo_documents()[0]
    run = _read(organization, user, document.name, document.data)
    page = visit(user)
    page.goto(f"/imports/{run.pk}/verifier/")
    leaves = page.locator(".tree .leaf:has(a.where)")

    leaves.last.locator("a.where").click()
    lit = page.locator(".paper .lit").last
    expect(lit).to_be_in_viewport()
    address = page.url
    leaves.nth(3).locator("[data-again]").click()
    _editor(page)

    assert "#" not in address
    expect(page.locator(".paper [data-lit]").first).to_be_in_viewport()


def test_a_table_of_another_tool_becomes_a_plan_by_its_columns(visit, organization, user):
    table = "Truc;Machin;Bidule\nRelier;Tenir un marché;Agente\nRelier;Visiter les fermes;Comité\n"
    run = _read(organization, user, "taches.csv", table.encode())
    page = visit(user)
    page.goto(run.get_absolute_url())

    page.get_by_role("link", name=re.compile("colonnes")).first.click()
    for column, meaning in {
        "Truc": "Objectif",
        "Machin": "Action",
        "Bidule": "Responsable",
    }.items():
        page.get_by_label(re.compile(column)).select_option(label=meaning)
    page.get_by_role("button", name="Relire le document").click()
    read_import(run.pk)
    page.goto(f"/imports/{run.pk}/verifier/")

    assert _titles(page) == ["Relier", "Tenir un marché", "Visiter les fermes"]
    expect(page.locator(".tree")).to_contain_text("Comité")
