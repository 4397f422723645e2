"""Every screen of the product, found by its addresses and not by a list that somebody keeps.

A new address joins by itself: it answers a page to one of these people, or it is named below with
what it is instead.
"""

import re
from dataclasses import dataclass

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from django.urls import NoReverseMatch, reverse
from fido2.cose import ES256
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from arrimage.plans.operations import share_plan
from tests.factories import PASSWORD, make_member
from tests.screens.addresses import World, make_world, patterns

APART = {
    "plans:plan_news": "a part of the plan, asked while it is open",
    "plans:timeframe_read": "a part: what was understood, beside the field",
    "plans:guest_enter": "leads to guest_plan",
    "communications:request_enter": "leads to request_answer",
    "communications:answer_withdraw": "a gesture, for whoever holds the link",
    "directory:own_record": "leads to person_detail",
    "account_email": "closed: an administrator changes the address of somebody",
    "account_set_password": "leads to account_change_password: everybody has a password",
    "account_confirm_login_code": "no code is sent to sign in",
    "account_resume": "text that was kept: its journey looks at it",
    "feeds:plan_news": "a feed, for whoever holds its address",
    "followup:entry_lines": "a part of entry_log: the lines that fit",
    "followup:entry_read": "a part of entry_log: what was understood",
    "mfa_login_webauthn": "what the key answers to",
    "set_language": "a gesture",
}
PEOPLE = ("nobody", "direction", "admin", "armed", "guest", "asked", "half")
NOWHERE = "/sans-arguments/"  # an address that nobody gave arguments to: it must be silent
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')
ONLY = {
    "guest": "plans:guest",
    "asked": "communications:request",
    "half": "mfa_authenticate",
}  # elsewhere they lose their way in


@dataclass(frozen=True)
class Scene:
    """A full base, and the cookies of each of :data:`PEOPLE` ; ``args`` names every address."""

    world: World
    cookies: dict[str, dict[str, str]]
    addresses: dict[str, str]


def make_scene() -> Scene:
    """The world of the tests of doors, shared with everybody, and people with keys and links."""
    world = make_world()
    direction = world.people["direction"]
    share_plan(actor=direction, plan=world.plan, audience="public")
    armed = make_member(world.a, "staff", "Noé Gagnon")
    key = _arm(armed)
    world.args["plans:plan_public"] = world.args["plans:plan_public_en"] = (world.plan.public_slug,)
    world.args |= {
        "account_confirm_email": ("x:y",),
        "account_reset_password_from_key": (
            user_pk_to_url_str(armed),
            default_token_generator.make_token(armed),
        ),
        "mfa_edit_webauthn": (key.pk,),
        "mfa_remove_webauthn": (key.pk,),
        "account_token_revoke": (1,),
    }
    clients = {
        "direction": _signed_in(direction),
        "admin": _signed_in(world.people["admin"]),
        "armed": _signed_in(armed),
        "half": _half_way(armed),
        "nobody": Client(),
        "guest": Client(),
        "asked": Client(),
    }
    for who, door in {
        "guest": "plans:guest_enter",
        "asked": "communications:request_enter",
    }.items():
        clients[who].get(reverse(door, args=world.args[door]))
    cookies = {
        who: {name: morsel.value for name, morsel in client.cookies.items()}
        for who, client in clients.items()
    }
    return Scene(world, cookies, _addresses(world))


def _arm(user) -> Authenticator:
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)
    data = {"name": "Téléphone", "credential": _credential()}
    return Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data=data)


def _credential() -> dict:
    """What a passkey answers when it is added."""
    private = ec.generate_private_key(ec.SECP256R1())
    public = ES256.from_cryptography_key(private.public_key())
    attested = AttestedCredentialData.create(Aaguid(bytes(16)), b"telephone", public)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT
    data = AuthenticatorData.create(sha256(b"localhost"), flags, 0, attested)
    client = CollectedClientData.create("webauthn.create", b"defi", "http://localhost")
    return {
        "id": websafe_encode(b"telephone"),
        "rawId": websafe_encode(b"telephone"),
        "type": "public-key",
        "clientExtensionResults": {"credProps": {"rk": True}},
        "response": {
            "clientDataJSON": websafe_encode(client),
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
        },
    }


def _signed_in(user) -> Client:
    """Signed in, and proved a moment ago: no gesture asks for the password again."""
    client = Client()
    client.force_login(user)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def _half_way(user) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    return client


def _addresses(world: World) -> dict[str, str]:
    found = {}
    for space, name in patterns():
        full = f"{space}:{name}" if space else name
        try:
            found[full] = reverse(full, args=world.args.get(full, ()))
        except NoReverseMatch:
            found[full] = NOWHERE
    return found


def shown_to(scene: Scene) -> tuple[dict[str, str], list[str]]:
    """Who sees each screen, by the name of its address; and the addresses that show nobody a page.

    The door of programs shows no page to people. A page that another address shows too,
    to the letter, is looked at once.
    """
    clients = {who: Client() for who in PEOPLE}
    for who, client in clients.items():
        client.cookies.load(scene.cookies[who])
    shown, silent, seen = {}, [], set()
    for name, address in scene.addresses.items():
        if name.startswith("api:"):
            continue
        answers = {
            who: client.get(address)
            for who, client in clients.items()
            if name.startswith(ONLY.get(who, ""))
        }
        who = next((who for who, answer in answers.items() if _is_page(answer)), None)
        if who and (look := TOKEN.sub(b"", answers[who].content)) not in seen:
            shown[name] = who
            seen.add(look)
        elif not who and not any(map(_is_no_screen, answers.values())):
            silent.append(name)
    return shown, silent


def _is_no_screen(answer) -> bool:
    """A gesture, which is not read, or a file."""
    is_html = answer.get("Content-Type", "").startswith("text/html")
    return answer.status_code == 405 or (answer.status_code == 200 and not is_html)


def _is_page(answer) -> bool:
    if answer.status_code not in {200, 410}:
        return False
    return not answer.streaming and b"<html" in answer.content
