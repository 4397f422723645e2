"""Themes and territories of the annuaire are found, by those who have an annuaire only."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from arrimage.accounts.models import User
from arrimage.directory.merging import merge_records
from arrimage.directory.models import Territory
from arrimage.directory.operations import create_organization
from arrimage.directory.records import add_person, change_organization
from arrimage.directory.themes import add_theme, change_theme
from arrimage.search.indexing import refresh
from arrimage.search.queries import search
from tests.factories import make_admin, make_member, make_organization

pytestmark = pytest.mark.django_db


def answers(user, text, kind):
    """What another request of the user finds of one kind: titles and addresses."""
    hits = search(User.objects.get(pk=user.pk), text).hits
    return [(hit.entry.title, hit.url) for hit in hits if hit.kind == kind]


@pytest.fixture
def organization():
    return make_organization()


@pytest.fixture
def user(organization):
    return make_member(organization)


@pytest.fixture
def stranger():
    return make_member(make_organization("Ailleurs"))


def test_theme_is_found_by_any_of_its_words_and_shows_who_works_on_it(user, organization):
    theme = add_theme(actor=user, network=organization, label="Logement", synonyms=["Habitation"])
    expected = [("Logement", f"/organismes/{organization.slug}/annuaire/?theme={theme.pk}")]

    assert answers(user, "logements", "theme") == expected
    assert answers(user, "habitations", "theme") == expected
    assert answers(make_admin(), "logement", "theme") == expected


def test_theme_of_another_network_is_never_found(user, stranger, organization):
    add_theme(actor=user, network=organization, label="Fonds réservé", synonyms=["Entente"])

    assert answers(user, "fonds", "theme") != []
    assert search(stranger, "fonds").hits == search(stranger, "entente").hits == ()
    assert search(stranger, "fonts reservé").suggestion == ""
    assert search(User.objects.create_user("sans@lisiere.example"), "fonds").hits == ()


def test_theme_is_found_under_its_new_name_and_not_once_absorbed(user, organization):
    kept, gone = (
        add_theme(actor=user, network=organization, label=label) for label in ("Toit", "Gîte")
    )

    change_theme(actor=user, theme=kept, label="Abri")
    renamed = answers(user, "abri", "theme"), answers(user, "toit", "theme")
    merge_records(actor=user, network=organization, kept=kept, absorbed=gone)

    assert ([title for title, _ in renamed[0]], renamed[1]) == (["Abri"], [])
    assert [title for title, _ in answers(user, "gîte", "theme")] == ["Abri"]


def test_territory_is_found_without_accents_and_shows_who_works_there(user, organization):
    land = Territory.objects.get(kind="region", name="Gaspésie–Îles-de-la-Madeleine")
    refresh("territory", Territory.objects.values_list("pk", flat=True))
    expected = f"/organismes/{organization.slug}/annuaire/?territoire={land.address}"

    assert (land.name, expected) in answers(user, "gaspesie", "territory")
    assert answers(User.objects.create_user("sans@lisiere.example"), "gaspesie", "territory") == []


def test_what_one_network_notes_on_a_territory_is_not_told_to_another(user, stranger, organization):
    land = Territory.objects.filter(kind="region").first()
    refresh("territory", [land.pk])
    change_organization(
        actor=user, organization=organization, name="Table discrète", kind="regional",
        territories=[land],
    )  # fmt: skip

    assert [hit.kind for hit in search(stranger, land.name).hits] == ["territory"]


def test_answers_of_the_annuaire_take_as_many_queries_for_one_as_for_three(user, organization):
    def counted(text):
        someone = User.objects.get(pk=user.pk)
        with CaptureQueriesContext(connection) as queries:
            hits = search(someone, text).hits
        return len(hits), len(queries)

    for name in ("Ada", "Ada", "Ada", "Bob"):
        add_person(actor=user, organization=organization, name=f"{name} Roy", title="")
    for name in ("Pont 1", "Pont 2", "Pont 3", "Quai"):
        create_organization(actor=user, name=name, kind="partner", parent=organization)

    (three, for_three), (one, for_one) = counted("ada"), counted("bob")
    (places, for_places), (place, for_place) = counted("pont "), counted("quai")

    assert (three, one, places, place) == (3, 1, 3, 1)
    assert (for_three, for_places) == (for_one, for_place)
