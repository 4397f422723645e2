"""What the product holds about the person who has an account, told by each application.

Applications announce theirs in their module ``slots``. What is told can be taken away in one file;
closing the account lets go of what can go, and says why the rest stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from .models import User

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Holding:
    """One kind of record.

    ``told`` gives its rows, of values that JSON can hold. ``release`` lets go of them when the
    account closes, or raises ``ValidationError``; without it they stay, and ``reason`` says why.
    """

    key: str
    label: Any
    told: Callable[[User], Iterable[Row]]
    release: Callable[[User], None] | None = None
    reason: Any = ""

    @property
    def goes(self) -> bool:
        """True when closing the account lets go of it."""
        return self.release is not None


_holdings: list[Holding] = []


def register(holding: Holding) -> None:
    """Add one kind of record, in the order in which account pages print them."""
    _holdings.append(holding)


def holdings() -> tuple[Holding, ...]:
    """Every kind of record."""
    return tuple(_holdings)
