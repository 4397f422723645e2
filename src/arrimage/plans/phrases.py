"""Sentences of plans: refusals, and what an undone import would take away."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

STALE = _(
    "Quelqu’un a changé ce texte pendant que vous écriviez. Rien n’a été remplacé : "
    "comparez, puis enregistrez de nouveau."
)
NO_ELEMENTS = _("Ce brouillon ne contient aucun élément ; aucun plan n’a été créé.")
TITLE_MISSING = _("Écrivez un libellé : un élément ne peut pas rester sans mots.")
FUTURE_STATUS = _("Un état se note aujourd’hui ou à une date passée. Rien n’a été noté.")
UNKNOWN_STATUS = _("Inconnu")
EVIDENCE_EMPTY = _("Ajoutez une note, un lien ou un fichier : une preuve ne peut pas être vide.")
STATUSES_LOST = _("États notés : %(count)s")
EVIDENCE_LOST = _("Preuves ajoutées : %(count)s")
WORDINGS_LOST = _("Libellés corrigés : %(count)s")
CHANGED_SINCE = _(
    "Quelqu’un a changé depuis ce que ce geste avait changé : %(elements)s. Rien n’a été annulé."
)
ALREADY_UNDONE = _("Ce geste est déjà annulé.")
