import hashlib
import io
import json
import os
import tarfile
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from arrimage.accounts.models import User
from arrimage.core.backup import BackupError, make_backup
from arrimage.core.restoration import restore_backup
from arrimage.directory.models import Membership, Organization
from arrimage.plans.models import Element, Level, Plan, SourceFile

from .test_cli import run

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def plan(settings, tmp_path) -> Plan:
    settings.MEDIA_ROOT = tmp_path / "files"
    organization = Organization.objects.create(
        name="Réseau Lisière", slug="lisiere", kind="national"
    )
    user = User.objects.create_user("direction@lisiere.example", "rive-lisiere-2026")
    Membership.objects.create(user=user, organization=organization, role="direction")
    source = SourceFile(organization=organization, name="plan.docx", format="docx", sha256="0" * 64)
    source.size = 5
    source.file.save("plan.docx", ContentFile(b"texte"), save=True)
    plan = Plan.objects.create(organization=organization, title="Plan d’été ≠ hiver", source=source)
    level = Level.objects.create(plan=plan, rank=0, name="Action", role="action")
    parent = Element.objects.create(plan=plan, level=level, position=1, title="Mère")
    Element.objects.create(plan=plan, level=level, position=2, title="Fille", parent=parent)
    return plan


def test_backup_then_restore_brings_back_rows_and_files_exactly(plan, tmp_path) -> None:
    archive = tmp_path / "sauvegarde.tar.gz"
    before = list(Element.objects.values())
    password = User.objects.get().password

    made = make_backup(archive)
    Element.objects.all().delete()
    Path(plan.source.file.path).unlink()
    restored = restore_backup(archive, replace=True)

    assert list(Element.objects.values()) == before
    assert User.objects.get().password == password
    assert Path(SourceFile.objects.get().file.path).read_bytes() == b"texte"
    assert (made.files, restored.rows) == (1, made.rows)


def test_a_new_row_after_restore_takes_a_free_key(plan, tmp_path) -> None:
    archive = tmp_path / "sauvegarde.tar.gz"
    make_backup(archive)
    restore_backup(archive, replace=True)

    added = Organization.objects.create(name="Table", slug="table", kind="regional")

    assert Organization.objects.filter(pk=added.pk).count() == 1
    assert Organization.objects.count() == 2


def test_restore_refuses_a_database_in_use(plan, tmp_path) -> None:
    archive = tmp_path / "sauvegarde.tar.gz"
    make_backup(archive)

    with pytest.raises(BackupError, match="--replace"):
        restore_backup(archive)

    assert Plan.objects.get().title == "Plan d’été ≠ hiver"


@pytest.mark.parametrize("damage", ["cut", "noise", "altered"])
def test_a_damaged_archive_changes_nothing(plan, tmp_path, damage) -> None:
    archive = tmp_path / "sauvegarde.tar.gz"
    make_backup(archive)
    _damage(archive, damage, tmp_path)

    with pytest.raises(BackupError, match="Rien n’a été changé"):
        restore_backup(archive, replace=True)

    assert Plan.objects.get().title == "Plan d’été ≠ hiver"
    assert Element.objects.count() == 2


