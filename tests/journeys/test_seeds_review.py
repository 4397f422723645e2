"""The review of real plans in three formats: every doubt, every correction, and the way back."""

import io
import re
from dataclasses import asdict

import docx
import openpyxl
import pytest
from playwright.sync_api import expect

from arrimage.exchange.operations import start_import
from arrimage.exchange.reading import read_import
from arrimage.plans.drafts import unpack
from arrimage.plans.models import Element, Plan
from tests.factories import edit
from tests.journeys.looking import look, speak
from tests.journeys.seeds import SEEDS, accepted_seed, data_of, read, read_seed
from tests.journeys.test_review import _editor, _settled, _titles

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
formats = pytest.mark.parametrize("format", SEEDS)


@pytest.fixture
def bench(visit):
    """Open the review of a real plan."""

    def open_review(format, **options):
        seed = read_seed(format)
        page = visit(seed.user, **options)
        page.goto(f"/imports/{seed.run.pk}/verifier/")
        return seed, page

    return open_review


def _undo(page, count):
    """Take the last correction back with its letter, and see as many parts as before."""
    _settled(page)
    page.keyboard.press("u")
    expect(page.locator(".tree .leaf")).to_have_count(count)
    _settled(page)


@formats
def test_each_side_of_a_real_plan_lights_the_other(bench, format):
    _seed, page = bench(format)
    leaf = page.locator(".tree .node:not(:has(.node)):has(a.where)").nth(4)
    key = leaf.get_attribute("id")

    leaf.locator("[data-again]").first.click()
    _editor(page)
    lit = page.locator(".pdf-page .lit.cur" if format == "pdf" else ".paper .lit").first
    expect(lit).to_be_visible()
    place = page.locator(f'.source [data-from][href*="#"]:not([href$="#{key}"])').last
    wanted = place.get_attribute("href").split("#")[1]
    place.dispatch_event("click")

    expect(page.locator(f'[id="{wanted}"].cur')).to_be_visible()


@formats
def test_every_doubt_of_a_real_plan_says_why_and_can_be_kept(bench, format):
    _seed, page = bench(format)
    items = page.locator(".doubts > .item")

    assert items.count() > 15
    assert items.filter(has=page.locator("button[value=kept]")).count() == items.count()
    assert page.locator(".doubts .item h4").count() == items.count()
    first, read_rubric = page.locator("#doutes"), page.locator("#lu")
    assert first.bounding_box()["y"] < read_rubric.bounding_box()["y"]
    before = items.count()
    page.get_by_role("button", name="Garder tel quel").first.click()
    expect(items).to_have_count(before - 1)
    page.get_by_text("Un doute réglé").click()
    page.get_by_role("button", name="Rouvrir").click()
    expect(items).to_have_count(before)


@formats
def test_every_kind_of_remedy_does_what_it_says_and_is_taken_back(bench, format):
    seed, page = bench(format)
    leaves = page.locator(".tree .leaf").count()
    page.locator(".kind .fold").evaluate_all("folds => folds.forEach((one) => { one.open = true })")
    remedies = page.locator(".doubts .doubt > .btns").locator("a.btn, button:not([value=kept])")
    labels = {_label(one) for one in remedies.all_inner_texts()}

    for label in sorted(labels):
        remedy = remedies.filter(has_text=label).first
        opens = remedy.evaluate("one => one.matches('a')")
        door = "#a-propos" if remedy.get_attribute("data-unfold") else ".editor"
        remedy.evaluate("one => one.closest('details')?.setAttribute('open', '')")
        remedy.click()
        if opens:
            expect(page.locator(f"{door} :focus"), label).to_be_visible()
            page.goto(f"/imports/{seed.run.pk}/verifier/")
        else:
            expect(page.locator("button[data-key=u]")).to_be_visible()
            _undo(page, leaves)

    assert len(labels) >= 4


def _label(words):
    """What a button does, without the words, the name or the number that it says."""
    return " ".join(re.split(r"[«:\d]", words)[0].split())


@formats
def test_parts_of_a_real_plan_are_reshaped_and_taken_back(bench, format):
    _seed, page = bench(format)
    leaves = page.locator(".tree .leaf").count()
    number = page.locator(".tree .node:not(:has(.node))").nth(3).get_attribute("id")

    for name, change in (
        ("Réunir à celle du dessus", -1),
        ("En faire une note", -1),
        (re.compile("En faire un titre"), 0),
        ("Descendre", 0),
        ("Retirer du plan", -1),
    ):
        page.locator(f'[id="{number}"] > .leaf [data-again]').click()
        editor = _editor(page)
        before = _titles(page), _levels(page)
        exact = isinstance(name, str)
        editor.get_by_role("button", name=name, exact=exact).click()
        expect(page.locator("button[data-key=u]")).to_be_visible()
        expect(page.locator(".tree .leaf")).to_have_count(leaves + change)
        _settled(page)
        assert (_titles(page), _levels(page)) != before
        _undo(page, leaves)
        assert (_titles(page), _levels(page)) == before


