"""Imports on the screen: deposit, progress, review, correction, refusal, undo, export."""

from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from arrimage.exchange.models import ImportRun, ImportState
from arrimage.exchange.operations import accept_import
from arrimage.exchange.queries import review_of
from arrimage.formats.doctor import examine
from arrimage.formats.draft import Issue
from arrimage.plans.drafts import unpack
from arrimage.plans.operations import change_status
from tests.factories import (
    element_numbered,
    make_action,
    make_draft,
    make_issue,
    make_member,
    make_organization,
    make_plan,
    make_run,
)

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def organization():
    return make_organization()


@pytest.fixture
def user(organization, client):
    made = make_member(organization)
    client.force_login(made)
    return made


def titles(run):
    run.refresh_from_db()
    return [element.title for element in unpack(run.draft).walk()]


def test_a_deposit_starts_a_run_and_shows_it(client, user, organization):
    file = SimpleUploadedFile("plan.md", b"# Plan")

    response = client.post(
        reverse("exchange:import_start", args=[organization.slug]), {"file": file}
    )

    run = ImportRun.objects.get()
    assert response.url == run.get_absolute_url()
    assert run.source.name == "plan.md"


def test_an_empty_file_is_refused_in_words(client, user, organization):
    file = SimpleUploadedFile("plan.docx", b"")

    response = client.post(
        reverse("exchange:import_start", args=[organization.slug]), {"file": file}
    )

    assert response.status_code == 422
    assert "Ce fichier est vide" in response.content.decode()
    assert not ImportRun.objects.exists()


def test_progress_is_watched_by_a_part_that_sends_on_when_it_is_over(client, user, organization):
    run = make_run(organization)
    ImportRun.objects.filter(pk=run.pk).update(
        state=ImportState.READING, steps_done=3, steps_total=12
    )

    page = client.get(run.get_absolute_url()).content.decode()
    part = client.get(run.get_absolute_url(), headers=HTMX).content.decode()
    ImportRun.objects.filter(pk=run.pk).update(state=ImportState.REVIEW)
    over = client.get(run.get_absolute_url(), headers=HTMX)

    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in page
    assert part.strip().startswith('<div id="avancement"')
    assert "3 sur 12" in part
    assert over.headers["HX-Redirect"] == run.get_absolute_url()


def test_a_refused_document_says_what_was_kept(client, user, organization):
    run = make_run(organization)
    ImportRun.objects.filter(pk=run.pk).update(
        state=ImportState.REFUSED, message="Ce document est un procès-verbal."
    )

    html = client.get(run.get_absolute_url()).content.decode()

    assert "Ce document est un procès-verbal." in html
    assert run.source.sha256 in html
    assert "Relancer la lecture" in html


def test_the_review_puts_doubts_first_with_their_words(client, user, organization):
    run = make_run(organization, issues=[make_issue()])

    html = client.get(reverse("exchange:import_review", args=[run.pk])).content.decode()

    assert html.index("La cellule contient peut-être deux actions.") < html.index("Ce qui a été lu")
    assert "<mark>et former</mark>" in html
    assert "Garder tel quel" in html


def test_a_correction_answers_the_reading_as_it_is_now(client, user, organization):
    run = make_run(organization)
    address = reverse("exchange:draft_words", args=[run.pk, "a1.1.2"])

    part = client.post(address, {"version": "1", "title": "Fêter"}, headers=HTMX)

    assert titles(run)[-1] == "Fêter"
    assert part.content.decode().strip().startswith('<div id="lecture">')
    assert "<html" not in part.content.decode()


def test_an_empty_wording_is_refused_beside_its_field(client, user, organization):
    run = make_run(organization)
    address = reverse("exchange:draft_words", args=[run.pk, "a1.1.2"])

    response = client.post(address, {"version": "1", "title": " "})

    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()
    assert titles(run)[-1] == "Préparer la rencontre 1.2"


def test_a_correction_over_somebody_elses_is_kept_but_not_applied(client, user, organization):
    run = make_run(organization)
    address = reverse("exchange:draft_words", args=[run.pk, "a1.1.2"])
    client.post(address, {"version": "1", "title": "Version de Noé"})

    response = client.post(address, {"version": "1", "title": "Version de Maude"})

    html = response.content.decode()
    assert response.status_code == 409
    assert titles(run)[-1] == "Version de Noé"
    assert "Version de Maude</textarea>" in html
    assert 'name="version" value="2"' in html


def test_what_was_dropped_can_come_back(client, user, organization):
    run = make_run(organization)
    client.post(reverse("exchange:draft_drop", args=[run.pk, "a1.1.2"]), {"version": "1"})
    dropped = titles(run)

    client.post(reverse("exchange:draft_restore", args=[run.pk, "a1.1.2"]), {"version": "2"})

    assert "Préparer la rencontre 1.2" not in dropped
    assert titles(run)[-1] == "Préparer la rencontre 1.2"


