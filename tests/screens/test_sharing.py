"""Sharing: who reads a plan, links for named people, lines carried by another organisation."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from arrimage.audit.models import Entry
from arrimage.directory.models import Organization
from arrimage.plans.models import Assignment, Edit, Element, Remark, ShareLink
from arrimage.plans.operations import (
    add_evidence,
    change_status,
    create_link,
    revoke_link,
    share_plan,
    undo_edit,
)
from arrimage.plans.views.public import public_page
from tests.factories import (
    element_numbered,
    make_draft,
    make_member,
    make_organization,
    make_plan,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    network = make_organization("Réseau Lisière", "national")
    organization = make_organization("Table des Aulnes")
    Organization.objects.filter(pk=organization.pk).update(parent=network)
    organization.refresh_from_db()
    return organization


@pytest.fixture
def plan(house):
    return make_plan(house, make_draft(actions=2, objectives=2))


@pytest.fixture
def staff(house):
    return make_member(house, "staff", "Maude Lavoie")


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def opened(plan, staff, right, branch=None):
    """A link, and a browser that holds it."""
    made = create_link(actor=staff, plan=plan, name="Ana Roy", right=right, branch=branch)
    client = Client()
    client.get(reverse("plans:guest_enter", args=[made.secret]))
    return made.link, client


def page(link, element=None, name="element"):
    args = [link.pk] if element is None else [link.pk, element.pk]
    return reverse("plans:guest_plan" if element is None else f"plans:guest_{name}", args=args)


# Who reads


@pytest.mark.parametrize(
    ("audience", "seen"),
    [("private", [200, 404, 404]), ("network", [200, 200, 404]), ("public", [200, 200, 404])],
)
def test_plan_is_read_by_its_audience(house, plan, staff, audience, seen):
    people = [
        make_member(house, "board"),
        make_member(house.parent, "member"),
        make_member(make_organization("Ailleurs")),
    ]
    share_plan(actor=staff, plan=plan, audience=audience)

    assert [client_of(p).get(plan.get_absolute_url()).status_code for p in people] == seen
    assert Client().get(plan.get_absolute_url()).status_code == 302


def test_team_chooses_the_readers_and_the_trace_says_so(plan, staff):
    client = client_of(staff)

    client.post(reverse("plans:plan_share", args=[plan.pk]), {"audience": "network"})

    plan.refresh_from_db()
    line = Entry.objects.get(verb="plan.share")
    assert plan.audience == "network"
    assert (line.before, line.after) == (
        {"audience": "L’organisme seulement"},
        {"audience": "Tout le réseau"},
    )


def test_reader_of_the_network_reads_and_exports_but_changes_nothing(house, plan, staff):
    share_plan(actor=staff, plan=plan, audience="network")
    line = element_numbered(plan, "1.1.1")
    client = client_of(make_member(house.parent, "direction"))

    said = client.get(line.get_absolute_url()).content.decode()
    answers = [
        client.post(reverse(f"plans:{name}", args=[plan.pk, line.pk]), {"status": "done"})
        for name in ("element_status", "element_edit", "evidence_add", "element_remove")
    ]
    exported = client.post(reverse("exchange:plan_export", args=[plan.pk]), {"format": "csv"})
    shared = client.get(reverse("plans:plan_share", args=[plan.pk]))

    assert "Changer l’état" not in said
    assert "Partager" not in said
    assert [answer.status_code for answer in answers] == [403] * 4
    assert (exported.status_code, shared.status_code) == (200, 403)


# Lines carried by another organisation


@pytest.fixture
def carrier(house, plan):
    organization = make_organization("Fermes du canton", "member")
    line = element_numbered(plan, "1.1.2")
    Assignment.objects.create(element=line, name="Fermes du canton", organization=organization)
    return organization


def test_team_of_an_organisation_follows_what_it_carries_and_nothing_else(plan, carrier):
    client = client_of(make_member(carrier, "staff", "Léa Roy"))
    own, other = element_numbered(plan, "1.1.2"), element_numbered(plan, "1.1.1")
    today = timezone.localdate().isoformat()
    gestures = {
        "element_status": {"status": "done", "on": today},
        "evidence_add": {"title": "Photo", "text": "Vue"},
        "element_edit": {"title": "Tenir la fête", "initial-title": own.title},
    }

    answers = {
        (name, line.number): client.post(
            reverse(f"plans:{name}", args=[plan.pk, line.pk]), values
        ).status_code
        for name, values in gestures.items()
        for line in (own, other)
    }

    own.refresh_from_db()
    assert answers == {(n, "1.1.2"): 302 for n in gestures} | {(n, "1.1.1"): 403 for n in gestures}
    assert (own.status, own.title, own.evidence.count()) == ("done", "Tenir la fête", 1)


def test_carrier_is_not_offered_an_undoing_that_only_the_team_may_do(plan, carrier):
    client = client_of(make_member(carrier, "staff"))
    own = element_numbered(plan, "1.1.2")
    values = {"status": "done", "on": timezone.localdate().isoformat()}

    answer = client.post(
        reverse("plans:element_status", args=[plan.pk, own.pk]), values, follow=True
    )

    said = answer.content.decode()
    assert "L’état est noté." in said
    assert "/gestes/" not in said


def test_carrier_moves_removes_and_shares_nothing(plan, carrier):
    client = client_of(make_member(carrier, "direction"))
    own = element_numbered(plan, "1.1.2")
    line = [plan.pk, own.pk]

    answers = [
        client.post(reverse(f"plans:{name}", args=line), {}).status_code
        for name in (
            "element_add",
            "element_move",
            "element_shift",
            "element_level",
            "element_remove",
            "element_confide",
        )
    ]
    shared = client.post(reverse("plans:plan_share", args=[plan.pk]), {"audience": "public"})

    assert answers == [403] * 6
    assert shared.status_code == 403


def test_carrier_does_not_say_who_carries(plan, carrier):
    own = element_numbered(plan, "1.1.2")
    client = client_of(make_member(carrier, "staff"))
    before = list(own.assignments.values_list("name", flat=True))

    client.post(
        reverse("plans:element_edit", args=[plan.pk, own.pk]),
        {
            "responsibles": "Quelqu’un",
            "initial-responsibles": "",
            "cost": "5 $",
            "initial-cost": "",
        },
    )

    own.refresh_from_db()
    assert own.cost == "5 $"
    assert list(own.assignments.values_list("name", flat=True)) == before


@pytest.mark.parametrize("role", ["member", "board"])
def test_other_roles_of_a_carrier_see_nothing_of_a_private_plan(plan, carrier, role):
    client = client_of(make_member(carrier, role))

    assert client.get(plan.get_absolute_url()).status_code == 404


def test_what_is_not_carried_any_more_closes_the_next_day(plan, carrier):
    client = client_of(make_member(carrier, "staff"))
    assert client.get(plan.get_absolute_url()).status_code == 200

    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Assignment.objects.filter(organization=carrier).update(until=yesterday)

    assert client.get(plan.get_absolute_url()).status_code == 404


# Links


def test_link_opens_the_plan_without_account_and_its_secret_stands_nowhere_else(plan, staff):
    made = create_link(actor=staff, plan=plan, name="Ana Roy", right="read")
    client = Client()

    entered = client.get(reverse("plans:guest_enter", args=[made.secret]))
    shown = client.get(entered["Location"])

    cookie = client.cookies["lien"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (
        True,
        "Lax",
        entered["Location"],
    )
    assert entered["Referrer-Policy"] == "no-referrer"
    assert "no-store" in entered["Cache-Control"]
    assert made.secret not in entered["Location"] + shown.content.decode()
    assert "Tenir un marché de quartier" in shown.content.decode()
    assert "noindex" in shown.content.decode()
    assert made.secret not in str(list(ShareLink.objects.values()))
    assert made.secret not in str(list(Entry.objects.values()))


def test_page_of_a_link_pasted_elsewhere_opens_nothing(plan, staff, caplog):
    link, client = opened(plan, staff, "read")

    assert client.get(page(link)).status_code == 200
    assert Client().get(page(link))["Location"] == reverse("plans:guest_closed")


def test_link_gives_nothing_at_the_addresses_of_the_team_or_of_another_link(plan, staff):
    line = element_numbered(plan, "1.1.1")
    link, client = opened(plan, staff, "edit", line)
    other, _other_client = opened(plan, staff, "read")
    elsewhere = make_plan()
    foreign = elsewhere.elements.first()

    assert client.get(plan.get_absolute_url()).status_code == 302
    assert client.get(reverse("plans:plan_share", args=[plan.pk])).status_code == 302
    assert client.get(page(other))["Location"] == reverse("plans:guest_closed")
    assert client.get(page(link, foreign)).status_code == 404
    cookie = client.cookies["lien"].value
    forged = Client(headers={"Cookie": f"lien={cookie}"})
    assert forged.get(page(other))["Location"] == reverse("plans:guest_closed")


@pytest.mark.parametrize(
    ("right", "expected"),
    [
        ("read", {"status": 403, "words": 403, "evidence": 403, "remark": 403}),
        ("comment", {"status": 403, "words": 403, "evidence": 403, "remark": 302}),
        ("edit", {"status": 302, "words": 302, "evidence": 302, "remark": 302}),
    ],
)
def test_link_gives_its_right_and_no_more(plan, staff, right, expected):
    line = element_numbered(plan, "1.1.2")
    link, client = opened(plan, staff, right, line)
    sent = {
        "status": {"status": "done", "on": timezone.localdate().isoformat()},
        "words": {"title": "Tenir la fête", "initial-title": line.title},
        "evidence": {"title": "Photo", "text": "Vue"},
        "remark": {"text": "Attention à la date"},
    }

    answers = {n: client.post(page(link, line, n), v).status_code for n, v in sent.items()}

    assert answers == expected


def test_what_is_changed_by_link_stays_in_its_branch_bears_the_name_and_is_undone(plan, staff):
    line, other = element_numbered(plan, "1.1.2"), element_numbered(plan, "1.2.1")
    link, client = opened(plan, staff, "edit", line.parent)
    values = {"status": "done", "text": "Fini.", "on": timezone.localdate().isoformat()}

    inside = client.post(page(link, line, "status"), values)
    outside = client.post(page(link, other, "status"), values)

    edit = Edit.objects.get(verb="element.status")
    entry = Entry.objects.get(verb="element.status")
    line.refresh_from_db()
    assert (inside.status_code, outside.status_code) == (302, 404)
    assert line.status == "done"
    assert (edit.actor, edit.by_name) == (None, "Ana Roy (par lien)")
    assert (entry.actor, entry.actor_name) == (None, "Ana Roy (par lien)")
    assert line.status_updates.first().by_name == "Ana Roy (par lien)"
    undo_edit(actor=staff, edit=edit)
    line.refresh_from_db()
    assert line.status == ""


def test_words_changed_meanwhile_are_not_replaced_by_link(plan, staff):
    line = element_numbered(plan, "1.1.2")
    link, client = opened(plan, staff, "edit", line)
    Element.objects.filter(pk=line.pk).update(title="Autres mots")

    answer = client.post(
        page(link, line, "words"), {"title": "Les miens", "initial-title": line.title}
    )

    line.refresh_from_db()
    assert (answer.status_code, line.title) == (422, "Autres mots")
    assert "Les miens" in answer.content.decode()


def test_remark_is_read_by_the_team_and_by_its_link_alone(plan, staff, house):
    line = element_numbered(plan, "1.1.2")
    link, client = opened(plan, staff, "comment")
    _other, stranger = opened(plan, staff, "comment")
    share_plan(actor=staff, plan=plan, audience="network")

    client.post(page(link, line, "remark"), {"text": "La date me semble tôt."})

    def says(reader, address):
        return "La date me semble tôt." in reader.get(address).content.decode()

    element = line.get_absolute_url()
    assert says(client_of(staff), element)
    assert says(client_of(staff), reverse("plans:plan_share", args=[plan.pk]))
    assert says(client, page(link, line))
    assert not says(stranger, page(_other, line))
    assert not says(client_of(make_member(house, "board")), element)
    assert not says(client_of(make_member(house.parent)), element)


def test_remark_is_resolved_and_reopened(plan, staff):
    line = element_numbered(plan, "1.1.2")
    client = client_of(staff)
    said = {"text": "À revoir", "reach": "team"}
    client.post(reverse("memory:comment_add", args=[plan.pk, line.pk]), said)
    remark = Remark.objects.get()
    address = reverse("plans:remark_resolve", args=[plan.pk, line.pk, remark.pk])

    client.post(address)
    remark.refresh_from_db()
    done = (remark.resolved_at is not None, remark.resolved_by)
    client.post(address, {"rouvrir": ""})

    remark.refresh_from_db()
    assert done == (True, staff)
    assert remark.resolved_at is None
    assert [e.verb for e in Entry.objects.filter(verb__startswith="remark")] == [
        "remark.reopen",
        "remark.resolve",
        "remark.add",
    ]


def test_revoked_link_closes_at_once_and_expired_one_too(plan, staff):
    link, client = opened(plan, staff, "read")
    late, late_client = opened(plan, staff, "read")
    revoke_link(actor=staff, link=link)
    ShareLink.objects.filter(pk=late.pk).update(expires_at=timezone.now())

    assert client.get(page(link))["Location"] == reverse("plans:guest_closed")
    assert late_client.get(page(late))["Location"] == reverse("plans:guest_closed")
    assert client.get(reverse("plans:guest_closed")).status_code == 410


def test_link_lives_thirty_days_at_first_and_its_last_use_is_seen(plan, staff):
    link, client = opened(plan, staff, "read")
    assert link.last_used_at is None

    client.get(page(link))

    link.refresh_from_db()
    assert timezone.localtime(link.expires_at).date() - timezone.localdate() == dt.timedelta(30)
    assert link.last_used_at is not None


def test_link_to_edit_names_a_branch(plan, staff):
    values = {"name": "Ana Roy", "right": "edit", "until": timezone.localdate().isoformat()}

    answer = client_of(staff).post(reverse("plans:link_create", args=[plan.pk]), values)

    assert answer.status_code == 422
    assert "Choisissez la branche" in answer.content.decode()
    assert not ShareLink.objects.exists()


def test_link_is_shown_once(plan, staff):
    values = {"name": "Ana Roy", "right": "read", "until": timezone.localdate().isoformat()}
    client = client_of(staff)

    made = client.post(reverse("plans:link_create", args=[plan.pk]), values)
    listed = client.get(reverse("plans:plan_share", args=[plan.pk])).content.decode()

    secret = made.context["made"].secret
    assert f"/plans/partage/{secret}/" in made.content.decode()
    assert secret not in listed
    assert "Ana Roy" in listed


def test_door_of_links_slows_who_tries_secrets(client, plan, staff, one_minute):
    made = create_link(actor=staff, plan=plan, name="Ana Roy", right="read")
    entry = reverse("plans:guest_enter", args=[made.secret])

    for n in range(30):
        client.get(f"/plans/partage/essai{n}/")

    assert client.get(entry)["Location"] == reverse("plans:guest_closed")
    assert client.get(entry, REMOTE_ADDR="192.0.2.9")["Location"] == page(made.link)


def test_link_that_writes_too_fast_is_asked_to_wait(plan, staff, one_minute):
    line = element_numbered(plan, "1.1.2")
    link, client = opened(plan, staff, "comment")

    answers = [
        client.post(page(link, line, "remark"), {"text": f"Remarque {n}"}).status_code
        for n in range(22)
    ]

    assert answers == [302] * 20 + [429] * 2
    assert Remark.objects.count() == 20


def test_wrong_secret_is_never_logged(client, caplog):
    client.get("/plans/partage/un-secret-presque-bon/", follow=True)
    client.post("/plans/partage/un-secret-presque-bon/")

    assert "un-secret-presque-bon" not in caplog.text


# The public page


@pytest.fixture
def public(plan, staff):
    share_plan(actor=staff, plan=plan, audience="public")
    return f"/plans/public/{plan.public_slug}/"


def test_public_page_takes_no_cookie_and_no_session_and_may_be_cached(public, plan):
    answer = Client().get(public)

    assert public == "/plans/public/plan-daction-2026-2028/"
    assert answer.status_code == 200
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    assert {"public", "max-age=60"} <= set(answer["Cache-Control"].split(", "))
    assert answer["X-Robots-Tag"] == "index, follow"


def test_public_page_costs_the_same_whatever_the_plan(
    staff, house, django_assert_max_num_queries, django_assert_num_queries
):
    paths = []
    for objectives in (1, 6):
        other = make_plan(house, make_draft(actions=3, objectives=objectives))
        share_plan(actor=staff, plan=other, audience="public")
        paths.append(f"/plans/public/{other.public_slug}/")
    Client().get(paths[0])
    public_page.cache_clear()
    with django_assert_max_num_queries(12) as first:
        Client().get(paths[0])

    with django_assert_num_queries(len(first)):
        Client().get(paths[1])
    with django_assert_max_num_queries(2):  # kept: is it public, and did somebody change it
        Client().get(paths[1])


def test_public_page_is_sent_again_only_when_it_changed(public, plan, staff):
    tag = Client().get(public)["ETag"]

    same = Client().get(public, headers={"If-None-Match": tag})
    change_status(actor=staff, element=element_numbered(plan, "1.1.2"), status="done", text="Fini.")
    changed = Client().get(public, headers={"If-None-Match": tag})

    assert (same.status_code, same.content) == (304, b"")
    assert changed.status_code == 200
    assert "Réalisé" in changed.content.decode()


def test_public_page_speaks_the_language_of_its_address(public):
    english = public.replace("/public/", "/public/en/")

    french, other = (Client().get(path) for path in (public, english))

    assert 'lang="fr-CA"' in french.content.decode()
    assert 'lang="en-CA"' in other.content.decode()
    assert (french["Content-Language"], other["Content-Language"]) == ("fr-CA", "en-CA")


def test_public_page_says_states_but_neither_sentences_nor_names_of_the_follow_up(
    public, plan, staff
):
    line = element_numbered(plan, "1.1.2")
    change_status(actor=staff, element=line, status="done", text="Sentence interne")
    add_evidence(actor=staff, element=line, title="Photo interne", text="x")

    said = Client().get(public).content.decode()

    assert "Réalisé" in said
    assert "Agente de liaison" in said
    for hidden in ("Sentence interne", "Photo interne", "Maude Lavoie", staff.email):
        assert hidden not in said


def test_public_page_closes_when_the_plan_is_not_public_any_more_and_keeps_its_address(
    public, plan, staff
):
    share_plan(actor=staff, plan=plan, audience="private")
    closed = Client().get(public)
    share_plan(actor=staff, plan=plan, audience="public")

    assert (closed.status_code, closed["X-Robots-Tag"]) == (404, "noindex, nofollow")
    assert Client().get(public).status_code == 200


def test_only_a_public_page_may_be_indexed(plan, staff, public):
    private = [plan.get_absolute_url(), "/compte/login/", "/plans/partage/ferme/"]

    assert {Client().get(path)["X-Robots-Tag"] for path in private} == {"noindex, nofollow"}


def test_plan_shared_by_another_organisation_is_found_from_ones_own_home(house, plan, staff):
    reader = client_of(make_member(house.parent, "board"))
    home = house.parent.get_absolute_url()
    before = reader.get(home).context["shared"]

    share_plan(actor=staff, plan=plan, audience="network")

    assert before == ()
    assert [summary.plan for summary in reader.get(home).context["shared"]] == [plan]
    assert plan.get_absolute_url() in reader.get(home).content.decode()
    assert client_of(staff).get(house.get_absolute_url()).context["shared"] == ()
