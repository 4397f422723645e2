"""Wordings that cannot be followed up: a state, two actions, a repetition, a decision to take."""

from __future__ import annotations

import re

from ..draft import ElementDraft, PlanDraft
from ..language.text import fold_same_length, normalise
from .finding import Finding, about, actions_of, gathered, is_state

_SHOWN = 60  # characters of each half that a sentence quotes
_BEFORE = 4  # words quoted before «à déterminer»
_PLACEHOLDER = re.compile(
    r"(?:(?<![a-z])(?:a (?:determiner|preciser|confirmer|completer|definir|venir|valider|discuter)|"
    r"tbd|tbc|to be (?:determined|confirmed|defined))(?![a-z])(?! \w+ \w+))"
    r"|\?{2,}|(?<![a-z])x{3,}(?![a-z])|\[[ .…_]*\]|_{3,}"
)

# Words in -er, -ir, -re, -oir that are no infinitives after «et», folded.
_NOT_VERBS = frozenset(
    {
        *("entre", "outre", "contre", "autre", "notre", "votre", "centre", "cadre", "titre"),
        *("hier", "dernier", "premier", "metier", "atelier", "dossier", "calendrier", "chantier"),
        *("quartier", "papier", "courrier", "financier", "communautaire", "solidaire", "scolaire"),
        *("populaire", "partenaire", "territoire", "ministere", "rencontre", "membre", "ordre"),
        *("genre", "nombre", "lettre", "oeuvre", "offre", "loisir", "avenir", "desir", "plaisir"),
        *("soir", "pouvoir", "savoir", "devoir", "espoir", "hiver", "fier", "cher", "amer"),
    }
)
_VERB = r"(?:s'|se |ne pas )?(?P<{0}>[a-z]{{2,}}(?:er|ir|oir|[aiudnt]re))"
_OBJECT = (
    r"(?= (?:le|la|les|un|une|des|du|de|au|aux|a|en|son|sa|ses|leurs?|nos|notre|vos|ce|cette|ces|"
    r"tous|toutes|chaque|plusieurs|avec|sur|dans|aupres|annuellement|regulierement|[0-9]+|"
    r"mieux|davantage)(?![a-z])| [ld]'| l[’'])"
)
_FIRST = re.compile(rf"^{_VERB.format('verb')}(?![a-z])")
_SECOND = re.compile(
    r"(?P<link>\s*;\s*(?:puis |et )?|\s*\.\s+|\s*\n\s*(?:[-–•*]\s*)?|"
    rf",?\s+(?:et|puis|ainsi que)\s+){_VERB.format('verb')}{_OBJECT}"
)
_OWN_OBJECT = re.compile(
    r"(?<![a-z])(?:le|la|les|un|une|des|du|au|aux|son|sa|ses|leurs?|nos|notre|ce|cette|ces|tous|"
    r"toutes|chaque|[0-9]+) [a-z«\"]|(?<![a-z])[ld]'"
)
_SERIES = re.compile(rf",\s+(?:(?:la|le|les|l'|y|en) ?)?{_VERB.format('verb')}$")
_ANY_VERB = re.compile(_VERB.format("verb") + r"(?![a-z])")
_PURPOSE = re.compile(r"(?<![a-z])(?:pour|afin de|en vue de|visant a|permettant de|de|a|d')$")


def states_as_titles(draft: PlanDraft) -> tuple[Finding, ...]:
    """Actions and their parts whose title is «Complété», «En cours»… and nothing else."""
    return tuple(
        about("title_is_status", node, node.title, title=node.title)
        for action in actions_of(draft)
        for node in action.walk()
        if is_state(node.title)
    )


def two_actions(draft: PlanDraft) -> tuple[Finding, ...]:
    """Titles with two infinitives, each with its own complement, joined by «et», «;» or a list."""
    actions = [action for action in actions_of(draft) if not action.children]
    found = []
    for action in actions:
        if cut := second_action(action.title):
            halves = action.title[: cut[0]], action.title[cut[1] :]
            first, second = (_shortened(half) for half in halves)
            found.append(about("two_actions", action, action.title, first=first, second=second))
    return gathered(found, len(actions))


