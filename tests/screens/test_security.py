"""What a hostile document, person or page cannot do."""

import datetime as dt
import re

import pytest
from django.apps import apps
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from arrimage.accounts.models import User
from arrimage.directory.models import Invitation, Membership
from arrimage.directory.operations import invite_person, revoke_invitation
from arrimage.plans.models import Evidence, Plan, SourceFile
from tests.factories import (
    make_action,
    make_draft,
    make_issue,
    make_member,
    make_organization,
    make_plan,
    make_run,
    make_user,
)
from tests.screens.addresses import make_world, values_of
from tests.screens.test_permissions import GET, POST

pytestmark = pytest.mark.django_db

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "manifest-src 'self'",
}
ATTACK = "<img src=x onerror=alert(1)>\"'><script>alert(2)</script>{{ 8123|add:1 }}"
PASSWORD = "un-mot-de-passe"


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def direction(client, world):
    """A client signed in as the direction of A."""
    client.force_login(world.people["direction"])
    return client


def _rows():
    """Every row of every table of ours, with all its values."""
    return {
        model.__name__: list(model.objects.order_by("pk").values())
        for app in apps.get_app_configs()
        if app.name.startswith("arrimage.")
        for model in app.get_models()
    }


# Headers and cookies


def test_every_answer_carries_the_strict_policy_and_needs_no_more(direction, world):
    inline = re.compile(r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=\"/static/)")
    answers = [direction.get(world.address(name)) for name in GET]
    answers += [direction.get("/nulle-part/"), Client().get(reverse("account_login"))]

    for answer in answers:
        path = answer.request["PATH_INFO"]
        assert set(answer["Content-Security-Policy"].split("; ")) == POLICY, path
        assert answer["X-Frame-Options"] == "DENY", path
        assert answer["X-Content-Type-Options"] == "nosniff", path
        assert answer["Referrer-Policy"] == "same-origin", path
        if answer.get("Content-Type", "").startswith("text/html"):
            assert inline.findall(answer.content.decode()) == [], path


def test_every_cookie_is_out_of_reach_of_scripts_and_of_other_sites(client):
    user = make_member(make_organization())

    client.get(reverse("account_login"))
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    client.post(reverse("set_language"), {"language": "en"})

    kept = {n: (c["httponly"], c["samesite"]) for n, c in client.cookies.items() if c.value}
    assert {"session", "csrf", "langue"} <= set(kept)
    assert {name: flags for name, flags in kept.items() if flags != (True, "Lax")} == {}


# Forged requests


def test_gesture_without_token_is_refused_and_changes_nothing(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.people["direction"])
    before = _rows()

    answers = {name: client.post(world.address(name), values_of(name)) for name in POST}
    answers |= {n: client.post(reverse(n)) for n in ("account_logout", "account_login")}
    answers["set_language"] = client.post(reverse("set_language"), {"language": "en"})

    assert {answer.status_code for answer in answers.values()} == {403}
    assert _rows() == before


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_reading_changes_nothing(direction, world, headers):
    before = _rows()

    for name in GET:
        direction.get(world.address(name), values_of(name), headers=headers)
    for name in ("account_login", "account_logout", "account_signup", "set_language"):
        direction.get(reverse(name), {"language": "en"})

    assert _rows() == before
    assert "langue" not in direction.cookies


def test_other_methods_are_refused(direction, world):
    before, methods = _rows(), (direction.put, direction.patch, direction.delete)

    answers = {method(world.address(name)).status_code for name in GET for method in methods}

    assert answers == {405}
    assert _rows() == before


def test_accepting_twice_gives_one_plan(direction, world):
    address, before = world.address("exchange:import_accept"), Plan.objects.count()

    first, second = direction.post(address), direction.post(address)

    assert Plan.objects.count() == before + 1
    assert first["Location"] == second["Location"] == Plan.objects.latest("pk").get_absolute_url()


# Files


def _file_of(client, address):
    answer = client.get(address)
    return answer, answer["Content-Type"], answer["Content-Disposition"]


def test_stored_files_are_saved_and_never_displayed(direction, world):
    for name in ("plans:source_download", "plans:evidence_download"):
        answer, kind, disposition = _file_of(direction, world.address(name))
        assert kind == "application/octet-stream"
        assert disposition.startswith("attachment; filename")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("format", ["csv", "docx"])
