"""Who acts without an account: somebody who holds a link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from django.db import models

Account = TypeVar("Account", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Guest:
    """The holder of a link, by the name that was given when the link was made.

    ``way`` is «link», or «mail» when the answer came as a reply.
    """

    name: str
    way: str = "link"

    def __str__(self) -> str:
        return f"{self.name} ({'par courriel' if self.way == 'mail' else 'par lien'})"


def account_of(actor: Account | Guest | None) -> Account | None:
    """The account that acts, if it is one."""
    return None if isinstance(actor, Guest) else actor


def name_of_guest(actor: object) -> str:
    """How somebody without account is named beside what they did; else nothing."""
    return str(actor) if isinstance(actor, Guest) else ""