@formats
def test_one_leaves_comes_back_accepts_a_branch_then_the_rest(bench, format):
    seed, page = bench(format)
    page.locator(".tree .leaf [data-again]").last.click()
    _editor(page).get_by_label("Libellé").fill("Les mots de la direction")
    page.locator(".editor").get_by_role("button", name="Enregistrer").click()
    expect(page.locator(".editor")).to_have_count(0)

    page.get_by_role("link", name="Plus tard").click()
    page.goto(f"/imports/{seed.run.pk}/")
    page.get_by_role("link", name=re.compile("Reprendre à")).click()
    _editor(page)

    page.get_by_text("Accepter par branche").click()
    page.locator("#par-branche input[type=checkbox]").first.check()
    page.get_by_role("button", name="Accepter les branches choisies").click()
    expect(page.get_by_text("Une partie de cette lecture est déjà dans le plan")).to_be_visible()
    page.get_by_role("button", name="Accepter la lecture").click()

    page.wait_for_url("**/plans/*/")
    plan = Plan.objects.get()
    assert plan.elements.filter(title="Les mots de la direction").count() == 1
    assert plan.elements.count() == len(list(unpack(seed.run.draft).walk()))


def _levels(page):
    return page.locator(".tree .leaf .level-name").all_inner_texts()


def _texts(value):
    """Every text of a draft, its spaces made single."""
    if isinstance(value, dict):
        return [words for one in value.values() for words in _texts(one)]
    if isinstance(value, list | tuple):
        return [words for one in value for words in _texts(one)]
    return [" ".join(str(value).split())]


@formats
def test_undoing_the_import_of_a_real_plan_says_what_would_be_lost(visit, format):
    seed = accepted_seed(format)
    edit(seed.plan.elements.filter(level__role="action").first(), title="Autrement dit")
    page = visit(seed.user)

    page.goto(f"/imports/{seed.run.pk}/annuler/")
    expect(page.get_by_text("Ce qui a été noté depuis serait perdu")).to_be_visible()
    page.get_by_role("button", name="Annuler l’import").click()
    assert Plan.objects.filter(pk=seed.plan.pk).exists()
    page.get_by_label("Je comprends").check()
    page.get_by_role("button", name="Annuler l’import").click()

    expect(page.get_by_role("heading", name="Import annulé")).to_be_visible()
    assert not Plan.objects.filter(pk=seed.plan.pk).exists()


def _newer(format, titles):
    """The same document, where the lines of these titles end with other words."""
    data, out = io.BytesIO(data_of(SEEDS[format])), io.BytesIO()
    if format == "docx":
        book = docx.Document(data)
        cells = [cell for table in book.tables for row in table.rows for cell in row.cells]
        for paragraph in (one for cell in cells for one in cell.paragraphs):
            if (
                any(title in paragraph.text for title in titles)
                and " et après" not in paragraph.text
            ):
                paragraph.add_run(" et après")
    else:
        book = openpyxl.load_workbook(data)
        for cell in (cell for sheet in book for row in sheet.iter_rows() for cell in row):
            if any(title in str(cell.value) for title in titles):
                cell.value = f"{cell.value} et après"
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("format", ["docx", "xlsx"])
def test_each_change_of_a_newer_version_is_taken_or_refused(visit, format):
    seed = accepted_seed(format)
    lines = list(seed.plan.elements.filter(level__role="action").order_by("position")[:6])
    taken, refused = lines[0], lines[5]
    run = start_import(
        actor=seed.user,
        organization=seed.organization,
        revises=seed.plan,
        name=f"plan-2.{format}",
        data=_newer(format, [taken.title, refused.title]),
    )
    read_import(run.pk)
    page = visit(seed.user)

    page.goto(f"/imports/{run.pk}/comparer/")
    changes = page.locator(".changes > li")
    expect(changes).to_have_count(2)
    assert "et après" in page.locator("ins").first.inner_text()
    changes.nth(1).get_by_role("checkbox").uncheck()
    page.get_by_role("button", name="Prendre ce qui est coché").click()

    page.wait_for_url(f"**{seed.plan.get_absolute_url()}")
    titles = [Element.objects.get(pk=line.pk).title for line in (taken, refused)]
    assert titles == [f"{taken.title} et après", refused.title]


def test_repairs_of_a_scanned_text_are_seen_taken_and_refused_by_kind(visit, axe):
    seed = read("seeds/003.txt")
    page = visit(seed.user, reduced_motion="reduce")
    page.goto(f"/imports/{seed.run.pk}/verifier/")
    kinds = page.locator(".repairs .kind")
    before = {k: _repairs(page, k) for k in kinds.locator("h3").all_inner_texts()}
    assert len(before) >= 3
    wanted = kinds.first.locator("ins").first.inner_text()

    kinds.first.get_by_role("button", name="Prendre", exact=False).nth(1).click()
    expect(page.locator("button[data-key=u]")).to_be_visible()
    _settled(page)
    seed.run.refresh_from_db()
    assert any(wanted in words for words in _texts(asdict(unpack(seed.run.draft))))

    last = kinds.last
    count = int(last.locator("h3 .meta").inner_text())
    last.get_by_role("button", name=f"Laisser les {count}").click()
    expect(page.locator(".repairs .kind")).to_have_count(len(before) - 1)
    assert look(page, axe, "review-txt") == []
    page.keyboard.press("u")
    expect(page.locator(".repairs .kind")).to_have_count(len(before))


def _repairs(page, title):
    return page.locator(".repairs .kind").filter(has_text=title).locator("li").count()


@formats
def test_the_screens_of_a_real_review_are_clean(bench, axe, format):
    _seed, page = bench(format, reduced_motion="reduce")
    found = look(page, axe, f"review-{format}")
    page.locator(".tree .leaf [data-again]").nth(3).click()
    _editor(page)
    found += look(page, axe, f"review-{format}-editor")
    speak(page, "en")
    page.reload()
    found += look(page, axe, f"review-{format}-en")

    assert not found, "\n".join(found)