def test_exports_are_saved_and_never_displayed(direction, world, format):
    answer = direction.post(world.address("exchange:plan_export"), {"format": format})

    assert (answer.status_code, answer["X-Content-Type-Options"]) == (200, "nosniff")
    assert answer["Content-Disposition"] == f'attachment; filename="secret-da-plan.{format}"'


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../../etc/passwd.docx", "passwd.docx"),
        ("C:\\Windows\\plan.docx", "plan.docx"),
        ("..\\..\\plan.docx", "plan.docx"),
        ('a"b.docx', 'a"b.docx'),
        ("<b>plan.docx", "<b>plan.docx"),
        ("plan\u202excod.exe", "planxcod.exe"),
        ("p" * 400 + ".docx", ("p" * 400 + ".docx")[-255:]),
    ],
)
def test_file_name_never_leads_out_of_the_folder(direction, world, settings, sent, kept):
    _send(direction, world.address("exchange:import_start"), sent)

    source = SourceFile.objects.latest("pk")
    assert source.name == kept
    assert re.fullmatch(r"sources/\d{4}/\d{2}/[0-9a-f]{20}\w*\.\w+", source.file.name)
    answer, _kind, disposition = _file_of(
        direction, reverse("plans:source_download", args=[source.pk])
    )
    assert b"".join(answer) == b"Contenu"
    assert "\n" not in disposition


def _send(client, address, name, values=None):
    """A file whose name crosses the wire as it is: the test client would shorten it."""
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    head = f'--xx\r\nContent-Disposition: form-data; name="file"; filename="{escaped}"\r\n\r\n'
    parts = [
        f'--xx\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n'
        for k, v in (values or {}).items()
    ]
    body = "".join([*parts, head, "Contenu\r\n--xx--\r\n"]).encode()
    return client.generic("POST", address, body, "multipart/form-data; boundary=xx")


def test_evidence_name_never_leads_out_of_the_folder(direction, world):
    for sent in ("../../x.html", "..\\..\\x.html", "/etc/x.html", "x" * 400):
        answer = _send(direction, world.address("plans:evidence_add"), sent, {"title": "Photo"})

        assert answer.status_code == 302
        name = Evidence.objects.latest("pk").file.name
        assert re.fullmatch(r"evidence/\d{4}/\d{2}/x[\w.]*", name)
        assert len(name) <= 300


@pytest.mark.parametrize("name", ["exchange:import_start", "plans:evidence_add"])
def test_file_over_the_limit_is_refused_with_a_sentence(direction, world, settings, name):
    settings.UPLOAD_LIMIT = 1024 * 1024
    before = _rows()
    file = SimpleUploadedFile("plan.docx", b"x" * (1024 * 1024 + 1))

    answer = direction.post(world.address(name), {"title": "Photo", "file": file})

    assert answer.status_code == 422
    assert re.search(r"dépasse 1\sMo", answer.content.decode())
    assert _rows() == before


