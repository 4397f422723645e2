"""The demonstration is loaded beside the server, never in the process that the server copies."""

import argparse
import datetime as dt
import os

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from arrimage.commands import demo, serving
from arrimage.commands.address import served_address
from arrimage.directory.opening import opening_key
from tests.factories import make_user

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


def test_sessions_that_ended_are_forgotten_with_what_is_known_of_them():
    user = make_user()
    for key, days in (("finie", -1), ("ouverte", 1)):
        expires = timezone.now() + dt.timedelta(days=days)
        Session.objects.create(session_key=key, session_data="", expire_date=expires)
        UserSession.objects.create(user=user, session_key=key, ip="192.0.2.1", user_agent="x")

    serving.tidy()

    assert list(Session.objects.values_list("pk", flat=True)) == ["ouverte"]
    assert list(UserSession.objects.values_list("session_key", flat=True)) == ["ouverte"]


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8123"),
        ("0.0.0.0", "http://127.0.0.1:8123"),
        ("::1", "http://[::1]:8123"),
        ("plan.local", "http://plan.local:8123"),
    ],
)
def test_links_lead_by_default_to_what_is_served(host, address):
    assert served_address(argparse.Namespace(host=host, port=8123)) == address


def test_server_shows_how_to_open_the_first_organisation_until_somebody_did(arguments, capsys):
    arguments.demo = False
    serving.serve(arguments)
    assert f"/organismes/commencer/{opening_key()}/" in capsys.readouterr().out

    make_user(email="ines@deuxvallees.test")
    serving.serve(arguments)

    assert "commencer" not in capsys.readouterr().out
