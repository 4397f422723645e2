"""Why a file could not be opened or written, in French. No Django here."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

REASONS = {
    errno.ENOENT: "il n’existe pas",
    errno.EACCES: "l’accès est refusé",
    errno.EPERM: "l’accès est refusé",
    errno.EISDIR: "c’est un dossier",
    errno.ENOTDIR: "une partie du chemin n’est pas un dossier",
    errno.EEXIST: "il existe déjà",
    errno.ENOSPC: "le disque est plein",
    errno.EDQUOT: "l’espace permis est épuisé",
    errno.EROFS: "le disque est en lecture seule",
    errno.ENAMETOOLONG: "son nom est trop long",
    errno.EIO: "le disque a répondu par une erreur",
}
FULL = (errno.ENOSPC, errno.EDQUOT)
ROOM = 1 << 20  # bytes under which a disk is called full


def reason(error: OSError) -> str:
    """A few words to put between parentheses."""
    return REASONS.get(error.errno or 0) or error.strerror or "erreur inconnue"


def is_full(error: BaseException | None, folder: Path | None = None) -> bool:
    """True when there is no room left, for a file or for the database that is in ``folder``."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in FULL:
            return True
        if type(error).__name__ == "DiskFull" or "disk is full" in str(error):
            return True
        if "disk I/O error" in str(error) and folder and shutil.disk_usage(folder).free < ROOM:
            return True  # what SQLite says when it cannot even open its journal
        error = error.__cause__
    return False
