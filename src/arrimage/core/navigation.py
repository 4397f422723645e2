"""The main navigation, and what every screen needs around its content.

Applications announce their entry in their module ``slots``; an entry belongs to an organisation.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: ``address`` answers ``None`` when the person may not go there.

    ``is_minor``: the narrow bar of a phone, where five entries fit, leaves it to other screens.
    """

    section: str
    label: Any
    address: Callable[[Any, Any], str | None]
    order: int
    is_minor: bool = False


_entries: list[Entry] = []
_house: list[Callable[[Any], Any]] = []


def register(
    section: str,
    label: Any,
    address: Callable[[Any, Any], str | None],
    *,
    order: int,
    is_minor: bool = False,
) -> None:
    """Add an entry to the main navigation; ``address`` receives the user and the organisation."""
    _entries.append(Entry(section, label, address, order, is_minor))
    _entries.sort(key=lambda entry: entry.order)


def register_house(find: Callable[[Any], Any]) -> None:
    """Say where a person works, for the screens that belong to no organisation.

    ``find`` receives the user and answers an organisation, or nothing when there are several.
    """
    _house[:] = [find]


def house_of(user: Any) -> Any:
    """The organisation whose entries surround the screens of a person's account."""
    if not getattr(user, "is_authenticated", False):
        return None
    return next((find(user) for find in _house), None)


def entries(user: Any, organization: Any, section: str) -> list[dict[str, Any]]:
    """The entries that this person may follow in this organisation."""
    addresses = [(entry, entry.address(user, organization)) for entry in _entries]
    return [
        {
            "label": entry.label,
            "address": address,
            "is_current": entry.section == section,
            "is_minor": entry.is_minor,
        }
        for entry, address in addresses
        if address
    ]


def context(request: HttpRequest) -> dict[str, Any]:
    """What every screen prints: its section, its language, who answers for personal data, and
    whether browsers keep what opens without connection."""
    match = request.resolver_match
    return {
        "privacy_contact": settings.PRIVACY_CONTACT,
        "works_offline": settings.WORKS_OFFLINE,
        "section": match.namespace if match else "",
        "page_language": "en-CA" if (get_language() or "").startswith("en") else "fr-CA",
    }
