"""Two records that are one: everything that points at one is pointed at the other, and back.

The absorbed record stays, hidden, and so does what cannot move because the kept record has the
same already. Every value that is written is remembered, so undoing puts back exactly those: what
somebody changed since is left as that person made it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from arrimage.accounts.models import User
from arrimage.audit.operations import record

from . import phrases
from .models import (
    Invitation,
    Membership,
    Merge,
    Organization,
    Person,
    Position,
    RecordKind,
    Role,
    Theme,
)
from .network import network_of
from .searchable import refresh_around

MODELS: dict[str, type[models.Model]] = {
    RecordKind.ORGANIZATION: Organization,
    RecordKind.PERSON: Person,
    RecordKind.THEME: Theme,
}
FILLED = {
    RecordKind.ORGANIZATION: ("acronym",),
    RecordKind.PERSON: ("email", "phone"),
    RecordKind.THEME: ("label_en",),
}
_named: dict[str, Promise | str] = {}


def name_references(model: str, label: Promise | str) -> None:
    """How a preview names the rows of a model («plans.Plan») that would move; for upper apps."""
    _named[model] = label


name_references("directory.Membership", _("Rôles d’accès"))
name_references("directory.Position", _("Fonctions"))
name_references("directory.Organization", _("Organismes rattachés"))
name_references("directory.ThemeWord", _("Noms et synonymes"))
name_references("directory.Invitation", _("Invitations"))
name_references("directory.NameMatch", _("Noms imprimés reconnus"))
name_references("directory.Organization_themes", _("Thèmes d’organismes"))
name_references("directory.Organization_territories", _("Territoires d’organismes"))


@dataclass(frozen=True, slots=True)
class Moving:
    """So many rows of one sort would change hands."""

    label: str
    count: int


def kind_of(row: models.Model) -> RecordKind:
    """What sort of record this is."""
    return RecordKind(next(kind for kind, model in MODELS.items() if isinstance(row, model)))


def references_to(row: models.Model) -> Iterator[tuple[models.ForeignKey[Any, Any], list[Any]]]:
    """Each foreign key, of any application, with the keys of the rows that point at this one.

    Merges keep their own memory: neither they nor ``merged_into`` are counted.
    """
    for field in row._meta.get_fields(include_hidden=True):
        if not (field.auto_created and (field.one_to_many or field.one_to_one)):
            continue
        key = field.field  # type: ignore[union-attr]
        if key.name == "merged_into" or key.model is Merge:
            continue
        rows = key.model._base_manager.filter(**{key.attname: row.pk})
        pks = list(rows.order_by("pk").values_list("pk", flat=True))
        if pks:
            yield key, pks


def what_would_move(absorbed: models.Model) -> tuple[Moving, ...]:
    """What points at the record that would disappear, in words and numbers."""
    counts: dict[str, int] = {}
    for key, pks in references_to(absorbed):
        label = str(_named.get(key.model._meta.label, phrases.OTHER_REFERENCES))
        counts[label] = counts.get(label, 0) + len(pks)
    most_first = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(Moving(label, count) for label, count in most_first)


@transaction.atomic
def merge_records(
    *,
    actor: User,
    network: Organization,
    kept: models.Model,
    absorbed: models.Model,
) -> Merge:
    """Let ``kept`` stand for ``absorbed``; ``network`` is the top of their annuaire."""
    kind = kind_of(kept)
    kept, absorbed = _held(kind, kept, absorbed)
    if isinstance(absorbed, Organization):
        _require_both(actor, kept, absorbed)
    changes = _Changes()
    if isinstance(kept, Person):
        _free_principal(kept, absorbed, changes)
    for key, pks in references_to(absorbed):
        changes.move(key.model, key.attname, absorbed.pk, kept.pk, pks)
    _fill(kind, kept, absorbed, changes)
    changes.write(type(absorbed), "merged_into_id", None, kept.pk, [absorbed.pk])
    merge = Merge(
        network=network,
        kind=kind,
        kept_id=kept.pk,
        absorbed_id=absorbed.pk,
        kept_label=str(kept)[:200],
        absorbed_label=str(absorbed)[:200],
        changes=changes.made,
        made_by=actor,
    )
    merge.full_clean()
    merge.save()
    _record(actor, "record.merge", merge, kept)
    refresh_around(kept)
    refresh_around(absorbed)
    return merge


def _held(kind: str, kept: models.Model, absorbed: models.Model) -> tuple[Any, Any]:
    """Both rows, locked in one order, when nothing forbids the gesture."""
    manager = MODELS[kind]._base_manager.select_for_update()
    rows = {row.pk: row for row in manager.filter(pk__in=[kept.pk, absorbed.pk]).order_by("pk")}
    if type(kept) is not type(absorbed) or len(rows) != 2:
        raise ValidationError(phrases.MERGE_SAME, code="merge_same")
    first, second = rows[kept.pk], rows[absorbed.pk]
    if first.merged_into_id or second.merged_into_id:  # type: ignore[attr-defined]
        raise ValidationError(phrases.ALREADY_MERGED, code="already_merged")
    if isinstance(first, Organization) and second.pk in network_of(first).line(first.pk):
        raise ValidationError(phrases.KEEP_THE_OTHER, code="keep_the_other")
    return first, second


def _require_both(actor: User, kept: Organization, absorbed: Organization) -> None:
    """Whoever joins two organisations joins who reads their plans: both must have agreed.

    One that carries no access and nothing of the applications above is only a name, and moves
    freely.
    """
    if actor.is_network_admin or not any(map(_opens, references_to(absorbed))):
        return
    held = Membership.objects.filter(user=actor, role=Role.DIRECTION)
    if held.filter(organization__in=[kept, absorbed]).count() < 2:
        raise ValidationError(phrases.MERGE_NEEDS_BOTH, code="merge_needs_both")


def _opens(reference: tuple[models.ForeignKey[Any, Any], list[Any]]) -> bool:
    """True for rows that give access, or to which access is given."""
    model = reference[0].model
    return model in (Membership, Invitation) or model._meta.app_label != "directory"


def _free_principal(kept: Person, absorbed: Any, changes: _Changes) -> None:
    """Only one position is the main one: the kept person's."""
    if kept.positions.filter(is_principal=True).exists():
        pks = list(absorbed.positions.filter(is_principal=True).values_list("pk", flat=True))
        changes.write(Position, "is_principal", True, False, pks)