def test_accepting_leads_to_the_plan(client, user, organization):
    run = make_run(organization)

    response = client.post(reverse("exchange:import_accept", args=[run.pk]))

    run.refresh_from_db()
    assert response.url == run.plan.get_absolute_url()


def test_undoing_says_what_would_be_lost_and_waits_for_a_yes(client, user, organization):
    run = make_run(organization)
    plan = accept_import(actor=user, run=run)
    change_status(actor=user, element=element_numbered(plan, "1.1.2"), status="done")
    address = reverse("exchange:import_undo", args=[run.pk])

    shown = client.get(address).content.decode()
    refused = client.post(address)
    done = client.post(address, {"force": "on"})

    run.refresh_from_db()
    assert "États notés\N{NO-BREAK SPACE}: 1" in shown
    assert refused.status_code == 422
    assert done.url == run.get_absolute_url()
    assert run.state == ImportState.UNDONE


@pytest.mark.parametrize("format", ["docx", "xlsx", "pdf", "csv", "json"])
def test_an_export_is_a_file_to_keep(client, user, organization, format):
    plan = make_plan(organization)

    response = client.post(
        reverse("exchange:plan_export", args=[plan.pk]), {"format": format, "with_status": "on"}
    )

    assert response.status_code == 200
    assert f'filename="plan-daction-2026-2028.{format}"' in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert len(response.content) > 100


@pytest.mark.parametrize("name", ["import_review", "import_columns"])
def test_queries_do_not_grow_with_the_reading(client, user, organization, name):
    counts = []
    for actions in (1, 40):
        run = make_run(organization, draft=make_draft(actions=actions), issues=[make_issue()])
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(f"exchange:{name}", args=[run.pk]), {"partie": "a1.1.1"})
        counts.append(len(queries))

    assert 0 < counts[0] == counts[1]


def test_each_doubt_offers_gestures_that_fit_it_and_keeping_it_as_it_is(client, user, organization):
    action = make_action("1.1.1", "Tenir un marché et former les équipes de chaque village")
    base = make_draft()
    objective = replace(base.elements[0].children[0], children=(action,))
    draft = replace(base, elements=(replace(base.elements[0], children=(objective,)),))
    issues = [make_issue(), Issue("responsible_missing", "Personne.", "info", element="a1.1.1")]
    run = make_run(organization, draft=draft, issues=issues)

    offered = review_of(run).open_issues
    html = client.get(reverse("exchange:import_review", args=[run.pk])).content.decode()

    assert [[(r.gesture, r.label) for r in issue.remedies] for issue in offered] == [
        [("reshape", "Séparer en deux"), ("open", "Corriger le libellé")],
        [("open", "Dire qui porte")],
    ]
    assert html.count("Garder tel quel") == 2


def test_split_from_a_doubt_answers_it(client, user, organization):
    action = make_action("1.1.1", "Tenir un marché et former les équipes de chaque village")
    base = make_draft()
    objective = replace(base.elements[0].children[0], children=(action,))
    draft = replace(base, elements=(replace(base.elements[0], children=(objective,)),))
    run = make_run(organization, draft=draft, issues=examine(draft))
    (remedy,) = (r for i in review_of(run).open_issues for r in i.remedies if r.key == "s")

    client.post(
        reverse("exchange:draft_reshape", args=[run.pk, "a1.1.1"]),
        dict(remedy.values) | {"version": "1"},
    )

    assert titles(run)[2:] == ["Tenir un marché", "Former les équipes de chaque village"]
    assert [issue["code"] for issue in run.issues if issue["code"] == "two_actions"] == []


def test_every_doubt_of_a_kind_is_kept_at_once_and_undone_at_once(client, user, organization):
    run = make_run(organization, issues=[make_issue(), make_issue("a1.1.2")])

    client.post(reverse("exchange:issue_keep", args=[run.pk, "two_actions"]), {"version": "1"})
    run.refresh_from_db()
    kept = [issue["decision"] for issue in run.issues]
    client.post(reverse("exchange:correction_undo", args=[run.pk]), {"version": "2"})

    run.refresh_from_db()
    assert kept == ["kept", "kept"]
    assert [issue["decision"] for issue in run.issues] == ["", ""]


def test_a_correction_of_another_part_joins_somebody_elses(client, user, organization):
    run = make_run(organization, draft=make_draft(actions=3))
    first, second = (reverse("exchange:draft_words", args=[run.pk, f"a1.1.{n}"]) for n in (2, 3))
    client.post(first, {"version": "1", "title": "Version de Noé"})

    response = client.post(second, {"version": "1", "title": "Version de Maude"}, follow=True)

    assert titles(run)[-2:] == ["Version de Noé", "Version de Maude"]
    assert "s’est ajoutée à celles" in response.content.decode()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_gesture_that_makes_no_sense_is_refused_in_words(client, user, organization, language):
    run = make_run(organization)
    client.cookies["django_language"] = language

    response = client.post(
        reverse("exchange:draft_reshape", args=[run.pk, "a1.1.1"]),
        {"version": "1", "gesture": "merge"},
    )

    run.refresh_from_db()
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()
    assert run.version == 1


