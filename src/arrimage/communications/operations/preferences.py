"""What somebody with an account chooses to receive."""

from __future__ import annotations

from django.db import transaction

from arrimage.accounts.models import User
from arrimage.audit.operations import record

from ..departures import come_back, departed, leave
from ..models import Category, Preference, Rhythm


@transaction.atomic
def choose_mail(*, actor: User, digest: str, updates: bool) -> Preference:
    """Choose the digest, and whether to be asked for news by mail."""
    held, _made = Preference.objects.get_or_create(user=actor)
    before = held.digest
    held.digest = digest
    held.full_clean(exclude=["user"])
    held.save(update_fields=["digest"])
    asks = not departed([actor.email], Category.UPDATES)
    if updates and not asks:
        come_back(email=actor.email, category=Category.UPDATES)
    elif asks and not updates:
        leave(email=actor.email, category=Category.UPDATES, way="account")
    if digest != Rhythm.NEVER and departed([actor.email], Category.DIGESTS):
        come_back(email=actor.email, category=Category.DIGESTS)
    if (before, asks) != (digest, updates):
        record(actor, "mail.choose", actor, after={"digest": held.get_digest_display()})
    return held
