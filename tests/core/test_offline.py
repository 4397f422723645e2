"""What a browser keeps to open without connection: nothing of anybody, and all that it needs."""

import json
import re
import struct
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from arrimage.core import offline
from tests.factories import make_member, make_organization

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _afresh():
    offline.worker.cache_clear()
    yield
    offline.worker.cache_clear()


def _build(language="fr"):
    return json.loads(re.match(r"const BUILD = (.*);\n", offline.worker(language))[1])


def test_the_page_is_the_same_for_everybody_and_asks_no_question(client, django_assert_num_queries):
    client.force_login(make_member(make_organization("Réseau Lisière"), "staff", "Ana Roy"))
    address = reverse("core:offline_page", args=["fr"])

    theirs, ours = client.get(address), Client().get(address)

    assert theirs.content == ours.content
    assert (dict(theirs.cookies), dict(ours.cookies)) == ({}, {})
    assert "csrfmiddlewaretoken" not in ours.content.decode()
    with django_assert_num_queries(0):
        Client().get(address)
        Client().get(reverse("core:service_worker", args=["fr"]))


def test_the_worker_keeps_the_page_and_every_file_that_it_names():
    shown, build = offline.page("fr"), _build()

    named = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', shown))
    assert (build["page"], set(build["files"])) == ("/hors-connexion/fr/", named)
    assert [path for path in named if not finders.find(path.removeprefix("/static/"))] == []
    assert len([path for path in named if path.endswith(".woff2")]) == 2


def test_each_language_has_its_page_and_its_worker_which_change_together(monkeypatch):
    versions = {language: _build(language)["version"] for language in ("fr", "en")}
    whole = offline.page
    monkeypatch.setattr(offline, "page", lambda language: whole(language) + "<!-- -->")
    offline.worker.cache_clear()

    assert versions["fr"] != versions["en"] != _build("en")["version"]
    assert 'lang="en-CA"' in whole("en") and "No connection for now" in whole("en")


@pytest.mark.parametrize("name", ["offline_page", "service_worker", "web_manifest"])
def test_another_language_is_nowhere(client, name):
    assert client.get(reverse(f"core:{name}", args=["de"])).status_code == 404


def test_the_worker_of_an_installation_that_turned_it_off_goes_away(client, settings):
    client.force_login(make_member(make_organization(), "staff"))
    pages, address = [], reverse("core:service_worker", args=["fr"])
    scripts = [client.get(address).content.decode()]
    pages.append(client.get(reverse("followup:work_list")).content.decode())

    settings.WORKS_OFFLINE = False
    scripts.append(client.get(address).content.decode())
    pages.append(client.get(reverse("followup:work_list")).content.decode())

    assert [f'content="{address}"' in page for page in pages] == [True, False]
    assert ["BUILD" in script for script in scripts] == [True, False]
    assert "unregister" in scripts[1] and '"fetch"' not in scripts[1]


def test_who_has_no_session_installs_nothing(client):
    page = client.get(reverse("account_login")).content.decode()

    assert 'name="service-worker"' not in page and 'rel="manifest"' in page


def test_an_installed_product_has_its_name_and_its_icons(client):
    answers = {
        language: client.get(reverse("core:web_manifest", args=[language])).json()
        for language in ("fr", "en")
    }

    assert {one["id"] for one in answers.values()} == {"/"}
    assert answers["fr"]["lang"] == "fr-CA"
    assert answers["fr"]["description"] == "Le plan d’action qui se suit de lui-même."
    for icon in answers["fr"]["icons"]:
        header = Path(finders.find(icon["src"].removeprefix("/static/"))).read_bytes()[:24]
        width, height = struct.unpack(">II", header[16:])
        assert f"{width}x{height}" == icon["sizes"]
