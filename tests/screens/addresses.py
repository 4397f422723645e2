"""Two organisations, their people, and every address of the first one, for the tests of doors."""

import datetime as dt
import io
from dataclasses import dataclass, field, replace
from typing import Any

import pypdfium2
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from arrimage.directory.merging import merge_records
from arrimage.directory.models import Organization, Person
from arrimage.directory.names import Target
from arrimage.directory.opening import opening_key
from arrimage.directory.operations import invite_person
from arrimage.directory.records import add_person
from arrimage.directory.themes import add_theme
from arrimage.exchange.corrections import drop
from arrimage.exchange.issues import mark_of, stored_issue
from arrimage.exchange.models import ImportRun, ImportState
from arrimage.exchange.operations import accept_import, learn_column
from arrimage.formats.draft import Issue
from arrimage.memory.operations import add_comment, adopt_plan
from arrimage.plans.drafts import pack, unpack
from arrimage.plans.models import Assignment, Element, Plan
from arrimage.plans.operations import (
    add_evidence,
    create_link,
    create_plan_from_draft,
    remove_plan,
)
from arrimage.plans.relay import hand_over
from arrimage.plans.remarks import add_remark
from arrimage.plans.responsibles import match_names
from arrimage.plans.saved_views import save_view
from tests.factories import (
    element_numbered,
    make_action,
    make_admin,
    make_draft,
    make_issue,
    make_member,
    make_organization,
    make_run,
)
from tests.screens.doors import doors

OURS = {"portal", "plans", "exchange", "directory", *(n.split(":")[0] for n in doors())}
SECRET = "Secret d’A"
TOLD = f"{SECRET}, "  # how every text of A begins; a name typed in an address stops before
SHARED = Issue(
    *("cells_do_not_match", "Une cellule à répartir.", "doubt"),
    quote="Fait\nEn cours",
    element="a1.1.1",
    keys=("a1.1.1", "a1.1.3"),
    column="status",
)
PERSONAS = ("anonymous", "direction", "staff", "member", "board", "stranger", "admin")


def patterns():
    """Pairs of namespace and name of every address of the product."""
    return [(space, pattern.name) for space, pattern in _walk(get_resolver().url_patterns, "")]


def _walk(found, space):
    for pattern in found:
        if isinstance(pattern, URLPattern):
            yield space, pattern
        else:
            yield from _walk(pattern.url_patterns, pattern.namespace or space)


@dataclass
class World:
    """What stands in the base: ``args`` gives the arguments of each address of A."""

    a: Organization
    b: Organization
    plan: Plan
    b_plan: Plan
    review: ImportRun
    revision: ImportRun
    accepted: ImportRun
    cancelled: ImportRun
    b_review: ImportRun
    secret: str
    people: dict[str, Any] = field(default_factory=dict)
    args: dict[str, tuple] = field(default_factory=dict)

    def address(self, name: str) -> str:
        return reverse(name, args=self.args[name])


def _pdf() -> bytes:
    document = pypdfium2.PdfDocument.new()
    document.new_page(80, 60)
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def _cell(text):
    return {"text": text, "row_span": 1, "col_span": 1, "fill": "", "is_bold": False}


def _view(words):
    row = {"id": "t2-r3", "cells": [_cell(words)]}
    table = {"kind": "table", "id": "t2", "label": "tableau 2", "sheet": "", "page": None}
    return {"format": "docx", "pages": [], "blocks": [table | {"header_rows": 0, "rows": [row]}]}


def _draft(words):
    draft = make_draft()
    objective = draft.elements[0].children[0]
    known = (*objective.children, make_action("1.1.3", f"{words}, action"))
    nested = replace(draft.elements[0], children=(replace(objective, children=known),))
    return replace(draft, title=f"{words}, plan", elements=(nested,))


