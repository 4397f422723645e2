"""The first organisation of an installation, opened by whoever holds the address that was printed.

Nobody can invite the first person. So ``arrimage serve`` prints an address, as long as nobody but
the demonstration has an account; it serves once.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from arrimage.accounts.models import User

from . import phrases
from .models import Membership, Role
from .operations import add_member, create_organization, open_account

FICTIONAL = ".example"  # the domain that nobody can own (RFC 2606): accounts of the demonstration


def is_awaited() -> bool:
    """True while every account is the demonstration's."""
    return not User.objects.exclude(email__endswith=FICTIONAL).exists()


def opening_key() -> str:
    """What proves that a person reads what the server prints; the same on every machine."""
    return salted_hmac(__name__, "first", algorithm="sha256").hexdigest()[:24]


def opens(key: str) -> bool:
    """True when the key is the one that was printed, and it has not served."""
    return constant_time_compare(key, opening_key()) and is_awaited()


@transaction.atomic
def open_first_organization(
    *, actor: None, organization: str, kind: str, name: str, email: str, password: str
) -> Membership:
    """The organisation, the account of the person who opens it, and its role of direction.

    ``ValidationError`` when somebody else was first, or for an address of the demonstration.
    """
    if not is_awaited():
        raise ValidationError(phrases.ALREADY_OPEN, code="already_open")
    email = email.strip().lower()
    if email.endswith(FICTIONAL):
        raise ValidationError({"email": phrases.FICTIONAL_ADDRESS})
    made = create_organization(actor=actor, name=organization, kind=kind)
    user = open_account(email, name, password)
    return add_member(actor=user, organization=made, user=user, role=Role.DIRECTION)
