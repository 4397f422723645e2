"""Signing in: slow to guess, silent about who has an account, closed to the public."""

import re

import pytest
from django.core.cache import cache
from django.urls import reverse

from arrimage.accounts.models import User
from tests.factories import PASSWORD, make_member, make_organization, make_user

pytestmark = pytest.mark.django_db


def test_public_sign_up_is_closed(client):
    values = {"email": "x@lisiere.example", "password1": "une-longue-phrase"}
    values["password2"] = values["password1"]

    shown, sent = (
        client.get(reverse("account_signup")),
        client.post(reverse("account_signup"), values),
    )

    assert User.objects.count() == 0
    for answer in (shown, sent):
        assert 'name="email"' not in answer.content.decode()


def test_guessing_a_password_is_slowed_down(client):
    cache.clear()
    user = make_member(make_organization())
    address = reverse("account_login")

    for _ in range(5):
        client.post(address, {"login": user.email, "password": "faux-mot-de-passe"})
    right = client.post(
        address,
        {"login": user.email, "password": PASSWORD},
        headers={"X-Forwarded-For": "192.0.2.7"},  # said by anybody, believed by nobody
    )
    cache.clear()

    assert "Trop de tentatives de connexion échouées" in right.content.decode()
    assert (right.status_code, "_auth_user_id" in client.session) == (200, False)


def test_guessing_many_accounts_from_one_place_is_slowed_down(client):
    cache.clear()
    user = make_member(make_organization())
    address = reverse("account_login")

    for number in range(10):
        wrong = {"login": f"personne-{number}@ailleurs.example", "password": "faux"}
        client.post(address, wrong, headers={"X-Forwarded-For": f"192.0.2.{number}"})
    client.post(address, {"login": user.email, "password": PASSWORD})
    cache.clear()

    assert "_auth_user_id" not in client.session


def test_sign_in_says_the_same_of_unknown_and_known_addresses(client):
    cache.clear()
    user = make_member(make_organization())

    said = [
        client.post(reverse("account_login"), {"login": email, "password": "faux"})
        .content.decode()
        .replace(email, "")
        for email in (user.email, "personne@lisiere.example")
    ]

    cache.clear()
    token = re.compile(r'value="\w{64}"')
    assert token.sub("", said[0]) == token.sub("", said[1])


def test_deactivated_person_has_no_access(client):
    user = make_member(make_organization())
    client.force_login(user)
    User.objects.filter(pk=user.pk).update(is_active=False)

    assert client.get("/")["Location"] == f"{reverse('account_login')}?next=/"


def test_person_cannot_take_the_address_of_somebody_else(client):
    owner, user = make_user(), make_member(make_organization())
    client.force_login(user)
    address = reverse("account_email")

    for gesture in ("action_add", "action_primary"):
        answer = client.post(address, {"email": owner.email, gesture: ""})
        assert answer.status_code == 404

    assert client.get(address).status_code == 404
    user.refresh_from_db()
    assert user.email != owner.email


def test_link_of_a_new_password_leads_to_our_own_address(client, mailoutbox, settings):
    settings.PUBLIC_URL = "https://plan.lisiere.example"
    cache.clear()
    user = make_member(make_organization())
    forged = {"Host": "localhost", "X-Forwarded-Host": "ailleurs.example"}

    for email in (user.email, "personne@lisiere.example"):
        client.post(reverse("account_reset_password"), {"email": email}, headers=forged)

    known, unknown = mailoutbox
    assert re.findall(r"https?://\S+?/", known.body) == ["https://plan.lisiere.example/"]
    assert "localhost" not in known.subject + known.body + unknown.subject + unknown.body
    assert "inscrire" not in unknown.body and "/compte/" not in unknown.body


def test_many_other_counts_do_not_erase_those_of_an_attack(client):
    cache.clear()
    cache.set("zzz-compte", 5, 300)

    for number in range(400):
        cache.set(f"autre-{number}", 1, 300)

    assert cache.get("zzz-compte") == 5
