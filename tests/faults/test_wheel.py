"""What ``pip install`` gives: all that the product needs, and it works outside the checkout."""

import re
import subprocess
import sys
import urllib.request
from pathlib import Path
from zipfile import ZipFile

import pytest

from .installation import ROOT, kill_all

BUILD = "from hatchling.builders.wheel import WheelBuilder as W; print(next(W('.').build(directory={!r})))"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    words = [sys.executable, "-c", BUILD.format(str(folder))]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.strip().splitlines()[-1])


def test_the_wheel_holds_every_file_of_the_product(wheel) -> None:
    source = ROOT / "src"
    files = {
        path.relative_to(source).as_posix()
        for path in (source / "arrimage").rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }

    packed = {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name}

    assert packed == files
    kinds = {Path(name).suffix for name in packed}
    assert kinds >= {".py", ".html", ".css", ".js", ".woff2", ".typ", ".toml", ".mo"}


def test_installed_elsewhere_it_serves_its_screens_and_sets_a_pdf(
    wheel, tmp_path, prepared
) -> None:
    ZipFile(wheel).extractall(tmp_path / "site")
    installation = prepared(tmp_path)
    installation.is_quick = False
    installation.env["PYTHONPATH"] = str(tmp_path / "site")

    where = installation.python("-c", "import arrimage; print(arrimage.__file__)")
    exported = installation.run("export", 1, "--format", "pdf", "--out", tmp_path / "plan.pdf")
    process = installation.serve()
    address = f"http://127.0.0.1:{installation.port}"
    page = urllib.request.urlopen(f"{address}/compte/login/").read().decode()
    sheets = re.findall(r'href="(/static/[^"]+\.css)"', page)
    kinds = [urllib.request.urlopen(address + sheet).headers["Content-Type"] for sheet in sheets]
    kill_all(process)

    assert where.stdout.startswith(str(tmp_path / "site"))
    assert exported.returncode == 0, exported.stderr
    assert (tmp_path / "plan.pdf").read_bytes().startswith(b"%PDF")
    assert sheets and set(kinds) == {'text/css; charset="utf-8"'}
    assert str(installation.data) in (tmp_path / "output.txt").read_text()
