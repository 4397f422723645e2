"""Sign-in, invitations, languages and the pages that say no."""

import datetime as dt
import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from arrimage.accounts.models import User
from arrimage.directory.models import Membership
from arrimage.directory.operations import invite_person
from tests.factories import PASSWORD, make_member, make_organization, make_run

pytestmark = pytest.mark.django_db


@pytest.fixture
def organization():
    return make_organization("Réseau Lisière")


def invited(organization):
    direction = make_member(organization)
    return invite_person(
        actor=direction, organization=organization, email="noe@lisiere.example", role="staff"
    ).secret


def test_sign_in_is_french_first_whatever_the_browser_says(client):
    html = client.get("/compte/login/", headers={"Accept-Language": "en"}).content.decode()

    assert '<html lang="fr-CA">' in html
    assert "Courriel" in html
    assert "e-mail" not in html.lower()


def test_english_is_chosen_and_complete_on_the_page(client):
    client.post("/langue/", {"language": "en", "next": "/compte/login/"})

    html = client.get("/compte/login/").content.decode()

    assert '<html lang="en-CA">' in html
    assert "<h1" in html and "Sign in</h1>" in html


def test_a_link_opens_an_account_with_its_role(client, organization):
    secret = invited(organization)

    response = client.post(
        reverse("directory:invitation_accept", args=[secret]),
        {"name": "Noé Lavoie", "password": "une phrase de passe"},
    )

    user = User.objects.get(email="noe@lisiere.example")
    assert response.url == organization.get_absolute_url()
    assert Membership.objects.get(user=user).role == "staff"
    assert client.get(response.url).status_code == 200


def test_a_weak_password_is_refused_and_the_name_is_kept(client, organization):
    secret = invited(organization)

    response = client.post(
        reverse("directory:invitation_accept", args=[secret]),
        {"name": "Noé Lavoie", "password": "court"},
    )

    html = response.content.decode()
    assert response.status_code == 422
    assert 'value="Noé Lavoie"' in html
    assert "court" not in re.findall(r'<input type="password"[^>]*>', html)[0]


def test_a_link_that_served_says_so(client, organization):
    secret = invited(organization)
    address = reverse("directory:invitation_accept", args=[secret])
    client.post(address, {"name": "Noé Lavoie", "password": "une phrase de passe"})

    response = Client().get(address)

    assert response.status_code == 410
    assert "Cette invitation ne sert plus" in response.content.decode()


def test_the_link_of_an_invitation_is_shown_once(client, organization):
    client.force_login(make_member(organization))
    values = {"email": "zoe@lisiere.example", "role": "member"}

    html = client.post(
        reverse("directory:person_invite", args=[organization.slug]), values
    ).content.decode()
    listed = client.get(reverse("directory:member_list", args=[organization.slug])).content.decode()

    link = re.search(r'value="http://testserver(/organismes/invitations/[\w-]+/)"', html).group(1)
    assert Client().get(link).status_code == 200
    assert link not in listed


def test_people_are_listed_as_one_reads_them(client, organization):
    direction = make_member(organization, "direction", "Maude Lavoie")
    for name in ("Zoé Caron", "Éric Roy", "ana gagnon"):
        make_member(organization, "staff", name)
    client.force_login(direction)

    page = client.get(reverse("directory:member_list", args=[organization.slug]))

    names = [str(held.user) for held in page.context["memberships"]]
    assert names == ["ana gagnon", "Éric Roy", "Maude Lavoie", "Zoé Caron"]


def test_the_last_direction_stays_and_the_page_says_why(client, organization):
    user = make_member(organization)
    client.force_login(user)
    member = organization.memberships.get(user=user)

    response = client.post(reverse("directory:member_remove", args=[organization.slug, member.pk]))

    assert response.status_code == 422
    assert "dernière direction" in response.content.decode()


def test_a_form_without_its_token_is_refused_in_french(organization):
    client = Client(enforce_csrf_checks=True)

    response = client.post("/compte/login/", {"login": "x"})

    assert response.status_code == 403
    assert "Ce formulaire a expiré" in response.content.decode()


