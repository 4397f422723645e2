"""Quality and speed of reading, the plan screen, the search and mail, as tables.

Figures are only comparable inside one run: machines are noisy.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from postgres import find_binaries, running_server

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("ARRIMAGE_SHARED", ROOT.parent / "shared"))
TITLES = ("orientations", "objectives", "actions")
FLOORS = {"office": (0.99, 0.97, 0.99), "pdf": (0.97, 0.93, 0.97), "text": (0.98, 0.93, 0.97),
          "stacked": (0.95, 0.85, 0.93)}  # fmt: skip
STACKED = {"001", "003"}
MOST_INVENTED = 0.01  # of what is read


def inputs() -> Iterator[tuple[Path, Path, str, str]]:
    """File, its truth, its format, and the floor it must reach."""
    for path in sorted((SHARED / "plans").glob("0*.*")):
        kind = "pdf" if path.suffix == ".pdf" else "office"
        yield path, SHARED / f"plans/truth/{path.stem}.json", path.suffix[1:], kind
    for path in sorted((SHARED / "seeds").glob("*.txt")):
        truth = SHARED / f"plans/truth/{path.stem}.ocr.json"
        truth = truth if truth.exists() else truth.with_name(f"{path.stem}.json")
        yield path, truth, "txt", "stacked" if path.stem in STACKED else "text"


def quality() -> bool:
    """The scorer's table; false when a floor is not reached."""
    sys.path.insert(0, str(SHARED / "plans"))
    import score

    from arrimage.commands.reading import read_plan
    from arrimage.formats.interchange import to_json

    print("| input | titles F1 | other fields F1 | placement | invented | seconds | floor |")
    print("|---|---|---|---|---|---|---|")
    all_reached = True
    for path, truth, fmt, kind in inputs():
        started = time.perf_counter()
        reading = read_plan(path)
        seconds = time.perf_counter() - started
        imported = json.loads(json.dumps(to_json(reading.draft))) if reading.draft else {}
        figures = summary(score.score(json.loads(truth.read_text("utf-8")), imported, fmt))
        reached = all(f >= floor for f, floor in zip(figures[:3], FLOORS[kind], strict=True))
        reached &= figures[3] < MOST_INVENTED
        all_reached &= reached
        cells = " | ".join(f"{figure:.3f}" for figure in figures)
        verdict = "reached" if reached else "**below**"
        print(f"| {path.name} | {cells} | {seconds:.2f} | {verdict} |")
    return all_reached


def summary(result: dict[str, dict[str, object]]) -> tuple[float, float, float, float]:
    """Pooled F1 of titles, mean F1 of the other fields, placement, share of invented."""
    hits = sum(result[f]["hits"] for f in TITLES)
    truth = sum(result[f]["truth"] for f in TITLES)
    imported = sum(result[f]["imported"] for f in TITLES)
    titles = 2 * hits / (truth + imported) if truth + imported else 0.0
    fields = {f: r for f, r in result.items() if f != "overall"}
    others = [r["f1"] or 0.0 for f, r in fields.items() if f not in TITLES and r["truth"]]
    placed = [(r["placement"], r["hits"]) for r in fields.values() if r["placement"] is not None]
    weight = sum(n for _, n in placed)
    placement = sum(p * n for p, n in placed) / weight if weight else 0.0
    invented = sum(len(r["invented"]) for r in fields.values())
    mean = sum(others) / len(others) if others else 0.0
    return titles, mean, placement, invented / max(result["overall"]["imported"], 1)


def in_database(url: str | None, script: str, *words: str) -> None:
    """A measure, in a process of its own so that each database has its own settings."""
    with tempfile.TemporaryDirectory(prefix="arrimage-bench-") as data:
        env = os.environ | {"ARRIMAGE_DATA": data, "ARRIMAGE_DEBUG": "0"}
        env |= {"DATABASE_URL": url} if url else {}
        path = str(Path(__file__).with_name(script))
        subprocess.run([sys.executable, path, *words], env=env, check=True)


def screen() -> None:
    """Times and queries of a whole answer, new then kept, for a plan and one ten times as long."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "arrimage.config.settings"
    import django

    django.setup()
    from bench_plan import make_plan
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from arrimage.plans.views.kept import forget_pages

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    for factor in (1, 10):
        plan, user = make_plan(factor)
        client = Client(headers={"host": "127.0.0.1"})
        client.force_login(user)
        client.get(plan.get_absolute_url())
        cells = [str(62 * factor)]
        for is_new in (True, False):
            times = []
            for _ in range(15):
                if is_new:
                    forget_pages()
                started = time.perf_counter()
                response = client.get(plan.get_absolute_url())
                times.append(time.perf_counter() - started)
            assert response.status_code == 200, response.status_code
            if is_new:
                forget_pages()
            with CaptureQueriesContext(connection) as queries:
                client.get(plan.get_absolute_url())
            cells += [f"{median(times) * 1000:.0f} ms", str(len(queries))]
        print(f"| {connection.vendor} | {' | '.join(cells)} |")


def main() -> int:
    reached = True
    if SHARED.is_dir():
        reached = quality()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"\nPeak memory while reading all of them: {peak:.0f} MB\n")
    else:
        print("!! NOT MEASURED: no folder of samples beside the checkout")
    print("| database | actions | plan screen, median | queries | kept, median | queries |")
    print("|---|---|---|---|---|---|", flush=True)
    on_both("bench.py", "--screen")
    heads = "sees everything | one organization of twenty | carries fifty lines"
    heads += " | reads a network | no role | plain LIKE, sees everything"
    print(f"\n| database | question | {heads} |")
    print("|---|---|---|---|---|---|---|---|", flush=True)
    on_both("bench_search.py")
    print("\nTwo hundred plans of three hundred elements, with five years of history.\n")
    print("| database | screen | median | of which work | queries | under 100 ms |")
    print("|---|---|---|---|---|---|", flush=True)
    on_both("bench_followup.py")
    print("\nFifty people read and five edit one plan of 62 actions, for twenty seconds.\n")
    print("| database | gesture | answers | p50 | p95 | p99 | errors |")
    print("|---|---|---|---|---|---|---|", flush=True)
    on_both("bench_load.py")
    print("\nFive thousand people asked at once; whoever writes to them is killed three times.\n")
    heads = (
        "rendered and queued | sent, kills included | kills | second copies | in doubt | forgotten"
    )
    print(f"| database | mails | {heads} |")
    print("|---|---|---|---|---|---|---|---|", flush=True)
    on_both("bench_mail.py")
    return 0 if reached else 1


def on_both(script: str, *words: str) -> None:
    """On SQLite, then on PostgreSQL where there is one."""
    in_database(None, script, *words)
    if find_binaries() is None:
        print("!! NOT MEASURED: PostgreSQL, no server binaries")
        return
    with running_server() as url:
        in_database(url, script, *words)


if __name__ == "__main__":
    sys.exit(screen() if "--screen" in sys.argv else main())
