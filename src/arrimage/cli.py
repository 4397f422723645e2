"""The ``arrimage`` command: what people type, and which function answers."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from arrimage import __version__
from arrimage.commands.address import served_address
from arrimage.core.reasons import is_full, reason

Handler = Callable[[argparse.Namespace], int]
EXPORT_FORMATS = ("docx", "xlsx", "pdf", "csv", "json")
ROLES = ("direction", "staff", "member", "board")


def main(argv: list[str] | None = None) -> None:
    """Run one sub-command and exit with its code: 0 done, 1 refused, 2 wrong words."""
    arguments = build_parser().parse_args(argv)
    handler: Handler = arguments.handler
    try:
        sys.exit(handler(arguments))
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


def build_parser() -> argparse.ArgumentParser:
    """Every sub-command with its help and one example."""
    parser = argparse.ArgumentParser(
        prog="arrimage", description="Le plan d’action que vous avez déjà, qui se suit lui-même."
    )
    parser.add_argument("--version", action="version", version=f"arrimage {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMANDE")
    for add in (
        _serve,
        _worker,
        _read,
        _import,
        _export,
        _demo,
        _backup,
        _restore,
        _check,
        _user,
        _territories,
        _search,
        _courrier,
        _rappels,
    ):
        add(commands)
    return parser


Commands = "argparse._SubParsersAction[argparse.ArgumentParser]"


def _command(commands: Commands, name: str, help_: str, example: str) -> argparse.ArgumentParser:
    return commands.add_parser(  # type: ignore[attr-defined,no-any-return]
        name, help=help_, description=help_, epilog=f"Exemple : arrimage {example}"
    )


def _lazy(module: str, function: str) -> Handler:
    """The handler, imported when it runs: reading a file does not load Django."""

    def run(arguments: argparse.Namespace) -> int:
        from importlib import import_module  # slow import

        if module != "reading":
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "arrimage.config.settings")
            if arguments.command == "serve" and 0 < arguments.port < 65536:
                os.environ.setdefault("ARRIMAGE_URL", served_address(arguments))
            import django  # slow import

            django.setup()
        handler: Handler = getattr(import_module(f"arrimage.commands.{module}"), function)
        return handler(arguments) if module == "reading" else _in_words(handler, arguments)

    return run


def _in_words(handler: Handler, arguments: argparse.Namespace) -> int:
    """Run it; a database or a disk that fails is told in a sentence, not in a trace."""
    from django.db import Error as DatabaseFailure  # slow import

    try:
        return handler(arguments)
    except BrokenPipeError:
        raise
    except (DatabaseFailure, OSError) as error:
        print(_failure(error), file=sys.stderr)
        return 1


def _failure(error: Exception) -> str:
    from django.conf import settings  # slow import

    if is_full(error, settings.DATA_FOLDER):
        return (
            "Le disque est plein. Ce qui était enregistré l’est toujours, et rien n’est à moitié "
            "écrit ; libérez de l’espace, puis recommencez."
        )
    if isinstance(error, OSError):
        return (
            f"{error.filename or 'Un fichier'} ne peut pas être utilisé ({reason(error)}). Ce qui "
            "était enregistré l’est toujours ; vérifiez ce chemin et ses droits."
        )
    first = (str(error).strip() or type(error).__name__).splitlines()[0]
    return (
        f"La base ne répond pas comme prévu : {first}. Ce qui était enregistré l’est toujours ; "
        "vérifiez DATABASE_URL et le serveur de la base, puis lancez « arrimage check »."
    )


def _serve(commands: Commands) -> None:
    parser = _command(
        commands,
        "serve",
        "Prépare la base au besoin, puis démarre le serveur web et le travailleur.",
        "serve --port 8000",
    )
    parser.add_argument("--host", default="127.0.0.1", help="adresse d’écoute (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="port d’écoute (8000)")
    parser.add_argument("--threads", type=int, default=4, help="fils d’exécution (4)")
    parser.add_argument("--no-worker", action="store_true", help="sans travailleur à côté")
    parser.add_argument("--demo", action="store_true", help="avec le réseau de démonstration")
    parser.set_defaults(handler=_lazy("serving", "serve"))


def _worker(commands: Commands) -> None:
    parser = _command(
        commands, "worker", "Lit les documents déposés, l’un après l’autre.", "worker"
    )
    parser.add_argument("--once", action="store_true", help="s’arrête quand la file est vide")
    parser.set_defaults(handler=_lazy("serving", "worker"))


def _read(commands: Commands) -> None:
    parser = _command(
        commands,
        "read",
        "Montre le plan trouvé dans un document : sommaire, décomptes et doutes.",
        "read plan.docx --json plan.json",
    )
    parser.add_argument("file", type=Path, metavar="FICHIER")
    parser.add_argument("--json", type=Path, metavar="SORTIE", help="écrit l’échange JSON")
    parser.add_argument(
        "--lexicon", type=Path, metavar="FICHIER", help="lexique qui complète le nôtre"
    )
    parser.set_defaults(handler=_lazy("reading", "read"))


def _import(commands: Commands) -> None:
    parser = _command(
        commands,
        "import",
        "Dépose un document dans un organisme ; sa lecture attend d’être vérifiée.",
        "import plan.docx --organization reseau-lisiere",
    )
    parser.add_argument("file", type=Path, metavar="FICHIER")
    parser.add_argument("--organization", required=True, metavar="ADRESSE", help="adresse courte")
    parser.add_argument("--accept", action="store_true", help="accepte la lecture telle quelle")
    parser.add_argument("--as", dest="email", metavar="COURRIEL", help="au nom de cette personne")
    parser.set_defaults(handler=_lazy("plans", "import_plan"))


def _export(commands: Commands) -> None:
    parser = _command(
        commands,
        "export",
        "Écrit un plan dans la mise en page de son document d’origine.",
        "export 3 --format docx --out plan.docx --status",
    )
    parser.add_argument("plan", type=int, metavar="PLAN", help="numéro du plan")
    parser.add_argument("--format", choices=EXPORT_FORMATS, default="docx")
    parser.add_argument("--out", type=Path, metavar="SORTIE", help="fichier à écrire")
    parser.add_argument("--status", action="store_true", help="ajoute la colonne État")
    parser.set_defaults(handler=_lazy("plans", "export_plan"))


def _demo(commands: Commands) -> None:
    parser = _command(
        commands, "demo", "Charge le réseau de démonstration, par le véritable import.", "demo"
    )
    parser.set_defaults(handler=_lazy("demo", "demo"))


def _backup(commands: Commands) -> None:
    parser = _command(
        commands,
        "backup",
        "Sauvegarde la base et les fichiers dans une archive, sans rien arrêter.",
        "backup sauvegarde.tar.gz",
    )
    parser.add_argument("archive", type=Path, metavar="ARCHIVE")
    parser.set_defaults(handler=_lazy("keeping", "backup"))


def _restore(commands: Commands) -> None:
    parser = _command(
        commands, "restore", "Remet une sauvegarde en place.", "restore sauvegarde.tar.gz"
    )
    parser.add_argument("archive", type=Path, metavar="ARCHIVE")
    parser.add_argument("--replace", action="store_true", help="remplace une base déjà utilisée")
    parser.set_defaults(handler=_lazy("keeping", "restore"))


def _check(commands: Commands) -> None:
    parser = _command(
        commands, "check", "Vérifie les réglages, la base, les fichiers et la file.", "check"
    )
    parser.add_argument(
        "--tidy",
        action="store_true",
        help="efface aussi les restes de dépôts interrompus et recalcule les retards",
    )
    parser.set_defaults(handler=_lazy("keeping", "check"))


def _user(commands: Commands) -> None:
    parser = _command(
        commands,
        "user",
        "Crée un compte ou change son mot de passe, et lui donne un rôle.",
        "user direction@lisiere.example --name Direction --organization reseau-lisiere "
        "--role direction",
    )
    parser.add_argument("email", metavar="COURRIEL")
    parser.add_argument("--name", default="", help="nom affiché")
    parser.add_argument("--organization", metavar="ADRESSE", help="adresse courte de l’organisme")
    parser.add_argument("--role", choices=ROLES, default="staff")
    parser.add_argument("--admin", action="store_true", help="administration de tout le réseau")
    parser.add_argument(
        "--password-stdin", action="store_true", help="lit le mot de passe sur l’entrée standard"
    )
    parser.set_defaults(handler=_lazy("people", "user"))


def _territories(commands: Commands) -> None:
    parser = _command(
        commands,
        "territories",
        "Met à jour les régions et les MRC livrées avec Arrimage, et charge leurs contours.",
        "territories --outlines regions.geojson --credit 'Gouvernement du Québec'",
    )
    parser.add_argument("--outlines", type=Path, metavar="FICHIER", help="contours en GeoJSON")
    parser.add_argument("--credit", default="", metavar="MENTION", help="source à citer")
    parser.set_defaults(handler=_lazy("land", "territories"))


def _search(commands: Commands) -> None:
    parser = _command(
        commands,
        "search",
        "Dit combien de choses la recherche connaît, et refait son index.",
        "search --rebuild",
    )
    parser.add_argument("--rebuild", action="store_true", help="refait tout l’index")
    parser.set_defaults(handler=_lazy("searching", "search"))


def _courrier(commands: Commands) -> None:
    parser = _command(
        commands,
        "courrier",
        "Prend les réponses reçues par courriel, à la porte LMTP ou dans une boîte IMAP.",
        "courrier",
    )
    parser.add_argument("--once", action="store_true", help="une seule visite de la boîte")
    parser.set_defaults(handler=_lazy("mailing", "receive"))


def _rappels(commands: Commands) -> None:
    parser = _command(
        commands,
        "rappels",
        "Ferme les tours échus, met en file les rappels du jour et envoie ce qui attend.",
        "rappels",
    )
    parser.add_argument("--seconds", type=int, default=600, help="durée de l’envoi, au plus (600)")
    parser.set_defaults(handler=_lazy("mailing", "remind"))
