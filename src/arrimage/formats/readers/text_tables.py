"""Tables drawn in plain text with bars: «| Action | Responsable |», framed or not."""

from __future__ import annotations

from collections.abc import Sequence

Row = tuple[int, int, list[str]]  # first line, last line, cells

_RULE_SIGNS = frozenset(" \t|+-=:_")
_DRAWN = str.maketrans(dict.fromkeys("│┃║¦", "|") | dict.fromkeys("┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝", "+")
                       | dict.fromkeys("─━═", "-"))  # fmt: skip
_FEWEST_LINES = 2
_REGULAR = 0.8  # share of the lines with as many bars as the first


def barred_rows(lines: Sequence[str], index: int) -> tuple[list[Row], int]:
    """Rows of the barred table that begins at a line (0-based), and the line after its bars.

    In a frame with a rule under each row, the lines between two rules are one row.
    """
    end = index
    while end < len(lines) and _is_barred(lines[end]):
        end += 1
    if end - index < _FEWEST_LINES:
        return [], end
    drawn = [line.translate(_DRAWN) for line in lines[index:end]]
    shown = [(n, _cells(line)) for n, line in enumerate(drawn) if not _is_rule(line)]
    if not _is_regular([cells for _, cells in shown]):
        return [], end
    rules = [n for n, line in enumerate(drawn) if _is_rule(line)]
    groups = _groups(shown, rules)
    framed = len(groups) > 2 and any(len(group) > 1 for group in groups)
    if not framed:
        groups = [[each] for each in shown]
    return [_row(group, index) for group in groups], end


def _is_barred(line: str) -> bool:
    text = line.translate(_DRAWN)
    return bool(text.strip()) and (text.count("|") > 1 or _is_rule(text))


def _is_rule(text: str) -> bool:
    return "--" in text.replace("==", "--") and _RULE_SIGNS.issuperset(text)


def _cells(line: str) -> list[str]:
    text = line.strip()
    text = text.removeprefix("|")
    text = text[:-1] if text.endswith("|") else text
    return [cell.strip() for cell in text.split("|")]


def _is_regular(rows: Sequence[list[str]]) -> bool:
    if len(rows) < _FEWEST_LINES or len(rows[0]) < 2:
        return False
    same = sum(len(cells) == len(rows[0]) for cells in rows)
    filled = sum(bool(cell) for cells in rows for cell in cells)
    return same >= _REGULAR * len(rows) and filled > len(rows)


def _groups(
    shown: Sequence[tuple[int, list[str]]], rules: Sequence[int]
) -> list[list[tuple[int, list[str]]]]:
    groups: list[list[tuple[int, list[str]]]] = []
    for n, cells in shown:
        if groups and not any(groups[-1][-1][0] < rule < n for rule in rules):
            groups[-1].append((n, cells))
        else:
            groups.append([(n, cells)])
    return groups


def _row(group: Sequence[tuple[int, list[str]]], first: int) -> Row:
    width = max(len(cells) for _, cells in group)
    texts = [
        " ".join(cells[column] for _, cells in group if column < len(cells) and cells[column])
        for column in range(width)
    ]
    return first + group[0][0] + 1, first + group[-1][0] + 1, texts
