"""The shape of the tree once every row is read: numbers that nest, titles that are no level."""

from __future__ import annotations

from collections.abc import Sequence

from ..draft import LevelRole
from .nodes import Node
from .numbering import ORDER, ROLES

_NESTED = 0.6  # share of the deeper numbers whose parent must be in the same list


def reshape(roots: list[Node]) -> list[Node]:
    """The tree with its numbers nested and the titles that name no level taken away."""
    roots = _nest(roots, None)
    for root in roots:
        for node in list(root.walk()):
            node.children = _nest(node.children, node.role)
    return _without_subtitles(roots)


# ------------------------------------------------------------------ every level in one column


def _nest(family: list[Node], above: LevelRole | None) -> list[Node]:
    """«1», «1.1» and «1.1.1» in one list: the numbers tell the levels."""
    if len(family) < 3 or any(node.role != "action" for node in family):
        return family
    parents = _parents(family)
    deeper = [n for n in family if n.number.count(".") > min(m.number.count(".") for m in family)]
    if not parents or len(parents) < _NESTED * len(deeper):
        return family
    roots = [node for node in family if id(node) not in parents]
    for node in family:
        if parent := parents.get(id(node)):
            parent.children.append(node)
    _name_levels(roots, above)
    return roots


def _parents(family: Sequence[Node]) -> dict[int, Node]:
    """The parent of each node, by the printed numbers."""
    known: dict[str, Node] = {}
    found: dict[int, Node] = {}
    for node in family:
        parent = known.get(node.number.rpartition(".")[0]) if "." in node.number else None
        if parent is not None and not parent.children:
            found[id(node)] = parent
        if node.number:
            known[node.number] = node
    return found


def _name_levels(roots: Sequence[Node], above: LevelRole | None) -> None:
    nodes = [(node, depth) for root in roots for node, depth in _depths(root, 0)]
    deepest = max(depth for _, depth in nodes)
    telling = [d for d in range(deepest + 1) if _mostly_say([n for n, at in nodes if at == d])]
    ladder = _ladder(deepest, min(telling, default=deepest), above)
    for node, depth in nodes:
        is_work = not node.children and node.says_something and ORDER[ladder[depth]] < 3
        node.role = "action" if is_work else ladder[depth]


def _depths(node: Node, depth: int) -> list[tuple[Node, int]]:
    below = [pair for child in node.children for pair in _depths(child, depth + 1)]
    return [(node, depth), *below]


def _mostly_say(nodes: Sequence[Node]) -> bool:
    return 2 * sum(node.says_something for node in nodes) > len(nodes)


def _ladder(deepest: int, work: int, above: LevelRole | None) -> tuple[LevelRole, ...]:
    """The roles from the outermost number to the deepest; at ``work``, rows say who and when."""
    free = [role for role in ROLES[:3] if not above or ORDER[role] > ORDER[above]]
    work = min(work, len(free))
    upper: list[LevelRole]
    upper = ["orientation"] if work == 1 and above is None else free[len(free) - work :]
    steps: list[LevelRole] = ["step"] * (deepest - work)
    return (*upper, "action", *steps)


# ------------------------------------------------------------------ titles that are no level


def _without_subtitles(roots: list[Node]) -> list[Node]:
    """A line without number or level word, the same over the whole plan, is no element of it."""
    while roots and _says_one_thing(roots) and _may_go(roots):
        roots = [child for root in roots for child in root.children]
    for root in roots:
        if root.children and _says_one_thing(root.children) and len(roots) > 1:
            titles = {child.title for other in roots for child in other.children}
            if len(titles) == 1:
                for other in roots:
                    other.children = [n for child in other.children for n in child.children]
                break
    return roots


def _says_one_thing(nodes: Sequence[Node]) -> bool:
    """The same title, that stands above tables and says nothing of itself."""
    first = nodes[0]
    return all(n.is_loose and n.children and not n.number and n.title == first.title for n in nodes)


def _may_go(roots: Sequence[Node]) -> bool:
    """Above a sheet always; in running text only when another level remains."""
    below = [child for root in roots for child in root.children]
    in_sheet = all(root.anchor.sheet for root in roots)
    return in_sheet or all(ORDER[child.role] < ORDER["action"] for child in below)
