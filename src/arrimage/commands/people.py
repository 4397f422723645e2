"""``arrimage user``: an account and its role, from the command line."""

from __future__ import annotations

import argparse
import getpass
import sys

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from arrimage.accounts.models import User
from arrimage.accounts.operations import keep_account
from arrimage.directory.models import Membership, Organization
from arrimage.directory.operations import add_member, change_role


def user(arguments: argparse.Namespace) -> int:
    """Create the account or update it; ask for the password unless it comes on standard input."""
    try:
        validate_email(arguments.email)
        slug = arguments.organization
        organization = find_organization(slug) if slug else None
        password = _password(arguments.password_stdin)
        is_new = _keep(arguments, password, organization)
    except ValidationError as error:
        print(" ".join(error.messages), "Rien n’a été changé.", file=sys.stderr)
        return 1
    print(f"Compte {'créé' if is_new else 'mis à jour'} : {arguments.email.lower()}")
    return 0


@transaction.atomic
def _keep(arguments: argparse.Namespace, password: str, organization: Organization | None) -> bool:
    """The account and its role, together or not at all; true when the account is new."""
    account, is_new = keep_account(
        actor=None,
        email=arguments.email,
        password=password,
        name=arguments.name,
        is_admin=arguments.admin,
    )
    if organization is not None:
        _give_role(account, organization, arguments.role)
    return is_new


def _give_role(account: User, organization: Organization, role: str) -> None:
    held = Membership.objects.filter(user=account, organization=organization).first()
    if held is None:
        add_member(actor=None, organization=organization, user=account, role=role)
    elif held.role != role:
        change_role(actor=None, membership=held, role=role)


def find_organization(slug: str) -> Organization:
    """The organisation at that short address; ``ValidationError`` names those that exist."""
    found = Organization.objects.filter(slug=slug).first()
    if found is None:
        known = ", ".join(Organization.objects.values_list("slug", flat=True)[:20]) or "aucun"
        raise ValidationError(f"Aucun organisme n’a l’adresse « {slug} ». Connus : {known}.")
    return found


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("Mot de passe : ")
    if first != getpass.getpass("Encore une fois : "):
        raise ValidationError("Les deux mots de passe diffèrent.")
    return first
