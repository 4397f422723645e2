"""What can be done with an account, by whoever keeps the server and by its holder."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from arrimage.audit.operations import record

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
