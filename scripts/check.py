"""Format, lint, types, layers, migrations, translations, licences, documentation: one line each."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

BIN = Path(sys.executable).parent
CHECKS: list[tuple[str, list[str]]] = [
    ("format", ["ruff", "format", "--check", "--quiet", "."]),
    ("lint", ["ruff", "check", "--quiet", "."]),
    ("types", ["mypy"]),
    ("layers", ["lint-imports"]),
    ("settings", ["python", "-m", "django", "check"]),
    ("migrations", ["python", "-m", "django", "makemigrations", "--check", "--dry-run"]),
    ("translations", ["python", "scripts/translations.py"]),
    ("licences", ["python", "scripts/licences.py"]),
]


def main() -> int:
    failed = []
    with tempfile.TemporaryDirectory(prefix="arrimage-check-") as data:
        env = os.environ | {
            "ARRIMAGE_DATA": data,
            "DJANGO_SETTINGS_MODULE": "arrimage.config.settings",
        }
        for name, (program, *words) in CHECKS:
            done = subprocess.run(
                [BIN / program, *words], env=env, capture_output=True, text=True, check=False
            )
            print(f"{'ok  ' if done.returncode == 0 else 'FAIL'} {name}", flush=True)
            if done.returncode:
                failed.append(name)
                print(done.stdout[-6000:] + done.stderr[-3000:])
    return 1 if failed else 0


sys.exit(main())
