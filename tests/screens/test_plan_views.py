"""The plan grouped, sifted, kept by name, changed many lines at once, and by several people."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from arrimage.directory.models import Territory
from arrimage.directory.themes import add_theme
from arrimage.plans.filters import PlanFilters
from arrimage.plans.models import Edit, Element, SavedView
from arrimage.plans.queries import plan_document
from arrimage.plans.views.kept import forget_pages
from tests.factories import edit, element_numbered, make_draft, make_member, make_organization
from tests.factories import make_plan as plan_of

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def plan():
    return plan_of(make_organization(), make_draft(actions=2, objectives=2))


@pytest.fixture
def direction(plan, client):
    user = make_member(plan.organization)
    client.force_login(user)
    return user


def grouped(plan, **query):
    document = plan_document(plan, PlanFilters.from_query(query))
    return [(s.label, [row.number for row in s.rows]) for s in document.sections]


def around(plan, query):
    return HTMX | {"HX-Current-URL": f"http://testserver{plan.get_absolute_url()}?{query}"}


def row(html, key):
    found = re.search(rf'<tbody [^>]*id="{key}".*?</tbody>', html, re.DOTALL).group()
    return re.sub(r'value="\w{64}"| data-focus-after', "", found)


def test_rows_stand_under_each_of_those_who_carry_them(plan, direction):
    edit(element_numbered(plan, "1.1.2"), responsibles="Comité\nAgente de liaison")

    assert grouped(plan, par="responsable") == [
        ("Agente de liaison", ["1.1.1", "1.1.2"]),
        ("Comité", ["1.1.2"]),
        ("Sans responsable", ["1.2.1", "1.2.2"]),
    ]
    assert grouped(plan, par="responsable", etat="in_progress") == [
        ("Agente de liaison", ["1.1.1"]),
    ]


def test_rows_stand_in_the_season_when_they_end_and_vague_time_stays_vague(plan, direction):
    for number, words in (("1.1.2", "Automne 2026"), ("1.2.1", "2027"), ("1.2.2", "En continu")):
        edit(element_numbered(plan, number), timeframe=words)

    assert grouped(plan, par="saison") == [
        ("Automne 2026", ["1.1.1", "1.1.2"]),
        ("Au plus tard en 2027", ["1.2.1"]),
        ("En continu", ["1.2.2"]),
    ]
    assert grouped(plan, par="saison", avant="2026-10-01") == [("Automne 2026", ["1.1.1"])]


def test_rows_stand_in_quarters_of_the_fiscal_year(plan, direction):
    edit(element_numbered(plan, "1.1.2"), timeframe="15 février 2027")

    labels = [label for label, _rows in grouped(plan, par="trimestre")]

    assert labels == [
        "T2 (juillet 2026 à septembre 2026)",
        "T4 (janvier 2027 à mars 2027)",
        "Sans date",
    ]


def test_themes_and_territories_group_and_filter(plan, direction):
    add_theme(actor=direction, network=plan.organization, label="Logement")
    mauricie = Territory.objects.get(kind="region", name="Mauricie")
    words = {"themes": "logement", "territories": f"Mauricie ({mauricie.code})"}
    edit(element_numbered(plan, "1.1.2"), actor=direction, **words)

    assert grouped(plan, par="theme")[0] == ("Logement", ["1.1.2"])
    assert grouped(plan, par="territoire")[0] == ("Mauricie", ["1.1.2"])
    kept = plan_document(plan, PlanFilters.from_query({"territoire": mauricie.address}))
    assert kept.shown == 1


def test_two_spellings_of_a_name_make_one_group(plan, direction):
    edit(element_numbered(plan, "1.1.1"), responsibles="Comité d’action")
    edit(element_numbered(plan, "1.1.2"), responsibles="comité d'action")

    assert grouped(plan, par="responsable")[0] == ("Comité d’action", ["1.1.1", "1.1.2"])


@pytest.mark.parametrize("query", ["", "par=responsable", "par=saison", "par=etat"])
def test_a_plan_takes_as_many_queries_for_ten_times_the_lines(client, direction, plan, query):
    large = plan_of(plan.organization, make_draft(actions=5, objectives=8))
    client.get(plan.get_absolute_url())
    counts = []

    for each in (plan, large):
        forget_pages()
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{each.get_absolute_url()}?{query}")
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 16


def test_a_page_is_built_again_as_soon_as_anything_is_written(client, direction, plan):
    address = plan.get_absolute_url()
    client.get(address)

    edit(element_numbered(plan, "1.1.2"), actor=direction, title="Les mots de Noé")

    assert "Les mots de Noé" in client.get(address).content.decode()


def test_a_line_of_a_second_group_opens_in_its_own_place(client, direction, plan):
    edit(element_numbered(plan, "1.1.2"), responsibles="Comité\nAgente de liaison")
    line = element_numbered(plan, "1.1.2")
    key = f"e{line.pk}-2"
    page = client.get(f"{plan.get_absolute_url()}?par=responsable").content.decode()

    folded = client.get(
        f"{line.get_absolute_url()}?replie=1",
        headers=around(plan, "par=responsable") | {"HX-Target": key},
    ).content.decode()

    assert row(folded, key) == row(page, key)


def test_a_view_is_kept_by_name_and_shared_with_the_team_only(client, direction, plan):
    colleague, member = (
        make_member(plan.organization, "staff"),
        make_member(plan.organization, "member"),
    )
    address = reverse("plans:view_save", args=[plan.pk])

    sent = {"name": "Ce qui presse", "query": "par=saison&sottise=1", "is_shared": "on"}
    response = client.post(address, sent)

    view = SavedView.objects.get()
    assert response.url == view.get_absolute_url() == f"{plan.get_absolute_url()}?par=saison"
    home = plan.organization.get_absolute_url()
    for person, sees in ((colleague, True), (member, False)):
        client.force_login(person)
        assert ("Ce qui presse" in client.get(plan.get_absolute_url()).content.decode()) is sees
        assert ("Ce qui presse" in client.get(home).content.decode()) is sees
    client.post(address, sent)
    assert SavedView.objects.get(owner=member).is_shared is False


def test_lines_are_changed_after_a_preview_that_wrote_nothing(client, direction, plan):
    address = reverse("plans:elements_edit", args=[plan.pk])
    chosen = [element_numbered(plan, n).pk for n in ("1.1.2", "1.2.1")]
    sent = {"ligne": chosen, "status": "done", "on": "2026-05-20", "vue": "par=etat"}

    preview = client.post(address, sent | {"etape": "apercu"}).content.decode()

    assert "2 lignes changeraient" in preview
    assert preview.count("<ins><p>Réalisé</p></ins>") + preview.count("<ins>Réalisé</ins>") == 2
    assert not Edit.objects.exists()
    response = client.post(address, sent | {"etape": "faire"})
    assert response.url == f"{plan.get_absolute_url()}?par=etat"
    assert Edit.objects.get().touched == 2


def test_every_shown_line_is_chosen_without_script(client, direction, plan):
    address = reverse("plans:elements_edit", args=[plan.pk])

    html = client.post(address, {"toutes": "1", "vue": "etat=unknown"}).content.decode()

    assert html.count('name="ligne"') == 3


def test_a_line_is_put_elsewhere_and_the_answer_is_the_plan(client, direction, plan):
    line = element_numbered(plan, "1.1.2")
    address = reverse("plans:element_put", args=[plan.pk, line.pk])

    html = client.post(address, {"sens": "haut"}, headers=around(plan, "")).content.decode()

    first, second = html.index("Préparer la rencontre 1.2"), html.index("Tenir un marché")
    assert html.strip().startswith('<div id="corps">')
    assert first < second
    assert "La ligne est déplacée." in html


def test_a_place_that_makes_no_sense_is_refused_in_words(client, direction, plan):
    line = element_numbered(plan, "1.1.2")
    address = reverse("plans:element_put", args=[plan.pk, line.pk])

    for place in ("sottise", f"{line.pk}:", "999999:"):
        html = client.post(address, {"place": place}, headers=around(plan, "")).content.decode()
        assert "is-wrong" in html
    assert not Edit.objects.exists()


def test_others_are_told_what_changed_and_by_whom_if_they_may_know(client, direction, plan):
    member = make_member(plan.organization, "member", "Noé Roy")
    address = reverse("plans:plan_news", args=[plan.pk])
    edit(element_numbered(plan, "1.1.2"), actor=direction, title="Autres mots")

    mine = client.get(address)
    client.force_login(member)
    told = client.get(address).content.decode()
    later = client.get(f"{address}?depuis={Edit.objects.get().pk}")

    assert (mine.status_code, later.status_code) == (204, 204)
    words = " ".join(re.sub(r"<[^>]+>", "", told).split())
    assert words.startswith("Maude Lavoie a changé une ligne à l’instant")
    assert "1.1.2" in words


def test_what_is_confidential_is_not_told(client, direction, plan):
    member = make_member(plan.organization, "member")
    line = element_numbered(plan, "1.1.2")
    edit(line, actor=direction, title="Autres mots")
    Element.everything.filter(pk=line.pk).update(is_withheld=True, is_confidential=True)

    client.force_login(member)

    assert client.get(reverse("plans:plan_news", args=[plan.pk])).status_code == 204


def test_paper_says_what_is_shown(client, direction, plan):
    address = f"{plan.get_absolute_url()}?par=etat&etat=in_progress&an=1"

    html = client.get(address).content.decode()

    assert '<p class="asked meta">Par état · En cours · An 1 · 1 sur 4</p>' in html
