"""Real plans in three formats, read once for all the journeys; without them, that is said aloud."""

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from arrimage.accounts.models import User
from arrimage.directory.models import Organization
from arrimage.exchange.models import ImportRun
from arrimage.exchange.operations import accept_import, start_import
from arrimage.exchange.reading import read_import
from arrimage.plans.models import Plan
from tests.factories import make_member, make_organization
from tests.journeys.standing import standing

SHARED = Path(os.environ.get("ARRIMAGE_SHARED", Path(__file__).parents[3] / "shared"))
SEEDS = {"docx": "plans/003.docx", "xlsx": "plans/003.xlsx", "pdf": "plans/001.pdf"}


@dataclass(frozen=True)
class Seed:
    """What was read of a real plan; ``plan`` once it was accepted."""

    organization: Organization
    user: User
    run: ImportRun
    plan: Plan | None = None


def data_of(path: str) -> bytes:
    """The bytes of a sample, or a test that says what it does without."""
    found = SHARED / path
    if not found.is_file():
        pytest.skip(f"THE REAL PLANS ARE NOT HERE: {found} (set ARRIMAGE_SHARED)")
    return found.read_bytes()


def read(path: str, organization=None, user=None) -> Seed:
    """A sample that waits for its review."""
    data = data_of(path)
    organization = organization or make_organization("Réseau Lisière", kind="national")
    user = user or make_member(organization)
    run = start_import(actor=user, organization=organization, name=Path(path).name, data=data)
    read_import(run.pk)
    return Seed(organization, user, ImportRun.objects.get(pk=run.pk))


def read_seed(format: str) -> Seed:
    """In review, as it was read the first time."""
    return standing(f"read-{format}", lambda: read(SEEDS[format]))


def accepted_seed(format: str) -> Seed:
    """A plan, as it was accepted the first time."""

    def make() -> Seed:
        found = read_seed(format)
        plan = accept_import(actor=found.user, run=found.run)
        return Seed(found.organization, found.user, found.run, plan)

    return standing(f"plan-{format}", make)