def test_a_missing_page_says_that_nothing_was_lost(client, organization):
    client.force_login(make_member(organization))

    response = client.get("/plans/987654/")

    assert response.status_code == 404
    assert "Rien n’a été perdu." in response.content.decode()


def test_the_language_follows_the_person_to_another_browser(client, organization):
    person = make_member(organization)
    client.force_login(person)
    client.post("/langue/", {"language": "en", "next": "/"})
    elsewhere = Client()

    elsewhere.post("/compte/login/", {"login": person.email, "password": "un-mot-de-passe"})

    person.refresh_from_db()
    assert person.language == "en"
    assert '<html lang="en-CA">' in elsewhere.get("/compte/password/change/").content.decode()


def test_a_language_chosen_before_signing_in_is_kept(client, organization):
    person = make_member(organization)
    client.post("/langue/", {"language": "en", "next": "/compte/login/"})

    client.post("/compte/login/", {"login": person.email, "password": "un-mot-de-passe"})

    person.refresh_from_db()
    assert person.language == "en"


def test_text_sent_after_the_session_ended_is_handed_back_after_the_sign_in(client, organization):
    person = make_member(organization)
    run = make_run(organization)
    address = reverse("exchange:draft_words", args=[run.pk, "a1.1.2"])
    text = {"version": "1", "title": "Fêter la récolte <b>ensemble</b>"}
    client.force_login(person)
    _end_sessions()

    sent = client.post(address, text, headers={"HX-Request": "true"})
    client.post(sent["HX-Redirect"], {"login": person.email, "password": "un-mot-de-passe"})
    html = client.get(reverse("account_resume")).content.decode()

    assert sent["HX-Redirect"] == "/compte/login/?next=/compte/reprendre/"
    assert f'action="{address}"' in html
    assert "Fêter la récolte &lt;b&gt;ensemble&lt;/b&gt;</blockquote>" in html
    client.post(address, text)
    run.refresh_from_db()
    assert "Fêter la récolte <b>ensemble</b>" in str(run.draft)


def _end_sessions():
    """As time does."""
    Session.objects.update(expire_date=timezone.now() - dt.timedelta(seconds=1))


def test_text_is_handed_back_to_nobody_else_who_signs_in_at_the_same_place(client, organization):
    address = reverse("exchange:draft_words", args=[make_run(organization).pk, "a1.1.2"])
    client.force_login(make_member(organization))
    _end_sessions()
    client.post(address, {"version": "1", "title": "Ce que Maude écrivait"})

    other = make_member(organization, name="Zoé Roy")
    client.post("/compte/login/", {"login": other.email, "password": PASSWORD})

    assert client.get(reverse("account_resume")).status_code == 302


def test_text_sent_after_a_sign_out_is_not_kept(client, organization):
    address = reverse("exchange:draft_words", args=[make_run(organization).pk, "a1.1.2"])
    client.force_login(make_member(organization))
    cookie = client.cookies["session"].value
    client.post(reverse("account_logout"))
    client.cookies["session"] = cookie

    client.post(address, {"version": "1", "title": "Ce que Maude écrivait"})

    assert "kept_text" not in client.session


def test_a_stranger_leaves_no_text_behind(client, organization):
    run = make_run(organization)

    sent = client.post(reverse("exchange:import_accept", args=[run.pk]), {"title": "Un texte"})

    assert sent.url.startswith("/compte/login/?next=/imports/")
    assert "kept_text" not in client.session


def test_a_part_asked_after_the_session_ended_sends_the_page_to_the_sign_in(client, organization):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/plans/3/?q=zz"}

    answer = client.get("/plans/3/elements/5/", headers=headers)

    assert answer["HX-Redirect"] == "/compte/login/?next=/plans/3/"


def test_every_screen_says_who_answers_for_personal_data(client, settings):
    settings.PRIVACY_CONTACT = "Zoé Roy, secrétaire, vie-privee@lisiere.example"

    pages = [client.get("/compte/login/"), client.get("/nulle-part/")]

    for page in pages:
        assert 'href="mailto:vie-privee@lisiere.example"' in page.content.decode()
