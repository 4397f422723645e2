"""Sentences of the memory of plans."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

INSTANCE_MISSING = _("Dites qui a adopté le plan, par exemple « Conseil d’administration ».")
FUTURE_ADOPTION = _("Une adoption se note le jour même ou après. Rien n’a été figé.")
ADOPTED_TWICE = _("Cette adoption est déjà notée, à cette date et par cette instance.")
BEFORE_ENTRY = _(
    "À cette date, le plan n’était pas encore dans Arrimage. Choisissez de figer le plan tel "
    "qu’il est maintenant."
)
BASELINE_USED = _(
    "Des amendements portent déjà un motif depuis cette adoption : elle reste. Rien n’a changé."
)
REASON_EMPTY = _("Écrivez le motif : il est vide.")
REASON_TOO_LONG = _("Un motif tient en 2\u00a0000 signes ; celui-ci est plus long.")
ADOPTED = _(
    "Le plan est adopté : il est figé tel quel, et ce qui change ensuite est un amendement."
)
WITHDRAWN = _("L’adoption est retirée ; le plan n’a pas changé.")
REASON_KEPT = _("Le motif est gardé.")

NOT_A_DAY = _("Écrivez une date, par exemple « 2026-03-01 ».")
NOT_YET = _("Cette date est à venir : le plan ne peut pas encore y être lu.")
NO_SUCH_ADOPTION = _("Cette adoption n’est plus là. Choisissez un autre moment.")
NOW = _("Aujourd’hui")

LINE_KINDS = {
    "added": _("ajoutée"),
    "gone": _("retirée"),
    "moved": _("déplacée"),
    "changed": _("changée"),
}
LEVEL = _("Niveau")
UNDER = _("Sous")
ORDER = _("Place")
ORDER_CHANGED = _("déplacée parmi ses voisines")
TOP = _("en haut du plan")
YEARS = _("Années")
LEVELS = _("Niveaux")
ORGANIZATION = _("Organisme nommé par le document")
AGREEMENTS = _("Ententes")
BUDGET = _("Budget")
AMOUNTS = _("Montants")
FRAME_TITLE = _("Cadre du plan")

PARTS = {
    "added": _("Ajouté"),
    "gone": _("Retiré"),
    "changed": _("Changé"),
    "people": _("Responsables"),
    "states": _("États"),
    "money": _("Montants"),
    "moved": _("Déplacé"),
}

CHANGED_SINCE_PREVIEW = _(
    "Le plan a changé depuis cet aperçu. Rien n’a été fait : l’aperçu est refait, vos choix "
    "restent."
)
NOTHING_GOES_ON = _("Rien ne continue : le nouveau plan serait vide. Rien n’a été créé.")
COMES_FROM = _("Reconduit de « %(plan)s »")
PUT_OFF = _("Reporté de l’an %(from)s à l’an %(to)s")
DROPPED = _("Abandonné à la fin de l’an %(year)s")
ROLL_USED = _("Le nouveau plan porte déjà quelque chose (%(lost)s). Rien n’a été défait.")
ROLLED = _("Le nouveau plan est prêt ; chaque ligne sait d’où elle vient.")
UNROLLED = _("La reconduction est défaite ; le plan d’avant n’a jamais changé.")
YEAR_ROLLED = _("C’est reporté à l’année suivante.")
NO_NEXT_YEAR = _("Le plan n’a pas d’année après celle-là.")
DECISIONS = {
    "carry": _("Reconduire"),
    "stay": _("Laisser derrière"),
    "drop": _("Abandonner"),
}
MONEY = {
    "running": _(
        "Ce qui court encore : les ententes et les montants prévus des années que le nouveau "
        "plan reprend"
    ),
    "balance": _("Cela, et le solde des années finies, à la première année du nouveau plan"),
    "none": _("Rien : le nouveau plan part sans montant"),
}
MONEY_STAYS = _(
    "Ce qui est engagé ou dépensé reste dans ce plan et se retranche de ce qui passe au suivant."
)
LATER_TO = _("Reporter à l’an %(year)s")
GROUPS = {
    "asked": _("À décider"),
    "continues": _("Ce qui continue"),
    "stays": _("Ce qui reste derrière"),
}
COMMENT_EMPTY = _("Écrivez le commentaire : il est vide.")
COMMENTED = _("Le commentaire est gardé.")
SEEN = _("C’est noté : vous l’avez lu.")


def counted(part: str, n: int) -> str:
    """How many lines differ in one way, in words."""
    said = {
        "added": ngettext("une ligne ajoutée", "%(n)s lignes ajoutées", n),
        "gone": ngettext("une ligne retirée", "%(n)s lignes retirées", n),
        "changed": ngettext("une ligne changée", "%(n)s lignes changées", n),
        "people": ngettext(
            "une ligne aux responsables changés", "%(n)s lignes aux responsables changés", n
        ),
        "states": ngettext("un état changé", "%(n)s états changés", n),
        "money": ngettext("une ligne aux montants changés", "%(n)s lignes aux montants changés", n),
        "moved": ngettext("une ligne déplacée", "%(n)s lignes déplacées", n),
    }
    return said[part] % {"n": n}
