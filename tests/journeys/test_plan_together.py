"""The plan in a browser: groups, ticked lines, keys, drag, and somebody else at work."""

import pytest

from arrimage.plans.models import Edit, Element, SavedView
from tests.factories import (
    edit,
    element_numbered,
    make_draft,
    make_member,
    make_organization,
    make_plan,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def plan():
    return make_plan(make_organization(), make_draft(actions=3, objectives=2))


@pytest.fixture
def direction(plan):
    return make_member(plan.organization)


def numbers(page):
    return page.locator("tbody[data-line] .num").all_inner_texts()


def test_lines_are_ticked_with_the_space_bar_and_changed_after_a_look(visit, axe, plan, direction):
    page = visit(direction)
    page.goto(f"{plan.get_absolute_url()}?choisir=1")

    for rank in (0, 2):
        page.locator("a.act").nth(rank).press("Space")
    assert page.locator("[data-lot-count]").inner_text() == "2 lignes choisies"
    page.get_by_role("button", name="Dire ce qui change").click()
    page.get_by_role("main").get_by_label("État").select_option("done")
    page.get_by_role("button", name="Voir ce qui changerait").click()
    page.get_by_role("heading", name="2 lignes changeraient").wait_for()
    assert axe(page) == []
    page.get_by_role("button", name="Changer ces 2 lignes").click()
    page.get_by_text("2 lignes ont changé.").wait_for()
    assert Element.objects.filter(plan=plan, status="done").count() == 2
    page.locator(".toast").get_by_role("button", name="Annuler").click()
    page.get_by_text("C’est annulé.").wait_for()
    assert Element.objects.filter(plan=plan, status="done").count() == 0


def test_a_line_goes_up_and_down_by_the_keys_and_keeps_the_focus(visit, plan, direction):
    page = visit(direction)
    page.goto(plan.get_absolute_url())

    page.locator("a.act").nth(0).press("Alt+ArrowDown")
    page.locator("tbody[data-line]").first.filter(has_text="1.1.2").wait_for()

    assert numbers(page)[:3] == ["1.1.2", "1.1.1", "1.1.3"]
    page.wait_for_function("document.activeElement.textContent.startsWith('1.1.1')")


def _drag(page, grip, target):
    """As a hand does: the line is let go once the other table has made room for it."""
    place = target.bounding_box()
    across = place["x"] + place["width"] / 2
    grip.hover()
    page.mouse.down()
    is_there = """() => new Promise((tell) => requestAnimationFrame(() =>
      tell(document.querySelectorAll('table.plan')[1].querySelector('.ghost') !== null)))"""
    for share in [*range(1, 20), *range(1, 20)]:  # a busy page may not have seen the first moves
        page.mouse.move(across + share % 2, place["y"] + place["height"] * share / 20, steps=4)
        if page.evaluate(is_there):
            break
    page.mouse.up()


def test_a_line_goes_to_another_table_by_its_handle(visit, plan, direction):
    page = visit(direction, viewport={"width": 1280, "height": 1600})
    page.goto(plan.get_absolute_url())
    line, target = (page.locator("tbody[data-line]").nth(rank) for rank in (0, 4))
    line.hover()

    _drag(page, line.locator(".grip"), target)
    page.get_by_text("La ligne est déplacée.").wait_for()

    assert element_numbered(plan, "1.1.1").parent.number == "1.2"


def test_what_somebody_else_changes_comes_in_and_what_is_open_stays(visit, plan, direction):
    page = visit(direction)
    page.goto(plan.get_absolute_url())
    colleague = make_member(plan.organization, "staff", "Noé Roy")

    edit(element_numbered(plan, "1.1.2"), actor=colleague, title="Les mots de Noé")
    page.evaluate("ask()")
    page.get_by_text("Les mots de Noé", exact=True).wait_for()
    assert "Noé Roy a changé une ligne" in page.locator("#nouvelles").inner_text().replace(
        "\n", " "
    )

    page.locator("a.act").nth(0).click()
    page.get_by_role("link", name="Modifier", exact=True).click()
    page.get_by_label("Libellé").fill("Ce que j’écris")
    edit(element_numbered(plan, "1.1.3"), actor=colleague, title="Encore Noé")
    page.evaluate("ask()")
    page.locator("#nouvelles").get_by_text("1.1.3").wait_for()
    assert page.get_by_label("Libellé").input_value() == "Ce que j’écris"
    assert page.get_by_text("Encore Noé").count() == 0


def test_a_view_is_kept_and_found_again(visit, plan, direction):
    page = visit(direction)
    page.goto(plan.get_absolute_url())

    page.get_by_label("Grouper").select_option("etat")
    page.get_by_role("heading", name="En cours").wait_for()
    page.get_by_text("Vues", exact=True).click()
    page.get_by_role("link", name="Garder cette vue").click()
    page.get_by_label("Nom de la vue").fill("Par état")
    page.get_by_role("button", name="Garder").click()
    page.get_by_text("La vue est gardée.").wait_for()

    assert SavedView.objects.get().query == "par=etat"
    assert page.url.endswith("?par=etat")


def test_without_script_lines_are_chosen_and_changed(visit, plan, direction):
    page = visit(direction)
    state = page.context.storage_state()
    plain = visit(None, java_script_enabled=False, storage_state=state)
    plain.goto(f"{plan.get_absolute_url()}?choisir=1")

    plain.get_by_label("Choisir 1.1.2").check()
    plain.get_by_role("button", name="Dire ce qui change").click()
    plain.get_by_label("Échéancier").fill("Automne 2026")
    plain.get_by_role("button", name="Voir ce qui changerait").click()
    plain.get_by_role("button", name="Changer cette ligne").click()

    assert element_numbered(plan, "1.1.2").timeframe_text == "Automne 2026"
    assert Edit.objects.count() == 1
