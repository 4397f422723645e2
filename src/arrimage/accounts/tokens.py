"""Making, using and closing the keys of programs."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from arrimage.audit.operations import record
from arrimage.core.secret_links import hash_secret

from . import phrases
from .models import User
from .second_factor import opens_for_programs
from .token_models import ApiToken, Scope

PREFIX = "arrimage_"  # so that a key left in a public place is recognised
MOST = 20
LIFE, LONGEST_LIFE = dt.timedelta(days=365), dt.timedelta(days=731)


class MadeToken(NamedTuple):
    """A key and its secret, which is shown once and kept nowhere."""

    token: ApiToken
    secret: str


@transaction.atomic
def create_token(
    *, actor: User, name: str, scopes: Iterable[str], until: dt.date | None = None
) -> MadeToken:
    """A key of one's own, good to the end of the day ``until``: a year at first."""
    until = until or timezone.localdate() + LIFE
    if not timezone.localdate() <= until <= timezone.localdate() + LONGEST_LIFE:
        raise ValidationError({"until": phrases.TOKEN_TOO_LONG})
    chosen = [scope for scope in Scope.values if scope in set(scopes)]
    if not chosen:
        raise ValidationError({"scopes": phrases.TOKEN_OPENS_NOTHING})
    if ApiToken.objects.filter(user=actor, revoked_at=None).count() >= MOST:
        raise ValidationError(phrases.TOO_MANY_TOKENS % {"count": MOST}, code="too_many")
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken(
        user=actor,
        name=name.strip(),
        scopes=chosen,
        secret_hash=hash_secret(secret),
        expires_at=timezone.make_aware(dt.datetime.combine(until, dt.time(23, 59, 59))),
    )
    token.full_clean(exclude=["user"])
    token.save()
    after = {"scopes": ", ".join(chosen), "until": until.isoformat()}
    record(actor, "token.create", token, scope=actor, after=after)
    return MadeToken(token, secret)


@transaction.atomic
def revoke_token(*, actor: User, token: ApiToken) -> ApiToken:
    """Close a key at once, for good."""
    held = ApiToken.objects.select_for_update().get(pk=token.pk)
    if held.revoked_at is None:
        held.revoked_at = timezone.now()
        held.save(update_fields=["revoked_at"])
        record(actor, "token.revoke", held, scope=actor)
    return held


def token_of(secret: str) -> ApiToken | None:
    """The key with this secret while it opens something, its person being active; its day of use
    is noted, once a day.
    """
    found = ApiToken.objects.select_related("user").filter(secret_hash=hash_secret(secret)).first()
    if found is None or not found.is_open or not found.user.is_active:
        return None
    if not opens_for_programs(found.user):
        return None
    today = timezone.localdate()
    if found.last_used_on != today:
        ApiToken.objects.filter(pk=found.pk).update(last_used_on=today)
    return found
