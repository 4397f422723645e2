"""A newer version of a document: what is shown, what is taken, what stays."""

from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from arrimage.exchange.models import ImportRun
from arrimage.exchange.operations import accept_import, drop_draft
from arrimage.formats.wordings import both_wordings
from tests.factories import (
    edit,
    element_numbered,
    make_draft,
    make_member,
    make_organization,
    make_run,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def base():
    return make_draft(actions=3)


@pytest.fixture
def plan(base):
    return accept_import(actor=None, run=make_run(make_organization(), base))


@pytest.fixture
def direction(client, plan):
    user = make_member(plan.organization)
    client.force_login(user)
    return user


@pytest.fixture
def run(plan, base):
    """The third action is reworded; the second, that people reworded too, as well."""
    words = {"1.1.2": "Préparer la rencontre du canton", "1.1.3": "Préparer la fête du canton"}

    def walk(element):
        title = words.get(element.number, element.title)
        return replace(element, title=title, children=tuple(map(walk, element.children)))

    made = make_run(plan.organization, replace(base, elements=tuple(map(walk, base.elements))))
    ImportRun.objects.filter(pk=made.pk).update(revises=plan)
    edit(element_numbered(plan, "1.1.2"), title="Préparer notre rencontre")
    return made


@pytest.fixture
def address(run, direction):
    return reverse("exchange:revision_review", args=[run.pk])


def boxes(html):
    """Values of the boxes, and whether they are ticked."""
    found = html.split('name="prendre" value="')[1:]
    return {part.split('"')[0]: " checked" in part.split(">")[0] for part in found}


def test_a_document_deposited_on_a_plan_is_a_newer_version_of_it(client, plan, direction):
    file = SimpleUploadedFile("plan-2.txt", b"Un plan")

    client.post(reverse("exchange:revision_start", args=[plan.pk]), {"file": file})

    run = ImportRun.objects.latest("pk")
    assert (run.revises, run.organization, run.source.name) == (
        plan,
        plan.organization,
        "plan-2.txt",
    )


def test_both_wordings_are_shown_and_what_people_changed_is_not_ticked(client, address, plan):
    html = client.get(address).content.decode()

    keys = {
        number: f"e{element_numbered(plan, number).position + 1}" for number in ("1.1.2", "1.1.3")
    }
    assert boxes(html) == {f"{keys['1.1.2']}:title": False, f"{keys['1.1.3']}:title": True}
    assert "<del>notre</del>" in html
    assert "<ins>fête</ins>" in html


def test_only_what_is_ticked_comes_into_the_plan(client, address, plan, run):
    key = f"e{element_numbered(plan, '1.1.3').position + 1}:title"

    answer = client.post(address, {"version": run.version, "prendre": [key]})

    assert answer.headers["Location"] == plan.get_absolute_url()
    assert element_numbered(plan, "1.1.3").title == "Préparer la fête du canton"
    assert element_numbered(plan, "1.1.2").title == "Préparer notre rencontre"


def test_a_reading_corrected_meanwhile_is_compared_again_with_the_same_boxes(
    client, address, plan, run, direction
):
    key = f"e{element_numbered(plan, '1.1.2').position + 1}:title"
    drop_draft(actor=direction, run=run, version=run.version, key="a1.1.1")

    answer = client.post(address, {"version": run.version, "prendre": [key]})

    assert answer.status_code == 409
    assert boxes(answer.content.decode())[key] is True
    assert element_numbered(plan, "1.1.2").title == "Préparer notre rencontre"


def test_undoing_the_version_keeps_the_plan(client, address, plan, run):
    client.post(address, {"version": run.version})

    client.post(reverse("exchange:import_undo", args=[run.pk]), {})

    run.refresh_from_db()
    plan.refresh_from_db()
    assert (run.state, plan.elements.count()) == ("undone", 5)


@pytest.mark.parametrize(
    ("before", "after", "cut"),
    [
        ("", "six", ((), (("six", True),))),
        ("a b c", "a x c", ((("a ", False), ("b", True), (" c", False)),
                            (("a ", False), ("x", True), (" c", False)))),
    ],
)  # fmt: skip
def test_wordings_are_cut_word_by_word(before, after, cut):
    assert tuple(tuple(map(tuple, side)) for side in both_wordings(before, after)) == cut
