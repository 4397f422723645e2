"""A confidential branch and the notes of the team, looked for at every address, as everybody."""

from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from arrimage.directory.models import Organization
from arrimage.plans.models import Assignment, Element
from arrimage.plans.operations import (
    add_evidence,
    change_status,
    create_link,
    move_element,
    set_confidential,
    share_plan,
    undo_edit,
)
from arrimage.plans.reading_order import Place
from arrimage.plans.remarks import add_remark
from arrimage.search.indexing import rebuild
from tests.factories import (
    edit,
    element_numbered,
    make_admin,
    make_member,
    make_organization,
    make_plan,
)
from tests.screens.addresses import _walk, body_of

pytestmark = pytest.mark.django_db
HIDDEN = "Zibeline"  # in every field of the confidential branch, and in the notes of the team
TEAM = ("direction", "staff", "admin")
OTHERS = ("anonymous", "member", "board", "kin", "carrier", "stranger")


class Scene:
    """A public plan with a confidential action, a carrier elsewhere, and a link of each kind."""

    def __init__(self):
        self.network = make_organization("Réseau Lisière", "national")
        self.house = make_organization("Table des Aulnes")
        self.carrier = make_organization("Fermes du canton", "member")
        Organization.objects.filter(pk__in=[self.house.pk, self.carrier.pk]).update(
            parent=self.network
        )
        for organization in (self.house, self.carrier):
            organization.refresh_from_db()
        roles = ("direction", "staff", "member", "board")
        self.people = {role: make_member(self.house, role) for role in roles}
        self.people |= {
            "admin": make_admin(),
            "anonymous": None,
            "kin": make_member(self.network, "direction"),
            "carrier": make_member(self.carrier, "staff"),
            "stranger": make_member(make_organization("Ailleurs")),
        }
        self.plan = make_plan(self.house)
        self.hidden = element_numbered(self.plan, "1.1.2")
        self.shown = element_numbered(self.plan, "1.1.1")
        self.fill()
        self.hidden.refresh_from_db()
        share_plan(actor=self.people["direction"], plan=self.plan, audience="public")

    def fill(self):
        staff = self.people["staff"]
        edit(
            self.hidden,
            actor=staff,
            title=f"{HIDDEN} libellé",
            sub_items=f"{HIDDEN} point",
            responsibles=f"{HIDDEN} porteuse",
            results=f"{HIDDEN} résultat",
            indicators=f"{HIDDEN} indicateur",
            notes=f"{HIDDEN} note",
            cost=f"{HIDDEN} coût",
            timeframe=f"{HIDDEN} été",
        )
        change_status(actor=staff, element=self.hidden, status="done", text=f"{HIDDEN} état")
        self.evidence = add_evidence(
            actor=staff,
            element=self.hidden,
            title=f"{HIDDEN} preuve",
            file=SimpleUploadedFile("preuve.txt", f"{HIDDEN} fichier".encode()),
        )
        Assignment.objects.create(
            element=self.hidden, name=f"{HIDDEN} ferme", organization=self.carrier
        )
        Assignment.objects.create(
            element=self.shown, name="Fermes du canton", organization=self.carrier
        )
        edit(self.shown, actor=staff, references="1.1.2")
        self.remark = add_remark(actor=staff, element=self.shown, text=f"{HIDDEN} remarque")

    def hide(self, is_confidential=True):
        return set_confidential(
            actor=self.people["direction"], element=self.hidden, is_confidential=is_confidential
        )

    def link(self, right, branch=None):
        return create_link(
            actor=self.people["staff"], plan=self.plan, name="Ana Roy", right=right, branch=branch
        )

    def arguments(self):
        """Arguments of the addresses of this plan, by their names in the patterns."""
        return {
            "pk": self.plan.pk,
            "plan_pk": self.plan.pk,
            "evidence_pk": self.evidence.pk,
            "remark_pk": self.remark.pk,
            "assignment_pk": Assignment.objects.filter(element=self.hidden).earliest("pk").pk,
            "edit_pk": self.plan.edits.earliest("pk").pk,
            "slug": self.house.slug,
        }

    def addresses(self):
        """Every address of ours that can be made with what stands in the scene, both lines."""
        made = set()
        arguments = self.arguments()
        for space, pattern in _walk(get_resolver().url_patterns, ""):
            names = pattern.pattern.converters
            for element in (self.hidden, self.shown):
                known = dict(arguments)
                if "plan_pk" in names:
                    known["pk"] = element.pk
                if space and set(names) <= set(known) and not pattern.name.startswith("guest"):
                    args = {name: known[name] for name in names}
                    made.add(reverse(f"{space}:{pattern.name}", kwargs=args))
        made |= {"/plans/", "/", f"/recherche/?q={HIDDEN}", "/recherche/?q=1.1.2"}
        made |= {self.plan.get_absolute_url(), f"{self.plan.get_absolute_url()}?etat=done"}
        made |= {f"/plans/public/{self.plan.public_slug}/"}
        made |= {f"/plans/public/en/{self.plan.public_slug}/"}
        made |= {
            reverse("directory:organization_detail", args=[slug, self.carrier.pk])
            for slug in (self.house.slug, self.network.slug, self.carrier.slug)
        }
        return sorted(made)