def _run(organization, words, **values):
    issues = [make_issue(message=f"{words}, doute"), SHARED]
    run = make_run(
        organization, draft=_draft(words), issues=issues, data=f"{words}, octets".encode()
    )
    run.source.name = f"{words}, source.docx"
    run.source.save()
    run.source_view = _view(f"{words}, cellule")
    run.draft = pack(drop(unpack(run.draft), "a1.1.2"))
    dropped = {"gesture": "drop", "key": "a1.1.2", "values": {}, "touched": ["a1.1.2"]}
    run.journal = [dropped | {"version": 1, "title": f"{words}, geste"}]
    for name, value in values.items():
        setattr(run, name, value)
    run.save()
    return run


def _accepted_pdf(organization, words, actor):
    run = _run(organization, words)
    run.source.format = "pdf"
    run.source.file.save("plan.pdf", io.BytesIO(_pdf()))
    page = {"width": 80, "height": 60}
    run.source_view = {"format": "pdf", "pages": [page], "blocks": []}
    run.save()
    accept_import(actor=actor, run=run)
    run.refresh_from_db()
    return run


def make_world() -> World:
    """Organisation A, full of :data:`SECRET`; organisation B, with ordinary words."""
    a, b = make_organization(f"{SECRET}, organisme"), make_organization("Table des Aulnes")
    people = {role: make_member(a, role) for role in ("direction", "staff", "member", "board")}
    people |= {"anonymous": None, "stranger": make_member(b), "admin": make_admin()}
    direction = people["direction"]
    accepted = _accepted_pdf(a, SECRET, direction)
    invitation, secret = invite_person(
        actor=direction, organization=a, email="secret.d@lisiere.example", role="member"
    )
    world = World(
        a=a,
        b=b,
        plan=accepted.plan,
        b_plan=_accepted_pdf(b, "Bouleau", people["stranger"]).plan,
        review=_run(a, SECRET),
        revision=_run(a, SECRET, revises=accepted.plan),
        accepted=accepted,
        cancelled=_run(a, SECRET, state=ImportState.CANCELLED, message=f"{SECRET}, message"),
        b_review=_run(b, "Bouleau"),
        secret=secret,
        people=people,
    )
    _fill_args(world, invitation)
    return world


