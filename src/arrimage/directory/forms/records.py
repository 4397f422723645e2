"""Forms of organisations, people and positions."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from arrimage.formats.language.text import normalise

from ..annuaire import Annuaire
from ..models import Organization, Person, Position, Territory, TerritoryKind, Theme

ORGANIZATION = Organization._meta.get_field("kind")


class DayInput(forms.DateInput):
    """A date as browsers ask for it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class Chosen(forms.ModelMultipleChoiceField):
    """Several rows by boxes to tick."""

    def __init__(self, label: Promise, help_text: Promise | str = "") -> None:
        super().__init__(
            Territory.objects.none(),
            label=label,
            help_text=help_text,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )


class OrganizationForm(forms.Form):
    """What the annuaire holds of an organisation."""

    name = forms.CharField(label=_("Nom"), max_length=200)
    acronym = forms.CharField(label=_("Sigle"), max_length=30, required=False)
    kind = forms.ChoiceField(label=_("Genre"), choices=ORGANIZATION.choices, initial="member")
    parent = forms.ModelChoiceField(
        Organization.objects.none(),
        label=_("Rattaché à"),
        help_text=_("Le réseau, ou l’organisme dont il dépend."),
    )
    territories = Chosen(_("Territoires"), _("Où il agit : régions entières, ou MRC."))
    themes = Chosen(_("Thèmes"))

    def __init__(
        self, annuaire: Annuaire, organization: Organization | None, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, initial=_initial(organization) or None, **kwargs)
        tied = annuaire.network.below(frozenset({organization.pk})) if organization else set()
        allowed = annuaire.editable | ({organization.parent_id} if organization else set())
        places = Organization.objects.filter(pk__in=allowed - tied)
        self.fields["parent"].queryset = places
        if organization is not None and organization.pk == annuaire.network.root:
            del self.fields["parent"]
        elif organization is None and annuaire.network.root in annuaire.editable:
            self.fields["parent"].initial = annuaire.network.root
        self.fields["territories"].queryset = Territory.objects.exclude(
            kind=TerritoryKind.PROVINCE
        ).select_related("parent")
        themes = Theme.objects.filter(network=annuaire.network.root, merged_into=None)
        self.fields["themes"].queryset = themes
        if not themes:
            del self.fields["themes"]

    def regions(self) -> list[tuple[Any, list[Any], bool]]:
        """The boxes of territories: each region, its MRC, and whether one of those is ticked."""
        boxes = list(self["territories"].subwidgets)
        known = {str(t.pk): t for t in self.fields["territories"].queryset}
        pairs = [(known[str(box.data["value"])], box) for box in boxes]
        regions = sorted(
            (pair for pair in pairs if pair[0].kind == TerritoryKind.REGION),
            key=lambda pair: pair[0].code,
        )
        parts = _by_region(pairs)
        return [
            (box, inside, any(part.data["selected"] for part in inside))
            for region, box in regions
            for inside in [parts.get(region.pk, [])]
        ]


def _by_region(pairs: Iterable[tuple[Territory, Any]]) -> dict[int | None, list[Any]]:
    parts = sorted(
        (pair for pair in pairs if pair[0].kind == TerritoryKind.MRC),
        key=lambda pair: (pair[0].parent_id or 0, normalise(pair[0].name)),
    )
    grouped = groupby(parts, key=lambda pair: pair[0].parent_id)
    return {region: [box for _territory, box in inside] for region, inside in grouped}


def _initial(organization: Organization | None) -> dict[str, Any]:
    if organization is None:
        return {}
    return {
        "name": organization.name,
        "acronym": organization.acronym,
        "kind": organization.kind,
        "parent": organization.parent_id,
        "territories": [territory.pk for territory in organization.territories.all()],
        "themes": [theme.pk for theme in organization.themes.all()],
    }


class PersonForm(forms.Form):
    """A person's name and contact details."""

    name = forms.CharField(
        label=_("Nom"),
        help_text=_("Prénom et nom, comme la personne les écrit."),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("Courriel"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    phone = forms.CharField(
        label=_("Téléphone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    is_listed = forms.BooleanField(
        label=_("La personne accepte que tout le réseau voie sa fiche et ses coordonnées"),
        help_text=_("Sans cet accord, seuls ceux qui partagent un de ses organismes la voient."),
        required=False,
    )

    def __init__(self, person: Person | None, *args: Any, **kwargs: Any) -> None:
        names = ("name", "email", "phone", "is_listed")
        initial = {name: getattr(person, name) for name in names} if person else None
        super().__init__(*args, initial=initial, **kwargs)


class PositionForm(forms.Form):
    """What a person is in an organisation, and when."""

    organization = forms.ModelChoiceField(Organization.objects.none(), label=_("Organisme"))
    title = forms.CharField(
        label=_("Fonction"),
        help_text=_("Par exemple : coordination, agente de liaison."),
        max_length=150,
        required=False,
    )
    since = forms.DateField(label=_("Depuis le"), required=False, widget=DayInput)
    until = forms.DateField(
        label=_("Jusqu’au"),
        help_text=_("À remplir quand la personne quitte cette fonction."),
        required=False,
        widget=DayInput,
    )
    is_principal = forms.BooleanField(label=_("Sa fonction principale"), required=False)

    def __init__(
        self, annuaire: Annuaire, position: Position | None, *args: Any, **kwargs: Any
    ) -> None:
        names = ("title", "since", "until", "is_principal")
        initial = {name: getattr(position, name) for name in names} if position else None
        super().__init__(*args, initial=initial, **kwargs)
        if position is not None:
            del self.fields["organization"]
        else:
            limit_to(self, annuaire)


class NewPersonForm(PersonForm):
    """A person and a first position."""

    organization = forms.ModelChoiceField(Organization.objects.none(), label=_("Organisme"))
    title = forms.CharField(
        label=_("Fonction"),
        help_text=_("Par exemple : coordination, agente de liaison."),
        max_length=150,
        required=False,
    )
    since = forms.DateField(label=_("Depuis le"), required=False, widget=DayInput)
    field_order = ("name", "organization", "title", "since", "email", "phone", "is_listed")

    def __init__(self, annuaire: Annuaire, *args: Any, **kwargs: Any) -> None:
        super().__init__(None, *args, **kwargs)
        limit_to(self, annuaire)


def limit_to(form: forms.Form, annuaire: Annuaire) -> None:
    """Only the organisations that the user keeps up; the one of the address first chosen."""
    field = form.fields["organization"]
    field.queryset = Organization.objects.filter(pk__in=annuaire.editable)  # type: ignore[attr-defined]
    if annuaire.organization.pk in annuaire.editable:
        field.initial = annuaire.organization.pk
