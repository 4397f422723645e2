"""«Vue d'ensemble» and «Mon travail» over 200 plans of 300 elements with five years of history.

Median time and queries of a whole answer: for who sees everything, the direction of an organisation
of ten plans, one plan alone, and somebody who carries lines of many plans. Run by `bench.py`;
alone, it fills the empty database of ``DATABASE_URL``, else a new SQLite.
``ARRIMAGE_BENCH_PLANS`` makes it smaller.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from statistics import median

PLANS = int(os.environ.get("ARRIMAGE_BENCH_PLANS", "200"))
ORGANIZATIONS, ELEMENTS, YEARS, TIMES = 20, 300, 5, 15
TOPS, MIDDLES = 4, 14
STATES = ("planned", "in_progress", "done", "continuous", "postponed", "in_progress")
GOAL = 100  # milliseconds


def fill() -> None:
    """Plans that began four years ago, each line with five years of states and of times held."""
    from arrimage.directory.models import Membership, Organization, Person
    from arrimage.followup.overview_settling import settle_overview
    from arrimage.followup.settling import settle_clocks

    draw = random.Random(4)
    kinds = ["national"] + ["regional"] * (ORGANIZATIONS - 1)
    organizations = Organization.objects.bulk_create(
        Organization(name=f"Réseau {n}", slug=f"reseau-{n}", kind=kind)
        for n, kind in enumerate(kinds)
    )
    admin, direction = _user("tout"), _user("direction")
    admin.is_network_admin = True
    admin.save()
    Membership.objects.create(user=direction, organization=organizations[1], role="direction")
    person = Person.objects.create(name="Ana Roy", user=direction)
    for rank in range(PLANS):
        plan = _plan(rank, organizations[rank % ORGANIZATIONS], person, draw)
        settle_clocks(plan, None)
        settle_overview(plan, None)


def _user(name: str):
    from arrimage.accounts.models import User

    return User.objects.create_user(f"{name}@lisiere.example", None, name=name)


def _plan(rank: int, organization, person, draw: random.Random):
    from arrimage.plans.models import Element, Level, Plan, PlanYear

    start = dt.date(_today().year - YEARS + 1, 1, 1)
    end = dt.date(start.year + YEARS - 1, 12, 31)
    plan = Plan.objects.create(
        organization=organization, title=f"Plan d’action {rank}", starts_on=start, ends_on=end
    )
    Plan.objects.filter(pk=plan.pk).update(created_at=_at(start))
    plan.refresh_from_db()
    PlanYear.objects.bulk_create(
        PlanYear(plan=plan, number=n + 1, starts_on=dt.date(start.year + n, 1, 1),
                 ends_on=dt.date(start.year + n, 12, 31)) for n in range(YEARS)
    )  # fmt: skip
    roles = ("orientation", "objective", "action")
    levels = Level.objects.bulk_create(
        Level(plan=plan, rank=n, name=role, role=role) for n, role in enumerate(roles)
    )
    tops = Element.objects.bulk_create(
        Element(plan=plan, level=levels[0], position=n, number=f"{n + 1}", title=f"Orientation {n}")
        for n in range(TOPS)
    )
    middles = Element.objects.bulk_create(
        Element(plan=plan, level=levels[1], parent=tops[n % TOPS], position=TOPS + n,
                number=f"{n % TOPS + 1}.{n}", title=f"Objectif {n}") for n in range(MIDDLES)
    )  # fmt: skip
    actions = Element.objects.bulk_create(
        Element(
            plan=plan, level=levels[2], parent=middles[n % MIDDLES], position=TOPS + MIDDLES + n,
            number=f"{n % TOPS + 1}.{n}", title=f"Tenir des rencontres d’échange, {n}",
            status=draw.choice(STATES), status_basis="person",
        )
        for n in range(ELEMENTS - TOPS - MIDDLES)
    )  # fmt: skip
    _carried(actions, start, person if rank % 2 else None, draw)
    return plan


def _carried(actions, start: dt.date, person, draw: random.Random) -> None:
    from arrimage.followup.models import Occurrence
    from arrimage.plans.models import Assignment, Cadence, StatusUpdate, Timeframe

    days = YEARS * 365 - 40
    Assignment.objects.bulk_create(
        Assignment(element=a, name="Agente de liaison" if n % 150 else "Ana Roy",
                   person=None if n % 150 else person) for n, a in enumerate(actions)
    )  # fmt: skip
    Timeframe.objects.bulk_create(
        Timeframe(element=a, kind="range", text="dates", starts_on=start,
                  ends_on=start + dt.timedelta(days=draw.randrange(200, days + 300)),
                  precision="month") for n, a in enumerate(actions) if n % 4
    )  # fmt: skip
    Timeframe.objects.bulk_create(
        Timeframe(element=a, kind="continuous", text="en continu")
        for n, a in enumerate(actions) if n % 8 == 4
    )  # fmt: skip
    Cadence.objects.bulk_create(
        Cadence(element=a, count=4, per="year", unit="rencontres", text="4 par année")
        for a in actions[::8]
    )
    StatusUpdate.objects.bulk_create(_states(actions, start, draw), batch_size=900)
    Occurrence.objects.bulk_create(
        Occurrence(element=a, on=start + dt.timedelta(days=draw.randrange(days)))
        for a in actions[::8] for _ in range(4 * YEARS - 3)
    )  # fmt: skip


def _states(actions, start: dt.date, draw: random.Random) -> Iterator[object]:
    from arrimage.plans.models import StatusUpdate

    last = (_today() - start).days
    for action in actions:
        for year in range(YEARS):
            on = start + dt.timedelta(days=min(year * 365 + draw.randrange(365), last))
            is_last = year == YEARS - 1
            status = action.status if is_last else draw.choice(STATES)
            yield StatusUpdate(element=action, status=status, on=on, text="Noté.")


def _today() -> dt.date:
    from django.utils import timezone

    return timezone.localdate()


def _at(day: dt.date) -> dt.datetime:
    from django.utils import timezone

    return timezone.make_aware(dt.datetime.combine(day, dt.time(12)))


def measure() -> None:
    """The table: the figures are those of this machine, on this day."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from arrimage.accounts.models import User
    from arrimage.plans.models import Plan

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    plan = Plan.objects.filter(organization__slug="reseau-1").first()
    asked = [
        ("Vue d’ensemble, every plan", "tout", "/ensemble/?plan=tous"),
        ("Vue d’ensemble, one organization", "direction", "/ensemble/"),
        ("Vue d’ensemble, one plan", "direction", f"/ensemble/?plan={plan.pk}"),
        ("Mon travail, who carries", "direction", "/travail/"),
        ("Ligne du temps, one plan", "direction", f"/plans/{plan.pk}/ligne-du-temps/"),
        ("Calendrier, one organization", "direction", "/calendrier/"),
    ]
    for name, who, address in asked:
        client = Client(headers={"host": "127.0.0.1"})
        client.force_login(User.objects.get(email=f"{who}@lisiere.example"))
        client.get(address)
        times, works = [], []
        for _ in range(TIMES):
            started, worked = time.perf_counter(), time.process_time()
            answer = client.get(address)
            times.append((time.perf_counter() - started) * 1000)
            works.append((time.process_time() - worked) * 1000)
        assert answer.status_code == 200, answer.status_code
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        took = median(times)
        is_asked = name.startswith(("Vue", "Mon"))
        verdict = ("reached" if took < GOAL else "**above**") if is_asked else ""
        figures = f"{took:.0f} ms | {median(works):.0f} ms | {len(queries)}"
        print(f"| {connection.vendor} | {name} | {figures} | {verdict} |", flush=True)


def main() -> int:
    os.environ.setdefault("ARRIMAGE_DATA", tempfile.mkdtemp(prefix="arrimage-bench-"))
    os.environ.setdefault("ARRIMAGE_DEBUG", "0")
    os.environ["DJANGO_SETTINGS_MODULE"] = "arrimage.config.settings"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    from arrimage.plans.models import Plan

    if not Plan.objects.exists():
        fill()
    measure()
    return 0


if __name__ == "__main__":
    sys.exit(main())
