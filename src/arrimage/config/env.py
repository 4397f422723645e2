"""Settings from the environment. A wrong value stops the start with a sentence."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


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
    raise SettingError(f"{name} doit valoir 1 ou 0, et vaut « {value} ».")


def integer(name: str, default: int, *, low: int, high: int) -> int:
    """A whole number between ``low`` and ``high``."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    if not value.isdigit() or not low <= int(value) <= high:
        raise SettingError(f"{name} doit être un nombre de {low} à {high}, et vaut « {value} ».")
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
            f"Le dossier de données {folder} ne peut pas être créé ({error.strerror}). "
            "Nommez-en un autre avec ARRIMAGE_DATA."
        ) from error
    return folder


def secret_key(folder: Path) -> str:
    """ARRIMAGE_SECRET_KEY, else a key made once and kept in the data folder."""
    given = text("ARRIMAGE_SECRET_KEY")
    if given:
        return given
    path = folder / "secret.key"
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as stream:
        key = secrets.token_urlsafe(48)
        stream.write(key)
    return key
