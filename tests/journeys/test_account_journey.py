"""The account in a browser: clean for axe; a passkey is added, then opens the account alone."""

import pytest
from django.urls import reverse

from tests.factories import PASSWORD, make_member, make_organization
from tests.journeys.test_sharing_journey import _look

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


def test_every_screen_of_the_account_is_clean_for_axe_and_fits(visit, axe, user):
    page = visit(user, reduced_motion="reduce")
    page.goto(reverse("account_reauthenticate"))
    found = _look(page, axe, "account-prove", reverse("account_reauthenticate"))
    page.goto(reverse("mfa_activate_totp"))
    _prove(page)
    slug = user.memberships.get().organization.slug
    names = [
        "account_home",
        "account_close",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "usersessions_list",
    ]

    for name in names:
        found += _look(page, axe, name.replace("_", "-"), reverse(name))
    found += _look(page, axe, "leave", reverse("directory:member_leave", args=[slug]))
    found += _look(visit(None, reduced_motion="reduce"), axe, "sign-in", reverse("account_login"))

    assert found == []


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