# Words that are code


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
    objective = _with(top.children[0], title=ATTACK, children=(hostile,))
    draft = _with(
        draft,
        title=ATTACK,
        organization=ATTACK,
        mission=ATTACK,
        elements=(_with(top, title=ATTACK, children=(objective,)),),
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


def _with(node, **values):
    from dataclasses import replace

    return replace(node, **values)


def test_words_of_documents_and_people_are_never_code(client):
    user, run, plan = _hostile_world()
    client.force_login(user)
    element = plan.elements.get(number="1.1.1")
    line = [plan.pk, element.pk]
    opened = reverse("plans:element_detail", args=line)
    reworded = {"title": f"{ATTACK} bis", "version": 1}
    client.post(reverse("plans:element_reword", args=line), reworded)
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
    pages += [client.post(reverse("plans:element_reword", args=line), reworded)]

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


# Addresses that lead elsewhere


@pytest.mark.parametrize(
    "next_page",
    [
        "https://ailleurs.example/",
        "//ailleurs.example",
        "/\\ailleurs.example",
        "javascript:alert(1)",
    ],
)
def test_no_redirection_leads_to_another_site(client, next_page):
    user = make_member(make_organization())

    language = client.post(reverse("set_language"), {"language": "en", "next": next_page})
    values = {"login": user.email, "password": PASSWORD, "next": next_page}
    entered = client.post(f"{reverse('account_login')}?next={next_page}", values)
    left = client.post(reverse("account_logout"), {"next": next_page})

    for answer in (language, entered, left):
        assert answer.status_code == 302
        assert answer["Location"] in {"/", reverse("account_login")}


def test_redirection_to_our_own_pages_is_followed(client):
    user = make_member(make_organization())

    values = {"login": user.email, "password": PASSWORD, "next": "/imports/"}
    entered = client.post(reverse("account_login"), values)

    assert entered["Location"] == "/imports/"


# Nonsense

NONSENSE = ["-1", "0", "x", "", "9" * 30, "9" * 5000, "1.5", "\x00"]


@pytest.mark.parametrize("value", NONSENSE, ids=[f"{value[:8]!a}" for value in NONSENSE])
def test_nonsense_in_a_gesture_is_refused_and_changes_nothing(direction, world, value):
    before = _rows()
    names = ["exchange:draft_reword", "exchange:draft_level", "exchange:draft_move"]
    names += ["exchange:draft_drop", "exchange:issue_decide", "plans:element_reword"]

    answers = {}
    for name in names:
        wrong = values_of(name) | {"version": value}
        answers[name] = direction.post(world.address(name), wrong).status_code
    for name, field in [
        ("exchange:draft_level", "level"),
        ("exchange:draft_move", "parent_key"),
        ("exchange:issue_decide", "decision"),
        ("exchange:plan_export", "format"),
        ("plans:element_status", "status"),
        ("plans:element_status", "on"),
        ("directory:member_role", "role"),
        ("directory:person_invite", "role"),
    ]:
        if value or field in {"level", "format", "on", "role"}:
            if (field, value) == ("level", "0"):
                continue  # the first level is no nonsense
            wrong = values_of(name) | {field: value}
            answers[name, field] = direction.post(world.address(name), wrong).status_code

    assert set(answers.values()) <= {409, 422}
    assert _rows() == before


@pytest.mark.parametrize("value", ["0", "99999999999999999999999999", "9" * 5000])
def test_numbers_that_name_nothing_are_not_found(direction, world, value):
    by_number = [n for n in GET if any(isinstance(part, int) for part in world.args[n])]

    for name in by_number:
        known = reverse(name, args=[_mark(part) for part in world.args[name]])
        path = known.replace("777777", value)
        for answer in (direction.get(path), direction.post(path, values_of(name))):
            assert answer.status_code in {404, 405}, path[:80]


def _mark(part):
    return 777777 if isinstance(part, int) else part


def test_nonsense_in_an_address_is_left_out(direction, world):
    plan, review = (world.address(n) for n in ("plans:plan_detail", "exchange:import_review"))

    for value in NONSENSE:
        filters = {"etat": value, "an": value, "q": value, "responsable": value}
        assert direction.get(plan, filters).status_code == 200
        assert direction.get(review, {"page": value, "partie": value}).status_code == 200
    for value in ("x", "../..", "é", "\x00", "9" * 5000):
        assert direction.get("/plans/", {"organisme": value}).status_code == 404
        assert direction.get("/imports/", {"organisme": value}).status_code == 404


def test_part_that_is_gone_is_refused_with_a_sentence(direction, world):
    before = _rows()

    for name in ("draft_reword", "draft_level", "draft_move", "draft_drop", "draft_restore"):
        address = reverse(f"exchange:{name}", args=[world.review.pk, "jamais"])
        assert direction.post(address, values_of(f"exchange:{name}")).status_code == 422, name
    issue = reverse("exchange:issue_decide", args=[world.review.pk, 99])
    assert direction.post(issue, values_of("exchange:issue_decide")).status_code == 422
    assert _rows() == before


def test_requests_out_of_all_measure_are_refused(direction, world):
    before, address = _rows(), world.address("plans:element_reword")
    long = values_of("plans:element_reword") | {"title": "x" * 6_000_000}

    many = direction.post(address, {f"champ{number}": "1" for number in range(2500)})
    heavy = direction.post(address, long)
    elsewhere = direction.get("/", headers={"Host": "ailleurs.example"})

    assert [answer.status_code for answer in (many, heavy, elsewhere)] == [400, 400, 400]
    assert _rows() == before


# Invitations and accounts


def _invitation(**changes):
    organization = make_organization()
    values = {"actor": make_member(organization), "organization": organization}
    sent = invite_person(**values, email="zoe@lisiere.example", role="staff")
    Invitation.objects.filter(pk=sent.invitation.pk).update(**changes)
    return sent


def _accept(client, secret):
    values = {"name": "Zoé Roy", "password": "une-longue-phrase"}
    return client.post(reverse("directory:invitation_accept", args=[secret]), values)


def test_invitation_with_a_wrong_secret_is_not_found(client):
    sent = _invitation()

    stored = Invitation.objects.get().secret_hash
    for secret in ("faux", sent.secret[:-1], sent.secret.swapcase(), stored, "9" * 5000):
        assert _accept(client, secret).status_code == 404
        address = reverse("directory:invitation_accept", args=[secret])
        assert client.get(address).status_code == 404
    assert Membership.objects.count() == 1


def test_invitation_is_used_once(client):
    sent = _invitation()

    first, second = _accept(client, sent.secret), _accept(Client(), sent.secret)

    assert (first.status_code, second.status_code) == (302, 410)
    assert list(Membership.objects.values_list("user__email", "role").order_by("pk"))[1:] == [
        ("zoe@lisiere.example", "staff")
    ]


def test_expired_invitation_gives_nothing(client):
    sent = _invitation(expires_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))

    assert _accept(client, sent.secret).status_code == 410
    assert User.objects.filter(email="zoe@lisiere.example").count() == 0


