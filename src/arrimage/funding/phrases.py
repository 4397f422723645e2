"""Sentences of the budget of a plan."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

AMOUNTS_WRITTEN = _("Les montants sont enregistrés.")
ENVELOPES_WRITTEN = _("Les ententes sont enregistrées.")
WRITTEN_MEANWHILE = _(
    "Quelqu’un a changé ces montants pendant que vous écriviez. Rien n’a été remplacé : "
    "comparez avec les montants affichés, puis enregistrez de nouveau."
)
UNREAD_AMOUNT = _("« %(words)s » n’est pas un montant. Écrivez par exemple « 12 500 » ou « 5 k$ ».")
NO_SUCH_YEAR = _("Le plan n’a pas d’an %(year)s. Rien n’a été enregistré.")
TOO_MANY = _("Pas plus de %(count)s montants à la fois. Rien n’a été enregistré.")
SOURCE_MISSING = _("Nommez la source de chaque entente.")
LINE_GONE = _("Une de ces lignes n’est plus dans le plan. Rien n’a été enregistré.")
NOTHING_CHANGES = _("Ce fichier dit la même chose que le plan. Rien n’a changé.")
FILE_UNREAD = _(
    "Ce fichier n’a pas les colonnes du budget (Ligne ou Numéro, Nature, Montant). Rien n’a "
    "changé ; exportez le budget, modifiez ce fichier, puis revenez."
)
FILE_TOO_LONG = _("Ce fichier a plus de %(count)s rangées. Rien n’a changé.")
PREVIEW_LOST = _("L’aperçu n’est plus bon. Rien n’a changé ; redonnez le fichier.")
ROW_NATURE = _(
    "Rangée %(row)s : « %(words)s » n’est ni Prévu, ni Engagé, ni Dépensé, ni En nature."
)
ROW_AMOUNT = _("Rangée %(row)s : « %(words)s » n’est pas un montant.")
ROW_YEAR = _("Rangée %(row)s : « %(words)s » n’est pas une année du plan.")
ROW_DAY = _("Rangée %(row)s : « %(words)s » n’est pas une date (2026-09-30).")
ROW_LINE = _("Rangée %(row)s : aucune ligne du plan n’est « %(words)s ».")
