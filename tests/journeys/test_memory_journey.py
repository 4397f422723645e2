"""A plan adopted, amended, read at an earlier day, compared and carried over, as a person does it."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from arrimage.formats.draft import AmountDraft
from arrimage.funding.models import Amount
from arrimage.funding.operations import write_amounts
from arrimage.memory.models import Baseline, Descent, RollOver
from arrimage.memory.operations import adopt_plan
from arrimage.plans.models import Edit, Plan
from arrimage.plans.operations import change_status
from tests.factories import (
    edit,
    element_numbered,
    make_draft,
    make_member,
    make_organization,
    make_plan,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
REASON = "Le conseil a choisi une autre salle."


@pytest.fixture
def direction():
    return make_member(make_organization("Réseau Lisière"))


def plan_of(direction, days=30):
    """A plan that entered a month ago, and was changed three weeks ago."""
    plan = make_plan(direction.memberships.get().organization, make_draft(actions=3, objectives=2))
    back = timezone.now() - dt.timedelta(days)
    Plan.objects.filter(pk=plan.pk).update(created_at=back)
    edit(element_numbered(plan, "1.1.2"), actor=direction, title="Réunir le canton")
    Edit.objects.update(at=back + dt.timedelta(9))
    return Plan.objects.get(pk=plan.pk)


def more(page, name):
    page.locator("details.more > summary").click()
    page.get_by_role("link", name=name, exact=True).click()


def test_a_plan_is_adopted_amended_read_at_a_day_and_compared(visit, direction):
    plan = plan_of(direction)
    page = visit(direction)
    page.goto(plan.get_absolute_url())
    more(page, "Adopter le plan")
    page.get_by_label("Par", exact=True).fill("Assemblée du 12 mai")
    page.get_by_role("button", name="Adopter le plan").click()
    expect(page.get_by_text("Assemblée du 12 mai").first).to_be_visible()

    page.goto(f"{element_numbered(plan, '1.1.2').get_absolute_url()}modifier/")
    page.get_by_label("Libellé").fill("Réunir tout le village")
    page.get_by_label("Motif de l’amendement").fill(REASON)
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("La ligne est modifiée")).to_be_visible()
    page.goto(plan.get_absolute_url())
    more(page, "Amendements")

    row = page.locator(".amendments > li")
    expect(row).to_have_count(1)
    expect(row).to_contain_text(REASON)
    expect(row.locator("ins")).to_have_text(["tout", "village"])

    page.goto(plan.get_absolute_url())
    more(page, "Voir le plan à une date")
    earlier = timezone.localdate() - dt.timedelta(25)
    page.locator("#au").fill(earlier.isoformat())
    page.get_by_role("button", name="Voir le plan à cette date").click()
    expect(page.get_by_role("note")).to_contain_text("Le plan tel qu’il était le")
    expect(page.get_by_text("Préparer la rencontre 1.2")).to_be_visible()
    assert f"au={earlier.isoformat()}" in page.url
    page.get_by_role("link", name="Comparer avec aujourd’hui").click()
    expect(page.locator("#changed")).to_be_visible()
    expect(page.locator(".changes")).to_contain_text("Réunir tout le village")
    with page.expect_download() as made:
        page.get_by_role("button", name="PDF").click()
    assert made.value.suggested_filename.endswith(".pdf")


def test_a_gesture_without_a_reason_is_explained_later(visit, direction):
    plan = plan_of(direction)
    page = visit(direction)
    page.goto(f"{plan.get_absolute_url()}memoire/adopter/")
    page.get_by_label("Par", exact=True).fill("Conseil")
    page.get_by_role("button", name="Adopter le plan").click()
    page.goto(f"{element_numbered(plan, '1.1.3').get_absolute_url()}retirer/")
    page.get_by_role("button", name="Mettre à la corbeille").click()

    baseline = Baseline.objects.get()
    page.goto(f"{plan.get_absolute_url()}memoire/adoptions/{baseline.pk}/amendements/")
    expect(page.get_by_text("Sans motif", exact=True)).to_be_visible()
    page.get_by_label("Motif de l’amendement").fill(REASON)
    page.get_by_role("button", name="Garder le motif").click()

    expect(page.locator(".amendments")).to_contain_text(REASON)
    assert plan.edits.first().reason == REASON


def test_a_line_that_is_moved_is_explained_in_the_notice_that_follows(visit, direction):
    plan = plan_of(direction)
    adopt_plan(actor=direction, plan=plan, adopted_on=timezone.localdate(), instance="Conseil")
    page = visit(direction)
    page.goto(plan.get_absolute_url())
    page.locator("a.act").nth(0).press("Alt+ArrowDown")
    page.get_by_label("Le plan est adopté").fill(REASON)
    page.get_by_role("button", name="Garder le motif").click()

    expect(page.get_by_text("Le motif est gardé.")).to_be_visible()
    assert page.url.endswith(plan.get_absolute_url())
    assert plan.edits.first().reason == REASON


def test_the_money_of_a_plan_is_read_at_a_day_compared_and_carried_on(visit, direction):
    plan = plan_of(direction)
    line = element_numbered(plan, "1.1.1")
    amounts = [AmountDraft("planned", Decimal(4000), 2), AmountDraft("spent", Decimal(500), 2)]
    write_amounts(actor=direction, element=line, amounts=amounts[:1], shown=[])
    Edit.objects.update(at=timezone.now() - dt.timedelta(9))
    write_amounts(actor=direction, element=line, amounts=amounts, shown=amounts[:1])
    page = visit(direction)
    day = timezone.localdate() - dt.timedelta(5)
    page.goto(f"{plan.get_absolute_url()}?au={day.isoformat()}")
    page.get_by_role("link", name="Le budget ce jour-là").click()
    row = page.get_by_role("row").filter(has_text="1.1.1")
    expect(row.get_by_role("cell").nth(0)).to_have_text("4 000 $")
    expect(row.get_by_role("cell").nth(2)).to_have_text("")
    page.get_by_role("link", name="Comparer avec aujourd’hui").click()
    expect(page.locator("#money")).to_have_text("Montants")
    expect(page.locator(".is-money .new")).to_contain_text("Dépensé, An 2")

    page.goto(f"{plan.get_absolute_url()}memoire/reconduire/")
    page.get_by_label("Premier jour").fill("2027-04-01")
    page.get_by_role("button", name="Voir exactement ce que cela donne").click()
    expect(page.locator(".purse")).to_contain_text("3 500 $ prévus passent au nouveau plan.")
    page.get_by_role("button", name="Créer ce plan").click()
    expect(page.get_by_text("Le nouveau plan est prêt")).to_be_visible()
    made = RollOver.objects.get().plan
    carried = Amount.objects.filter(element__plan=made).values_list("nature", "amount", "year")
    assert list(carried) == [("planned", Decimal(3500), 1)]


def test_a_plan_is_carried_over_and_its_lines_know_where_they_come_from(visit, direction):
    plan = plan_of(direction)
    change_status(actor=direction, element=element_numbered(plan, "1.1.2"), status="done")
    page = visit(direction)
    page.goto(plan.get_absolute_url())
    more(page, "Reconduire")
    page.get_by_label("Ce que devient 1.2.2", exact=False).select_option("drop")
    page.get_by_role("button", name="Voir exactement ce que cela donne").click()
    drawn = page.locator(".drawn li").all_inner_texts()
    page.get_by_role("button", name="Créer ce plan").click()
    expect(page.get_by_text("Le nouveau plan est prêt")).to_be_visible()

    made = RollOver.objects.get().plan
    numbers = list(made.elements.values_list("number", flat=True))
    assert numbers == ["1", "1.1", "1.1.1", "1.1.3", "1.2", "1.2.1", "1.2.3"]
    assert [line.split(" ")[0] for line in drawn] == numbers
    kin = Descent.objects.get(element__number="1.1.3")
    page.goto(kin.element.get_absolute_url())
    page.get_by_role("link", name="Préparer la rencontre 1.3").last.click()
    expect(page.get_by_text("continue dans")).to_be_visible()


def test_somebody_who_is_named_finds_it_at_home(visit, direction):
    plan = plan_of(direction)
    house = direction.memberships.get().organization
    board = make_member(house, "board", "Inès Côté")
    page = visit(direction)
    page.goto(element_numbered(plan, "1.1.2").get_absolute_url())
    page.get_by_text("Écrire un commentaire", exact=True).click()
    page.get_by_label("Commentaire", exact=True).fill("@Inès Côté, est-ce la bonne salle ?")
    page.get_by_label("Qui le lit").select_option("readers")
    page.get_by_role("button", name="Garder le commentaire").click()
    expect(page.get_by_text("Le commentaire est gardé.")).to_be_visible()

    other = visit(board)
    other.goto(house.get_absolute_url())
    expect(other.locator(".mentions")).to_contain_text("est-ce la bonne salle")
    other.locator(".mentions").get_by_role("button").click()
    expect(other.locator(".mentions")).to_have_count(0)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "light"), (1280, "dark")])
def test_screens_are_accessible_and_fit(visit, axe, direction, width, scheme):
    plan = plan_of(direction)
    page = visit(direction, viewport={"width": width, "height": 12_000}, color_scheme=scheme)
    page.goto(f"{plan.get_absolute_url()}memoire/adopter/")
    page.get_by_label("Par", exact=True).fill("Conseil")
    found = {"adopter": axe(page)}
    page.get_by_role("button", name="Adopter le plan").click()
    line = element_numbered(plan, "1.1.2")
    edit(line, actor=direction, title="Réunir tout le village", responsibles="Comité")
    change_status(actor=direction, element=element_numbered(plan, "1.1.3"), status="abandoned")
    one, root = Baseline.objects.get().pk, f"{plan.get_absolute_url()}memoire/"
    day = (timezone.localdate() - dt.timedelta(3)).isoformat()
    pages = {
        "moments": root,
        "amendments": f"{root}adoptions/{one}/amendements/",
        "reason": f"{root}gestes/{plan.edits.first().pk}/motif/",
        "withdraw": f"{root}adoptions/{one}/retirer/",
        "compare": f"{root}comparer/?de=adoption-{one}",
        "past": f"{plan.get_absolute_url()}?au={day}",
        "past budget": f"{plan.get_absolute_url()}budget/?au={day}",
        "nothing": f"{plan.get_absolute_url()}?au=2001-01-01",
        "roll": f"{root}reconduire/",
        "year": f"{root}reconduire/annee/?an=1",
        "line": line.get_absolute_url(),
        "words": f"{line.get_absolute_url()}modifier/",
    }
    for name, address in pages.items():
        page.goto(address)
        found[name] = axe(page)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found[name].append("overflows")

    assert {name: violations for name, violations in found.items() if violations} == {}
