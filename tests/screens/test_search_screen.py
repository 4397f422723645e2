"""The search on the screen: groups, places, filters in the address, pages, and whole or in part."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_member, make_organization
from tests.search.test_search import plan_of

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def organization():
    return make_organization()


@pytest.fixture
def user(organization, client):
    user = make_member(organization)
    client.force_login(user)
    return user


def page(client, query, **headers):
    return client.get(f"/recherche/?{query}", headers=headers).content.decode()


def answers(html):
    return html[html.index('<div id="resultats">') :].split("</main>")[0].strip()


def test_answers_stand_under_their_plan_with_the_printed_accents_marked(client, user, organization):
    plan = plan_of("Tenir des rencontres régionales", organization=organization)

    html = page(client, "q=regional")

    assert f'<a href="{plan.get_absolute_url()}">Plan d’action 2026-2028</a>' in html
    assert 'Tenir des rencontres <mark class="hit">régionales</mark>' in html
    assert "Une réponse." in html


def test_part_equals_what_the_page_shows(client, user, organization):
    plan_of("Planter un verger", organization=organization)

    whole, part = page(client, "q=verger"), page(client, "q=verger", **HTMX)

    assert part.strip() == answers(whole).removesuffix("</main>").strip()


def test_filters_are_in_the_address_and_narrow_the_answers(client, user, organization):
    first = plan_of("Planter un verger", organization=organization)
    plan_of("Tailler un verger", organization=organization)

    both, one = page(client, "q=verger"), page(client, f"q=verger&plan={first.pk}")

    assert [both.count(t) for t in ("Planter un", "Tailler un")] == [1, 1]
    assert [one.count(t) for t in ("Planter un", "Tailler un")] == [1, 0]
    assert f'<option value="{first.pk}" selected>' in one
    assert "Rien ne répond" in page(client, "q=verger&etat=done")


def test_nothing_found_proposes_the_nearest_words(client, user, organization):
    plan_of("Développer un verger", organization=organization)

    html = page(client, "q=vergre")

    assert "Rien ne répond à ces mots." in html
    assert '<a href="?q=verger+"><b>verger</b></a>' in html


def test_without_words_the_screen_teaches(client, user):
    html = page(client, "")

    assert "Tout ce que vous avez le droit de lire, d’un mot." in html


def test_pages_are_bounded_and_follow_one_another(client, user, organization):
    plan_of(*(f"Planter le verger {n}" for n in range(40)), organization=organization)

    first, last, beyond = (page(client, f"q=verger&page={n}") for n in (1, 2, 99))

    assert [html.count('class="about-line"') for html in (first, last, beyond)] == [30, 10, 10]
    assert 'href="?q=verger&amp;page=2"' in first
    titles = set(re.findall(r"</mark> (\d+)</span>", first + last))
    assert titles == {str(n) for n in range(40)}


@pytest.mark.parametrize(
    "query", ["q=%00", "q=%22", "organisme=%00&q=a", "plan=-1&q=a", "plan=9999999999999&q=a",
              "etat=rien&q=a", "page=0&q=a", "q=" + "a" * 3000]
)  # fmt: skip
def test_nonsense_in_the_address_is_an_ordinary_page(client, user, organization, query):
    plan_of("Planter un verger", organization=organization)

    assert client.get(f"/recherche/?{query}").status_code == 200


def test_search_screen_takes_as_many_queries_whatever_is_found(client, user, organization):
    def counted(query):
        with CaptureQueriesContext(connection) as queries:
            html = page(client, query)
        return html.count('class="about-line"'), len(queries)

    plan_of("Planter un verger", organization=organization)
    plan_of(*(f"Tailler la haie {n}" for n in range(3)), organization=organization)
    counted("q=verger")

    (one, queries_for_one), (three, queries_for_three) = counted("q=verger"), counted("q=haie")

    assert (one, three) == (1, 3)
    assert queries_for_one == queries_for_three < 20
