"""Columns that nobody knew: said by a person, read again with the corrections, taught once."""

import pytest
from django.core.exceptions import ValidationError

from arrimage.audit.queries import history_of
from arrimage.exchange.columns import columns_of
from arrimage.exchange.models import ImportState, LearnedColumn
from arrimage.exchange.operations import (
    drop_draft,
    forget_column,
    learn_column,
    map_columns,
    reword_draft,
    start_import,
)
from arrimage.exchange.reading import read_import
from arrimage.plans.drafts import unpack
from tests.factories import make_organization, make_user

pytestmark = pytest.mark.django_db

PLAN = (
    "Objectif;Action;Responsable;Quincaillerie\n"
    "Relier les fermes;Tenir un marché;Agente;12 marchés tenus\n"
    "Relier les fermes;Visiter les fermes;Agente;40 visites faites\n"
    "Relier les fermes;Former les équipes;Comité;3 formations\n"
)
STRANGE = (
    "Sujet;Envers;Repère\n"
    "Marché de village;Aline;42\n"
    "Fermes ouvertes;Noé;17\n"
    "Équipes formées;Aline;12\n"
)


def _read(organization, text, name="plan.csv"):
    run = start_import(actor=make_user(), organization=organization, name=name, data=text.encode())
    read_import(run.pk)
    run.refresh_from_db()
    return run


def _again(run, columns, **values):
    map_columns(actor=make_user(), run=run, version=run.version, columns=columns, **values)
    read_import(run.pk)
    run.refresh_from_db()
    return run


def _actions(run):
    return [e for e in unpack(run.draft).walk() if not e.children]


def test_unknown_column_is_read_once_said_and_corrections_stay():
    user = make_user()
    run = _read(make_organization(), PLAN)
    first, second, _third = _actions(run)
    run = reword_draft(
        actor=user, run=run, version=run.version, key=first.key, title="Tenir dix marchés"
    )
    run = drop_draft(actor=user, run=run, version=run.version, key=second.key)
    assert [c.header for c in columns_of(run) if not c.is_known] == ["Quincaillerie"]

    run = _again(run, {"Quincaillerie": "result"})

    assert run.state == ImportState.REVIEW
    assert [(e.title, [r.text for r in e.results]) for e in _actions(run)] == [
        ("Tenir dix marchés", ["12 marchés tenus"]),
        ("Former les équipes", ["3 formations"]),
    ]
    assert [entry["gesture"] for entry in run.journal] == ["reword", "drop"]


def test_column_that_was_taught_is_known_in_the_next_document_of_the_organization():
    ours, theirs = make_organization(), make_organization("Table des Aulnes")
    _again(_read(ours, PLAN), {"Quincaillerie": "result"}, teach=True)

    here, there = _read(ours, PLAN, "autre.csv"), _read(theirs, PLAN)

    assert [bool(e.results) for e in _actions(here)] == [True, True, True]
    assert [bool(e.results) for e in _actions(there)] == [False, False, False]


def test_forgotten_column_is_unknown_again():
    ours = make_organization()
    learned = learn_column(
        actor=make_user(), organization=ours, header="Quincaillerie", field="result"
    )
    forget_column(actor=make_user(), column=learned)

    assert not LearnedColumn.objects.exists()
    assert not any(e.results for e in _actions(_read(ours, PLAN)))


def test_column_is_taught_once_whatever_its_accents():
    ours = make_organization()
    for header, field in (("Échos", "result"), ("ECHOS", "indicator")):
        learned = learn_column(actor=make_user(), organization=ours, header=header, field=field)

    assert [c.field for c in LearnedColumn.objects.all()] == ["indicator"]
    assert [line.verb for line in history_of(learned)] == ["column.learn", "column.learn"]


def test_table_of_another_tool_becomes_a_plan_once_its_columns_are_said():
    run = _read(make_organization(), STRANGE)
    assert run.state == ImportState.REFUSED
    assert [(c.header, c.samples[0]) for c in columns_of(run)] == [
        ("Sujet", "Marché de village"),
        ("Envers", "Aline"),
        ("Repère", "42"),
    ]

    run = _again(run, {"Sujet": "action", "Envers": "responsible", "Repère": "priority"})

    assert [(e.title, [a.name for a in e.assignments], e.priority) for e in _actions(run)] == [
        ("Marché de village", ["Aline"], "42"),
        ("Fermes ouvertes", ["Noé"], "17"),
        ("Équipes formées", ["Aline"], "12"),
    ]


def test_columns_that_leave_no_plan_keep_the_first_reading():
    run = _read(make_organization(), PLAN)
    before = run.draft

    run = _again(run, {"Action": "note", "Objectif": "note", "Responsable": "note"})

    assert (run.state, run.draft) == (ImportState.REVIEW, before)
    assert "la lecture d’avant est gardée" in run.notices[-1]


def test_saying_nothing_of_columns_is_refused():
    run = _read(make_organization(), PLAN)

    with pytest.raises(ValidationError) as refusal:
        map_columns(actor=make_user(), run=run, version=run.version, columns={"Action": "x"})

    assert refusal.value.code == "no_column_said"


def test_rows_of_a_plain_table_hang_under_the_levels_that_they_repeat():
    text = (
        "Famille;Sujet;Envers;Repère;Coin\n"
        "Fermes;Marché de village;Aline;42;Nord\n"
        "Fermes;Fermes ouvertes;Noé;17;\n"
        "Écoles;Équipes formées;;12;Sud\n"
    )
    run = _read(make_organization(), text)
    said = {"Famille": "objective", "Sujet": "action", "Envers": "responsible", "Repère": "cost"}

    draft = unpack(_again(run, said).draft)

    assert [(e.title, [c.title for c in e.children]) for e in draft.elements] == [
        ("Fermes", ["Marché de village", "Fermes ouvertes"]),
        ("Écoles", ["Équipes formées"]),
    ]
    first = draft.elements[0].children[0]
    assert (first.cost, first.extra, first.anchor.row) == ("42", (("Coin", "Nord"),), 2)


GUESSED = "Plan de travail 2026-2027\n\n" + (
    "| Ce qui nous tient à cœur | Les bras | Le bon temps |\n|---|---|---|\n"
    "| Tenir trois cafés avec les locataires | Ana Roy | Octobre 2026 |\n"
    "| Écrire un portrait des logements | Léa Caron | Hiver 2027 |\n"
    "| Rencontrer les deux maires | Direction | Décembre 2026 |\n"
)


def test_columns_that_a_person_said_are_no_longer_told_as_guessed():
    run = _read(make_organization(), GUESSED, "plan.md")
    assert "columns_guessed" in [issue["code"] for issue in run.issues]

    run = _again(run, {"Ce qui nous tient à cœur": "action", "Les bras": "responsible"})

    assert "columns_guessed" not in [issue["code"] for issue in run.issues]
    assert len(_actions(run)) == 3