def second_action(title: str) -> tuple[int, int] | None:
    """Where the first action ends and the second begins, or ``None``.

    «Élaborer et diffuser un guide» is one action: the first verb has no complement of its own.
    «Aider à trouver un lieu et former une équipe» is one: the verbs may depend on another one.
    """
    folded = fold_same_length(title)
    first = _FIRST.match(folded)
    if not first or first["verb"] in _NOT_VERBS:
        return None
    for match in _SECOND.finditer(folded, first.end()):
        if match["verb"] not in _NOT_VERBS:
            is_listed = match["link"].strip(" ,") not in ("et", "puis", "ainsi que")
            return _cut(folded, first.end(), match.start(), match.end("link"), is_listed=is_listed)
    return None


def _cut(
    folded: str, verb_end: int, start: int, end: int, *, is_listed: bool
) -> tuple[int, int] | None:
    """The cut, unless the verbs share their complement or may both depend on a third one."""
    between = folded[verb_end:start]
    if not is_listed and _has_purpose(between):
        return None
    if series := _SERIES.search(between):  # «Tenir un marché, inviter et former les gens»
        between = between[: series.start()]
        start = verb_end + series.start()
        end = start + len(re.match(r",\s+", folded[start:])[0])  # type: ignore[index]
    return (start, end) if _OWN_OBJECT.search(between) else None


def _has_purpose(between: str) -> bool:
    """Whether another infinitive stands between the two, which the second may go with."""
    return any(
        verb["verb"] not in _NOT_VERBS and _PURPOSE.search(between[: verb.start()].rstrip())
        for verb in _ANY_VERB.finditer(between)
    )


def _shortened(text: str) -> str:
    words = " ".join(text.split()).rstrip(" .;,")
    return words if len(words) <= _SHOWN else words[:_SHOWN].rsplit(" ", 1)[0] + "…"


def repeated_titles(draft: PlanDraft) -> tuple[Finding, ...]:
    """Actions whose words were already those of an earlier action."""
    first: dict[str, ElementDraft] = {}
    found = []
    actions = actions_of(draft)
    for action in actions:
        folded = normalise(action.title).strip(" .;:")
        if not folded or is_state(action.title):
            continue
        before = first.setdefault(folded, action)
        if before is not action:
            form = "one" if before.number else "branch"
            values: dict[str, str | int] = {"first": before.number}
            found.append(about("title_repeated", action, action.title, form=form, **values))
    return gathered(found, len(actions))


def placeholders(draft: PlanDraft) -> tuple[Finding, ...]:
    """Elements that say themselves that something is still to be decided; once each."""
    elements = list(draft.walk())
    found = []
    for node in elements:
        words = next(filter(None, map(_undecided, _texts(node))), "")
        if words:
            found.append(about("placeholder", node, words, words=words))
    return gathered(found, len(elements))


def _undecided(text: str) -> str:
    """The words around «à déterminer», or nothing."""
    printed = " ".join(text.split())
    match = _PLACEHOLDER.search(fold_same_length(printed))
    if not match:
        return ""
    before = printed[: match.start()].split()[-_BEFORE:]
    return " ".join([*before, printed[match.start() : match.end()]])


def _texts(node: ElementDraft) -> list[str]:
    texts = [node.title, node.timeframe_text, node.cost, *(a.name for a in node.assignments)]
    return texts + [r.text for r in node.results] + [i.text for i in node.indicators]


def empty_branches(draft: PlanDraft) -> tuple[Finding, ...]:
    """Objectives, orientations and axes with nothing below, and nothing that says who or when."""
    lowest = max((node.level for node in draft.walk()), default=0)
    roles = [level.role for level in draft.levels]
    above = [
        n for n in draft.walk() if n.level < lowest and roles[n.level] not in ("action", "step")
    ]
    found = [
        about("branch_empty", node, node.title, level=draft.levels[node.level].name)
        for node in above
        if not (node.children or node.assignments or node.status or node.timeframes or node.results)
    ]
    return gathered(found, len(above))
