"""What can be done with an account, by whoever keeps the server and by its holder."""

from __future__ import annotations

from typing import Any, NamedTuple

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from arrimage.audit.operations import record

from . import phrases
from .holdings import holdings
from .models import User


class KeptAccount(NamedTuple):
    """The account, and whether it was made just now."""

    user: User
    is_new: bool


@transaction.atomic
def keep_account(
    *, actor: User | None, email: str, password: str, name: str = "", is_admin: bool = False
) -> KeptAccount:
    """Open an account, or change its password; a name or the network's keys are only added."""
    email = email.strip().lower()
    held = User.objects.select_for_update().filter(email__iexact=email).first()
    user = held or User(email=email)
    user.name = name.strip() or user.name
    user.is_network_admin = user.is_superuser = is_admin or user.is_network_admin
    validate_password(password, user)
    user.set_password(password)
    user.full_clean()
    user.save()
    record(actor, "account.change" if held else "account.open", user)
    return KeptAccount(user, held is None)


@transaction.atomic
def choose_language(*, actor: User, language: str) -> User:
    """Keep the language in which this person reads, on every device."""
    before = actor.language
    actor.language = language
    actor.full_clean(exclude=["password"])
    if before != language:
        actor.save(update_fields=["language"])
        record(
            actor,
            "account.language",
            actor,
            before={"language": before},
            after={"language": actor.get_language_display()},
        )
    return actor


def data_of(user: User) -> dict[str, Any]:
    """All that is held about the holder of an account, in values that JSON can hold."""
    about = {
        "email": user.email,
        "name": user.name,
        "language": user.language,
        "joined_at": user.joined_at.isoformat(),
    }
    return {"account": about} | {h.key: list(h.told(user)) for h in holdings()}


@transaction.atomic
def take_data(*, actor: User) -> dict[str, Any]:
    """One's own data in one piece; the trace says that it left."""
    record(actor, "account.export", actor)
    return data_of(actor)


@transaction.atomic
def close_account(*, actor: User) -> User:
    """Let go of what can go, and make the rest nobody's: no address, no way in.

    A refusal (the last direction of an organisation) undoes everything.
    """
    user = User.objects.select_for_update().get(pk=actor.pk)
    record(user, "account.close", user)
    for holding in holdings():
        if holding.release is not None:
            holding.release(user)
    Authenticator.objects.filter(user=user).delete()
    EmailAddress.objects.filter(user=user).delete()
    for session in UserSession.objects.filter(user=user):
        session.end()
    user.email = f"compte-{user.pk}@ferme.invalid"
    user.name = str(phrases.CLOSED)
    user.is_active = user.is_network_admin = user.is_superuser = False
    user.set_unusable_password()
    user.full_clean(exclude=["password"])
    user.save()
    return user
