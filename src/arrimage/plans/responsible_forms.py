"""Forms that bring a name of a plan into the annuaire, and pass on what somebody carries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from arrimage.directory.annuaire import Annuaire, people_in
from arrimage.directory.models import Organization, OrganizationKind, Person, Position
from arrimage.directory.names import target_of
from arrimage.formats.language.text import normalise

from .carrying import Carrier
from .models import Plan
from .relay import PlanShare, endable


class NewPersonForm(forms.Form):
    """A person of the plan's organisation."""

    name = forms.CharField(
        label=_("Nom de la personne"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    title = forms.CharField(label=_("Fonction"), max_length=150, required=False)
    email = forms.EmailField(
        label=_("Courriel"),
        help_text=_("Facultatif. C’est là que vous pourrez lui demander des nouvelles."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, printed: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"title": printed[:150]}, prefix="personne", **kwargs)


class NewOrganizationForm(forms.Form):
    """An organisation attached to the plan's."""

    name = forms.CharField(label=_("Nom de l’organisme"), max_length=200)
    acronym = forms.CharField(label=_("Sigle"), max_length=30, required=False)
    kind = forms.ChoiceField(label=_("Genre"), choices=OrganizationKind.choices, initial="partner")

    def __init__(self, printed: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"name": printed[:200]}, prefix="organisme", **kwargs)


class RelayForm(forms.Form):
    """Who takes over, from which day, in which plans."""

    to = forms.ChoiceField(label=_("Qui prend le relais"))
    on = forms.DateField(
        label=_("À partir du"),
        validators=[MinValueValidator(dt.date(1900, 1, 1)), MaxValueValidator(dt.date(2200, 1, 1))],
        help_text=_("Ce jour-là compris. La veille, c’est encore la personne d’avant."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    plans = forms.MultipleChoiceField(
        label=_("Dans ces plans"), widget=forms.CheckboxSelectMultiple
    )
    ending = forms.ModelMultipleChoiceField(
        Position.objects.none(),
        label=_("Fonctions qui prennent fin la veille"),
        help_text=_("À cocher quand la personne quitte aussi sa fonction."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        annuaire: Annuaire,
        giver: Carrier,
        shares: Sequence[PlanShare],
        on: dt.date,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        every = {str(share.plan.pk): share.plan for share in shares if share.passing}
        super().__init__(*args, initial={"on": on, "plans": list(every)}, **kwargs)
        self.annuaire, self.every = annuaire, every
        self.fields["plans"].choices = [  # type: ignore[attr-defined]
            (str(share.plan.pk), _share(share)) for share in shares if share.passing
        ]
        positions = endable(giver, annuaire.editable, on)
        self.fields["ending"].queryset = positions  # type: ignore[attr-defined]
        if not positions:
            del self.fields["ending"]
        self.fields["to"].choices = _takers(annuaire, giver)  # type: ignore[attr-defined]

    def clean_plans(self) -> list[Plan]:
        """The plans themselves."""
        return [self.every[pk] for pk in self.cleaned_data["plans"]]

    def taker(self) -> Carrier:
        """Who takes over."""
        target = target_of(self.annuaire, self.cleaned_data["to"])
        return target.person or target.organization  # type: ignore[return-value]


def _share(share: PlanShare) -> str:
    words = ngettext("%(plan)s : une ligne", "%(plan)s : %(n)s lignes", share.passing)
    text = words % {"plan": share.plan, "n": share.passing}
    if not share.kept:
        return text
    over = ngettext("une autre, finie, reste", "%(n)s autres, finies, restent", share.kept)
    return f"{text} ({over % {'n': share.kept}})"


def _takers(annuaire: Annuaire, giver: Carrier) -> list[Any]:
    """Nobody yet, then people, then organisations, by name."""
    people = people_in(annuaire).values_list("pk", "name")
    bodies = Organization.objects.filter(pk__in=annuaire.network.members)
    groups = (
        (gettext("Personnes"), "person", people),
        (gettext("Organismes"), "organization", bodies.values_list("pk", "name")),
    )
    own = f"{'person' if isinstance(giver, Person) else 'organization'}-{giver.pk}"
    return [
        ("", gettext("Choisir…")),
        *(
            (title, sorted(_values(kind, rows, own), key=lambda pair: normalise(pair[1])))
            for title, kind, rows in groups
        ),
    ]


def _values(kind: str, rows: Iterable[tuple[int, str]], own: str) -> list[tuple[str, str]]:
    values = ((f"{kind}-{pk}", name) for pk, name in rows)
    return [(value, name) for value, name in values if value != own]
