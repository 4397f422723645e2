"""Every line can be read."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from arrimage.audit.models import Entry
from arrimage.audit.operations import record
from arrimage.audit.phrases import SENTENCES, sentence
from arrimage.audit.queries import history_in, history_of
from tests.factories import make_organization, make_user

SOURCE = Path(__file__).parents[2] / "src/arrimage"
KINDS = "|".join(sorted({verb.partition(".")[0] for verb in SENTENCES}))
VERB = re.compile(rf'"((?:{KINDS})\.(?!typ")[a-z]+)"')  # «plan.typ» is a file
GESTURE = re.compile(r'\bcorrect\(\s*actor, run, version, "([a-z]+)"')  # recorded as «draft.…»


def test_every_recorded_verb_has_a_sentence_and_every_sentence_a_verb():
    modules = [path for path in SOURCE.rglob("*.py") if path.parts[-2:] != ("audit", "phrases.py")]

    texts = [path.read_text("utf-8") for path in modules]
    verbs = {verb for text in texts for verb in VERB.findall(text)}
    verbs |= {f"draft.{gesture}" for text in texts for gesture in GESTURE.findall(text)}

    assert verbs == set(SENTENCES)


@pytest.mark.parametrize("verb", SENTENCES)
def test_line_with_missing_values_still_prints(verb):
    entry = Entry(verb=verb, target_label="1.1.2")

    text = sentence(entry)

    assert text.endswith(".")
    assert text.startswith("Arrimage")
    assert "%" not in text


def test_line_outlives_the_name_of_its_actor():
    entry = Entry(verb="plan.delete", actor_name="Maude Lavoie", target_label="Plan 100\u00a0%")

    with translation.override("fr"):
        assert sentence(entry) == "Maude Lavoie a supprimé le plan «\u00a0Plan 100\u00a0%\u00a0»."


@pytest.mark.django_db
def test_history_of_an_object_and_of_a_scope_holds_its_lines_only():
    mine, other = make_organization(), make_organization("Autre")
    user = make_user()
    record(user, "organization.create", mine, scope=mine)
    record(user, "organization.create", other, scope=other)
    record(user, "member.add", user, label="Jo", scope=mine, after={"role": "Équipe"})

    assert [line.sentence for line in history_in(mine)] == [
        "Maude Lavoie a ajouté Jo (Équipe).",
        "Maude Lavoie a créé l’organisme Réseau Lisière.",
    ]
    assert [line.verb for line in history_of(mine)] == ["organization.create"]
    user.delete()
    assert Entry.objects.filter(actor=None, actor_name="Maude Lavoie").count() == 3