def test_who_comes_back_is_shown_where_they_were(client, user, organization):
    run = make_run(organization)
    review = reverse("exchange:import_review", args=[run.pk])
    before = client.get(review).content.decode()
    words = reverse("exchange:draft_words", args=[run.pk, "a1.1.2"])
    client.post(words, {"version": "1", "title": "Fêter la récolte"})

    after = client.get(review).content.decode()
    client.force_login(make_member(organization, "staff"))
    other = client.get(review).content.decode()

    assert ["Reprendre à" in html for html in (before, after, other)] == [False, True, False]
    assert "?partie=a1.1.2#n-a1.1.2" in after


@pytest.mark.parametrize("is_scan", [True, False])
def test_repairs_of_a_scan_are_shown_and_taken_one_by_one(client, user, organization, is_scan):
    base = make_draft()
    actions = tuple(make_action(f"1.1.{n}", "Tenir I’assemblée") for n in (1, 2))
    objective = replace(base.elements[0].children[0], children=actions)
    draft = replace(base, elements=(replace(base.elements[0], children=(objective,)),))
    issues = [Issue("ocr_repair", "Ligne abîmée.", "info")] if is_scan else []
    run = make_run(organization, draft=draft, issues=issues)

    html = client.get(reverse("exchange:import_review", args=[run.pk])).content.decode()
    answer = reverse("exchange:draft_repair", args=[run.pk])
    said = {"kind": "apostrophe", "answer": "take"}
    client.post(answer, said | {"version": "1", "key": "a1.1.1"})

    assert html.count("<del>I’assemblée</del>") == (2 if is_scan else 0)
    assert html.count("<ins>l’assemblée</ins>") == (2 if is_scan else 0)
    assert titles(run)[2:] == ["Tenir l’assemblée", "Tenir I’assemblée"]
    client.post(answer, said | {"version": "2", "key": ""})
    assert titles(run)[2:] == ["Tenir l’assemblée", "Tenir l’assemblée"]


def test_repairs_that_were_refused_are_left_out_of_those_taken_together(client, user, organization):
    base = make_draft()
    actions = tuple(make_action(f"1.1.{n}", "Tenir I’assemblée") for n in (1, 2, 3))
    objective = replace(base.elements[0].children[0], children=actions)
    draft = replace(base, elements=(replace(base.elements[0], children=(objective,)),))
    run = make_run(organization, draft=draft, issues=[Issue("ocr_repair", "Abîmée.", "info")])
    answer = reverse("exchange:draft_repair", args=[run.pk])
    review = reverse("exchange:import_review", args=[run.pk])

    said = {"version": "1", "kind": "apostrophe", "key": "a1.1.2", "answer": "refuse"}
    client.post(answer, said)
    seen = client.get(review).content.decode().count("<ins>l’assemblée</ins>")
    client.post(answer, said | {"version": "2", "key": "", "answer": "take"})

    assert seen == 2
    assert titles(run)[2:] == ["Tenir l’assemblée", "Tenir I’assemblée", "Tenir l’assemblée"]
    undo = reverse("exchange:correction_undo", args=[run.pk])
    client.post(undo, {"version": "3"})
    client.post(undo, {"version": "4"})
    assert client.get(review).content.decode().count("<ins>l’assemblée</ins>") == 3


def test_taking_back_accepted_branches_says_what_would_be_lost(client, user, organization):
    run = make_run(organization, draft=make_draft(objectives=2))
    plan = accept_import(actor=user, run=run, keys=["b1"])
    change_status(actor=user, element=element_numbered(plan, "1.1.2"), status="done")
    address = reverse("exchange:import_undo", args=[run.pk])

    shown = client.get(address).content.decode()
    refused = client.post(address)
    done = client.post(address, {"force": "on"}, follow=True)

    run.refresh_from_db()
    assert "États notés\N{NO-BREAK SPACE}: 1" in shown
    assert refused.status_code == 422
    assert run.state == ImportState.REVIEW
    assert "Vérifier la lecture" in done.content.decode()


def test_the_title_of_the_plan_is_corrected_before_it_is_made(client, user, organization):
    run = make_run(organization)
    address = reverse("exchange:draft_about", args=[run.pk])

    values = {"version": "1", "title": "Plan de la rive", "organization": "Table de la rive"}
    client.post(address, values)
    client.post(reverse("exchange:import_accept", args=[run.pk]))

    run.refresh_from_db()
    assert (run.plan.title, run.plan.source_organization) == ("Plan de la rive", "Table de la rive")
