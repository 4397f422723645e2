"""``import``, ``export``, ``user``, ``check`` and ``worker``: what they do, say and refuse."""

import datetime as dt
import io
import os
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from arrimage.accounts.models import User
from arrimage.audit.models import Entry
from arrimage.core import files
from arrimage.directory.models import Membership
from arrimage.exchange.models import ImportRun
from arrimage.plans.models import Plan, SourceFile
from tests.factories import make_organization, make_plan, make_run

from .test_cli import PLAN, run

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "plan.md"
    path.write_text(PLAN, encoding="utf-8")
    return path


def test_import_leaves_a_reading_to_review(paper, capsys) -> None:
    organization = make_organization()

    code = run("import", paper, "--organization", organization.slug)

    reading = ImportRun.objects.get()
    assert code == 0
    assert (reading.state, Plan.objects.count()) == ("review", 0)
    assert capsys.readouterr().out == (
        f"Lecture {reading.pk} prête à vérifier : /imports/{reading.pk}/\n"
    )


def test_import_accepts_in_the_name_of_a_person(paper, capsys) -> None:
    organization = make_organization()
    User.objects.create_user("maude@lisiere.example", None, name="Maude")

    code = run(
        "import",
        paper,
        "--organization",
        organization.slug,
        "--accept",
        "--as",
        "Maude@lisiere.example",
    )

    plan = Plan.objects.get()
    assert code == 0
    assert capsys.readouterr().out.startswith(f"Plan {plan.pk} créé : {plan.title}")
    assert set(Entry.objects.filter(verb="plan.create").values_list("actor_name", flat=True)) == {
        "Maude"
    }


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["absent.docx"], "absent.docx ne peut pas être ouvert (il n’existe pas)."),
        (["."], ". ne peut pas être ouvert (c’est un dossier)."),
        (["plan.md", "--as", "x@y.example"], "Personne n’a de compte à l’adresse x@y.example."),
    ],
)
def test_import_refuses_in_one_sentence(paper, monkeypatch, capsys, words, sentence) -> None:
    monkeypatch.chdir(paper.parent)

    code = run("import", *words, "--organization", make_organization().slug)

    assert (code, capsys.readouterr().err) == (1, sentence + "\n")
    assert ImportRun.objects.count() == 0


def test_import_names_the_organizations_that_exist(paper, capsys) -> None:
    slug = make_organization().slug

    code = run("import", paper, "--organization", "ailleurs")

    assert code == 1
    assert capsys.readouterr().err == (
        f"Aucun organisme n’a l’adresse « ailleurs ». Connus : {slug}.\n"
    )


def test_import_of_a_document_without_plan_says_why(tmp_path, capsys) -> None:
    path = tmp_path / "note.txt"
    path.write_text("Merci de penser au café de vendredi.\n", encoding="utf-8")

    code = run("import", path, "--organization", make_organization().slug, "--accept")

    assert code == 1
    assert capsys.readouterr().err == ImportRun.objects.get().message + "\n"
    assert Plan.objects.count() == 0


