"""A plan written, edited, taken back and renewed, as a person does it."""

import io

import docx
import pytest
from playwright.sync_api import expect

from arrimage.demo.documents import demo_documents
from arrimage.exchange.models import ImportRun
from arrimage.exchange.operations import accept_import, start_import
from arrimage.exchange.reading import read_import
from arrimage.plans.models import Plan
from tests.factories import element_numbered, make_draft, make_member, make_organization, make_plan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def organization():
    return make_organization("Réseau Lisière")


def test_a_plan_is_written_from_a_blank_page_and_seen_as_it_forms(visit, organization):
    page = visit(make_member(organization))
    page.goto("/plans/")
    page.get_by_role("link", name="Écrire un plan").click()
    page.get_by_label("Titre du plan").fill("Plan de la rive")
    page.get_by_label("Niveaux").fill("But\nGeste")
    lines = page.get_by_label("Lignes du plan")
    lines.fill("Relier\n  Tenir un marché\n    Trop profond")
    preview = page.locator("#apercu")
    expect(preview).to_contain_text("elle est plus profonde que les 2 niveaux du plan")
    lines.fill("Relier\n  Tenir un marché\n  Ouvrir un four")
    expect(preview.locator("li")).to_have_count(3)
    page.get_by_role("button", name="Créer ce plan").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Plan de la rive")
    titles = list(Plan.objects.get().elements.values_list("number", "title"))
    assert titles == [("1", "Relier"), ("1.1", "Tenir un marché"), ("1.2", "Ouvrir un four")]


def test_a_line_is_edited_in_its_place_and_the_gesture_is_undone(visit, organization):
    plan = make_plan(organization, make_draft(actions=3))
    page = visit(make_member(organization))
    page.goto(plan.get_absolute_url())
    row = page.locator("tbody").filter(has=page.locator(".num", has_text="1.1.2"))
    row.locator("a.act").click()
    row.get_by_role("link", name="Modifier", exact=True).click()
    row.get_by_label("Libellé").fill("Réunir tout le canton")
    row.get_by_label("Échéancier").fill("Automne 2026")
    expect(row.locator("[aria-live]")).to_contain_text("du 1er septembre 2026 au")
    row.get_by_role("button", name="Enregistrer").click()

    expect(row.locator("a.act")).to_contain_text("Réunir tout le canton")
    page.get_by_role("button", name="Annuler", exact=True).click()

    expect(page.get_by_text("C’est annulé.")).to_be_visible()
    element = element_numbered(plan, "1.1.2")
    assert (element.title, element.timeframe_text) == ("Préparer la rencontre 1.2", "")


def test_two_people_who_write_the_same_words_see_both(visit, organization):
    plan = make_plan(organization, make_draft(actions=3))
    first, second = visit(make_member(organization)), visit(make_member(organization, name="Noé"))
    for page in (first, second):
        page.goto(f"{element_numbered(plan, '1.1.2').get_absolute_url()}modifier/")
    first.get_by_label("Libellé").fill("Les mots de Maude")
    first.get_by_role("button", name="Enregistrer").click()
    expect(first.get_by_text("La ligne est modifiée")).to_be_visible()

    second.get_by_label("Libellé").fill("Les mots de Noé")
    second.get_by_role("button", name="Enregistrer").click()

    expect(second.get_by_role("alert")).to_contain_text("Les mots de Maude")
    expect(second.get_by_label("Libellé")).to_have_value("Les mots de Noé")
    second.get_by_role("button", name="Enregistrer").click()
    expect(second.get_by_text("La ligne est modifiée")).to_be_visible()
    assert element_numbered(plan, "1.1.2").title == "Les mots de Noé"


def test_what_is_taken_out_comes_back_from_the_bin(visit, organization):
    plan = make_plan(organization, make_draft(actions=3))
    page = visit(make_member(organization), java_script_enabled=False)
    page.goto(element_numbered(plan, "1.1").get_absolute_url())
    page.get_by_role("link", name="Retirer").first.click()
    expect(page.get_by_text("3 lignes qui sont dessous partent avec elle.")).to_be_visible()
    page.get_by_role("button", name="Mettre à la corbeille").click()
    assert plan.elements.count() == 1
    page.goto(f"{plan.get_absolute_url()}gestes/")

    page.get_by_role("button", name="Remettre en place").click()

    assert plan.elements.count() == 5


def newer(document):
    """The same Word plan, with one title changed."""
    opened = docx.Document(io.BytesIO(document.data))
    cell = opened.tables[0].rows[2].cells[0]
    old = cell.text
    first, *others = [run for paragraph in cell.paragraphs for run in paragraph.runs]
    first.text = f"{old} et les suivre"
    for run in others:
        run.text = ""
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


def test_a_newer_version_of_the_document_is_compared_and_taken(visit, organization):
    user, document = make_member(organization), demo_documents()[0]
    run = start_import(
        actor=user, organization=organization, name=document.name, data=document.data
    )
    read_import(run.pk)
    plan = accept_import(actor=user, run=run)
    page = visit(user)
    page.goto(plan.get_absolute_url())
    page.get_by_text("Autres outils").click()
    page.get_by_role("link", name="Nouvelle version du document").click()
    file = {
        "name": "plan-2.docx",
        "mimeType": "application/octet-stream",
        "buffer": newer(document),
    }
    page.get_by_label("Le document du plan").set_input_files(file)
    page.get_by_role("button", name="Lire ce document").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Lecture de")
    read_import(ImportRun.objects.latest("pk").pk)
    page.wait_for_url("**/comparer/")

    expect(page.locator("ins")).to_contain_text("et les suivre")
    page.get_by_role("button", name="Prendre ce qui est coché").click()

    page.wait_for_url(f"**{plan.get_absolute_url()}")
    assert plan.elements.filter(title__endswith="et les suivre").count() == 1
