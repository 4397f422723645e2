"""Writes the hashed requirements from pyproject.toml; neither file holds an address."""

import subprocess
import sys
from pathlib import Path

UV = [sys.executable, "-m", "uv"]
COMMON = ["--quiet", "--no-emit-project", "--no-header", "--output-file"]


def main() -> None:
    subprocess.run([*UV, "lock", "--upgrade"], check=True)
    export = [*UV, "export", "--group", "build"]
    subprocess.run([*export, "--no-dev", *COMMON, "requirements.txt"], check=True)
    subprocess.run([*export, *COMMON, "requirements-dev.txt"], check=True)
    Path("uv.lock").unlink()  # it records the addresses of registries


main()