def _fill_args(world: World, invitation) -> None:
    element = element_numbered(world.plan, "1.1.3")
    evidence = add_evidence(
        actor=world.people["staff"],
        element=element,
        title=f"{SECRET}, preuve",
        file=SimpleUploadedFile("preuve.html", f"{SECRET}, fichier".encode()),
    )
    other = make_member(world.a, "staff", f"{SECRET}, personne").memberships.get()
    person = add_person(
        actor=world.people["direction"],
        organization=world.a,
        name=f"{SECRET}, porteuse",
        email="secret.porteuse@lisiere.example",
    )
    record = (world.a.slug, person.pk)
    curated = {"actor": world.people["direction"], "network": world.a}
    theme = add_theme(**curated, label=f"{SECRET}, thème")
    twins = [
        add_person(actor=None, organization=world.a, name=f"{SECRET}, double {rank}")
        for rank in (1, 2, 3)
    ]
    merge = merge_records(**curated, kept=person, absorbed=twins[2])
    printed = {"Fermes du canton": Target(person=person), "Agente de liaison": Target(twins[0])}
    match_names(actor=world.people["direction"], plan=world.plan, targets=printed)
    handover = hand_over(
        actor=world.people["direction"],
        giver=twins[0],
        taker=twins[1],
        plans=[world.plan],
        on=dt.date(2026, 1, 5),
    )
    sharing = {"actor": world.people["direction"], "plan": world.plan}
    made = create_link(**sharing, name=f"{SECRET}, lien", right="edit", branch=element)
    remark = add_remark(actor=world.people["staff"], element=element, text=f"{SECRET}, note")
    adopt_plan(**sharing, adopted_on=dt.date(2026, 1, 12), instance=f"{SECRET}, conseil")
    add_comment(
        actor=world.people["staff"],
        element=element,
        text=f"{SECRET}, pour @{world.people['direction'].name}",
        reach="team",
    )
    guest, guest_line = (made.link.pk,), (made.link.pk, element.pk)
    binned = create_plan_from_draft(
        actor=world.people["direction"], organization=world.a, draft=_draft(f"{SECRET}, retiré")
    )
    remove_plan(actor=world.people["direction"], plan=binned)
    view = save_view(
        actor=world.people["staff"],
        plan=world.plan,
        name=f"{SECRET}, vue",
        query="etat=done",
        is_shared=True,
    )
    column = learn_column(
        actor=world.people["staff"], organization=world.a, header=f"{SECRET}, colonne", field="note"
    )
    slug, review, line = world.a.slug, world.review.pk, (world.plan.pk, element.pk)
    carried = Assignment.objects.current().filter(element__plan=world.plan).earliest("pk")
    world.args = {
        "portal:home": (),
        "portal:search": (),
        "portal:organization_home": (slug,),
        "exchange:import_list": (),
        "exchange:import_start": (slug,),
        "exchange:import_detail": (world.cancelled.pk,),
        "exchange:import_cancel": (review,),
        "exchange:import_retry": (world.cancelled.pk,),
        "exchange:import_undo": (world.accepted.pk,),
        "exchange:import_source": (review,),
        "exchange:import_page": (world.accepted.pk, 1),
        "exchange:import_review": (review,),
        "exchange:import_accept": (review,),
        "exchange:issue_decide": (review, 0),
        "exchange:issue_keep": (review, "two_actions"),
        "exchange:correction_undo": (review,),
        "exchange:draft_repair": (review,),
        "exchange:draft_period": (review,),
        "exchange:draft_relay": (review,),
        "exchange:cell_share": (review, mark_of(stored_issue(SHARED))),
        "exchange:draft_about": (review,),
        "exchange:draft_words": (review, "a1.1.3"),
        "exchange:draft_reshape": (review, "a1.1.3"),
        "exchange:import_columns": (review,),
        "exchange:import_names": (review,),
        "exchange:column_list": (slug,),
        "exchange:column_forget": (slug, column.pk),
        "exchange:blank_download": ("csv",),
        "exchange:draft_level": (review, "a1.1.3"),
        "exchange:draft_move": (review, "a1.1.3"),
        "exchange:draft_drop": (review, "a1.1.3"),
        "exchange:draft_restore": (review, "a1.1.2"),
        "exchange:revision_start": (world.plan.pk,),
        "exchange:revision_review": (world.revision.pk,),
        "exchange:plan_export": (world.plan.pk,),
        "plans:plan_list": (),
        "plans:plan_new": (slug,),
        "plans:plan_detail": (world.plan.pk,),
        "plans:plan_health": (world.plan.pk,),
        "plans:source_download": (world.review.source_id,),
        "plans:element_detail": line,
        "plans:element_status": line,
        "plans:element_edit": line,
        "plans:element_add": line,
        "plans:element_move": line,
        "plans:element_shift": line,
        "plans:element_level": line,
        "plans:element_remove": line,
        "plans:elements_edit": (world.plan.pk,),
        "plans:plan_frame": (world.plan.pk,),
        "plans:plan_years": (world.plan.pk,),
        "plans:level_add": (world.plan.pk,),
        "plans:level_change": (world.plan.pk, 2),
        "plans:plan_remove": (world.plan.pk,),
        "plans:plan_bin": (slug,),
        "plans:plan_restore": (slug, binned.pk),
        "plans:element_put": line,
        "plans:plan_news": (world.plan.pk,),
        "plans:view_save": (world.plan.pk,),
        "plans:view_edit": (world.plan.pk, view.pk),
        "plans:view_delete": (world.plan.pk, view.pk),
        "plans:edit_list": (world.plan.pk,),
        "plans:edit_undo": (world.plan.pk, world.plan.edits.earliest("pk").pk),
        "plans:timeframe_read": (world.plan.pk,),
        "plans:evidence_add": line,
        "plans:evidence_download": (*line, evidence.pk),
        "plans:plan_share": (world.plan.pk,),
        "plans:link_create": (world.plan.pk,),
        "plans:link_revoke": (world.plan.pk, made.link.pk),
        "plans:element_confide": line,
        "plans:remark_resolve": (*line, remark.pk),
        "plans:guest_enter": (made.secret,),
        "plans:guest_closed": (),
        "plans:guest_plan": guest,
        "plans:guest_element": guest_line,
        "plans:guest_status": guest_line,
        "plans:guest_words": guest_line,
        "plans:guest_evidence": guest_line,
        "plans:guest_remark": guest_line,
        "plans:plan_public": ("secret-d-a",),
        "plans:plan_public_en": ("secret-d-a",),
        "plans:responsible_list": (world.plan.pk,),
        "plans:responsible_match": (world.plan.pk,),
        "plans:responsible_choose": (world.plan.pk, carried.pk),
        "plans:relay_give": (slug, "personne", person.pk),
        "plans:relay_undo": (slug, handover.pk),
        "directory:invitation_accept": (world.secret,),
        "directory:organization_open": (opening_key(),),
        "directory:member_leave": (slug,),
        "directory:member_list": (slug,),
        "directory:person_invite": (slug,),
        "directory:member_role": (slug, other.pk),
        "directory:member_remove": (slug, other.pk),
        "directory:invitation_revoke": (slug, invitation.pk),
        "directory:organization_list": (slug,),
        "directory:organization_add": (slug,),
        "directory:organization_detail": (slug, world.a.pk),
        "directory:organization_edit": (slug, world.a.pk),
        "directory:territory_list": (slug,),
        "directory:person_list": (slug,),
        "directory:person_add": (slug,),
        "directory:person_detail": record,
        "directory:person_edit": record,
        "directory:own_record": (),
        "directory:person_remove": record,
        "directory:position_add": record,
        "directory:position_edit": (*record, person.positions.earliest("pk").pk),
        "directory:theme_list": (slug,),
        "directory:theme_add": (slug,),
        "directory:theme_edit": (slug, theme.pk),
        "directory:duplicate_list": (slug,),
        "directory:duplicate_dismiss": (slug, "person", twins[0].pk, twins[1].pk),
        "directory:merge_choose": (slug, "person", twins[0].pk),
        "directory:record_merge": (slug, "person", twins[0].pk, twins[1].pk),
        "directory:merge_undo": (slug, merge.pk),
    }
    world.args |= {name: door.args(world) for name, door in doors().items()}