@pytest.fixture
def scene():
    return Scene()


def signed_in(user):
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def told(client, addresses, word=HIDDEN):
    """Addresses whose answer says the word that was not asked."""
    found = []
    for address in addresses:
        for headers in ({}, {"HX-Request": "true"}):
            said = unquote(body_of(client.get(address, headers=headers)))
            said = said.replace(f"?q={word}", "").replace(f'value="{word}"', "")
            said = said.replace(f"«\u00a0{word}\u00a0»", "")
            if word in said:
                found.append(address)
    return found


@pytest.mark.parametrize("persona", OTHERS)
def test_no_address_says_what_is_confidential(scene, persona):
    scene.hide()
    client = signed_in(scene.people[persona])

    assert told(client, scene.addresses()) == []


@pytest.mark.parametrize("persona", TEAM)
def test_team_reads_what_is_confidential(scene, persona):
    """The other side of the proof: these addresses would say it if they were asked too much."""
    scene.hide()
    client = signed_in(scene.people[persona])

    theirs = [scene.plan.get_absolute_url(), scene.hidden.get_absolute_url()]
    public = f"/plans/public/{scene.plan.public_slug}/"
    swept = set(scene.addresses())
    found = told(client, [*theirs, public])

    assert {*theirs, public} <= swept
    assert found == [address for address in theirs for _ in ("whole", "part")]


def test_everybody_reads_it_before_it_is_marked_and_after_it_is_opened_again(scene):
    client = signed_in(scene.people["kin"])
    address = scene.plan.get_absolute_url()

    before = told(client, [address])
    scene.hide()
    meanwhile = told(client, [address])
    scene.hide(is_confidential=False)

    assert (before, meanwhile) == ([address] * 2, [])
    assert told(client, [address]) == [address] * 2


@pytest.mark.parametrize("right", ["read", "comment", "edit"])
@pytest.mark.parametrize("is_branch", [True, False])
def test_no_link_says_what_is_confidential(scene, right, is_branch):
    if right == "edit" and not is_branch:
        pytest.skip("such a link cannot be made")
    objective = scene.hidden.parent
    made = scene.link(right, objective if is_branch else None)
    scene.hide()
    client = Client()

    client.get(reverse("plans:guest_enter", args=[made.secret]))
    home = reverse("plans:guest_plan", args=[made.link.pk])
    lines = [
        reverse("plans:guest_element", args=[made.link.pk, element.pk])
        for element in Element.objects.filter(plan=scene.plan)
    ]

    assert client.get(home).status_code == 200
    assert told(client, [home, *lines]) == []
    assert client.get(lines[-1]).status_code in (200, 404)
    hidden = reverse("plans:guest_element", args=[made.link.pk, scene.hidden.pk])
    assert client.get(hidden).status_code == 404
    for name in ("status", "words", "evidence", "remark"):
        address = reverse(f"plans:guest_{name}", args=[made.link.pk, scene.hidden.pk])
        assert client.post(address, {"text": "x", "status": "done"}).status_code == 404


def test_link_to_a_branch_that_became_confidential_opens_nothing(scene):
    made = scene.link("edit", scene.hidden)
    client = Client()
    client.get(reverse("plans:guest_enter", args=[made.secret]))

    scene.hide()

    answer = client.get(reverse("plans:guest_plan", args=[made.link.pk]))
    assert answer["Location"] == reverse("plans:guest_closed")


