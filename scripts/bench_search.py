"""The search over 100,000 elements: median time of each sort of question, for each sort of person.

Who administers, who is in one organisation of twenty, whose team carries fifty lines elsewhere, who
reads what nineteen organisations share with their network, and who has no role. Beside them, the
same words by LIKE, which knows neither accents nor inflections. ``ARRIMAGE_BENCH_ELEMENTS`` makes
it smaller. Run by `bench.py`; alone, it fills the empty database of ``DATABASE_URL``, else a new
SQLite.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from statistics import median

from django.db.models import Q

ELEMENTS = int(os.environ.get("ARRIMAGE_BENCH_ELEMENTS", "100000"))
ORGANIZATIONS, PER_PLAN, TIMES = 20, 80, 11
VERBS = (
    *("Tenir", "Soutenir", "Développer", "Mobiliser"),
    *("Accompagner", "Diffuser", "Organiser", "Évaluer"),
)
NOUNS = (
    *("rencontres régionales", "développement social", "sécurité alimentaire"),
    *("tables de concertation", "outils d’animation", "plan de communication"),
    *("politique du territoire", "journées des bénévoles", "ateliers de cuisine"),
    *("transport collectif", "logement abordable", "réussite éducative"),
    *("participation citoyenne", "jardins de quartier", "fonds d’initiatives"),
    *("veille stratégique", "infolettre mensuelle", "carte des services"),
    *("accueil des familles", "portrait des milieux"),
)
RARE = ("marée", "sarcelle", "tourbière", "érablière", "goélette", "belvédère", "lucioles")
WHO = (
    *("Agente de liaison", "Direction", "Comité de suivi"),
    *("Table régionale", "Conseil d’administration"),
)
QUESTIONS = {
    "mot très fréquent": "développement ",
    "deux mots": "rencontre régionale ",
    "mot rare": "sarcelles ",
    "expression exacte": '"sécurité alimentaire"',
    "début de mot": "conc",
    "deux lettres": "ac",
    "numéro": "1.2.3",
    "mot exclu": "outils -cuisine ",
    "personne": "agente de liaison ",
    "faute de frappe": "tourbierre ",
}


def fill() -> None:
    """Plans of one sentence a line, made from few words as real plans are."""
    from arrimage.directory.models import Organization

    chance = random.Random(7)
    organizations = [
        Organization.objects.create(name=f"Table {n}", kind="regional", slug=f"table-{n}")
        for n in range(ORGANIZATIONS)
    ]
    for rank in range(ELEMENTS // PER_PLAN):
        _plan(organizations[rank % ORGANIZATIONS], rank, chance)


def people() -> list[int]:
    """The keys of the five persons, with what gives each one's rights."""
    from arrimage.accounts.models import User
    from arrimage.directory.models import Membership, Organization
    from arrimage.plans.models import Assignment, Plan

    def person(name: str, organization: Organization | None = None, role: str = "staff") -> int:
        user = User.objects.create_user(f"{name}@lisiere.example", name=name)
        if organization:
            Membership.objects.create(organization=organization, user=user, role=role)
        return user.pk

    def make(name: str, kind: str) -> Organization:
        return Organization.objects.create(name=name, kind=kind, slug=kind)

    first = Organization.objects.get(slug="table-0")
    carrier, network = make("Fermes du canton", "member"), make("Réseau", "national")
    every = Assignment.objects.order_by("pk").values_list("pk", flat=True)
    Assignment.objects.filter(pk__in=list(every[:: ELEMENTS // 50])).update(organization=carrier)
    Organization.objects.filter(slug__startswith="table-").exclude(pk=first.pk).update(
        parent=network
    )
    Plan.objects.filter(organization__parent=network).update(audience="network")
    admin = User.objects.create_user("ana@lisiere.example", name="Ana", is_network_admin=True)
    return [
        admin.pk,
        person("une", first),
        person("porteuse", carrier),
        person("lectrice", network, "member"),
        person("personne"),
    ]


def _plan(organization: object, rank: int, chance: random.Random) -> None:
    from arrimage.plans.models import Assignment, Element, ExpectedResult, Level, Plan

    plan = Plan.objects.create(organization=organization, title=f"Plan d’action {2000 + rank % 40}")
    level = Level.objects.create(plan=plan, rank=0, name="Action", role="action")
    elements = Element.objects.bulk_create(
        Element(
            plan=plan,
            level=level,
            position=n,
            number=f"{n // 20 + 1}.{n // 5 % 4 + 1}.{n % 5 + 1}",
            title=(title := _sentence(chance)),
            source_title=title,
            notes=[_sentence(chance)] if chance.random() < 0.3 else [],
        )
        for n in range(PER_PLAN)
    )
    Assignment.objects.bulk_create(Assignment(element=e, name=chance.choice(WHO)) for e in elements)
    ExpectedResult.objects.bulk_create(
        ExpectedResult(element=e, text=f"{chance.randint(2, 30)} {chance.choice(NOUNS)}")
        for e in elements
    )


def _sentence(chance: random.Random) -> str:
    """Common words come back often: the first of the list in half of the sentences."""
    named = [NOUNS[min(int(chance.expovariate(0.22)), len(NOUNS) - 1)] for _ in range(3)]
    if chance.random() < 0.0005:
        named.append(chance.choice(RARE))
    return f"{chance.choice(VERBS)} les {named[0]} par les {' et les '.join(named[1:])}"


def measure() -> None:
    """Fill, index, ask; one line for each question."""
    from django.db import connection

    from arrimage.search.indexing import rebuild

    fill()
    keys = people()
    started = time.perf_counter()
    count = rebuild()
    seconds = time.perf_counter() - started
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"| {connection.vendor} | indexation de {count} entrées | {seconds:.0f} s | | | | | |")
    for name, text in QUESTIONS.items():
        cells = []
        for key in keys:
            milliseconds, answers = timed(partial(asked_by, key, text))
            total = f"{answers.total}{'+' if answers.is_more else ''}"
            cells.append(f"{milliseconds:.0f} ms ({total})")
        plain, _ = timed(partial(plainly, text))
        cells.append(f"{plain:.0f} ms")
        print(f"| {connection.vendor} | {name} | {' | '.join(cells)} |", flush=True)


def asked_by(key: int, text: str) -> object:
    """What a new request of a person finds: rights are read each time."""
    from arrimage.accounts.models import User
    from arrimage.search.queries import search

    return search(User.objects.get(pk=key), text)


def timed(question: Callable[[], object]) -> tuple[float, object]:
    """Median of the times in milliseconds, and the last answer."""
    times, answer = [], None
    for _ in range(TIMES):
        started = time.perf_counter()
        answer = question()
        times.append(time.perf_counter() - started)
    return median(times) * 1000, answer


def plainly(text: str) -> object:
    """What a search without an index would ask for."""
    from arrimage.plans.models import Element

    found = Element.objects.order_by("-pk")
    for word in text.replace('"', " ").split():
        if not word.startswith("-"):
            here = Q(title__icontains=word) | Q(number=word)
            found = found.filter(here | Q(assignments__name__icontains=word))
    return list(found.distinct()[:200])


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="arrimage-bench-") as data:
        os.environ.setdefault("ARRIMAGE_DATA", data)
        os.environ["DJANGO_SETTINGS_MODULE"] = "arrimage.config.settings"
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        measure()


if __name__ == "__main__":
    sys.exit(main())
