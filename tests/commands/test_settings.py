"""A wrong value stops the start with one sentence: which setting, what is wrong, what to write."""

import os
import subprocess
import sys

import pytest

from arrimage.config import env


@pytest.mark.parametrize(
    ("name", "value", "read", "sentence"),
    [
        ("X", "peut-être", lambda: env.flag("X"), "X doit valoir 1 ou 0, et vaut « peut-être »."),
        (
            "X",
            "900",
            lambda: env.integer("X", 40, low=1, high=200),
            "X doit être un nombre de 1 à 200, et vaut « 900 ».",
        ),
        (
            "X",
            "plan.exemple.org",
            lambda: env.web_address("X", ""),
            "X doit commencer par http:// ou https://, et vaut « plan.exemple.org ».",
        ),
        (
            "X",
            "mysql://a:secret@hote/base",
            lambda: env.database("X", ""),
            "X doit commencer par postgres:// ou sqlite:///, et vaut « mysql://a:…@hote/base ».",
        ),
        (
            "X",
            "postgres://a:secret@hote:port/base",
            lambda: env.database("X", ""),
            "X n’a pas la forme postgres://utilisateur:motdepasse@hote:5432/base, et vaut "
            "« postgres://a:…@hote:port/base ».",
        ),
        (
            "X",
            "smtp://",
            lambda: env.mail("X"),
            "X doit valoir console://, ou smtp://, smtp+tls:// ou smtps:// suivi de "
            "« hote:port », et vaut « smtp:// ».",
        ),
        (
            "X",
            "bavard",
            lambda: env.choice("X", "WARNING", ("INFO", "WARNING")),
            "X doit valoir INFO, WARNING, et vaut « BAVARD ».",
        ),
    ],
)
def test_a_wrong_value_is_refused_in_one_sentence(monkeypatch, name, value, read, sentence) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(env.SettingError) as refusal:
        read()

    assert str(refusal.value) == sentence


def test_a_data_folder_that_cannot_be_made_ends_with_code_1_and_one_line(tmp_path) -> None:
    (tmp_path / "fichier").write_text("")
    values = os.environ | {"ARRIMAGE_DATA": str(tmp_path / "fichier" / "data")}

    done = subprocess.run(
        [sys.executable, "-m", "arrimage", "check"], env=values, capture_output=True, text=True
    )

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"Le dossier de données {tmp_path}/fichier/data ne peut pas être créé (une partie du "
        "chemin n’est pas un dossier). Rien n’a démarré ; nommez-en un autre avec ARRIMAGE_DATA.\n"
    )


def test_the_secret_key_is_made_once_whole_and_for_its_owner_only(tmp_path, monkeypatch) -> None:
    monkeypatch.delenv("ARRIMAGE_SECRET_KEY")

    first = env.secret_key(tmp_path)

    assert env.secret_key(tmp_path) == first
    assert len(first) == 64
    assert [path.name for path in tmp_path.iterdir()] == ["secret.key"]
    assert (tmp_path / "secret.key").stat().st_mode & 0o777 == 0o600
