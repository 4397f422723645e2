"""Forms of rounds: what the team decides, and what whoever is asked answers."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from arrimage.core.uploads import UploadField
from arrimage.plans.models import Element, Plan

from . import phrases
from .models import RequestLine, Rhythm, Said, Schedule, Sender
from .operations import Answer, Round
from .queries import AskedRow
from .recipients import Recipient

SHOWN = 300  # people in the form, those without address first; the others are only counted
FORTNIGHT = dt.timedelta(days=14)
DAY = {"type": "date"}


def _day(label: Any, **options: Any) -> forms.DateField:
    widget = forms.DateInput(attrs=DAY, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **options)


class ScopeForm(forms.Form):
    """Which part of the plan is asked about; in the address of the page, so it can be shared."""

    branche = forms.ModelChoiceField(
        label=_("Partie du plan"),
        queryset=Element.objects.none(),
        required=False,
        empty_label=_("Tout le plan"),
    )
    faites = forms.BooleanField(label=_("Demander aussi ce qui est réalisé"), required=False)

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tops = Element.objects.filter(plan=plan, is_withheld=False, level__rank__lt=2)
        self.fields["branche"].queryset = tops
        self.fields["branche"].label_from_instance = lambda element: str(element)[:90]


class RoundForm(forms.Form):
    """The title, the days, the words; then one address and one box for each person."""

    name = forms.CharField(label=_("Titre"), max_length=150)
    words = forms.CharField(
        label=_("Vos mots"),
        help_text=_("Facultatif. Ils viennent avant la liste des actions de chaque personne."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    opens_on = _day(_("Envoi le"))
    closes_on = _day(_("Réponses jusqu’au"))
    schedule = forms.ChoiceField(
        label=_("Rappels à qui n’a pas répondu"),
        choices=Schedule.choices,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, recipients: Sequence[Recipient], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.recipients = recipients[:SHOWN]
        for recipient in self.recipients:
            self.fields[f"sans-{recipient.ref}"] = forms.BooleanField(required=False)
            if not recipient.email or recipient.is_typed:
                widget = forms.EmailInput(
                    attrs={"autocomplete": "off", "placeholder": "nom@exemple.org"}
                )
                self.fields[f"courriel-{recipient.ref}"] = forms.EmailField(
                    label=_("Courriel"), required=False, widget=widget
                )

    @staticmethod
    def initial_for(plan: Plan) -> dict[str, Any]:
        """Today, for two weeks."""
        today = timezone.localdate()
        return {
            "name": _("Mise à jour de %(month)s") % {"month": date_format(today, "F Y")},
            "opens_on": today,
            "closes_on": today + FORTNIGHT,
            "schedule": Schedule.TWO,
        }

    def decided(self, *, with_done: bool) -> Round:
        """What was decided."""
        said = self.cleaned_data
        return Round(
            name=said["name"],
            words=said["words"],
            opens_on=said["opens_on"],
            closes_on=said["closes_on"],
            schedule=said["schedule"],
            with_done=with_done,
            addresses=self.addresses,
            left_out=[r.ref for r in self.recipients if said.get(f"sans-{r.ref}")],
        )

    @property
    def addresses(self) -> dict[str, str]:
        """The addresses that were typed, by person."""
        typed = ((r.ref, self.cleaned_data.get(f"courriel-{r.ref}")) for r in self.recipients)
        return {ref: email for ref, email in typed if email}

    def rows(self) -> list[dict[str, Any]]:
        """One entry per person: who, and their two fields."""
        return [
            {
                "recipient": recipient,
                "left_out": self[f"sans-{recipient.ref}"],
                "email": self[f"courriel-{recipient.ref}"]
                if f"courriel-{recipient.ref}" in self.fields
                else None,
            }
            for recipient in self.recipients
        ]


class SenderForm(forms.ModelForm):
    """Who the organisation is in its mail."""

    class Meta:
        model = Sender
        fields = ["name", "postal_address", "contact"]
        widgets = {"postal_address": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "name": _("Ce que les gens lisent d’abord : le nom de votre organisme."),
            "contact": _("Un courriel, un téléphone ou une page."),
        }


class AddressForm(forms.Form):
    """Another address for one person."""

    email = forms.EmailField(label=_("Courriel"))


class ExtendForm(forms.Form):
    """Another last day."""

    closes_on = _day(_("Réponses jusqu’au"))


class DigestForm(forms.Form):
    """How often somebody wants a digest, and what else they receive."""

    digest = forms.ChoiceField(
        label=_("Résumé de mon travail"), choices=Rhythm.choices, widget=forms.RadioSelect
    )
    updates = forms.BooleanField(
        label=_("Recevoir les demandes de nouvelles et leurs rappels"), required=False
    )


class ConfirmForm(forms.Form):
    """Which line a reply speaks of, and what it says."""

    line = forms.ModelChoiceField(
        label=_("Ligne"), queryset=RequestLine.objects.none(), empty_label=None
    )
    said = forms.ChoiceField(
        label=_("Ce qu’elle dit"), choices=Said.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("La phrase à garder"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, lines: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line"].queryset = lines
        self.fields["line"].label_from_instance = lambda line: str(line.element)[:120]


class AnswerForm(forms.Form):
    """About one line: a state, a sentence, a proof. Its fields are named after the line."""

    said = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Une phrase, si vous voulez"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    url = forms.URLField(
        label=_("Un lien"),
        required=False,
        max_length=500,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )
    file = UploadField(label=_("Un fichier ou une photo"), required=False)
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    shown = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def __init__(self, *args: Any, row: AskedRow, **kwargs: Any) -> None:
        line = row.line
        is_asked_again = row.is_recurring and line.said != Said.DONE  # each time is one more
        shown = ("", "") if is_asked_again else (line.said, line.text)
        seen = line.answered_at.isoformat() if line.answered_at else ""
        initial = {"said": shown[0], "text": shown[1], "seen": seen, "shown": _digest(*shown)}
        super().__init__(*args, prefix=f"l{line.pk}", initial=initial, **kwargs)
        self.row = row
        self.fields["said"].choices = _choices(row)

    @property
    def said_before(self) -> str:
        """What they answered, in the words that were offered."""
        return str(dict(self.fields["said"].choices).get(self.row.line.said, ""))

    @property
    def answer(self) -> Answer:
        """What was said of this line."""
        sent = self.cleaned_data
        said, text = sent["said"], sent["text"]
        if sent["shown"] == _digest(said, text):  # as the page showed it: another tab may know more
            said = text = ""
        seen_at = _instant(sent["seen"])
        return Answer(self.row.line.pk, said, text, sent["url"], sent["file"], seen_at)


def _digest(said: str, text: str) -> str:
    """What a page shows of an answer, in few signs; browsers write line ends their own way."""
    words = f"{said} {' '.join(text.split())}"
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def _instant(text: str) -> dt.datetime | None:
    try:
        found = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


SHAPES = {Said.NOTHING: "silent", Said.RUNNING: "run", Said.DONE: "done"}


def _choices(row: AskedRow) -> list[tuple[str, Any]]:
    """Work that goes on has its own words."""
    goes_on = row.is_continuous or row.is_recurring
    running = _("Ça continue") if row.is_continuous else Said.RUNNING.label
    running = phrases.ONE_MORE if row.is_recurring else running
    done = _("Terminé") if goes_on else Said.DONE.label
    choices = [(Said.NOTHING, Said.NOTHING.label), (Said.RUNNING, running), (Said.DONE, done)]
    if (
        row.line.said == Said.NOTE
    ):  # read in a mail: it stays as it is unless something else is said
        choices.append((Said.NOTE, Said.NOTE.label))
    return [(str(value), label) for value, label in choices]


def answer_forms(rows: Iterable[AskedRow], *sent: Any) -> list[AnswerForm]:
    """One form per line; ``sent`` is what the browser sent, if anything."""
    return [AnswerForm(*sent, row=row) for row in rows]
