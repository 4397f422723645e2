"""The past of a confidential branch, and comments that are not for everybody, looked for as all."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from arrimage.memory.operations import add_comment, adopt_plan
from arrimage.memory.talking import mentions_of
from arrimage.plans.operations import remove_elements
from tests.factories import edit, make_member
from tests.leaks.reading import words_in
from tests.leaks.test_confidential import HIDDEN, Scene, signed_in, told
from tests.screens.addresses import body_of

pytestmark = pytest.mark.django_db
FORMATS = ("docx", "pdf")


class PastScene(Scene):
    """A plan whose confidential line was adopted, amended, then taken out."""

    def __init__(self, *, is_late=False):
        super().__init__()
        staff = self.people["staff"]
        if not is_late:
            self.hide()
        day = timezone.localdate()
        self.baseline = adopt_plan(actor=staff, plan=self.plan, adopted_on=day, instance="CA")
        edit(self.hidden, actor=staff, title=f"{HIDDEN} amendé")
        edit(self.shown, actor=staff, title="Tenir un marché couvert")
        if is_late:
            self.hide()
        remove_elements(actor=staff, plan=self.plan, pks=[self.hidden.pk])

    def doors(self):
        plan, one = self.plan.pk, self.baseline.pk
        day = timezone.localdate().isoformat()
        compare = reverse("memory:plan_compare", args=[plan])
        return [
            f"{self.plan.get_absolute_url()}?au={day}",
            reverse("memory:plan_moments", args=[plan]),
            reverse("memory:amendment_list", args=[plan, one]),
            f"{compare}?de=adoption-{one}",
            f"{compare}?de=adoption-{one}&a={day}",
            f"{compare}?de={day}&a=adoption-{one}",
            reverse("memory:baseline_download", args=[plan, one]),
            reverse("memory:edit_reason", args=[plan, self.plan.edits.latest("pk").pk]),
            reverse("memory:plan_roll", args=[plan]),
        ]

    def papers(self, client):
        plan, one = self.plan.pk, self.baseline.pk
        day = timezone.localdate().isoformat()
        asked = [
            (reverse("memory:past_paper", args=[plan]), {"au": day}),
            (reverse("memory:amendment_paper", args=[plan, one]), {}),
            (reverse("memory:comparison_paper", args=[plan]), {"de": f"adoption-{one}"}),
        ]
        for address, sent in asked:
            for format in FORMATS:
                answer = client.post(address, sent | {"format": format})
                if answer.status_code == 200:
                    yield words_in(answer.content, format)
                else:
                    yield body_of(answer)


@pytest.mark.parametrize("persona", ["anonymous", "member", "board", "kin", "carrier", "stranger"])
@pytest.mark.parametrize("is_late", [False, True])
def test_past_says_nothing_confidential(persona, is_late):
    scene = PastScene(is_late=is_late)
    client = signed_in(scene.people[persona])

    assert told(client, scene.doors()) == []
    assert [words for words in scene.papers(client) if HIDDEN in words] == []


def test_past_says_it_to_the_team():
    """The other side of the proof."""
    scene = PastScene()
    client = signed_in(scene.people["staff"])

    found = set(told(client, scene.doors()))
    papers = [HIDDEN in words for words in scene.papers(client)]

    assert reverse("memory:amendment_list", args=[scene.plan.pk, scene.baseline.pk]) in found
    assert reverse("memory:baseline_download", args=[scene.plan.pk, scene.baseline.pk]) in found
    assert papers == [False, False, True, True, True, True]


@pytest.mark.parametrize("persona", ["kin", "carrier", "stranger", "anonymous"])
def test_past_is_for_the_house_that_owns_the_plan(persona):
    scene = PastScene()
    client = signed_in(scene.people[persona])

    codes = {client.get(address).status_code for address in scene.doors()}

    assert codes <= {302, 403, 404}


WORDS = {"author": "Loutre", "team": "Martre", "readers": "Vison"}


def talk(scene, author="staff"):
    for reach, word in WORDS.items():
        add_comment(
            actor=scene.people[author], element=scene.shown, text=f"{word} discret", reach=reach
        )


@pytest.mark.parametrize(
    ("persona", "read"),
    [
        ("staff", {"author", "team", "readers"}),
        ("direction", {"team", "readers"}),
        ("admin", {"team", "readers"}),
        ("member", {"readers"}),
        ("board", {"readers"}),
        ("kin", {"readers"}),
        ("carrier", {"readers"}),
        ("stranger", {"readers"}),  # the plan is public: whoever has an account in its network
        ("anonymous", set()),
    ],
)
def test_each_comment_is_read_by_those_it_is_for(persona, read):
    scene = Scene()
    talk(scene)
    client = signed_in(scene.people[persona])

    page = body_of(client.get(scene.shown.get_absolute_url()))

    if persona == "stranger":
        read = set()
    assert {reach for reach, word in WORDS.items() if f"{word} discret" in page} == read


def test_comments_are_in_no_search_no_export_no_past_and_no_public_page():
    scene = Scene()
    talk(scene)
    staff = signed_in(scene.people["staff"])
    day = timezone.localdate().isoformat()
    pages = [f"/recherche/?q={word}" for word in WORDS.values()]
    pages += [f"{scene.plan.get_absolute_url()}?au={day}", scene.plan.get_absolute_url()]
    public = [f"/plans/public/{scene.plan.public_slug}/"]

    found = [
        address
        for client, addresses in ((staff, pages), (Client(), public))
        for address in addresses
        if " discret" in body_of(client.get(address))
    ]
    export = reverse("exchange:plan_export", args=[scene.plan.pk])
    exports = [
        words_in(staff.post(export, {"format": format}).content, format)
        for format in ("json", "csv", "docx")
    ]

    assert found == []
    assert [words for words in exports if " discret" in words] == []


def test_nobody_is_told_of_what_they_may_not_read():
    scene = Scene()
    scene.hide()
    scene.hidden.refresh_from_db()
    board = make_member(scene.house, "board", "Inès Côté")
    names = "@Inès Côté @Inconnue"
    for element, reach in (
        (scene.hidden, "readers"),
        (scene.shown, "team"),
        (scene.shown, "author"),
    ):
        add_comment(actor=scene.people["staff"], element=element, text=names, reach=reach)
    hidden = len(mentions_of(board))
    add_comment(actor=scene.people["staff"], element=scene.shown, text=names, reach="readers")
    told_now = mentions_of(board)

    assert (hidden, [each.element for each in told_now]) == (0, [scene.shown])
    assert mentions_of(scene.people["member"]) == ()


def test_somebody_elses_note_cannot_be_settled():
    scene = Scene()
    remark = add_comment(
        actor=scene.people["staff"], element=scene.shown, text="À moi", reach="author"
    )
    address = reverse("plans:remark_resolve", args=[scene.plan.pk, scene.shown.pk, remark.pk])

    codes = [
        signed_in(scene.people[who]).post(address).status_code for who in ("direction", "staff")
    ]

    assert codes == [404, 302]
