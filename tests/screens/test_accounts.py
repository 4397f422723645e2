"""The second factor, the passkeys, the sessions of an account."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from django.urls import reverse

from arrimage.accounts.templatetags.passkeys import device
from arrimage.audit.models import Entry
from arrimage.plans.operations import change_status
from arrimage.plans.remarks import add_remark
from tests.factories import (
    PASSWORD,
    element_numbered,
    make_member,
    make_organization,
    make_plan,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return make_member(make_organization())


def signed_in(user):
    client = Client()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def code_of(secret):
    return totp.format_hotp_value(
        totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time())))
    )


def test_every_page_of_the_account_speaks_our_french_and_needs_no_inline_script(user):
    client = signed_in(user)
    names = [
        "mfa_index",
        "mfa_activate_totp",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "usersessions_list",
        "account_change_password",
        "account_reauthenticate",
    ]

    pages = {name: client.get(reverse(name)) for name in names}

    assert {name: page.status_code for name, page in pages.items()} == dict.fromkeys(names, 200)
    for name, page in pages.items():
        said = page.content.decode()
        assert "<script>" not in said and "application/json" not in said, name
        assert "Authenticator" not in said and "Security key" not in said, name


def test_second_factor_is_asked_once_it_is_active(user):
    client = signed_in(user)
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert Authenticator.objects.filter(user=user, type="totp").exists()

    entering = Client()
    answer = entering.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})

    assert answer["Location"] == reverse("mfa_authenticate")
    assert entering.get(reverse("portal:home"))["Location"].startswith(reverse("account_login"))
    wrong = entering.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert wrong.status_code == 200


def test_recovery_codes_are_made_with_the_second_factor(user):
    client = signed_in(user)
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    made = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)}, follow=True)

    assert len(made.context["unused_codes"]) == 10
    assert "Codes qui restent\u00a0: 10 sur 10" in made.content.decode()


def test_other_sessions_are_listed_and_closed(user):
    here, elsewhere = signed_in(user), signed_in(user)
    listed = here.get(reverse("usersessions_list"))
    assert listed.context["session_count"] == 2

    here.post(reverse("usersessions_list"))

    home = user.memberships.get().organization.get_absolute_url()
    assert here.get(home).status_code == 200
    assert elsewhere.get(home).status_code == 302


def test_passkey_may_be_offered_at_the_door(client):
    said = client.get(reverse("account_login")).content.decode()
    options = client.get(
        reverse("mfa_login_webauthn"), headers={"Accept": "application/json"}
    ).json()

    assert "data-passkey" in said
    assert "challenge" in options["request_options"]["publicKey"]


def test_doors_slow_who_tries_passwords(user):
    client = Client()
    wrong = {"login": user.email, "password": "pas-le-bon-mot"}

    answers = [client.post(reverse("account_login"), wrong) for _ in range(8)]
    right = client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})

    assert "_auth_user_id" not in client.session
    assert right.status_code in (200, 429)
    assert answers[0].status_code == 200


def test_person_leaves_an_organisation_and_the_last_direction_cannot(user):
    organization = user.memberships.get().organization
    client, board = signed_in(user), make_member(organization, "board")
    address = reverse("directory:member_leave", args=[organization.slug])

    refused = client.post(address)
    left = signed_in(board).post(address)

    assert (refused.status_code, left.status_code) == (422, 302)
    assert "dernière direction" in refused.content.decode()
    assert [held.user for held in organization.memberships.all()] == [user]
    line = Entry.objects.get(verb="member.leave")
    assert (line.actor, line.before) == (board, {"role": "Conseil d’administration"})


def test_person_takes_all_that_is_held_about_them(user):
    plan = make_plan(user.memberships.get().organization)
    line = element_numbered(plan, "1.1.2")
    change_status(actor=user, element=line, status="done", text="Fini à temps.")
    add_remark(actor=user, element=line, text="À fêter.")

    answer = signed_in(user).post(reverse("account_data"))

    data = answer.json()
    assert answer["Content-Disposition"] == 'attachment; filename="mes-donnees.json"'
    assert data["account"]["email"] == user.email
    assert [row["role"] for row in data["roles"]] == ["Direction"]
    assert [row["text"] for row in data["states"]] == ["Fini à temps."]
    assert [row["text"] for row in data["remarks"]] == ["À fêter."]
    assert "element.status" in [row["verb"] for row in data["trace"]]


def test_closed_account_opens_nothing_and_leaves_its_work(user):
    organization = user.memberships.get().organization
    make_member(organization, "direction")
    plan = make_plan(organization)
    line = element_numbered(plan, "1.1.2")
    change_status(actor=user, element=line, status="done")
    client, elsewhere, email = signed_in(user), signed_in(user), user.email
    assert "disparaît" in client.get(reverse("account_close")).content.decode()

    wrong = client.post(reverse("account_close"), {"password": "pas-le-bon"})
    client.post(reverse("account_close"), {"password": PASSWORD})

    user.refresh_from_db()
    assert wrong.status_code == 422
    assert (user.is_active, user.name, email in user.email) == (False, "Compte fermé", False)
    assert not user.memberships.exists()
    assert elsewhere.get(plan.get_absolute_url()).status_code == 302
    assert "_auth_user_id" not in signed_in_as(email).session
    assert line.status_updates.get().author == user


def test_last_direction_cannot_close_the_account(user):
    answer = signed_in(user).post(reverse("account_close"), {"password": PASSWORD})

    user.refresh_from_db()
    assert (answer.status_code, user.is_active) == (422, True)


def signed_in_as(email):
    client = Client()
    client.post(reverse("account_login"), {"login": email, "password": PASSWORD})
    return client


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox, Windows",
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Version/18.0 Safari/604.1", "Safari, iPhone"),
        ("outil/1", "outil/1"),
        ("", "Appareil inconnu"),
    ],
)
def test_session_is_named_as_a_person_knows_it(agent, said):
    assert device(agent) == said


def test_house_may_require_a_second_proof_of_its_team(user, settings):
    settings.REQUIRES_SECOND_FACTOR = True
    organization = user.memberships.get().organization
    home = organization.get_absolute_url()
    client, board = signed_in(user), signed_in(make_member(organization, "board"))

    sent = client.get(home)
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})

    assert sent["Location"] == reverse("mfa_index")
    assert "seconde preuve" in client.get(reverse("mfa_index")).content.decode()
    assert client.get(home).status_code == 200
    assert board.get(home).status_code == 200


def test_the_account_leads_on_to_the_only_organisation_of_the_person():
    organization = make_organization("Table des Aulnes")
    user = make_member(organization)
    client = signed_in(user)
    address = f'href="{reverse("plans:plan_list")}?organisme={organization.slug}"'

    alone = client.get(reverse("account_home")).content.decode()
    make_organization("Table du Pin").memberships.create(user=user, role="staff")
    among_two = client.get(reverse("account_home")).content.decode()

    assert (address in alone, address in among_two) == (True, False)


@pytest.mark.parametrize(
    "name", ["mfa_index", "usersessions_list", "account_change_password", "mfa_activate_totp"]
)
def test_what_keeps_the_account_safe_leads_back_to_the_account(user, name):
    page = signed_in(user).get(reverse(name)).content.decode()

    crumbs = page.split('<p class="crumbs">')[1].split("</p>")[0]
    assert crumbs == f'<a href="{reverse("account_home")}">Mon compte</a>'


def test_who_forgot_the_password_is_told_in_whole_sentences(client):
    asked = client.get(reverse("account_reset_password")).content.decode()
    spent = client.get(reverse("account_reset_password_from_key", args=("1", "abc"))).content
    entrance = client.get(reverse("account_login")).content.decode()

    assert "un lien pour choisir un autre mot de passe y sera envoyé" in asked
    assert "votre mot de passe d’avant vaut toujours" in spent.decode()
    assert "Mot de passe oublié\N{NO-BREAK SPACE}?</a>" in entrance
