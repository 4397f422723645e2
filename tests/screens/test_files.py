"""Files that people send: kept under our own names, handed back and never displayed."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.urls import reverse

from arrimage.plans.models import Evidence, SourceFile
from tests.screens.rows import every_row

pytestmark = pytest.mark.django_db


def _file_of(client, address):
    answer = client.get(address)
    return answer, answer["Content-Type"], answer["Content-Disposition"]


def test_stored_files_are_saved_and_never_displayed(direction, world):
    for name in ("plans:source_download", "plans:evidence_download"):
        answer, kind, disposition = _file_of(direction, world.address(name))
        assert kind == "application/octet-stream"
        assert disposition.startswith("attachment; filename")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("format", ["csv", "docx"])
def test_exports_are_saved_and_never_displayed(direction, world, format):
    answer = direction.post(world.address("exchange:plan_export"), {"format": format})

    assert (answer.status_code, answer["X-Content-Type-Options"]) == (200, "nosniff")
    assert answer["Content-Disposition"] == f'attachment; filename="secret-da-plan.{format}"'


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../../etc/passwd.docx", "passwd.docx"),
        ("C:\\Windows\\plan.docx", "plan.docx"),
        ("..\\..\\plan.docx", "plan.docx"),
        ('a"b.docx', 'a"b.docx'),
        ("<b>plan.docx", "<b>plan.docx"),
        ("plan\u202excod.exe", "planxcod.exe"),
        ("p" * 400 + ".docx", ("p" * 400 + ".docx")[-255:]),
    ],
)
def test_file_name_never_leads_out_of_the_folder(direction, world, settings, sent, kept):
    _send(direction, world.address("exchange:import_start"), sent)

    source = SourceFile.objects.latest("pk")
    assert source.name == kept
    assert re.fullmatch(r"sources/\d{4}/\d{2}/[0-9a-f]{20}\w*\.\w+", source.file.name)
    answer, _kind, disposition = _file_of(
        direction, reverse("plans:source_download", args=[source.pk])
    )
    assert b"".join(answer) == b"Contenu"
    assert "\n" not in disposition


def _send(client, address, name, values=None):
    """A file whose name crosses the wire as it is: the test client would shorten it."""
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    head = f'--xx\r\nContent-Disposition: form-data; name="file"; filename="{escaped}"\r\n\r\n'
    parts = [
        f'--xx\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n'
        for k, v in (values or {}).items()
    ]
    body = "".join([*parts, head, "Contenu\r\n--xx--\r\n"]).encode()
    return client.generic("POST", address, body, "multipart/form-data; boundary=xx")


def test_evidence_name_never_leads_out_of_the_folder(direction, world):
    for sent in ("../../x.html", "..\\..\\x.html", "/etc/x.html", "x" * 400):
        answer = _send(direction, world.address("plans:evidence_add"), sent, {"title": "Photo"})

        assert answer.status_code == 302
        name = Evidence.objects.latest("pk").file.name
        assert re.fullmatch(r"evidence/\d{4}/\d{2}/x[\w.]*", name)
        assert len(name) <= 300


@pytest.mark.parametrize("name", ["exchange:import_start", "plans:evidence_add"])
def test_file_over_the_limit_is_refused_with_a_sentence(direction, world, settings, name):
    settings.UPLOAD_LIMIT = 1024 * 1024
    before = every_row()
    file = SimpleUploadedFile("plan.docx", b"x" * (1024 * 1024 + 1))

    answer = direction.post(world.address(name), {"title": "Photo", "file": file})

    assert answer.status_code == 422
    assert re.search(r"dépasse 1\sMo", answer.content.decode())
    assert every_row() == before


@pytest.mark.parametrize("path", ["/compte/login/", "/nulle-part/", "/imports/nouveau/x/"])
def test_body_out_of_all_measure_is_refused_before_it_is_kept(client, settings, monkeypatch, path):
    settings.UPLOAD_LIMIT, settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2000, 1000
    monkeypatch.setattr(HttpRequest, "_load_post_and_files", None)

    answer = client.post(path, {"file": SimpleUploadedFile("plan.docx", b"x" * 4000)})

    assert answer.status_code == 413
    assert "Cet envoi est trop lourd" in answer.content.decode()
    assert "default-src 'none'" in answer["Content-Security-Policy"]
