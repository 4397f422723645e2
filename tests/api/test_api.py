"""What programs may read and write, with a key."""

import pytest

from arrimage.accounts.tokens import create_token
from arrimage.audit.models import Entry
from arrimage.plans.models import Element, StatusUpdate
from arrimage.plans.operations import set_confidential
from tests.factories import (
    element_numbered,
    make_member,
    make_organization,
    make_plan,
)

pytestmark = pytest.mark.django_db
ALL = ["plans:read", "updates:write", "evidence:write"]


class Program:
    """A program with the key of a person."""

    def __init__(self, client, user, scopes=ALL):
        self.client = client
        secret = create_token(actor=user, name="Programme", scopes=scopes).secret
        self.headers = {"Authorization": f"Bearer {secret}"}

    def get(self, path):
        return self.client.get(f"/api{path}", headers=self.headers)

    def post(self, path, said):
        return self.client.post(
            f"/api{path}", said, content_type="application/json", headers=self.headers
        )


@pytest.fixture
def plan():
    return make_plan()


@pytest.fixture
def program(client, plan):
    return Program(client, make_member(plan.organization))


def line(plan):
    return f"/plans/{plan.pk}/elements/{element_numbered(plan, '1.1.1').pk}"


def test_plans_are_listed_with_their_frame_one_by_one(program, plan):
    listed = program.get("/plans").json()
    one = program.get(f"/plans/{plan.pk}").json()

    assert listed["total"] == 1
    assert listed["items"][0] == {
        "id": plan.pk,
        "title": plan.title,
        "organization": {"name": plan.organization.name, "slug": plan.organization.slug},
        "starts_on": plan.starts_on.isoformat(),
        "ends_on": plan.ends_on.isoformat(),
        "audience": "private",
        "url": plan.get_absolute_url(),
    }
    assert [level["rank"] for level in one["levels"]] == list(range(plan.levels.count()))
    assert len(one["years"]) == plan.years.count()


def test_lines_come_in_reading_order_page_by_page(program, plan):
    whole = program.get(f"/plans/{plan.pk}/elements?limit=200").json()
    second = program.get(f"/plans/{plan.pk}/elements?limit=1&offset=1").json()

    keys = list(plan.elements.values_list("pk", flat=True))
    assert [item["id"] for item in whole["items"]] == keys
    assert whole["total"] == second["total"] == len(keys)
    assert second["items"] == whole["items"][1:2]
    assert program.get(line(plan)).json() in whole["items"]


def test_a_state_noted_by_a_program_is_the_persons_with_its_trace(program, plan):
    made = program.post(f"{line(plan)}/updates", {"status": "done", "text": "Tenu"})

    assert made.status_code == 201
    (update,) = StatusUpdate.objects.filter(basis="person")
    assert made.json()["id"] == update.pk
    assert (update.status, update.text, str(update.author)) == ("done", "Tenu", "Maude Lavoie")
    assert Entry.objects.latest("pk").verb == "element.status"
    assert program.get(line(plan)).json()["status"] == "done"
    told = program.get(f"/plans/{plan.pk}/updates").json()["items"]
    assert told[0] == made.json()


def test_a_note_is_attached_as_evidence(program, plan):
    made = program.post(f"{line(plan)}/evidence", {"title": "Photo", "url": "https://x.example/a"})

    assert made.status_code == 201
    assert program.get(f"{line(plan)}/evidence").json()["items"] == [made.json()]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("updates", {"status": "fini"}),
        ("updates", {"status": "done", "on": "2999-01-01"}),
        ("evidence", {"title": "Rien"}),
        ("evidence", {"title": "Piège", "url": "javascript:alert(1)"}),
        ("evidence", {"title": ""}),
    ],
)
def test_a_wrong_value_is_refused_in_words_and_changes_nothing(program, plan, path, said):
    before = StatusUpdate.objects.count()

    answer = program.post(f"{line(plan)}/{path}", said)

    assert answer.status_code == 422
    assert answer.json()["detail"]
    assert StatusUpdate.objects.count() == before
    assert not element_numbered(plan, "1.1.1").evidence.exists()


@pytest.mark.parametrize("query", ["limit=201", "limit=0", "offset=-1", "limit=beaucoup"])
def test_every_list_is_bounded(program, plan, query):
    for path in ("/plans", f"/plans/{plan.pk}/elements", f"/plans/{plan.pk}/updates"):
        assert program.get(f"{path}?{query}").status_code == 422


def test_without_a_key_nothing_opens_not_even_with_a_session(client, plan):
    client.force_login(make_member(plan.organization))

    for headers in ({}, {"Authorization": "Bearer arrimage_fausse"}):
        answer = client.get(f"/api/plans/{plan.pk}", headers=headers)
        assert answer.status_code == 401
        assert plan.title not in answer.content.decode()


def test_a_key_opens_its_scopes_alone(client, plan):
    user = make_member(plan.organization)
    reader, writer = Program(client, user, ["plans:read"]), Program(client, user, ["updates:write"])

    assert reader.get("/plans").status_code == 200
    assert reader.post(f"{line(plan)}/updates", {"status": "done"}).status_code == 403
    assert writer.get("/plans").status_code == 403
    assert writer.post(f"{line(plan)}/evidence", {"title": "A", "text": "B"}).status_code == 403
    assert writer.post(f"{line(plan)}/updates", {"status": "done"}).status_code == 201


def test_a_key_opens_no_more_than_its_person_may(client, plan):
    stranger = Program(client, make_member(make_organization("Ailleurs")))
    board = Program(client, make_member(plan.organization, "board"))

    assert stranger.get("/plans").json() == {"total": 0, "items": []}
    for path in (f"/plans/{plan.pk}", f"/plans/{plan.pk}/elements", line(plan)):
        assert stranger.get(path).status_code == 404
    assert board.get(line(plan)).status_code == 200
    assert board.post(f"{line(plan)}/updates", {"status": "done"}).status_code == 403


def test_what_is_confidential_never_leaves_for_those_outside_the_team(client, plan):
    team = make_member(plan.organization)
    element = element_numbered(plan, "1.1.1")
    Program(client, team).post(f"{line(plan)}/updates", {"status": "done", "text": "Zibeline"})
    set_confidential(actor=team, element=element, is_confidential=True)
    board = Program(client, make_member(plan.organization, "board"))

    paths = (f"/plans/{plan.pk}/elements", f"/plans/{plan.pk}/updates", line(plan))
    told = [board.get(path).content.decode() for path in paths]

    assert [text for text in told if "Zibeline" in text or element.title in text] == []
    assert board.get(line(plan)).status_code == 404
    assert "Zibeline" in Program(client, team).get(paths[1]).content.decode()


@pytest.mark.parametrize("count", [1, 4])
def test_a_page_of_lines_asks_the_same_whatever_its_size(
    program, plan, count, django_assert_max_num_queries
):
    assert Element.objects.filter(plan=plan).count() >= 4
    program.get("/plans")

    with django_assert_max_num_queries(26):
        answer = program.get(f"/plans/{plan.pk}/elements?limit={count}")

    assert len(answer.json()["items"]) == count
