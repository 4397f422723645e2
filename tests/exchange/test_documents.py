"""The way through with real files: a Word document in, a plan, and its exports."""

import io
import json

import docx
import pytest
from django.core.exceptions import ValidationError

from arrimage.audit.models import Entry
from arrimage.exchange.operations import accept_import, export_plan, read_import, start_import
from arrimage.exchange.queries import review_of
from arrimage.formats.interchange import from_json
from arrimage.plans.models import Plan
from arrimage.plans.operations import change_status
from arrimage.plans.queries import element_for, element_story
from tests.factories import element_numbered, make_admin, make_organization, make_plan, make_user

pytestmark = pytest.mark.django_db

ROWS = [
    ("Actions", "Responsables", "Échéancier", "Résultats attendus"),
    ("1.1.1 Ouvrir une serre collective", "Agente de liaison", "Mai 2026", "Une serre ouverte"),
    ("1.1.2 Former douze jardiniers", "Direction", "Automne 2026", "Douze personnes formées"),
    ("1.1.3 Publier un guide des semences", "Direction", "Hiver 2027", "Un guide diffusé"),
]


def _word_plan() -> bytes:
    document = docx.Document()
    document.add_heading("Plan d’action 2026-2027", 0)
    document.add_heading("Orientation 1 : Cultiver le canton", 1)
    document.add_heading("Objectif 1.1 : Donner à chacun de quoi semer", 2)
    table = document.add_table(rows=0, cols=4)
    for row in ROWS:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _read(name, data):
    run = start_import(actor=make_user(), organization=make_organization(), name=name, data=data)
    read_import(run.pk)
    run.refresh_from_db()
    return run


def test_word_document_goes_in_and_becomes_a_plan():
    run = _read("plan.docx", _word_plan())
    assert (run.state, run.message) == ("review", "")
    review = review_of(run)
    assert [node.number for node in review.flat if node.role == "action"] == [
        "1.1.1",
        "1.1.2",
        "1.1.3",
    ]
    shown = {row["id"] for block in review.source_view["blocks"] for row in block.get("rows", [])}
    assert {node.fragment for node in review.flat if node.role == "action"} <= shown

    plan = accept_import(actor=make_user(), run=run)

    action = element_numbered(plan, "1.1.2")
    story = element_story(element_for(make_admin(), plan.pk, action.pk))
    assert story.row.title == "Former douze jardiniers"
    assert story.row.responsibles == ("Direction",)
    assert story.row.timeframe_text == "Automne 2026"
    assert [result.text for result in story.row.results] == ["Douze personnes formées"]
    assert story.source_label == "tableau 1, rangée 3"
    assert story.source == run.source


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("plan.docx", b""),
        ("plan.docx", b"PK\x03\x04 cut"),
        ("plan.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600),
    ],
    ids=["empty", "truncated", "old format"],
)
def test_bad_file_gets_a_sentence_and_changes_nothing(name, data):
    run = _read(name, data)

    assert run.state == "failed"
    assert run.message.endswith(".")
    assert "erreur que nous n’avions pas prévue" not in run.message
    assert Plan.objects.count() == 0


def test_document_without_a_plan_is_refused_with_the_reason():
    document = docx.Document()
    document.add_paragraph("Chère équipe, merci pour la belle soirée de samedi. À bientôt !")
    out = io.BytesIO()
    document.save(out)

    run = _read("lettre.docx", out.getvalue())

    assert run.state == "refused"
    assert run.message.endswith(".")


@pytest.mark.parametrize(
    ("format", "start", "content_type"),
    [
        ("docx", b"PK", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("xlsx", b"PK", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("pdf", b"%PDF", "application/pdf"),
        ("csv", b"", "text/csv"),
        ("json", b"{", "application/json"),
    ],
)
def test_plan_is_exported_in_each_format(format, start, content_type):
    plan = make_plan()

    exported = export_plan(actor=make_user(), plan=plan, format=format, with_status=True)

    assert exported.data.startswith(start)
    assert len(exported.data) > 100
    assert (exported.name, exported.content_type) == (
        f"plan-daction-2026-2028.{format}",
        content_type,
    )
    assert Entry.objects.latest("pk").verb == "plan.export"


def test_exported_json_holds_the_state_of_today():
    plan = make_plan()
    change_status(actor=make_user(), element=element_numbered(plan, "1.1.1"), status="done")

    exported = export_plan(actor=make_user(), plan=plan, format="json", with_status=True)

    read = from_json(json.loads(exported.data))
    assert [e.status.value for e in read.walk() if e.status] == ["done"]


def test_unknown_export_is_refused():
    with pytest.raises(ValidationError):
        export_plan(actor=make_user(), plan=make_plan(), format="odt")
