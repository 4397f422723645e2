"""``arrimage import`` and ``arrimage export``: the main job from the command line."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from django.core.exceptions import ValidationError

from arrimage.accounts.models import User
from arrimage.commands.people import find_organization
from arrimage.core.files import written_whole
from arrimage.core.reasons import reason
from arrimage.exchange import operations
from arrimage.exchange.models import ImportRun, ImportState
from arrimage.plans.models import Plan


def import_plan(arguments: argparse.Namespace) -> int:
    """Read the file now; leave it for review, or accept it as read."""
    try:
        organization = find_organization(arguments.organization)
        actor = _actor(arguments.email)
        data = arguments.file.read_bytes()
        run = operations.start_import(
            actor=actor, organization=organization, name=arguments.file.name, data=data
        )
    except ValidationError as error:
        return _fail(" ".join(error.messages))
    except OSError as error:
        return _fail(f"{arguments.file} ne peut pas être ouvert ({reason(error)}).")
    operations.read_import(run.pk)
    run.refresh_from_db()
    if run.state != ImportState.REVIEW:
        return _fail(run.message)
    return _accept(run, actor) if arguments.accept else _leave(run)


def _leave(run: ImportRun) -> int:
    print(f"Lecture {run.pk} prête à vérifier : {run.get_absolute_url()}")
    return 0


def _accept(run: ImportRun, actor: User | None) -> int:
    try:
        plan = operations.accept_import(actor=actor, run=run)
    except ValidationError as error:
        return _fail(f"{' '.join(error.messages)} La lecture {run.pk} est gardée.")
    print(f"Plan {plan.pk} créé : {plan.title} ({plan.elements.count()} éléments)")
    return 0


def export_plan(arguments: argparse.Namespace) -> int:
    """Write the plan to a file, named after the plan when no name is given."""
    plan = Plan.objects.filter(pk=arguments.plan).first()
    if plan is None:
        return _fail(_no_plan(arguments.plan))
    exported = operations.export_plan(
        actor=None, plan=plan, format=arguments.format, with_status=arguments.status
    )
    target: Path = arguments.out or Path(exported.name)
    try:
        with written_whole(target) as stream:
            stream.write(exported.data)
    except OSError as error:
        return _fail(
            f"{target} n’a pas pu être écrit ({reason(error)}). Le plan est intact ; nommez un "
            "autre fichier avec --out."
        )
    print(target)
    return 0


def _no_plan(number: int) -> str:
    known = [f"{p.pk} ({p.title[:40]})" for p in Plan.objects.order_by("-pk")[:10]]
    return f"Il n’y a pas de plan {number}. Connus : {', '.join(known) or 'aucun'}."


def _actor(email: str | None) -> User | None:
    if not email:
        return None
    found = User.objects.filter(email=email.lower()).first()
    if found is None:
        raise ValidationError(f"Personne n’a de compte à l’adresse {email}.")
    return found


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1
