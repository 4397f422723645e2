"""Every package that the product needs has a licence that the AGPL can live with."""

from __future__ import annotations

import re
import sys
from importlib.metadata import distribution
from pathlib import Path

ALLOWED = re.compile(
    r"\b(MIT|BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla|LGPL|"
    r"GNU Lesser|GNU Library|AGPL|Unlicense|Zlib|HPND|CNRI|0BSD|CC0|Public Domain)",
    re.IGNORECASE,
)

# What a wheel leaves out, and where it is said instead.
TOLD = {"mrml": "MIT: LICENSE of github.com/jdrouet/mrml, and the list of parts in the wheel"}


def licence_of(name: str) -> str:
    """What the package says of itself: expression, classifiers, then the licence field."""
    meta = distribution(name).metadata
    classifiers = [c for c in meta.get_all("Classifier") or [] if c.startswith("License ::")]
    said = [meta.get("License-Expression"), *classifiers, meta.get("License", "")[:80]]
    return " / ".join(filter(None, said)) or TOLD.get(name, "")


def main() -> int:
    text = Path("requirements.txt").read_text(encoding="utf-8")
    names = re.findall(r"^([A-Za-z0-9_.-]+)==", text, re.MULTILINE)
    refused = []
    for name in sorted(set(names)):
        try:
            licence = licence_of(name)
        except ModuleNotFoundError:
            continue  # for another platform
        if not ALLOWED.search(licence):
            refused.append(f"{name}: {licence or 'says no licence'}")
    print("\n".join(refused))
    return 1 if refused else 0


sys.exit(main())
