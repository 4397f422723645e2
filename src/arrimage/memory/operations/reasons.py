"""Saying why a plan was changed, when it was not said at once."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from arrimage.accounts.models import User
from arrimage.audit.operations import record
from arrimage.plans.models import Edit
from arrimage.plans.motives import LONGEST

from .. import phrases


@transaction.atomic
def give_reason(*, actor: User, edit: Edit, reason: str) -> Edit:
    """Write the reason of an amendment, or another one; the trace keeps the one before."""
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": phrases.REASON_EMPTY})
    if len(reason) > LONGEST:
        raise ValidationError({"reason": phrases.REASON_TOO_LONG})
    held = Edit.objects.select_for_update(of=("self",)).select_related("plan").get(pk=edit.pk)
    before, held.reason = held.reason, reason
    if before != reason:
        held.save(update_fields=["reason"])
        sides = {"before": {"reason": before}, "after": {"reason": reason}}
        record(actor, "edit.reason", held.plan, label=held.label, scope=held.plan, **sides)
    return held
