"""``arrimage backup``, ``restore`` and ``check``."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator

from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from arrimage.core.backup import BackupError, make_backup, restore_backup


def backup(arguments: argparse.Namespace) -> int:
    """Write the archive and say what it holds."""
    try:
        summary = make_backup(arguments.archive.resolve())
    except BackupError as error:
        print(error, file=sys.stderr)
        return 1
    size = arguments.archive.stat().st_size / 1_000_000
    print(
        f"{summary.row_count} rangées et {summary.files} fichiers "
        f"dans {arguments.archive} ({size:.1f} Mo)."
    )
    return 0


def restore(arguments: argparse.Namespace) -> int:
    """Restore the archive and say what came back."""
    try:
        summary = restore_backup(arguments.archive, replace=arguments.replace)
    except BackupError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{summary.row_count} rangées et {summary.files} fichiers remis en place.")
    return 0


def check(arguments: argparse.Namespace) -> int:
    """Print one line a finding; 1 when something must be mended before use."""
    findings = list(_findings())
    for finding in findings:
        print(f"- {finding}", file=sys.stderr)
    if not findings:
        print("Tout est en ordre.")
    return 1 if findings else 0


def _findings() -> Iterator[str]:
    for message in checks.run_checks(include_deployment_checks=not settings.DEBUG):
        if message.level >= checks.ERROR and not message.is_silenced():
            yield f"{message.msg} ({message.id})"
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            yield "La base n’est pas à jour ; lancez « arrimage serve », qui la met à jour."
    except DatabaseError as error:
        yield f"La base ne répond pas : {error}. Vérifiez DATABASE_URL."
        return
    try:
        with tempfile.TemporaryFile(dir=settings.DATA_FOLDER):
            pass
    except OSError as error:
        yield f"Le dossier {settings.DATA_FOLDER} ne peut pas être écrit ({error.strerror})."
