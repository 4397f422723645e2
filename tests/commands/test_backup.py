import hashlib
import tarfile
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from arrimage.accounts.models import User
from arrimage.core.backup import BackupError, make_backup
from arrimage.core.restoration import restore_backup
from arrimage.directory.models import Membership, Organization
from arrimage.plans.models import Element, Level, Plan, SourceFile

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
