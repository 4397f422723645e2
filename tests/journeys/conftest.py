"""A real Chromium against a real server. Without Chromium these tests say aloud what they skip."""

import os
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

AXE = Path(__file__).parents[1] / "vendor" / "axe-core" / "axe.min.js"
PASSWORD = "un-mot-de-passe"
PATIENCE = 60_000  # milliseconds: the machine may be busy with something else


def chromium() -> str | None:
    """Where the browser is: told by the environment, or found by name."""
    told = os.environ.get("ARRIMAGE_CHROMIUM")
    return told or shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def browser():
    path = chromium()
    if path is None:
        pytest.skip("NOT TESTED: no Chromium here, the browser journeys did not run")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE / 2)
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright runs its own loop
        launched = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture(scope="session", autouse=True)
def static_root(tmp_path_factory):
    """The server under test finds static files in the source tree; its own folder stays empty."""
    settings.STATIC_ROOT = str(tmp_path_factory.mktemp("static"))


@pytest.fixture
def visit(browser, live_server, request):
    """Open a context; every message of the console and every foreign request is a failure."""
    cache.clear()  # what was counted of earlier sign-ins: fifty journeys come from one address
    contexts, complaints = [], []

    def open_page(user=None, *, cookies=None, **options):
        options.setdefault("viewport", {"width": 1280, "height": 900})
        context = browser.new_context(base_url=live_server.url, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda r: _same_host(r.url, live_server.url, complaints))
        if user is not None:
            cookies = _session_of(user)
        keep(page, live_server.url, cookies or {})
        return page

    yield open_page
    for context in contexts:
        context.close()
    refused = "Failed to load resource"  # a page that answers 404, 409 or 422 on purpose
    assert [c for c in complaints if not c.startswith(refused)] == []


def _same_host(address: str, host: str, complaints: list[str]) -> None:
    if not address.startswith((host, "data:", "blob:")):
        complaints.append(f"request to {address}")


def _session_of(user) -> dict[str, str]:
    """A session, without the form: one journey goes through it for all the others."""
    client = Client()
    client.force_login(user)
    return {name: morsel.value for name, morsel in client.cookies.items()}


def keep(page, address: str, cookies: dict[str, str]) -> None:
    """Give these cookies to the browser of this page."""
    page.context.add_cookies(
        [{"name": name, "value": value, "url": address} for name, value in cookies.items()]
    )


def sign_in(page, user, *, is_asked_more: bool = False) -> None:
    """Through the form, to the first page or to the second proof."""
    page.goto("/compte/login/")
    page.get_by_label("Courriel").fill(user.email)
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Entrer", exact=True).click()
    if not is_asked_more:
        page.wait_for_url(lambda address: "/compte/login" not in address)


@pytest.fixture
def axe():
    """Violations of WCAG A and AA on a page, in short."""
    source = AXE.read_text(encoding="utf-8")
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

    def run(page) -> list[str]:
        if page.evaluate("typeof axe") == "undefined":
            page.evaluate(source)  # as the debugger does: the page's own policy still holds for it
        result = page.evaluate(
            "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", tags
        )
        return [
            f"{found['id']}: {node['target']} {node['failureSummary'][:160]}"
            for found in result["violations"]
            for node in found["nodes"][:3]
        ]

    return run
