"""How often somebody may knock at a door that asks for no account."""

from __future__ import annotations

import time

from allauth.core.internal.httpkit import get_client_ip
from django.core.cache import cache
from django.http import HttpRequest

MINUTE = 60


def this_minute() -> int:
    """Which minute it is; counts begin again with each."""
    return int(time.time()) // MINUTE


def is_too_fast(request: HttpRequest, door: str, *, limit: int, who: str = "") -> bool:
    """Count one more knock at ``door`` this minute; true beyond ``limit``.

    ``who`` is counted for itself; without it, the address that the request comes from is.
    """
    key = f"pace:{door}:{who or get_client_ip(request)}:{this_minute()}"
    cache.add(key, 0, timeout=2 * MINUTE)
    try:
        return cache.incr(key) > limit
    except ValueError:  # the cache let it go in between
        return False
