"""From a document to a living plan, as a person does it."""

import pytest
from playwright.sync_api import expect

from arrimage.demo.documents import demo_documents
from arrimage.exchange.models import ImportRun
from arrimage.exchange.reading import read_import
from arrimage.plans.models import Plan
from tests.factories import make_member, make_organization

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def deposit(page, organization, document):
    page.goto(f"/imports/nouveau/{organization.slug}/")
    file = {"name": document.name, "mimeType": "application/octet-stream", "buffer": document.data}
    page.get_by_label("Le document du plan").set_input_files(file)
    page.get_by_role("button", name="Lire ce document").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Lecture de")
    run = ImportRun.objects.latest("pk")
    read_import(run.pk)
    page.wait_for_url("**/verifier/")  # the page that watches the reading follows by itself
    return run


def test_a_document_becomes_a_plan_that_people_edit_export_and_take_back(visit):
    organization = make_organization("Réseau Lisière")
    page = visit(make_member(organization))
    document = demo_documents()[0]

    run = deposit(page, organization, document)

    expect(page.get_by_role("heading", name="Vérifier la lecture")).to_be_visible()
    leaf = page.locator(".tree .leaf").last
    leaf.get_by_role("link", name="Corriger").click()
    page.get_by_label("Libellé").fill("Fêter la récolte ensemble")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.locator(".tree .leaf").last).to_contain_text("Fêter la récolte ensemble")
    page.get_by_role("button", name="Accepter la lecture").click()
    page.wait_for_url("**/plans/*/")
    plan = Plan.objects.get()
    expect(page.get_by_role("heading", level=1)).to_have_text(plan.title)
    expect(page.get_by_text("Fêter la récolte ensemble").first).to_be_visible()

    row = page.locator("table.plan tbody").first
    row.locator("a.act").click()
    expect(row.locator(".inplace")).to_be_visible()
    row.get_by_text("Changer l’état", exact=True).click()
    row.get_by_label("Réalisé").check()
    row.get_by_label("En une phrase").fill("Tenu en octobre, quarante personnes.")
    row.get_by_role("button", name="Noter l’état").click()
    expect(page.get_by_role("status").filter(has_text="L’état est noté.")).to_be_visible()
    expect(row.locator(".live .state").first).to_contain_text("Réalisé")
    expect(row.locator("a.act")).to_be_focused()
    row.locator("a.act").click()
    expect(row.locator(".inplace")).to_have_count(0)

    page.get_by_role("link", name="Exporter").click()
    page.get_by_label("Excel, une ligne par action").check()
    page.get_by_label("Ajouter une colonne « État d’avancement »").check()
    with page.expect_download() as download:
        page.get_by_role("button", name="Recevoir le fichier").click()
    assert download.value.suggested_filename.endswith(".xlsx")

    page.goto(f"/imports/{run.pk}/annuler/")
    expect(page.get_by_text("Ce qui a été noté depuis serait perdu")).to_be_visible()
    page.get_by_label("Je comprends").check()
    page.get_by_role("button", name="Annuler l’import").click()
    expect(page.get_by_role("heading", name="Import annulé")).to_be_visible()
    assert not Plan.objects.exists()


def test_reading_reviewing_and_accepting_work_without_javascript(visit):
    organization = make_organization("Réseau Lisière")
    page = visit(make_member(organization), java_script_enabled=False)
    document = demo_documents()[1]
    page.goto(f"/imports/nouveau/{organization.slug}/")
    file = {"name": document.name, "mimeType": "application/octet-stream", "buffer": document.data}
    page.get_by_label("Le document du plan").set_input_files(file)
    page.get_by_role("button", name="Lire ce document").click()
    run = ImportRun.objects.latest("pk")
    read_import(run.pk)

    page.goto(run.get_absolute_url())
    page.locator(".tree .leaf").last.get_by_role("link", name="Corriger").click()
    page.get_by_role("button", name="Retirer du plan").click()
    expect(page.get_by_role("heading", name="Ce que vous avez retiré")).to_be_visible()
    page.get_by_role("button", name="Accepter la lecture").click()
    page.locator("a.act").first.click()
    page.get_by_role("link", name="Modifier", exact=True).click()
    page.get_by_label("Libellé").fill("Ouvrir un comptoir de récolte")
    page.get_by_role("button", name="Enregistrer", exact=True).click()

    expect(page.locator("tr.open .words, .heading.open .said").first).to_have_text(
        "Ouvrir un comptoir de récolte"
    )


def test_two_reviewers_do_not_overwrite_one_another(visit):
    organization = make_organization("Réseau Lisière")
    first = visit(make_member(organization))
    run = deposit(first, organization, demo_documents()[0])
    second = visit(make_member(organization, "staff", "Noé"))
    second.goto(f"/imports/{run.pk}/verifier/")
    for page, words in ((first, "Version de Maude"), (second, "Version de Noé")):
        page.locator(".tree .leaf").first.get_by_role("link", name="Corriger").click()
        page.get_by_label("Libellé").fill(words)

    first.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(first.locator(".tree .leaf").first).to_contain_text("Version de Maude")
    second.get_by_role("button", name="Enregistrer", exact=True).click()

    expect(second.get_by_role("alert")).to_contain_text("Quelqu’un d’autre a corrigé")
    expect(second.get_by_label("Libellé")).to_have_value("Version de Noé")
    expect(second.locator(".tree .leaf").first).to_contain_text("Version de Maude")