def test_revoked_invitation_gives_nothing(client):
    sent = _invitation()
    revoke_invitation(actor=sent.invitation.invited_by, invitation=sent.invitation)

    assert _accept(client, sent.secret).status_code == 410
    assert User.objects.filter(email="zoe@lisiere.example").count() == 0


def test_invitation_does_not_open_the_account_of_its_address(client):
    owner = make_user("Zoé Roy", email="zoe@lisiere.example")
    sent = _invitation()

    answer = _accept(client, sent.secret)

    owner.refresh_from_db()
    assert (answer.status_code, owner.check_password(PASSWORD)) == (422, True)
    assert "_auth_user_id" not in client.session
    assert owner.memberships.count() == 0


def test_secret_of_an_invitation_is_kept_nowhere(client):
    sent = _invitation()
    _accept(client, sent.secret)

    assert sent.secret not in str(_rows())


def test_public_sign_up_is_closed(client):
    values = {"email": "x@lisiere.example", "password1": "une-longue-phrase"}
    values["password2"] = values["password1"]

    shown, sent = (
        client.get(reverse("account_signup")),
        client.post(reverse("account_signup"), values),
    )

    assert User.objects.count() == 0
    for answer in (shown, sent):
        assert 'name="email"' not in answer.content.decode()


def test_guessing_a_password_is_slowed_down(client):
    cache.clear()
    user = make_member(make_organization())
    address = reverse("account_login")

    for _ in range(5):
        client.post(address, {"login": user.email, "password": "faux-mot-de-passe"})
    right = client.post(
        address,
        {"login": user.email, "password": PASSWORD},
        headers={"X-Forwarded-For": "192.0.2.7"},  # said by anybody, believed by nobody
    )
    cache.clear()

    assert "Trop de tentatives de connexion échouées" in right.content.decode()
    assert (right.status_code, "_auth_user_id" in client.session) == (200, False)


def test_guessing_many_accounts_from_one_place_is_slowed_down(client):
    cache.clear()
    user = make_member(make_organization())
    address = reverse("account_login")

    for number in range(10):
        wrong = {"login": f"personne-{number}@ailleurs.example", "password": "faux"}
        client.post(address, wrong, headers={"X-Forwarded-For": f"192.0.2.{number}"})
    client.post(address, {"login": user.email, "password": PASSWORD})
    cache.clear()

    assert "_auth_user_id" not in client.session


def test_sign_in_says_the_same_of_unknown_and_known_addresses(client):
    cache.clear()
    user = make_member(make_organization())

    said = [
        client.post(reverse("account_login"), {"login": email, "password": "faux"})
        .content.decode()
        .replace(email, "")
        for email in (user.email, "personne@lisiere.example")
    ]

    cache.clear()
    token = re.compile(r'value="\w{64}"')
    assert token.sub("", said[0]) == token.sub("", said[1])


def test_deactivated_person_has_no_access(client):
    user = make_member(make_organization())
    client.force_login(user)
    User.objects.filter(pk=user.pk).update(is_active=False)

    assert client.get("/")["Location"] == f"{reverse('account_login')}?next=/"
