"""The corrections of a review as a list of gestures, each of which can be made again.

A draft under review is always what its gestures make of the reading. So the last ones can be taken
back, and all of them can be made anew on another reading of the same document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError

from arrimage.formats.comparison import compare
from arrimage.formats.draft import PlanDraft
from arrimage.plans.drafts import unpack

from . import carriers, corrections, numbering, phrases, repairs, reshaping, sharing, wording
from .issues import Decisions, Stored, decided

Entry = dict[str, Any]
"""``{gesture, key, values, touched, version, title, by}``; ``version`` is the one that it made,
``by`` the account that made it."""

KEEPS = "begin"  # a draft as it stood: nothing before it can be taken back


@dataclass(frozen=True, slots=True)
class State:
    """What gestures change: the draft, and what was said of its doubts."""

    draft: PlanDraft
    decisions: Decisions


Change = Callable[[PlanDraft, PlanDraft, str, Mapping[str, Any]], PlanDraft]
"""From the draft, the reading, a key and values to the corrected draft."""

CHANGES: dict[str, Change] = {
    "reword": lambda d, _o, key, v: corrections.reword(d, key, v["title"]),
    "about": lambda d, _o, _key, v: corrections.retitle(d, v["title"], v["organization"]),
    "words": lambda d, _o, key, v: wording.write(d, key, v["fields"]),
    "repair": lambda d, _o, key, v: repairs.repair(d, key, v.get("kind"), v.get("spared", ())),
    "refuse": lambda d, _o, _key, _v: d,
    "level": lambda d, _o, key, v: corrections.change_level(d, key, v["level"]),
    "move": lambda d, _o, key, v: corrections.move_under(d, key, v["parent_key"]),
    "drop": lambda d, _o, key, _v: corrections.drop(d, key),
    "restore": lambda d, o, key, _v: corrections.restore(d, o, key),
    "split": lambda d, _o, key, v: reshaping.split(d, key, v["start"], v["end"]),
    "unfold": lambda d, _o, key, _v: reshaping.unfold(d, key),
    "merge": lambda d, _o, key, v: reshaping.merge(d, key, v.get("into", "")),
    "shift": lambda d, _o, key, v: reshaping.shift(d, key, v["by"]),
    "heading": lambda d, _o, key, _v: reshaping.to_heading(d, key),
    "note": lambda d, _o, key, _v: reshaping.to_note(d, key),
    "renumber": lambda d, _o, key, _v: numbering.renumber(d, key),
    "period": lambda d, _o, _key, v: corrections.rebound(d, v["start"], v["end"]),
    "relay": lambda d, _o, _key, v: carriers.relay(d, v["keys"], v["name"], v["to"]),
    "share": lambda d, _o, _key, v: sharing.share(d, v["column"], v["keys"], v["shares"]),
}
ON_WORDS = frozenset(
    {"reword", "words", "repair", "refuse"}
)  # they touch a part, not what is below it


def apply(state: State, original: PlanDraft, entry: Entry) -> State:
    """The state after a gesture; ``ValidationError`` when it makes no sense there."""
    gesture, values = entry["gesture"], entry["values"]
    if gesture == KEEPS:
        return State(unpack(values["draft"]), dict(map(_pair, values["decisions"])))
    if gesture == "decide":
        said = {_identity(issue): values["decision"] for issue in values["issues"]}
        return replace(state, decisions={**state.decisions, **said})
    draft = CHANGES[gesture](state.draft, original, entry["key"], values)
    settled = {_identity(issue): "resolved" for issue in values.get("settles", ())}
    return State(draft, {**state.decisions, **settled})


def _identity(issue: Sequence[str]) -> tuple[str, str, str]:
    code, element, quote = issue
    return code, element, quote


def _pair(stored: Sequence[Any]) -> tuple[tuple[str, str, str], str]:
    return _identity(stored[0]), stored[1]


def replay(original: PlanDraft, journal: Iterable[Entry]) -> State:
    """What gestures make of a reading; those that make no sense any more are passed over."""
    state = State(original, {})
    for entry in journal:
        state = apply(state, original, entry)
    return state


def beginning(draft: Stored, issues: Iterable[Stored], version: int) -> Entry:
    """A first entry for a draft that was corrected otherwise: it cannot be taken back."""
    decisions = [[list(identity), said] for identity, said in decided(issues).items()]
    values = {"draft": draft, "decisions": decisions}
    return {"gesture": KEEPS, "key": "", "values": values, "touched": [], "version": version}


def touched_by(draft: PlanDraft, gesture: str, key: str, values: Mapping[str, Any]) -> set[str]:
    """Keys that a gesture changes or counts on: two that share none go well together."""
    if gesture == "decide":
        return {element or f"?{code}{quote}" for code, element, quote in values["issues"]}
    if gesture in ("about", "period"):
        return {f"?{gesture}"}
    if gesture in ("relay", "share"):
        return set(values["keys"])
    if gesture in ("repair", "refuse") and not key:
        spared, kind = set(values.get("spared", ())), values.get("kind")
        found = (r for r in repairs.repairs_of(draft) if kind in (None, r.kind))
        return {repair.key for repair in found if repair.key not in spared}
    if gesture in ON_WORDS or gesture == "restore":
        return {key}
    element = corrections.find(draft, key)
    touched = {below.key for below in element.walk()}
    if gesture in ("merge", "shift", "heading", "level", "renumber"):
        touched |= {beside.key for beside in reshaping.siblings_of(draft, key)}
    return touched | {values.get("parent_key", ""), values.get("into", "")} - {""}


def meanwhile(journal: Sequence[Entry], since: int, now: int) -> set[str] | None:
    """Keys touched by the gestures after version ``since``; ``None`` when not all are known."""
    if not 0 < since <= now:
        return None
    later = [entry for entry in journal if entry["version"] > since]
    if {entry["version"] for entry in later} != set(range(since + 1, now + 1)):
        return None
    return {key for entry in later for key in entry["touched"]}


def left_at(journal: Sequence[Entry], account: int | None) -> str:
    """The part that somebody worked on last, or nothing."""
    for entry in reversed(journal):
        if account is not None and entry.get("by") == account:
            return str(
                entry["key"] or next((e for _c, e, _q in entry["values"].get("issues", ())), "")
            )
    return ""


@dataclass(frozen=True, slots=True)
class Transferred:
    """Gestures made anew on another reading, and the titles of those that could not be."""

    state: State
    journal: tuple[Entry, ...]
    lost: tuple[str, ...]


def transfer(old: PlanDraft, new: PlanDraft, journal: Sequence[Entry]) -> Transferred:
    """The corrections of one reading, made on another reading of the same document."""
    pairs = dict(compare(old, new).pairs)
    state, kept, lost = State(new, {}), [], []
    for entry in journal:
        moved = _moved(entry, pairs)
        try:
            if moved is None:
                raise ValidationError(phrases.PART_GONE)
            state = apply(state, new, moved)
        except (ValidationError, KeyError):
            lost.append(entry.get("title") or entry["key"])
            continue
        kept.append(moved)
    return Transferred(state, tuple(kept), tuple(lost))


def _moved(entry: Entry, pairs: Mapping[str, str]) -> Entry | None:
    """The gesture with the keys of the new reading; ``None`` when a part it needs is not there."""
    if entry["gesture"] == KEEPS:
        return None
    values = dict(entry["values"])
    key = _there(entry["key"], pairs)
    for name in ("parent_key", "into"):
        if values.get(name):
            values[name] = _there(values[name], pairs)
    for name in ("keys", "spared"):
        if name in values:
            values[name] = [there for k in values[name] if (there := _there(k, pairs))]
    if "shares" in values:
        values["shares"] = [[line, _there(to, pairs) or ""] for line, to in values["shares"]]
    for name in ("issues", "settles"):
        if name in values:
            said = [[code, _there(e, pairs) or "", quote] for code, e, quote in values[name]]
            values[name] = said
    if key is None or None in (values.get("parent_key", ""), values.get("into", "")):
        return None
    touched = [there for k in entry["touched"] if (there := _there(k, pairs))]
    return {**entry, "key": key, "values": values, "touched": touched}


def _there(key: str, pairs: Mapping[str, str]) -> str | None:
    """The same key in the new reading; the halves of a split part follow it."""
    first, tilde, rank = key.partition("~")
    if not first or first.startswith(("?", "*")):
        return key
    found = pairs.get(first)
    return f"{found}{tilde}{rank}" if found else None