def _fill(kind: str, kept: Any, absorbed: Any, changes: _Changes) -> None:
    """What the kept record does not know and the other one does."""
    for name in FILLED[RecordKind(kind)]:
        if not getattr(kept, name) and getattr(absorbed, name):
            changes.write(type(kept), name, "", getattr(absorbed, name), [kept.pk])
    if isinstance(kept, Person) and kept.user_id is None and absorbed.user_id is not None:
        user = absorbed.user_id
        changes.write(Person, "user_id", user, None, [absorbed.pk])
        changes.write(Person, "user_id", None, user, [kept.pk])


class _Changes:
    """Writes values and remembers them, as :attr:`Merge.changes` keeps them."""

    def __init__(self) -> None:
        self.made: list[dict[str, Any]] = []

    def write(
        self, model: type[models.Model], field: str, before: Any, after: Any, pks: list[Any]
    ) -> None:
        if not pks:
            return
        model._base_manager.filter(pk__in=pks).update(**{field: after})
        change = {"model": model._meta.label, "field": field, "before": before, "after": after}
        self.made.append(change | {"pks": pks})

    def move(
        self, model: type[models.Model], field: str, before: Any, after: Any, pks: list[Any]
    ) -> None:
        """All at once, else one by one: a row that the kept record has already stays behind."""
        try:
            with transaction.atomic():
                self.write(model, field, before, after, pks)
        except IntegrityError:
            for pk in pks if len(pks) > 1 else []:
                self.move(model, field, before, after, [pk])


@dataclass(frozen=True, slots=True)
class Undone:
    """How many values came back, and how many somebody had changed since."""

    merge: Merge
    restored: int
    left: int


@transaction.atomic
def undo_merge(*, actor: User, merge: Merge) -> Undone:
    """Put back every value that the merge wrote and that nobody has changed since."""
    merge = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    model = MODELS[merge.kind]
    kept = model._base_manager.select_for_update().get(pk=merge.kept_id)
    if merge.undone_at is not None:
        raise ValidationError(phrases.ALREADY_UNDONE, code="already_undone")
    if kept.merged_into_id is not None:  # type: ignore[attr-defined]
        raise ValidationError(phrases.UNDO_THE_LATER, code="undo_the_later")
    restored = left = 0
    for change in reversed(merge.changes):
        rows = apps.get_model(change["model"])._base_manager.filter(pk__in=change["pks"])
        same = rows.filter(**{change["field"]: change["after"]})
        done = same.update(**{change["field"]: change["before"]})
        restored, left = restored + done, left + len(change["pks"]) - done
    merge.undone_at = timezone.now()
    merge.save(update_fields=["undone_at"])
    _record(actor, "record.unmerge", merge, kept)
    refresh_around(kept)
    refresh_around(model._base_manager.get(pk=merge.absorbed_id))
    return Undone(merge, restored, left)


def _record(actor: User, verb: str, merge: Merge, kept: models.Model) -> None:
    after = {"kept": merge.kept_label, "absorbed": merge.absorbed_label}
    record(actor, verb, kept, label=merge.kept_label, scope=merge.network, after=after)
