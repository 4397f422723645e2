"""Settings from the environment. A wrong value stops the start with a sentence."""

from __future__ import annotations

import os
import re
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

import dj_database_url

from arrimage.core.reasons import reason


class SettingError(SystemExit):
    """A setting has a value that cannot work; the message says which and what to write."""


def text(name: str, default: str = "") -> str:
    """The variable, or the default when unset or empty."""
    return os.environ.get(name, "") or default


def flag(name: str, default: bool = False) -> bool:
    """«1», «true», «oui», «yes» or their contraries."""
    value = os.environ.get(name, "").strip().lower()
    if value in ("1", "true", "yes", "oui", "on"):
        return True
    if value in ("0", "false", "no", "non", "off"):
        return False
    if not value:
        return default
    raise SettingError(f"{name} doit valoir 1 ou 0, et vaut « {value} ».")


def integer(name: str, default: int, *, low: int, high: int) -> int:
    """A whole number between ``low`` and ``high``."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    if not value.isdecimal() or not low <= int(value) <= high:
        raise SettingError(f"{name} doit être un nombre de {low} à {high}, et vaut « {value} ».")
    return int(value)


def names(name: str, default: str) -> list[str]:
    """A list separated by commas."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def data_folder() -> Path:
    """The folder that holds the database, the files and the secret key; made when absent."""
    fallback = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share") / "arrimage"
    folder = Path(text("ARRIMAGE_DATA", str(fallback))).expanduser().resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise SettingError(
            f"Le dossier de données {folder} ne peut pas être créé ({reason(error)}). "
            "Rien n’a démarré ; nommez-en un autre avec ARRIMAGE_DATA."
        ) from error
    return folder


def secret_key(folder: Path) -> str:
    """ARRIMAGE_SECRET_KEY, else a key made once and kept in the data folder."""
    given = text("ARRIMAGE_SECRET_KEY")
    if given:
        return given
    path = folder / "secret.key"
    try:
        if not path.exists():
            _keep_once(path, secrets.token_urlsafe(48))
        return path.read_text().strip()
    except OSError as error:
        raise SettingError(
            f"La clé secrète {path} ne peut pas être lue ou créée ({reason(error)}). Rien n’a "
            "démarré ; vérifiez le dossier ARRIMAGE_DATA, ou donnez ARRIMAGE_SECRET_KEY."
        ) from error


def _keep_once(path: Path, key: str) -> None:
    """Write the key whole; of several processes that start together, the first one's is kept."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        handle = os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w") as stream:
            stream.write(key)
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def web_address(name: str, default: str) -> str:
    """An address of the Web, without its last slash."""
    value = text(name, default).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SettingError(f"{name} doit commencer par http:// ou https://, et vaut « {value} ».")
    return value


def database(name: str, default: str) -> dict[str, Any]:
    """A database in the form of an address: ``sqlite:///…`` or ``postgres://…``."""
    value = text(name, default)
    if value.partition(":")[0] not in ("sqlite", "postgres", "postgresql"):
        raise SettingError(
            f"{name} doit commencer par postgres:// ou sqlite:///, et vaut « {_hidden(value)} »."
        )
    try:
        return dict(dj_database_url.parse(value, conn_max_age=60, conn_health_checks=True))
    except ValueError as error:
        raise SettingError(
            f"{name} n’a pas la forme postgres://utilisateur:motdepasse@hote:5432/base, et vaut "
            f"« {_hidden(value)} »."
        ) from error


def _hidden(address: str) -> str:
    """The address without its password, which must not end in a journal."""
    return re.sub(r"(?<=:)[^:/@]+(?=@)", "…", address)


def mail(name: str) -> SplitResult:
    """Where mail goes: ``console://``, ``smtp://``, ``smtp+tls://`` or ``smtps://``."""
    value = text(name, "console://")
    parts = urlsplit(value)
    try:
        known = parts.scheme in ("console", "smtp", "smtp+tls", "smtps") and parts.port != 0
    except ValueError:
        known = False
    if not known or (parts.scheme != "console" and not parts.hostname):
        raise SettingError(
            f"{name} doit valoir console://, ou smtp://, smtp+tls:// ou smtps:// suivi de "
            f"« hote:port », et vaut « {_hidden(value)} »."
        )
    return parts


def inbound(name: str) -> SplitResult | None:
    """Where replies come in: ``imap://``, ``imaps://`` with a mailbox, ``lmtp://`` with a port."""
    value = text(name)
    if not value:
        return None
    parts = urlsplit(value)
    try:
        known = parts.scheme in ("imap", "imaps", "lmtp") and parts.port != 0
    except ValueError:
        known = False
    if not known or not parts.hostname or (parts.scheme == "lmtp" and not parts.port):
        raise SettingError(
            f"{name} doit valoir imaps://utilisateur:motdepasse@hote/INBOX, ou lmtp://hote:port, "
            f"et vaut « {_hidden(value)} »."
        )
    return parts


def choice(name: str, default: str, among: tuple[str, ...]) -> str:
    """One of a few words, in capitals."""
    value = text(name, default).upper()
    if value not in among:
        raise SettingError(f"{name} doit valoir {', '.join(among)}, et vaut « {value} ».")
    return value
