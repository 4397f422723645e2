"""Screens are asked through the whole stack; static files stay in the source tree."""

import pytest


@pytest.fixture(autouse=True)
def _static_root(tmp_path, settings):
    """The folder that the middleware looks through exists, and is empty."""
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
