"""``arrimage backup``, ``restore`` and ``check``."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core import checks
from django.db import Error as DatabaseFailure
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from arrimage.core.backup import BackupError, digest, make_backup
from arrimage.core.files import forgotten_files, missing_files
from arrimage.core.reasons import ROOM, is_full, reason
from arrimage.core.restoration import restore_backup
from arrimage.followup.settling import rebuild_clocks
from arrimage.plans.models import SourceFile

SHOWN = 20


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
    for name in summary.missing:
        print(f"- Le fichier {name} manque ; le reste est sauvegardé.", file=sys.stderr)
    return 1 if summary.missing else 0


def restore(arguments: argparse.Namespace) -> int:
    """Restore the archive and say what came back."""
    try:
        summary = restore_backup(arguments.archive, replace=arguments.replace)
    except BackupError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{summary.row_count} rangées et {summary.files} fichiers remis en place.")
    rebuild_clocks()  # a backup of an earlier version judged by earlier rules
    return 0


def check(arguments: argparse.Namespace) -> int:
    """Print one line a finding; 1 when something must be mended before use."""
    findings = list(_findings())
    for finding in findings:
        print(f"- {finding}", file=sys.stderr)
    if findings:
        return 1
    print("Tout est en ordre.")
    _tidy(forgotten_files(), arguments.tidy)
    if arguments.tidy:
        print(f"Retards et silences calculés de nouveau, plans : {rebuild_clocks()}.")
    return 0


def _tidy(forgotten: list[Path], is_wanted: bool) -> None:
    if not forgotten:
        return
    if not is_wanted:
        print(
            f"Restes de dépôts interrompus, sans danger : {len(forgotten)}. "
            "« arrimage check --tidy » les efface."
        )
        return
    for path in forgotten:
        path.unlink(missing_ok=True)
    print(f"Restes de dépôts interrompus, effacés : {len(forgotten)}.")


def _findings() -> Iterator[str]:
    yield from _wrong_settings()
    try:
        executor = MigrationExecutor(connection)
        is_late = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseFailure as error:
        if is_full(error, settings.DATA_FOLDER):
            yield "Le disque est plein. Libérez de l’espace ; ce qui est enregistré l’est toujours."
            return
        first = (str(error).strip() or type(error).__name__).splitlines()[0]
        yield f"La base ne répond pas : {first}. Vérifiez DATABASE_URL et le serveur de la base."
        return
    yield from _unwritable_folder()
    if is_late:
        yield "La base n’est pas à jour ; lancez « arrimage serve », qui la met à jour."
        return
    yield from _lost_files()
    yield from _forgotten_jobs()


def _wrong_settings() -> Iterator[str]:
    found = checks.run_checks(include_deployment_checks=not settings.DEBUG)
    for message in found:
        if message.level >= checks.ERROR and not message.is_silenced():
            yield f"{message.msg} ({message.id})"


def _unwritable_folder() -> Iterator[str]:
    try:
        with tempfile.TemporaryFile(dir=settings.DATA_FOLDER) as trial:
            trial.write(b"\0" * ROOM)
            trial.flush()
    except OSError as error:
        yield (
            f"Le dossier {settings.DATA_FOLDER} ne peut pas être écrit ({reason(error)}). "
            "Libérez de l’espace ou corrigez ses droits."
        )


def _lost_files() -> Iterator[str]:
    """Files that rows name and that are not there, or that are not what was received."""
    missing = missing_files()
    for name in missing[:SHOWN]:
        yield f"Le fichier {name} manque ; remettez-le depuis une sauvegarde."
    if len(missing) > SHOWN:
        yield f"{len(missing) - SHOWN} autres fichiers manquent aussi."
    media = Path(settings.MEDIA_ROOT)
    for source in SourceFile.objects.exclude(file__in=missing).iterator():
        if digest(media / source.file.name) != source.sha256:
            yield (
                f"Le document {source.file.name} (« {source.name} ») n’est plus celui qui a été "
                "déposé ; remettez-le depuis une sauvegarde."
            )


def _forgotten_jobs() -> Iterator[str]:
    long_ago = timezone.now() - dt.timedelta(minutes=10)
    waiting = DBTaskResult.objects.ready().filter(enqueued_at__lt=long_ago).count()
    if waiting:
        yield (
            f"Documents en file depuis plus de dix minutes : {waiting}. Lancez un travailleur "
            "avec « arrimage worker »."
        )
