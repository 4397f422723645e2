"""The documents of the demonstration, in three formats, read and accepted: axe finds nothing."""

import pytest
from django.urls import reverse

from arrimage.demo.documents import demo_documents
from arrimage.exchange.models import ImportRun
from arrimage.exchange.operations import accept_import, start_import
from arrimage.exchange.reading import read_import
from tests.factories import edit, make_member, make_organization
from tests.journeys.looking import look_twice

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def imported(user, organization, rank):
    """A document of the demonstration that waits for its review."""
    document = demo_documents()[rank]
    run = start_import(
        actor=user, organization=organization, name=document.name, data=document.data
    )
    read_import(run.pk)
    run.refresh_from_db()
    return run


def addresses(user, organization):
    plan = accept_import(actor=user, run=imported(user, organization, 0))
    accepted = plan.import_runs.get()
    version = imported(user, organization, 0)
    ImportRun.objects.filter(pk=version.pk).update(revises=plan)
    action = plan.elements.filter(level__role="action").first()
    edit(action, actor=user, title="Autrement dit", cost="400 $")
    review = [
        (f"review-{rank}", reverse("exchange:import_review", args=[run.pk]))
        for rank, run in ((rank, imported(user, organization, rank)) for rank in (1, 2))
    ]
    return [
        ("plan-0", plan.get_absolute_url()),
        ("compared", reverse("exchange:revision_review", args=[version.pk])),
        ("source", reverse("exchange:import_source", args=[accepted.pk])),
        *review,
    ]


def test_what_is_made_of_each_document_is_clean_and_fits(visit, axe):
    organization = make_organization("Réseau Lisière")
    user = make_member(organization)
    page = visit(user, reduced_motion="reduce")
    found = []

    for name, address in addresses(user, organization):
        found += look_twice(page, axe, name, address)

    assert not found, "\n".join(found)
