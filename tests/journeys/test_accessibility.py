"""axe finds nothing on any screen, light and dark, at 320 and 1280 px; nothing overflows."""

import pytest
from django.urls import reverse

from arrimage.demo.documents import demo_documents
from arrimage.directory.operations import invite_person
from arrimage.exchange.models import ImportRun, ImportState
from arrimage.exchange.operations import accept_import, start_import
from arrimage.exchange.reading import read_import
from tests.factories import edit, make_member, make_organization

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = (1280, 320)
TALL = 12_000  # no bar that sticks to the window stands over a link
COLOURS = ["color-contrast", "link-in-text-block"]  # rules that a theme can break


def imported(user, organization, rank):
    document = demo_documents()[rank]
    run = start_import(
        actor=user, organization=organization, name=document.name, data=document.data
    )
    read_import(run.pk)
    run.refresh_from_db()
    return run


def addresses(user, organization):
    """Every screen, by name."""
    plan = accept_import(actor=user, run=imported(user, organization, 0))
    accepted = plan.import_runs.get()
    table, sheet = imported(user, organization, 2), imported(user, organization, 1)
    stopped = imported(user, organization, 1)
    ImportRun.objects.filter(pk=stopped.pk).update(state=ImportState.REFUSED, message="Aucun plan.")
    reading = imported(user, organization, 1)
    ImportRun.objects.filter(pk=reading.pk).update(state=ImportState.READING)
    version = imported(user, organization, 0)
    ImportRun.objects.filter(pk=version.pk).update(revises=plan)
    action = plan.elements.filter(level__role="action").first()
    edit(action, actor=user, title="Autrement dit", cost="400 $")
    objective = plan.elements.exclude(level__role="action").first()
    sent = invite_person(
        actor=user, organization=organization, email="noe@lisiere.example", role="staff"
    )
    member = organization.memberships.get()
    slug = organization.slug
    assert [table.state, sheet.state] == [ImportState.REVIEW, ImportState.REVIEW]
    key = "partie=" + _first_key(sheet)
    return [
        ("home", reverse("portal:home")),
        ("organization", organization.get_absolute_url()),
        ("plans", reverse("plans:plan_list")),
        ("plan", plan.get_absolute_url()),
        ("health", reverse("plans:plan_health", args=[plan.pk])),
        ("search", reverse("portal:search")),
        ("found", reverse("portal:search") + "?q=table"),
        ("not found", reverse("portal:search") + "?q=tabble"),
        ("filtered", plan.get_absolute_url() + "?etat=unknown&q=zzz"),
        ("action", action.get_absolute_url()),
        ("objective", objective.get_absolute_url()),
        ("state", reverse("plans:element_status", args=[plan.pk, action.pk])),
        ("words", reverse("plans:element_edit", args=[plan.pk, action.pk])),
        ("new plan", reverse("plans:plan_new", args=[slug]) + "?modele=regional"),
        ("add", reverse("plans:element_add", args=[plan.pk, action.pk])),
        ("move", reverse("plans:element_move", args=[plan.pk, action.pk])),
        ("level", reverse("plans:element_level", args=[plan.pk, action.pk])),
        ("take out", reverse("plans:element_remove", args=[plan.pk, objective.pk])),
        ("gestures", reverse("plans:edit_list", args=[plan.pk])),
        ("new version", reverse("exchange:revision_start", args=[plan.pk])),
        ("compared", reverse("exchange:revision_review", args=[version.pk])),
        ("evidence", reverse("plans:evidence_add", args=[plan.pk, action.pk])),
        ("export", reverse("exchange:plan_export", args=[plan.pk])),
        ("imports", reverse("exchange:import_list")),
        ("deposit", reverse("exchange:import_start", args=[slug])),
        ("reading", reading.get_absolute_url()),
        ("refused", stopped.get_absolute_url()),
        ("review of a PDF", reverse("exchange:import_review", args=[table.pk])),
        ("review of a sheet", reverse("exchange:import_review", args=[sheet.pk]) + "?" + key),
        ("source", reverse("exchange:import_source", args=[accepted.pk])),
        ("cancel", reverse("exchange:import_cancel", args=[sheet.pk])),
        ("undo", reverse("exchange:import_undo", args=[accepted.pk])),
        ("people", reverse("directory:member_list", args=[slug])),
        ("invite", reverse("directory:person_invite", args=[slug])),
        ("role", reverse("directory:member_role", args=[slug, member.pk])),
        ("remove", reverse("directory:member_remove", args=[slug, member.pk])),
        ("invitation", reverse("directory:invitation_accept", args=[sent.secret])),
        ("password", reverse("account_change_password")),
        ("two factors", reverse("mfa_index")),
        ("sign out", reverse("account_logout")),
        ("not found", "/plans/999999/"),
    ]


def _first_key(run):
    from arrimage.exchange.queries import review_of

    return review_of(run).flat[0].key


def test_every_screen_is_clean_for_axe_and_fits(visit, axe, settings):
    settings.DEBUG = False
    organization = make_organization("Réseau Lisière")
    user = make_member(organization)
    inside = addresses(user, organization)
    outside = [("sign in", "/compte/login/"), ("reset", "/compte/password/reset/")]
    found = []

    for person, screens in ((None, outside), (user, inside)):
        page = visit(person, reduced_motion="reduce")  # a theme changes at once
        for name, address in screens:
            page.goto(address)
            found += [f"{name}, {line}" for width in WIDTHS for line in _problems(page, axe, width)]

    assert found == []


def _problems(page, axe, width):
    """Every rule in the light; in the dark, what its colours could change."""
    page.set_viewport_size({"width": width, "height": TALL})
    page.emulate_media(color_scheme="light")
    found = [f"light: {line}" for line in axe(page)]
    page.emulate_media(color_scheme="dark")
    found += [f"dark: {line}" for line in axe(page, COLOURS)]
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    return [f"{width} px, {line}" for line in [*found, *["wider than the window"] * wide]]
