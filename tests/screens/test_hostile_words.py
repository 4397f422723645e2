"""Words of documents and of people are never code, wherever they are printed."""

import re
from dataclasses import replace

import pytest
from django.urls import reverse

from arrimage.plans.models import Evidence, SourceFile
from tests.factories import (
    make_action,
    make_draft,
    make_issue,
    make_member,
    make_organization,
    make_plan,
    make_run,
)

pytestmark = pytest.mark.django_db
ATTACK = "<img src=x onerror=alert(1)>\"'><script>alert(2)</script>{{ 8123|add:1 }}"


def _hostile_world():
    organization = make_organization(ATTACK)
    user = make_member(organization, name=ATTACK)
    draft = make_draft()
    hostile = make_action(
        "1.1.1",
        ATTACK,
        group=ATTACK,
        sub_items=(ATTACK,),
        timeframe_text=f"{ATTACK}\n{ATTACK}",
        cost=ATTACK,
        notes=(ATTACK,),
        extra=((ATTACK, ATTACK),),
    )
    top = draft.elements[0]
    objective = replace(top.children[0], title=ATTACK, children=(hostile,))
    draft = replace(
        draft,
        title=ATTACK,
        organization=ATTACK,
        mission=ATTACK,
        elements=(replace(top, title=ATTACK, children=(objective,)),),
    )
    run = make_run(organization, draft=draft, issues=[make_issue(message=ATTACK)], actor=user)
    SourceFile.objects.update(name=ATTACK)
    cell = {"text": ATTACK, "row_span": 1, "col_span": 1, "fill": ATTACK, "is_bold": True}
    table = {"kind": "table", "id": "t2", "label": ATTACK, "sheet": ATTACK, "page": None}
    table |= {"header_rows": 1, "rows": [{"id": "t2-r3", "cells": [cell]}]}
    words = {"kind": "paragraph", "id": "l1", "text": ATTACK, "heading": 1, "list_level": 0}
    words |= {"marker": ATTACK, "is_bold": True, "page": None, "line": 1, "last_line": 1}
    run.source_view = {"format": "docx", "pages": [], "blocks": [table, words]}
    run.notices = [ATTACK]
    run.save()
    plan = make_plan(organization, draft=draft, source=run.source)
    return user, run, plan


def test_words_of_documents_and_people_are_never_code(client):
    user, run, plan = _hostile_world()
    client.force_login(user)
    element = plan.elements.get(number="1.1.1")
    line = [plan.pk, element.pk]
    opened = reverse("plans:element_detail", args=line)
    reworded = {"title": f"{ATTACK} bis", "version": 1}
    client.post(reverse("plans:element_edit", args=line), reworded)
    status = {"status": "done", "on": "2026-01-05", "text": ATTACK}
    client.post(reverse("plans:element_status", args=line), status)
    client.post(reverse("plans:evidence_add", args=line), {"title": ATTACK, "text": ATTACK})
    home = run.organization.get_absolute_url()
    review = reverse("exchange:import_review", args=[run.pk])
    source = reverse("exchange:import_source", args=[run.pk])
    people = reverse("directory:member_list", args=[run.organization.slug])

    pages = [client.get(path) for path in (home, plan.get_absolute_url(), opened, source, people)]
    pages += [client.get(path) for path in ("/plans/", "/imports/")]
    pages += [client.get(plan.get_absolute_url(), {"q": ATTACK, "responsable": ATTACK})]
    pages += [client.get(review, {"partie": "a1.1.1"}), client.get(review, {"partie": ATTACK})]
    pages += [client.get(opened, headers={"HX-Request": "true"})]
    pages += [client.post(reverse("plans:element_edit", args=line), reworded)]

    shown = [page.content.decode() for page in pages]
    assert [page.status_code for page in pages] == [200] * 11 + [409]
    assert all("&lt;script&gt;alert(2)" in text for text in shown)
    hostile = re.compile(r"<script>|<img[^>]*onerror|8124")
    assert [hostile.findall(text) for text in shown] == [[]] * 12


def test_evidence_links_lead_only_to_web_pages(direction, world):
    address, before = world.address("plans:evidence_add"), Evidence.objects.count()
    wrong = [
        "javascript:alert(1)",
        "JaVaScRiPt://lisiere.example/%0aalert(1)",
        " java\tscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:msgbox(1)",
        "file:///etc/passwd",
        "ftp://lisiere.example/x",
        "http://[::1",
    ]

    values = {"title": "Lien", "text": "Note"}
    answers = {url: direction.post(address, values | {"url": url}).status_code for url in wrong}

    assert answers == dict.fromkeys(wrong, 422)
    assert Evidence.objects.count() == before


def test_evidence_links_to_web_pages_are_kept(direction, world):
    for sent in ("lisiere.example/a", "http://lisiere.example"):
        direction.post(world.address("plans:evidence_add"), {"title": "Lien", "url": sent})

    kept = Evidence.objects.order_by("pk").values_list("url", flat=True)
    assert list(kept)[1:] == ["https://lisiere.example/a", "http://lisiere.example"]