def values_of(name: str) -> dict[str, Any]:
    """What a person sends to a gesture so that it succeeds."""
    if name in doors():
        return doors()[name].values
    version = {"version": 1}
    line = Element.objects.filter(number="1.1.3", evidence__isnull=False).first()
    objective = line.parent_id if line else ""
    a_pk = Organization.objects.order_by("pk").values_list("pk", flat=True).first()
    return {
        "exchange:import_start": {"file": SimpleUploadedFile("plan.txt", b"Un plan")},
        "exchange:import_undo": {"force": "on"},
        "exchange:revision_start": {"file": SimpleUploadedFile("plan.txt", b"Un plan")},
        "exchange:revision_review": version,
        "exchange:issue_decide": version | {"decision": "kept"},
        "exchange:issue_keep": version,
        "exchange:correction_undo": version,
        "exchange:draft_repair": version | {"kind": "accent", "answer": "refuse"},
        "exchange:draft_period": version | {"start": "2026-04-01", "end": "2029-03-31"},
        "exchange:draft_relay": version
        | {"keys": "a1.1.1", "name": "Agente de liaison", "to": "Comité"},
        "exchange:cell_share": version | {"to0": "a1.1.3", "to1": "a1.1.1"},
        "exchange:draft_about": version | {"title": "Autre titre", "organization": "Autre"},
        "exchange:draft_words": version | {"title": "Autre libellé"},
        "exchange:draft_reshape": version | {"gesture": "note"},
        "exchange:import_columns": version | {"c0": "action", "c1": "responsible", "c2": "note"},
        "exchange:import_names": {"printed": "Agente de liaison", "choice": "nobody"},
        "exchange:draft_level": version | {"level": 1},
        "exchange:draft_move": version | {"parent_key": "o1"},
        "exchange:draft_drop": version,
        "exchange:draft_restore": version,
        "exchange:plan_export": {"format": "csv"},
        "plans:element_status": {"status": "done", "on": dt.date(2026, 1, 5).isoformat()},
        "plans:plan_share": {"audience": "network"},
        "plans:link_create": {
            "name": "Ana Roy",
            "right": "read",
            "until": timezone.localdate().isoformat(),
        },
        "plans:element_add": {"where": "after", "title": "Tenir un marché"},
        "plans:element_move": {"place": f"{objective}:"},
        "plans:element_shift": {"monter": ""},
        "plans:element_put": {"sens": "haut"},
        "plans:elements_edit": {
            "etape": "faire",
            "ligne": [line.pk if line else 0],
            "status": "done",
            "on": "2026-01-05",
        },
        "plans:plan_frame": {
            "title": "Plan de la rive",
            "initial-title": Plan.objects.order_by("pk").values_list("title", flat=True).first(),
        },
        "plans:plan_years": {"years": "2026-04-01 2027-03-31\n2027-04-01 2028-03-31"},
        "plans:level_add": {"name": "Étape", "role": "step", "rank": 3},
        "plans:level_change": {"name": "Geste"},
        "plans:view_save": {"name": "Ce qui presse", "query": "par=saison"},
        "plans:view_edit": {"name": "Ce qui presse"},
        "plans:element_level": {"level": 2},
        "plans:plan_new": {
            "title": "Plan de la rive",
            "starts_on": "2026-04-01",
            "ends_on": "2029-03-31",
            "levels": "But\nAction",
            "outline": "Relier\n  Tenir un marché",
        },
        "plans:element_edit": {"cost": "400 $", "initial-cost": ""},
        "plans:evidence_add": {"title": "Photo", "text": "Vue du marché"},
        "directory:invitation_accept": {"name": "Zoé Roy", "password": "une-longue-phrase"},
        "directory:organization_open": {
            "organization": "Table des Deux-Vallées",
            "kind": "regional",
            "name": "Zoé Roy",
            "email": "zoe.roy@deuxvallees.test",
            "password": "une-longue-phrase",
        },
        "directory:person_invite": {"email": "zoe@lisiere.example", "role": "board"},
        "directory:member_role": {"role": "board"},
        "directory:organization_add": {"name": "Comité", "kind": "committee", "parent": a_pk},
        "directory:organization_edit": {"name": "Autre nom", "kind": "regional"},
        "directory:person_add": {"name": "Zoé Roy", "organization": a_pk},
        "directory:person_edit": {"name": "Zoé Roy"},
        "directory:position_add": {"organization": a_pk, "title": "Coordination"},
        "directory:position_edit": {"title": "Coordination"},
        "plans:responsible_choose": {"new": "person", "personne-name": "Zoé Roy"},
        "plans:responsible_match": {"printed": "Fermes du canton", "choice": "nobody"},
        "plans:relay_give": {
            "to": f"organization-{a_pk}",
            "on": "2026-01-05",
            "plans": [Plan.objects.order_by("pk").values_list("pk", flat=True).first()],
        },
        "directory:theme_add": {"label": "Logement"},
        "directory:theme_edit": {"label": "Logement", "synonyms": "habitation"},
        "directory:record_merge": {
            "keep": Person.objects.filter(merged_into=None, name__endswith="1")
            .values_list("pk", flat=True)
            .first()
        },
    }.get(name, {})


def body_of(response) -> str:
    """Everything that an answer says: its content, and the addresses and names in its headers."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode(errors="replace") + str(dict(response.headers))
