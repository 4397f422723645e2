"""What every answer says to browsers and caches."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import PASSWORD, make_member, make_organization
from tests.screens.test_permissions import GET

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
    "worker-src 'self'",
}


def test_every_answer_carries_the_strict_policy_and_needs_no_more(direction, world):
    inline = re.compile(r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=\"/static/)")
    answers = [direction.get(world.address(name)) for name in GET]
    answers += [direction.get("/nulle-part/"), Client().get(reverse("account_login"))]

    for answer in answers:
        path = answer.request["PATH_INFO"]
        assert set(answer["Content-Security-Policy"].split("; ")) == POLICY, path
        assert answer["X-Frame-Options"] == "DENY", path
        assert answer["X-Content-Type-Options"] == "nosniff", path
        entry = path.startswith(("/plans/partage/", "/nouvelles/")) and answer.status_code == 302
        assert answer["Referrer-Policy"] in (
            {"no-referrer", "same-origin"} if entry else {"same-origin"}
        ), path
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


FEEDS = ("feeds:feed_calendar", "feeds:feed_news")  # asked again and again, mostly unchanged


def test_no_cache_keeps_a_page_or_a_file(direction, world):
    images = "exchange:import_page"  # heavy: kept by the browser, which asks before it shows one

    said = {name: direction.get(world.address(name))["Cache-Control"] for name in GET}
    elsewhere = [direction.get(path)["Cache-Control"] for path in ("/nulle-part/", "/compte/2fa/")]
    exported = direction.post(world.address("exchange:plan_export"), {"format": "csv"})

    assert said.pop(images) == "private, no-cache"
    assert [said.pop(name) for name in FEEDS] == ["max-age=900, private"] * 2
    assert [name for name, value in said.items() if "no-store" not in value] == []
    assert [*elsewhere, exported["Cache-Control"]] == ["private, no-store"] * 3


def test_image_that_the_browser_holds_is_asked_for_again_by_whoever_lost_the_right(
    direction, world
):
    address = world.address("exchange:import_page")
    tag = direction.get(address)["ETag"]

    again = direction.get(address, headers={"If-None-Match": tag})
    world.people["direction"].memberships.all().delete()
    after = direction.get(address, headers={"If-None-Match": tag})

    assert (again.status_code, after.status_code) == (304, 404)
