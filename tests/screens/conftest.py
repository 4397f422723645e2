"""Screens are asked through the whole stack."""

import datetime as dt

import pytest


@pytest.fixture(autouse=True)
def _settled(monkeypatch, request):
    """Plans are no longer new: only the tests of first steps see and count those."""
    if "beginning" not in request.node.path.name:
        monkeypatch.setattr("arrimage.plans.beginning.FRESH", dt.timedelta(0))


@pytest.fixture
def world(db):
    """Two organisations and everything of the first one."""
    from tests.screens.standing import standing_world  # app ready

    return standing_world()


@pytest.fixture
def direction(client, world):
    """A client signed in as the direction of the first organisation."""
    client.force_login(world.people["direction"])
    return client


@pytest.fixture
def one_minute(monkeypatch):
    """All that the test does happens within the same minute."""
    monkeypatch.setattr("arrimage.core.pace.this_minute", lambda: 1)
