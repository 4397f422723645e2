"""An address shown otherwise: an application above answers a word of its query.

The screen stays that of the address; what it prints was made above, and nothing can be changed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.http import QueryDict

Shown = TypeVar("Shown")


class Showers(Generic[Shown]):
    """Those who answer a word of the query of one kind of address."""

    def __init__(self) -> None:
        self._by_word: dict[str, Callable[[Any, int, QueryDict], Shown]] = {}

    def show(self, word: str) -> Callable[[Any], Any]:
        """Answer when the query holds this word."""

        def register(shower: Callable[[Any, int, QueryDict], Shown]) -> Any:
            self._by_word[word] = shower
            return shower

        return register

    def shown(self, user: Any, pk: int, query: QueryDict) -> Shown | None:
        """What is shown instead of what stands, if anything; permission is asked above."""
        asked = next((shower for word, shower in self._by_word.items() if word in query), None)
        return asked(user, pk, query) if asked else None
