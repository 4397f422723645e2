"""What must hold whenever the processes died: each broken promise is one sentence."""

import hashlib
import json
import tarfile
from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from .installation import Installation
from .people import ACTIONS, FIRST, SECOND, Memory

WHOLE = ACTIONS + 2  # one orientation, one objective, the actions
SETTLED = ("review", "accepted", "undone", "failed")
COUNTED = ("plans_element", "plans_assignment", "audit_entry", "accounts_user", "plans_sourcefile")


def broken(installation: Installation, memory: Memory, plan: int, revised: int) -> list[str]:
    """Every promise that does not hold; to be asked when nothing runs."""
    return [
        *disagreements(installation, memory),
        *_edits(installation, memory, plan),
        *_revisions(installation, revised),
        *_made_outside(installation),
    ]


def counts(installation: Installation) -> list[int]:
    """How much the main tables hold."""
    return [installation.rows(f"SELECT count(*) FROM {table}")[0][0] for table in COUNTED]


def disagreements(installation: Installation, memory: Memory | None = None) -> list[str]:
    """Where rows, journal and files do not tell the same story."""
    return [
        *_half_plans(installation),
        *_runs(installation, memory or Memory()),
        *_files(installation),
    ]


def _half_plans(installation: Installation) -> Iterator[str]:
    counts = """SELECT p.id, (SELECT count(*) FROM plans_element e WHERE e.plan_id = p.id),
        (SELECT count(*) FROM plans_assignment a JOIN plans_element e ON a.element_id = e.id
         WHERE e.plan_id = p.id),
        (SELECT count(*) FROM exchange_importrun r WHERE r.plan_id = p.id
         AND r.revises_id IS NULL) FROM plans_plan p"""
    for pk, elements, assignments, runs in installation.rows(counts):
        if (elements, assignments, runs) != (WHOLE, ACTIONS, 1):
            yield f"plan {pk} has {elements} elements, {assignments} assignments, {runs} imports"
    if not installation.url and installation.rows("PRAGMA integrity_check") != [("ok",)]:
        yield "the SQLite file is damaged"


def _runs(installation: Installation, memory: Memory) -> Iterator[str]:
    found = {
        pk: (state, plan)
        for pk, state, plan in installation.rows(
            "SELECT id, state, plan_id FROM exchange_importrun"
        )
    }
    yield from (f"deposit {run} is lost" for run in memory.deposited if run not in found)
    for pk, (state, plan) in found.items():
        if (state == "accepted") != (plan is not None):
            yield f"import {pk} is {state} with plan {plan}"
    for run in memory.accepted:
        if found[run][0] not in ("accepted", "undone"):
            yield f"acceptance of {run} is lost: {found[run][0]}"
    yield from (f"undoing of {run} is lost" for run in memory.undone if found[run][0] != "undone")
    yield from _lines_of_runs(installation, found)


def _lines_of_runs(installation: Installation, found: dict) -> Iterator[str]:
    """The journal tells the same story as the rows."""
    lines: dict[int, list[str]] = {pk: [] for pk in found}
    statement = "SELECT target_id, verb FROM audit_entry WHERE verb LIKE 'import.%' ORDER BY id"
    for pk, verb in installation.rows(statement):
        lines[pk].append(verb)
    for pk, (state, _) in found.items():
        expected = (state in ("accepted", "undone"), state == "undone")
        if tuple(lines[pk].count(f"import.{verb}") for verb in ("accept", "undo")) != expected:
            yield f"import {pk} is {state} and its journal says {lines[pk]}"


def _edits(installation: Installation, memory: Memory, plan: int) -> Iterator[str]:
    edits: dict[int, list[tuple[str, str]]] = {}
    statement = "SELECT verb, changes FROM plans_edit WHERE plan_id = ? ORDER BY id"
    for verb, kept in installation.rows(statement, plan):
        (change,) = json.loads(kept) if isinstance(kept, str) else kept
        edits.setdefault(change["element"], []).append((verb, change["after"]["title"]))
    for statement in (FIRST, SECOND):
        ((element, title),) = installation.rows(statement, plan)
        yield from _edits_of(installation, memory, element, title, edits.get(element, []))
    yield from _taken_back(installation, plan, sum(map(len, edits.values())))
    exports = installation.rows("SELECT count(*) FROM audit_entry WHERE verb = 'plan.export'")
    if exports[0][0] < memory.exported:
        yield f"{memory.exported} exports and {exports[0][0]} lines in the journal"


