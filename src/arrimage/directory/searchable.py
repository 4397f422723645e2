"""What can be found in the annuaire: organisations."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from arrimage.search.models import Entry
from arrimage.search.registry import Found, Searchable, register

from .models import Organization
from .network import network_of


def _organizations(ids: Collection[int] | None) -> Iterator[Found]:
    present = Organization.objects.present()
    wanted = present if ids is None else present.filter(pk__in=ids)
    related = wanted.prefetch_related("territories", "themes__words").order_by("pk")
    for organization in related.iterator(chunk_size=500):
        themes = [theme for theme in organization.themes.all() if theme.merged_into_id is None]
        yield Found(
            object_id=organization.pk,
            scope=organization.pk,
            title=organization.name,
            parts=(
                ("acronym", organization.acronym),
                ("territory", ", ".join(str(t) for t in organization.territories.all())),
                ("theme", ", ".join(w.text for theme in themes for w in theme.words.all())),
            ),
        )


def _visible(user: Any) -> QuerySet[Organization]:
    """The annuaires in which the user has a role; all of them for a network administrator."""
    if not user.is_authenticated or user.is_network_admin:
        return Organization.objects.visible_to(user)
    members: set[int] = set()
    for organization in Organization.objects.visible_to(user):
        if organization.pk not in members:
            members |= network_of(organization).members
    return Organization.objects.present().filter(pk__in=members)


def _address(entry: Entry, user: Any) -> str:
    """The home of one's own organisation; the others are read in the annuaire of one's own."""
    own = Organization.objects.visible_to(user)
    organization = own.filter(pk=entry.object_id).first()
    if organization:
        return organization.get_absolute_url()
    door = next(o for o in own if entry.object_id in network_of(o).members)
    return reverse("directory:organization_detail", args=[door.slug, entry.object_id])


register(
    Searchable(
        kind="organization",
        entries=_organizations,
        scopes=_visible,
        owner="pk",
        address=_address,
        order=40,
        fields={"acronym": _("Sigle"), "territory": _("Territoires"), "theme": _("Thèmes")},
    )
)
