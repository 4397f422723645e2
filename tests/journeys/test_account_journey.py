"""The account in a browser: keys, codes, sessions, an invitation, and the way out."""

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.urls import reverse

from arrimage.accounts.models import User
from tests.factories import PASSWORD, make_member, make_organization
from tests.journeys.conftest import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def user():
    organization = make_organization("Réseau Lisière")
    make_member(organization, "direction", "Anne Roy")
    return make_member(organization, "direction", "Maude Lavoie")


def _prove(page):
    """Give the password once more where a gesture asks for it."""
    if "reauthenticate" in page.url:
        page.get_by_label("Mot de passe").fill(PASSWORD)
        page.get_by_role("button", name="Confirmer").click()


def test_passkey_is_added_then_opens_the_account_alone(visit, user):
    page = visit(user)
    authenticator = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": authenticator})

    page.goto(reverse("mfa_add_webauthn"))
    _prove(page)
    page.get_by_label("Nom de la clé").fill("Téléphone")
    page.get_by_label("Entrer avec elle seule").check()
    page.get_by_role("button", name="Ajouter la clé").click()
    page.get_by_role("heading", name="Codes de secours").wait_for()
    page.goto(reverse("mfa_list_webauthn"))
    page.get_by_text("Téléphone").first.wait_for()

    page.context.clear_cookies()
    page.goto(reverse("account_login"))
    page.get_by_role("button", name="Entrer avec une clé d’accès").click()

    page.wait_for_url(lambda address: "/compte/" not in address)
    page.get_by_text("Réseau Lisière").first.wait_for()


def _code(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_codes_of_an_application_are_asked_at_the_sign_in_and_a_saved_one_opens_too(visit, user):
    page = visit(user)
    page.goto(reverse("mfa_activate_totp"))
    _prove(page)
    secret = page.locator("#secret").input_value()
    page.locator("[name=code]").fill(_code(secret))
    page.get_by_role("button", name="Activer").click()
    page.get_by_role("heading", name="Codes de secours").wait_for()
    saved = page.locator(".codes code").first.inner_text()

    for code in (_code(secret), saved):
        cache.clear()  # a code serves once; nobody waits half a minute for the next one here
        page.context.clear_cookies()
        sign_in(page, user, is_asked_more=True)
        page.get_by_role("heading", name="Il reste une preuve à donner").wait_for()
        page.locator("[name=code]").first.fill(code)
        page.get_by_role("button", name="Entrer", exact=True).click()
        page.wait_for_url(lambda address: "/compte/" not in address)


def test_sessions_are_seen_and_the_others_are_closed(visit, user):
    here, there = visit(None), visit(None)
    for page in (here, there):
        sign_in(page, user)

    here.goto(reverse("usersessions_list"))
    here.get_by_role("button", name="Fermer les autres sessions").click()
    here.get_by_role("heading", name="Votre compte est ouvert ici seulement").wait_for()
    there.goto(reverse("account_home"))

    assert "/compte/login/" in there.url


def test_somebody_invited_joins_with_a_password_then_leaves_and_closes_the_account(visit, user):
    organization = user.memberships.get().organization
    desk, guest = visit(user), visit(None)
    desk.goto(reverse("directory:person_invite", args=[organization.slug]))
    desk.get_by_label("Courriel").fill("noe@lisiere.example")
    desk.locator("main .btn.primary").click()
    address = desk.locator("main input[readonly]").input_value()

    guest.goto(address)
    guest.locator("[name=name]").fill("Noé Gagnon")
    guest.locator("[name=password]").fill("une-longue-phrase")
    guest.get_by_role("button", name="Ouvrir mon compte").click()
    guest.get_by_text(organization.name).first.wait_for()
    guest.goto(reverse("directory:member_leave", args=[organization.slug]))
    for box in guest.locator("main input[type=checkbox]").all():
        box.check()
    guest.get_by_role("button", name="Quitter l’organisme").click()
    assert guest.goto(organization.get_absolute_url()).status == 404
    guest.goto(reverse("account_close"))
    guest.locator("main [name=password]").fill("une-longue-phrase")
    guest.get_by_role("button", name="Fermer mon compte").click()
    guest.wait_for_url("**/compte/login/**")

    assert not User.objects.filter(email="noe@lisiere.example").exists()
