"""Writing a comment on an element, and naming in it those who should read it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from arrimage.accounts.models import User
from arrimage.plans.models import Element, Remark
from arrimage.plans.remarks import add_remark
from arrimage.plans.sharing_models import Reach

from .. import phrases
from ..mentions import mentioned, named_after_at
from ..models import Mention
from ..talking import may_read, reaches_for, readers_of


@transaction.atomic
def add_comment(*, actor: User, element: Element, text: str, reach: str) -> Remark:
    """A dated comment; who is named after an «@» and may read it finds it at home.

    The trace says that there is one, never what it says; one kept for oneself leaves no trace.
    """
    if not text.strip():
        raise ValidationError({"text": phrases.COMMENT_EMPTY})
    if reach not in dict(reaches_for(actor, element.plan)):
        reach = Reach.AUTHOR
    remark = add_remark(actor=actor, element=element, text=text, reach=reach)
    named = _named(actor, element, remark) if named_after_at(remark.text) else []
    Mention.objects.bulk_create(Mention(remark=remark, user=user) for user in named)
    return remark


def _named(actor: User, element: Element, remark: Remark) -> list[User]:
    people = ((user.name, user) for user in readers_of(element, remark.reach))
    found = mentioned(remark.text, people)
    return [user for user in found if user.pk != actor.pk and may_read(user, element)]


@transaction.atomic
def see_mention(*, actor: User, mention: Mention) -> Mention:
    """Say that it was read: it leaves the home of the person."""
    if mention.user_id == actor.pk and mention.seen_at is None:
        mention.seen_at = timezone.now()
        mention.save(update_fields=["seen_at"])
    return mention
