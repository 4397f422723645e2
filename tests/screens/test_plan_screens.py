"""The plan on the screen: whole page, part, filters, gestures and their refusals."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from arrimage.plans.models import Evidence, StatusUpdate
from tests.factories import (
    edit,
    element_numbered,
    make_draft,
    make_member,
    make_organization,
    make_plan,
)

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def organization():
    return make_organization()


@pytest.fixture
def plan(organization):
    return make_plan(organization)


@pytest.fixture
def direction(organization, client):
    user = make_member(organization)
    client.force_login(user)
    return user


def row(html, element):
    """The row group of an element, without what changes at each request."""
    found = re.search(rf'<tbody [^>]*id="e{element.pk}".*?</tbody>', html, re.DOTALL).group()
    return re.sub(r'value="\w{64}"| data-focus-after', "", found)


def test_the_plan_looks_like_the_plan(client, direction, plan):
    html = client.get(plan.get_absolute_url()).content.decode()

    heads = re.findall(r"<th role=\"columnheader\"[^>]*>(.*?)</th>", html, re.DOTALL)
    words = [re.sub(r"<[^>]+>", "", head).strip() for head in heads]
    assert words[:4] == ["Moyens", "Qui", "Échéance", "Lieu"]
    assert words[-2:] == ["An 1", "An 2"]
    assert html.count("An 1\N{NO-BREAK SPACE}: prévu") == 1
    assert "Tenir un marché de quartier" in html
    assert "Place du Moulin" in html


def test_the_living_column_says_unknown_when_nothing_is_known(client, direction, plan):
    html = client.get(plan.get_absolute_url()).content.decode()

    bare = row(html, element_numbered(plan, "1.1.2"))
    assert "<span>Inconnu</span>" in bare


def test_filters_live_in_the_address_and_answer_a_part(client, direction, plan):
    address = f"{plan.get_absolute_url()}?etat=in_progress"

    page = client.get(address).content.decode()
    part = client.get(address, headers=HTMX).content.decode()

    assert "Préparer la rencontre" not in page
    assert "Tenir un marché de quartier" in page
    assert part.strip().startswith('<div id="corps">')
    assert "<html" not in part


def test_a_row_opened_by_a_part_equals_the_row_of_the_page(client, direction, plan):
    action = element_numbered(plan, "1.1.1")

    page = client.get(action.get_absolute_url()).content.decode()
    part = client.get(action.get_absolute_url(), headers=HTMX).content.decode()

    assert row(part, action) == row(page, action)
    assert 'aria-expanded="true"' in row(part, action)


def test_a_row_folds_back_to_the_row_of_the_plan(client, direction, plan):
    action = element_numbered(plan, "1.1.1")

    page = client.get(plan.get_absolute_url()).content.decode()
    part = client.get(f"{action.get_absolute_url()}?replie=1", headers=HTMX).content.decode()

    assert row(part, action) == row(page, action)


def test_a_state_is_noted_from_the_row(client, direction, plan):
    action = element_numbered(plan, "1.1.2")
    address = reverse("plans:element_status", args=[plan.pk, action.pk])
    values = {"status": "done", "text": "Tenu en mai.", "on": "2026-05-20"}

    response = client.post(address, values, headers=HTMX)

    html = response.content.decode()
    assert response.status_code == 200
    assert "<span>Réalisé</span>" in row(html, action)
    assert "L’état est noté." in html
    assert StatusUpdate.objects.get(element=action).text == "Tenu en mai."


def test_a_state_of_tomorrow_is_refused_in_words_and_the_sentence_is_kept(client, direction, plan):
    action = element_numbered(plan, "1.1.2")
    address = reverse("plans:element_status", args=[plan.pk, action.pk])
    values = {"status": "done", "text": "Tenu en mai.", "on": "2999-01-01"}

    response = client.post(address, values)

    html = response.content.decode()
    assert response.status_code == 422
    assert "Un état se note aujourd’hui ou à une date passée." in html
    assert "Tenu en mai.</textarea>" in html
    assert not StatusUpdate.objects.filter(element=action).exists()


def test_a_wording_changed_meanwhile_is_not_overwritten(client, direction, plan):
    action = element_numbered(plan, "1.1.2")
    edit(action, actor=direction, title="Les mots de Noé")
    address = reverse("plans:element_edit", args=[plan.pk, action.pk])

    response = client.post(
        address, {"title": "Mes mots", "initial-title": "Préparer la rencontre 1.2"}
    )

    html = response.content.decode()
    action.refresh_from_db()
    assert response.status_code == 409
    assert action.title == "Les mots de Noé"
    assert "Mes mots</textarea>" in html
    assert 'name="initial-title" value="Les mots de Noé"' in html


def test_a_file_joined_as_evidence_is_only_ever_downloaded(client, direction, plan, tmp_path):
    action = element_numbered(plan, "1.1.2")
    address = reverse("plans:evidence_add", args=[plan.pk, action.pk])
    page = tmp_path / "note.html"
    page.write_text("<script>1</script>")
    with page.open("rb") as file:
        client.post(address, {"title": "Compte rendu", "file": file})
    evidence = Evidence.objects.get()

    response = client.get(
        reverse("plans:evidence_download", args=[plan.pk, action.pk, evidence.pk])
    )

    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_a_member_reads_but_is_offered_no_gesture(client, organization, plan):
    client.force_login(make_member(organization, "member"))

    html = client.get(element_numbered(plan, "1.1.1").get_absolute_url()).content.decode()

    assert "Dans le document" in html
    assert "Changer l’état" not in html
    assert "Annuler l’import" not in html


@pytest.mark.parametrize("name", ["plan", "element"])
def test_queries_do_not_grow_with_the_plan(client, direction, organization, name):
    counts = []
    for actions, objectives in ((1, 1), (3, 3)):
        plan = make_plan(organization, make_draft(actions, objectives))
        target = plan if name == "plan" else element_numbered(plan, "1.1.1")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(target.get_absolute_url())
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert name == "element" or counts[0] <= 18


def test_pages_carry_a_strict_policy_and_no_inline_anything(client, direction, plan):
    response = client.get(plan.get_absolute_url())

    policy = response.headers["Content-Security-Policy"]
    html = response.content.decode()
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|<script(?! src)", html)
