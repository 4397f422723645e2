"""The demonstration is loaded beside the server, never in the process that the server copies."""

import argparse
import os

import pytest

from arrimage.commands import demo, serving

pytestmark = pytest.mark.django_db


@pytest.fixture
def arguments(monkeypatch, capsys):
    monkeypatch.setattr(serving, "prepare", lambda: None)
    monkeypatch.setattr(serving, "_refusal", lambda arguments: "")
    monkeypatch.setattr(serving.connections, "close_all", lambda: None)
    monkeypatch.setattr(serving, "_serve_until_stopped", lambda arguments: None)
    return argparse.Namespace(host="127.0.0.1", port=8000, demo=True)


def test_typesetting_the_demonstration_leaves_no_thread_in_the_server(
    arguments, monkeypatch, tmp_path
):
    told = tmp_path / "process"
    monkeypatch.setattr(demo, "load_demo", lambda: told.write_text(str(os.getpid())))

    assert serving.serve(arguments) == 0

    assert int(told.read_text()) != os.getpid()


def test_server_does_not_start_when_the_demonstration_cannot_be_loaded(arguments, monkeypatch):
    def refuse():
        raise SystemExit("Ce dossier contient de vrais comptes.")

    monkeypatch.setattr(demo, "load_demo", refuse)

    assert serving.serve(arguments) == 1