def _damage(archive: Path, how: str, folder: Path) -> None:
    data = archive.read_bytes()
    if how == "cut":
        archive.write_bytes(data[: len(data) // 2])
    elif how == "noise":
        archive.write_bytes(hashlib.sha256(data).digest() * 50)
    else:
        with tarfile.open(archive) as tar:
            tar.extractall(folder / "x", filter="data")
        (folder / "x/rows.jsonl").write_text("", encoding="utf-8")
        with tarfile.open(archive, "w:gz") as tar:
            tar.add(folder / "x", "")


def test_a_full_disk_leaves_no_half_archive(plan, tmp_path) -> None:
    with pytest.raises(BackupError, match="n’a pas pu être écrite"):
        make_backup(tmp_path / "absent" / "sauvegarde.tar.gz")

    assert list(tmp_path.glob("**/*.part")) == []


def test_only_its_owner_can_read_an_archive(plan, tmp_path) -> None:
    archive = tmp_path / "sauvegarde.tar.gz"

    make_backup(archive)

    assert archive.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_the_next_backup_erases_what_a_killed_one_left(plan, tmp_path) -> None:
    old, fresh = tmp_path / ".arrimage-vieux", tmp_path / ".arrimage-frais"
    for folder in (old, fresh):
        (folder / "files").mkdir(parents=True)
    os.utime(old, (0, 0))

    make_backup(tmp_path / "sauvegarde.tar.gz")

    assert (old.exists(), fresh.exists()) == (False, True)


def test_a_missing_file_is_told_and_the_rest_is_kept(plan, tmp_path, capsys) -> None:
    archive = tmp_path / "sauvegarde.tar.gz"
    Path(plan.source.file.path).unlink()

    code = run("backup", archive)

    printed = capsys.readouterr()
    assert code == 1
    assert (
        printed.err == f"- Le fichier {plan.source.file.name} manque ; le reste est sauvegardé.\n"
    )
    assert restore_backup(archive, replace=True).files == 0


def _archive_with(archive: Path, info: tarfile.TarInfo, data: bytes = b"") -> None:
    """The same archive with one more member, first."""
    kept = archive.with_suffix(".kept")
    archive.rename(kept)
    with tarfile.open(archive, "w:gz") as made, tarfile.open(kept) as source:
        info.size = len(data)
        made.addfile(info, io.BytesIO(data))
        for member in source:
            made.addfile(member, source.extractfile(member))


@pytest.mark.parametrize(
    "name", ["../dehors.txt", "/tmp/dehors.txt", "files/../../dehors.txt", "x"]
)
def test_a_member_that_is_not_ours_is_refused_and_nothing_is_written(plan, tmp_path, name) -> None:
    archive = tmp_path / "sauvegarde.tar.gz"
    make_backup(archive)
    _archive_with(archive, tarfile.TarInfo(name), b"dehors")
    before = sorted(tmp_path.rglob("*"))

    with pytest.raises(BackupError, match="n’est pas une sauvegarde d’Arrimage"):
        restore_backup(archive, replace=True)

    assert sorted(tmp_path.rglob("*")) == before


def test_a_link_in_an_archive_is_refused(plan, tmp_path) -> None:
    archive = tmp_path / "sauvegarde.tar.gz"
    make_backup(archive)
    link = tarfile.TarInfo("files/lien")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    _archive_with(archive, link)

    with pytest.raises(BackupError, match="n’est pas une sauvegarde d’Arrimage"):
        restore_backup(archive, replace=True)


def _repack(archive: Path, folder: Path, change) -> None:
    """The archive with ``change(rows, manifest)`` applied, and digests that agree."""
    with tarfile.open(archive) as tar:
        members = {m.name: tar.extractfile(m).read() for m in tar}
    manifest = json.loads(members.pop("manifest.json"))
    rows = change(members["rows.jsonl"].decode().splitlines(), manifest)
    members["rows.jsonl"] = ("\n".join(rows) + "\n").encode()
    manifest["sha256"]["rows.jsonl"] = hashlib.sha256(members["rows.jsonl"]).hexdigest()
    manifest["rows"] = {"all": len(rows)}
    with tarfile.open(archive, "w:gz") as tar:
        for name, data in (members | {"manifest.json": json.dumps(manifest).encode()}).items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))


def _from_later(rows, manifest):
    manifest["version"] = "99.0"
    manifest["migrations"].append("plans.9999_later")
    return rows


def _without_levels(rows, manifest):
    return [row for row in rows if '"plans.level"' not in row]


def _with_unknown(rows, manifest):
    return [*rows, '{"model": "plans.nothing", "pk": 1, "fields": {}}']


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (_from_later, "a été faite par Arrimage 99.0, plus récent que celui-ci"),
        (_without_levels, "La base n’a pas accepté"),
        (_with_unknown, "n’est pas une sauvegarde d’Arrimage"),
    ],
)
def test_an_archive_that_the_database_cannot_take_changes_nothing(
    plan, tmp_path, change, sentence
) -> None:
    archive = tmp_path / "sauvegarde.tar.gz"
    make_backup(archive)
    _repack(archive, tmp_path, change)
    Plan.objects.update(title="Le plan d’aujourd’hui")
    Path(plan.source.file.path).write_bytes(b"autre")

    with pytest.raises(BackupError, match=sentence) as refusal:
        restore_backup(archive, replace=True)

    assert "Rien n’a été changé" in str(refusal.value)
    assert Plan.objects.get().title == "Le plan d’aujourd’hui"
    assert Element.objects.count() == 2
    files = [p for p in (tmp_path / "files").rglob("*") if p.is_file()]
    assert [path.read_bytes() for path in files] == [b"autre"]


def test_restoring_over_another_installation_leaves_its_files_behind(plan, tmp_path) -> None:
    archive = tmp_path / "sauvegarde.tar.gz"
    make_backup(archive)
    Path(plan.source.file.path).write_bytes(b"un autre document du meme nom")
    other = SourceFile(organization=plan.organization, name="b.md", format="md", size=1)
    other.file.save("autre.md", ContentFile(b"x"), save=True)

    restore_backup(archive, replace=True)

    files = [p for p in (tmp_path / "files").rglob("*") if p.is_file()]
    assert [path.read_bytes() for path in files] == [b"texte"]
    assert SourceFile.objects.get().file.read() == b"texte"
