"""How much each line weighs in the progress of its plan."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from arrimage.accounts.models import User
from arrimage.audit.operations import record

from .. import phrases
from ..creation import HEAVIEST
from ..edits import editing
from ..models import Edit, Element, Plan


@transaction.atomic
def change_weights(
    *, actor: User, plan: Plan, weights: Mapping[int, Decimal | None]
) -> Edit | None:
    """The weights of some lines, by their key, as one edit; ``None`` gives back the usual 1."""
    if any(w is not None and not 0 <= w <= HEAVIEST for w in weights.values()):
        raise ValidationError(phrases.WEIGHT_BOUNDS % {"most": int(HEAVIEST)})
    with editing(actor=actor, plan=plan, verb="plan.weights", label=plan.title) as edited:
        held = Element.objects.filter(plan=plan, pk__in=list(weights))
        changed = [line for line in held if line.weight != weights[line.pk]]
        edited.watch([line.pk for line in changed])
        for line in changed:
            line.weight = weights[line.pk]
        Element.objects.bulk_update(changed, ["weight"])
    if edited.edit:
        record(actor, "plan.weights", plan, scope=plan, after={"lines": len(changed)})
    return edited.edit