@pytest.mark.parametrize("format", ["csv", "json", "docx", "xlsx", "pdf"])
@pytest.mark.parametrize("persona", ["member", "board", "kin", "carrier"])
def test_no_export_says_what_is_confidential(scene, persona, format):
    from tests.leaks.reading import words_in

    scene.hide()
    client = signed_in(scene.people[persona])

    made = client.post(reverse("exchange:plan_export", args=[scene.plan.pk]), {"format": format})

    words = words_in(made.content, format)
    assert "Tenir un marché" in words
    assert HIDDEN not in words


def test_export_of_the_team_says_it(scene):
    scene.hide()
    client = signed_in(scene.people["staff"])

    made = client.post(reverse("exchange:plan_export", args=[scene.plan.pk]), {"format": "csv"})

    assert HIDDEN in made.content.decode()


@pytest.mark.parametrize("when", ["before", "after", "rebuilt"])
def test_nobody_finds_it_whenever_it_is_marked(scene, when):
    client = signed_in(scene.people["direction"])
    address = f"/recherche/?q={HIDDEN}"
    if when == "before":
        scene.hide()
        scene.hidden.refresh_from_db()
        edit(scene.hidden, actor=scene.people["staff"], title=f"{HIDDEN} autre")
    else:
        assert told(client, [address]) == [address] * 2
        scene.hide()
    if when == "rebuilt":
        rebuild()

    assert told(client, [address]) == []


def test_branch_follows_its_mark_when_it_moves_and_when_it_is_undone(scene):
    objective = scene.hidden.parent
    set_confidential(actor=scene.people["staff"], element=objective, is_confidential=True)
    assert Element.objects.get(pk=scene.shown.pk).is_withheld
    top = objective.parent

    other = make_sibling(scene, top)
    move_element(actor=scene.people["staff"], element=scene.shown, place=Place(other.pk, None))
    moved = scene.plan.edits.first()
    free = Element.objects.get(pk=scene.shown.pk).is_withheld
    undo_edit(actor=scene.people["staff"], edit=moved)

    assert (free, Element.objects.get(pk=scene.shown.pk).is_withheld) == (False, True)


def make_sibling(scene, top):
    from arrimage.plans.operations import add_element

    last = top.children.last()
    return add_element(
        actor=scene.people["staff"],
        plan=scene.plan,
        level=last.level,
        place=Place(top.pk, last.pk),
        title="Autre objectif",
    )


def test_counts_of_others_leave_it_out(scene):
    scene.hide()
    counts = {}
    for persona in ("staff", "member", "kin"):
        client = signed_in(scene.people[persona])
        counts[persona] = client.get(scene.plan.get_absolute_url()).context["document"].total
    listed = signed_in(scene.people["member"]).get("/plans/").context["summaries"]

    assert counts == {"staff": 2, "member": 1, "kin": 1}
    assert [summary.actions for summary in listed] == [1]


def test_source_document_closes_to_others_once_something_is_confidential(scene):
    from arrimage.exchange.operations import accept_import
    from tests.factories import make_run

    run = make_run(scene.house)
    plan = accept_import(actor=scene.people["staff"], run=run)
    member = signed_in(scene.people["member"])
    paths = [
        reverse("plans:source_download", args=[plan.source_id]),
        reverse("exchange:import_source", args=[run.pk]),
        reverse("exchange:import_detail", args=[run.pk]),
    ]
    before = [member.get(path).status_code for path in paths]
    set_confidential(
        actor=scene.people["staff"], element=element_numbered(plan, "1.1.2"), is_confidential=True
    )

    address = plan.get_absolute_url()
    assert before == [200, 200, 200]
    assert paths[0] not in member.get(address).content.decode()
    assert "confidentiel" not in member.get(address).content.decode()
    assert paths[0] in signed_in(scene.people["staff"]).get(address).content.decode()
    assert [member.get(path).status_code for path in paths] == [404, 404, 404]
    assert signed_in(scene.people["staff"]).get(paths[0]).status_code == 200


def test_note_of_the_team_leaves_no_words_in_the_trace(scene):
    from arrimage.audit.models import Entry

    lines = Entry.objects.filter(verb="remark.add")

    assert lines.count() == 1
    assert HIDDEN not in str(lines.values())
    assert lines.get().at <= timezone.now()
