"""What somebody typed stays through a lost connection, a second click and the back button."""

import pytest
from playwright.sync_api import expect

from arrimage.plans.models import StatusUpdate
from tests.factories import make_member, make_organization, make_plan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = "Quarante personnes sont venues."
# A lost exchange is told to the console by htmx too: that is not a failure here.
HUSH = """const said = console.error.bind(console);
console.error = (...words) => String(words[0]).startsWith("htmx:") || said(...words);"""


@pytest.fixture
def page(visit):
    """The plan with the state of its first line being noted."""
    organization = make_organization("Réseau Lisière")
    page = visit(make_member(organization))
    page.add_init_script(HUSH)
    page.goto(make_plan(organization).get_absolute_url())
    row = page.locator("table.plan tbody").first
    row.locator("a.state").click()
    row.get_by_label("Réalisé").check()
    row.get_by_label("En une phrase").fill(WORDS)
    return page


def test_text_stays_while_the_connection_is_lost_and_is_sent_once_it_is_back(page):
    send = page.get_by_role("button", name="Noter l’état")

    page.context.set_offline(True)
    send.click()
    expect(page.locator("#messages .toast")).to_be_visible()
    expect(page.get_by_role("main").get_by_label("En une phrase")).to_have_value(WORDS)
    before = StatusUpdate.objects.filter(text=WORDS).count()
    page.context.set_offline(False)
    send.click()

    expect(page.locator("tr.open .live")).to_contain_text(WORDS)
    assert (before, StatusUpdate.objects.filter(text=WORDS).count()) == (0, 1)


def test_two_clicks_note_one_state(page):
    page.get_by_role("button", name="Noter l’état").dblclick()

    expect(page.locator("tr.open .live")).to_contain_text(WORDS)
    page.wait_for_load_state("networkidle")
    assert StatusUpdate.objects.filter(text=WORDS).count() == 1


def test_text_is_still_there_after_a_page_and_the_back_button(visit):
    organization = make_organization("Réseau Lisière")
    page = visit(make_member(organization))
    plan = make_plan(organization)
    line = plan.elements.order_by("position").last()
    page.goto(f"/plans/{plan.pk}/elements/{line.pk}/modifier/")
    page.get_by_label("Libellé").fill(WORDS)
    page.wait_for_load_state("networkidle")

    page.get_by_role("link", name="Plans").first.click()
    page.wait_for_url("**/plans/**organisme**")
    page.go_back()

    expect(page.get_by_label("Libellé")).to_have_value(WORDS)
    page.wait_for_load_state("networkidle")