def test_export_writes_the_whole_file_and_nothing_beside(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    plan = make_plan()

    code = run("export", plan.pk)

    name = capsys.readouterr().out.strip()
    assert code == 0
    assert ZipFile(io.BytesIO(Path(name).read_bytes())).testzip() is None
    assert [path.name for path in tmp_path.glob("*.docx")] == [name]


def test_export_refuses_in_one_sentence(tmp_path, capsys) -> None:
    plan = make_plan()

    codes = run("export", plan.pk, "--out", tmp_path / "absent" / "plan.docx"), run("export", 999)

    first, second = capsys.readouterr().err.splitlines()
    assert codes == (1, 1)
    assert first == (
        f"{tmp_path}/absent/plan.docx n’a pas pu être écrit (il n’existe pas). Le plan est "
        "intact ; nommez un autre fichier avec --out."
    )
    assert second == f"Il n’y a pas de plan 999. Connus : {plan.pk} ({plan.title})."


def _answer(monkeypatch, password: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(password + "\n"))


def test_user_opens_an_account_with_a_role_and_leaves_its_lines(monkeypatch, capsys) -> None:
    organization = make_organization()
    words = ["user", "Lea@lisiere.example", "--name", "Léa", "--organization", organization.slug]
    _answer(monkeypatch, "rive-lisiere-2026")

    code = run(*words, "--role", "direction", "--password-stdin")

    user = User.objects.get()
    assert (code, capsys.readouterr().out) == (0, "Compte créé : lea@lisiere.example\n")
    assert (user.name, user.check_password("rive-lisiere-2026")) == ("Léa", True)
    assert Membership.objects.get().role == "direction"
    verbs = Entry.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["account.open", "member.add"]


def test_user_changes_a_password_and_keeps_the_rest(monkeypatch, capsys) -> None:
    User.objects.create_user("lea@lisiere.example", "un-ancien-mot", name="Léa")
    _answer(monkeypatch, "rive-lisiere-2026")

    code = run("user", "lea@lisiere.example", "--admin", "--password-stdin")

    user = User.objects.get()
    assert (code, capsys.readouterr().out) == (0, "Compte mis à jour : lea@lisiere.example\n")
    assert (user.name, user.is_network_admin) == ("Léa", True)
    assert user.check_password("rive-lisiere-2026")
    assert Entry.objects.get().verb == "account.change"


@pytest.mark.parametrize("email", ["pas-une-adresse", "lea@lisiere.example"])
def test_user_refuses_and_changes_nothing(monkeypatch, capsys, email) -> None:
    _answer(monkeypatch, "court")

    code = run("user", email, "--password-stdin")

    assert code == 1
    assert capsys.readouterr().err.endswith("Rien n’a été changé.\n")
    assert (User.objects.count(), Entry.objects.count()) == (0, 0)


def test_user_that_would_leave_nobody_to_direct_changes_nothing(monkeypatch, capsys) -> None:
    organization = make_organization()
    user = User.objects.create_user("lea@lisiere.example", "un-ancien-mot")
    Membership.objects.create(user=user, organization=organization, role="direction")
    _answer(monkeypatch, "rive-lisiere-2026")

    code = run("user", user.email, "--organization", organization.slug, "--password-stdin")

    user.refresh_from_db()
    assert code == 1
    assert user.check_password("un-ancien-mot")
    assert Entry.objects.count() == 0


def test_check_finds_missing_and_altered_files_one_sentence_each(capsys) -> None:
    kept, lost, altered = (make_run(data=word).source for word in (b"Un", b"Deux", b"Trois"))
    Path(lost.file.path).unlink()
    Path(altered.file.path).write_bytes(b"Autre chose")
    DBTaskResult.objects.update(enqueued_at=timezone.now() - dt.timedelta(hours=1))

    code = run("check")

    assert code == 1
    assert capsys.readouterr().err.splitlines() == [
        f"- Le fichier {lost.file.name} manque ; remettez-le depuis une sauvegarde.",
        f"- Le document {altered.file.name} (« {altered.name} ») n’est plus celui qui a été déposé ; "
        "remettez-le depuis une sauvegarde.",
        "- Documents en file depuis plus de dix minutes : 3. Lancez un travailleur avec "
        "« arrimage worker ».",
    ]
    assert SourceFile.objects.filter(pk=kept.pk).exists()


def test_check_tells_and_tidies_what_cut_deposits_left(settings, capsys) -> None:
    source = make_run().source
    DBTaskResult.objects.all().delete()
    folder = Path(source.file.path).parent
    left = [folder / "reste.docx", folder / ".reste.part"]
    for path in left:
        path.write_bytes(b"Reste")
        os.utime(path, (0, 0))
    fresh = folder / "en-cours.docx"
    fresh.write_bytes(b"Un depot qui court")

    codes = run("check"), run("check", "--tidy"), run("check")

    assert codes == (0, 0, 0)
    assert capsys.readouterr().out.splitlines() == [
        "Tout est en ordre.",
        "Restes de dépôts interrompus, sans danger : 2. « arrimage check --tidy » les efface.",
        "Tout est en ordre.",
        "Restes de dépôts interrompus, effacés : 2.",
        "Retards et silences calculés de nouveau, plans : 0.",
        "Tout est en ordre.",
    ]
    assert [path.exists() for path in left] == [False, False]
    assert fresh.exists() and files.missing_files() == []


def test_worker_reads_what_waits_then_ends_when_asked_once(paper) -> None:
    reading = make_run(data=paper.read_bytes())
    ImportRun.objects.update(state="queued", draft=None)

    code = run("worker", "--once")

    reading.refresh_from_db()
    assert (code, reading.state) == (0, "review")