def _edits_of(
    installation: Installation, memory: Memory, element: int, title: str, edits: list
) -> Iterator[str]:
    ((version,),) = installation.rows("SELECT version FROM plans_element WHERE id = ?", element)
    lines = "SELECT count(*) FROM audit_entry WHERE verb = 'element.reword' AND target_id = ?"
    ((lines,),) = installation.rows(lines, element)
    reworded = sum(verb == "element.edit" for verb, _ in edits)
    known = memory.titles.get(element)
    if known and title not in (known, memory.wanted[element]):
        yield f"edit {known!r} is lost: {title!r}"
    if (version - 1, lines) != (len(edits), reworded):
        yield f"element at version {version}, {lines} lines in the journal, {len(edits)} edits"
    if edits and edits[-1][1] != title:
        yield f"the last edit ends with {edits[-1][1]!r}, the element with {title!r}"


def _taken_back(installation: Installation, plan: int, edits: int) -> Iterator[str]:
    """Each gesture that was taken back is marked so, by one other gesture, with one line."""
    ((marked, undoing),) = installation.rows(
        "SELECT count(undone_at), count(undoes_id) FROM plans_edit WHERE plan_id = ?", plan
    )
    lines = "SELECT count(*) FROM audit_entry WHERE verb = 'edit.undo' AND target_id = ?"
    ((lines,),) = installation.rows(lines, plan)
    if not marked == undoing == lines:
        yield f"of {edits} edits, {marked} are undone, {undoing} undo, {lines} lines say so"


def _revisions(installation: Installation, plan: int) -> Iterator[str]:
    """Every line of the revised plan comes from one version: the last that was accepted."""
    titles = "SELECT title FROM plans_element WHERE plan_id = ? AND number LIKE '1.1.%'"
    versions = {title.rpartition(" ")[2] for (title,) in installation.rows(titles, plan)}
    if len(versions) != 1:
        yield f"the revised plan mixes versions {sorted(versions)}"
    accepted = "SELECT count(*) FROM exchange_importrun WHERE revises_id = ? AND state = 'accepted'"
    edits = "SELECT count(*) FROM plans_edit WHERE verb = 'plan.revise' AND plan_id = ?"
    lines = "SELECT count(*) FROM audit_entry WHERE verb = 'plan.revise' AND target_id = ?"
    told = [installation.rows(statement, plan)[0][0] for statement in (accepted, edits, lines)]
    if len(set(told)) != 1:
        yield f"revisions: {told[0]} accepted, {told[1]} edits, {told[2]} lines in the journal"


def _files(installation: Installation) -> Iterator[str]:
    for name, sha256 in installation.rows("SELECT file, sha256 FROM plans_sourcefile"):
        path = installation.data / "files" / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
            yield f"file {name} is absent or altered"


def orphans(installation: Installation) -> set[str]:
    """Files that no row names."""
    folder = installation.data / "files"
    named = {name for (name,) in installation.rows("SELECT file FROM plans_sourcefile")}
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    return there - named


def _made_outside(installation: Installation) -> Iterator[str]:
    """What a killed command was writing is absent or whole."""
    for path in installation.folder.glob("made.*"):
        if not _is_whole(path):
            yield f"{path.name} is half-made"
        path.unlink()


def _is_whole(path: Path) -> bool:
    try:
        if path.suffix == ".docx":
            return ZipFile(path).testzip() is None
        with tarfile.open(path) as tar:
            return tar.getnames()[-1] == "manifest.json"
    except (BadZipFile, tarfile.TarError, EOFError, OSError):
        return False
