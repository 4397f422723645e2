"""Fifty people who read and five who edit one plan of 62 actions, for twenty seconds.

A real server (`arrimage serve`) answers on the loopback; everybody keeps one connection open and
takes two to six seconds between two gestures, as one does who reads. What is measured is the time
until the last byte of each answer. The clients take part of the same machine.
"""

from __future__ import annotations

import http.client
import os
import random
import socket
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from urllib.parse import urlencode

READERS, EDITORS, SECONDS = 50, 5, 20.0
PAUSE = (2.0, 6.0)
CSRF = "c" * 32
HTMX = {"HX-Request": "true"}


@dataclass
class Tally:
    """Times of answers in seconds by what was asked, and what went wrong."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Installed:
    """What people need to know to take part."""

    plan: int
    lines: list[int]
    sessions: list[str]


def install() -> Installed:
    """A plan, fifty readers and five editors with their sessions, in a new database."""
    import django

    django.setup()
    from bench_plan import make_plan
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command

    from arrimage.accounts.models import User
    from arrimage.directory.models import Membership
    from arrimage.plans.models import Element

    call_command("migrate", verbosity=0)
    plan, _direction = make_plan(1)
    sessions = []
    for rank in range(READERS + EDITORS):
        user = User.objects.create_user(f"personne{rank}@lisiere.example", None)
        role = "member" if rank < READERS else "staff"
        Membership.objects.create(user=user, organization=plan.organization, role=role)
        store = SessionStore()
        store[SESSION_KEY] = str(user.pk)
        store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[1]
        store[HASH_SESSION_KEY] = user.get_session_auth_hash()
        store.create()
        sessions.append(store.session_key)
    lines = Element.objects.filter(plan=plan, level__rank=2).values_list("pk", flat=True)
    return Installed(plan.pk, list(lines), sessions)


class Someone(threading.Thread):
    """One person with one connection."""

    def __init__(self, port: int, session: str, installed: Installed, tally: Tally) -> None:
        super().__init__(daemon=True)
        self.link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.headers = {"Cookie": f"session={session}; csrf={CSRF}", "Accept-Encoding": "gzip"}
        self.installed, self.tally = installed, tally
        self.chance = random.Random(session)

    def run(self) -> None:
        """Ask, look at the answer, ask again."""
        end = time.monotonic() + SECONDS
        time.sleep(self.chance.uniform(0, PAUSE[1]))
        while time.monotonic() < end:
            self.gesture()
            time.sleep(self.chance.uniform(*PAUSE))

    def gesture(self) -> None:
        """What a reader does: the plan, a line of it, a group or a filter, what is new."""
        plan = f"/plans/{self.installed.plan}/"
        line = f"{plan}elements/{self.chance.choice(self.installed.lines)}/"
        choice = self.chance.random()
        if choice < 0.3:
            self.ask("plan", "GET", plan)
        elif choice < 0.65:
            self.ask("line", "GET", line, HTMX | {"HX-Current-URL": plan})
        elif choice < 0.8:
            query = self.chance.choice(["?par=responsable", "?etat=done", "?q=rencontres"])
            self.ask("filter", "GET", f"{plan}{query}", HTMX)
        else:
            self.ask("news", "GET", f"{plan}nouvelles/?depuis=999999999")

    def ask(
        self,
        what: str,
        method: str,
        path: str,
        headers: dict[str, str] | None = None,
        body: str = "",
    ) -> None:
        """One exchange, timed; anything but 200 and 204 is an error."""
        started = time.perf_counter()
        try:
            self.link.request(method, path, body or None, self.headers | (headers or {}))
            answer = self.link.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException) as error:
            self.tally.errors[f"{what}: {type(error).__name__}"] += 1
            self.link.close()
            return
        self.tally.times[what].append(time.perf_counter() - started)
        if answer.status not in (200, 204):
            self.tally.errors[f"{what}: {answer.status}"] += 1


class Editor(Someone):
    """One who changes states and words."""

    def gesture(self) -> None:
        """Note a state, or open the words of a line and change them."""
        line = self.chance.choice(self.installed.lines)
        address = f"/plans/{self.installed.plan}/elements/{line}/"
        sent = HTMX | {
            "X-CSRFToken": CSRF,
            "Content-Type": "application/x-www-form-urlencoded",
            "HX-Current-URL": f"/plans/{self.installed.plan}/",
        }
        if self.chance.random() < 0.6:
            status = self.chance.choice(["planned", "in_progress", "done"])
            body = urlencode({"status": status, "text": "Vu ensemble.", "on": "2026-01-05"})
            self.ask("state", "POST", f"{address}etat/", sent, body)
            return
        self.ask("form", "GET", f"{address}modifier/", HTMX)
        cost = f"{self.chance.randint(1, 999)} $"
        now = self.costs.get(line, "")
        body = urlencode({"cost": cost, "initial-cost": now})
        self.ask("words", "POST", f"{address}modifier/", sent, body)
        self.costs[line] = cost

    @property
    def costs(self) -> dict[int, str]:
        """What this editor last wrote; each one has lines of one's own."""
        return self.__dict__.setdefault("_costs", {})


def measure(port: int, installed: Installed) -> Tally:
    """Everybody at once, until the time is over."""
    tally = Tally()
    people: list[Someone] = []
    for rank, session in enumerate(installed.sessions):
        if rank < READERS:
            people.append(Someone(port, session, installed, tally))
        else:
            own = installed.lines[rank - READERS :: EDITORS]
            mine = Installed(installed.plan, own, installed.sessions)
            people.append(Editor(port, session, mine, tally))
    for person in people:
        person.start()
    for person in people:
        person.join(SECONDS + 60)
    return tally


def serve(port: int) -> subprocess.Popen[bytes]:
    """The server, once it answers."""
    command = [sys.executable, "-m", "arrimage", "serve", "--port", str(port), "--no-worker"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return process
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the server did not start")


def percentile(times: list[float], share: float) -> float:
    """The time that this share of the answers does not exceed, in milliseconds."""
    ordered = sorted(times)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)] * 1000 if ordered else 0.0


def free_port() -> int:
    """A port that nobody listens to."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def main() -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "arrimage.config.settings"
    port = free_port()
    installed = install()
    from django.db import connection

    vendor = connection.vendor
    connection.close()
    process = serve(port)
    try:
        warm = Someone(port, installed.sessions[0], installed, Tally())
        for _ in range(8):
            warm.ask("plan", "GET", f"/plans/{installed.plan}/")
        tally = measure(port, installed)
    finally:
        process.terminate()
        process.wait(30)
    every = [t for times in tally.times.values() for t in times]
    for what, times in [*sorted(tally.times.items()), ("all", every)]:
        figures = " | ".join(f"{percentile(times, share):.0f} ms" for share in (0.5, 0.95, 0.99))
        errors = sum(n for name, n in tally.errors.items() if name.split(":")[0] == what)
        errors = sum(tally.errors.values()) if what == "all" else errors
        print(f"| {vendor} | {what} | {len(times)} | {figures} | {errors} |")
    for name, count in tally.errors.items():
        print(f"!! {name}: {count}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
