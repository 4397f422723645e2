"""``arrimage user``: an account and its role, from the command line."""

from __future__ import annotations

import argparse
import getpass
import sys

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from arrimage.accounts.models import User
from arrimage.directory.models import Membership, Organization


def user(arguments: argparse.Namespace) -> int:
    """Create the account or update it; ask for the password unless it comes on standard input."""
    try:
        validate_email(arguments.email)
        slug = arguments.organization
        organization = find_organization(slug) if slug else None
        password = _password(arguments.password_stdin)
        validate_password(password)
    except ValidationError as error:
        print(" ".join(error.messages), file=sys.stderr)
        return 1
    with transaction.atomic():
        account, is_new = User.objects.get_or_create(email=arguments.email.lower())
        account.name = arguments.name or account.name
        account.is_network_admin = account.is_superuser = (
            arguments.admin or account.is_network_admin
        )
        account.set_password(password)
        account.save()
        if organization is not None:
            Membership.objects.update_or_create(
                user=account, organization=organization, defaults={"role": arguments.role}
            )
    print(f"Compte {'créé' if is_new else 'mis à jour'} : {account.email}")
    return 0


def find_organization(slug: str) -> Organization:
    """The organisation at that short address; ``ValidationError`` names those that exist."""
    found = Organization.objects.filter(slug=slug).first()
    if found is None:
        known = ", ".join(Organization.objects.values_list("slug", flat=True)[:20]) or "aucun"
        raise ValidationError(f"Aucun organisme n’a l’adresse « {slug} ». Connus : {known}.")
    return found


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("Mot de passe : ")
    if first != getpass.getpass("Encore une fois : "):
        raise ValidationError("Les deux mots de passe diffèrent ; rien n’a été changé.")
    return first
