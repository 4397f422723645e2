"""Sentences of plans: refusals, and what an undone import would take away."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

STALE = _(
    "Quelqu’un a changé ce texte pendant que vous écriviez. Rien n’a été remplacé : "
    "comparez, puis enregistrez de nouveau."
)
NO_ELEMENTS = _("Ce brouillon ne contient aucun élément ; aucun plan n’a été créé.")
TITLE_MISSING = _("Écrivez un libellé : un élément ne peut pas rester sans mots.")
FUTURE_STATUS = _("Un état se note aujourd’hui ou à une date passée. Rien n’a été noté.")
NO_SUCH_STATE = _("Cet état n’est pas dans le dictionnaire du plan. Rien n’a été noté.")
WEIGHT_BOUNDS = _("Un poids va de 0 à %(most)s. Rien n’a changé.")
WEIGHT_UNREAD = _("« %(text)s » n’est pas un nombre. Rien n’a changé.")
STATE_WORDS = _("Chaque état a un mot à lui. Rien n’a changé.")
NO_DONE_STATE = _("Gardez un état qui compte comme fait. Rien n’a changé.")
TOO_MANY_STATES = _("Un plan tient en %(count)s états, les retirés compris. Rien n’a changé.")
STATE_LOOK = _("Cette forme ou cette couleur n’existe pas. Rien n’a changé.")
STATE_IN_USE = _(
    "Des lignes sont encore dans un état retiré : %(states)s. "
    "Dites à quel état elles passent. Rien n’a changé."
)
UNKNOWN_STATUS = _("Inconnu")
EVIDENCE_EMPTY = _("Ajoutez une note, un lien ou un fichier : une preuve ne peut pas être vide.")
STATUSES_LOST = _("États notés : %(count)s")
EVIDENCE_LOST = _("Preuves ajoutées : %(count)s")
EDITS_LOST = _("Modifications : %(count)s")
CHANGED_SINCE = _(
    "Quelqu’un a changé depuis ce que ce geste avait changé : %(elements)s. Rien n’a été annulé."
)
ALREADY_UNDONE = _("Ce geste est déjà annulé.")
ELEMENT_GONE = _("Cette partie n’est plus dans le plan : quelqu’un l’a retirée. Rien n’a changé.")
WRONG_LEVEL = _("« %(level)s » ne peut pas aller sous « %(parent)s ». Rien n’a changé.")
UNDER_ITSELF = _("Une partie ne peut pas aller sous elle-même. Rien n’a changé.")
TOO_DEEP = _("Il n’y a plus de niveau pour ce qui est dessous. Rien n’a changé.")
UNKNOWN_YEAR = _("Le plan n’a pas cette année. Écrivez ses numéros d’années, par exemple « 1, 2 ».")
TOP = _("en haut du plan")
FIELDS = {
    "number": _("Numéro"),
    "title": _("Libellé"),
    "kind": _("Nature"),
    "sub_items": _("Sous-points"),
    "responsibles": _("Responsables"),
    "collaborators": _("Collaboration"),
    "timeframe": _("Échéancier"),
    "years": _("Années du plan"),
    "results": _("Résultats attendus"),
    "indicators": _("Indicateurs"),
    "references": _("Renvois"),
    "cost": _("Coût"),
    "priority": _("Priorité"),
    "notes": _("Notes"),
    "themes": _("Thèmes"),
    "territories": _("Territoires"),
}
STATUS = _("État")
LEVEL = _("Niveau")
UNDER = _("Sous")
IN_PLAN = _("Dans le plan")
YES = _("oui")
BINNED = _("à la corbeille")
NOTHING_CHOSEN = _("Choisissez ce qui change : pour l’instant, rien ne changerait.")
NO_LINES = _("Aucune de ces lignes n’est encore dans le plan. Rien n’a changé.")
FRAME = {
    "title": _("Titre"),
    "starts_on": _("Premier jour"),
    "ends_on": _("Dernier jour"),
    "updated_on": _("Document à jour au"),
    "fiscal_year_start": _("Début de l’exercice"),
    "mission": _("Mission"),
    "vision": _("Vision"),
    "values": _("Valeurs"),
    "general_objective": _("Objectif général"),
}
PLAN_TITLE_MISSING = _("Écrivez un titre : un plan ne peut pas rester sans nom.")
PERIOD_ORDER = _("Le dernier jour vient après le premier. Rien n’a changé.")
YEARS_ORDER = _("Les années se suivent sans se chevaucher. Rien n’a changé.")
YEARS_UNREAD = _("« %(line)s » ne dit pas deux jours, comme « 2026-04-01 2027-03-31 ».")
YEAR_USED = _(
    "Des lignes sont prévues pour l’an %(number)s : il ne peut pas partir. Rien n’a changé."
)
TOO_MANY_LEVELS = _("Un plan tient en %(count)s niveaux. Rien n’a changé.")
LEVEL_USED = _(
    "Ce niveau porte encore des lignes, la corbeille comprise (%(count)s). Rien n’a changé."
)
LAST_LEVEL = _("Un plan garde au moins un niveau. Rien n’a changé.")
LINES_TOUCHED = _("Lignes : %(count)s")
STATUSES_TOUCHED = _("États notés : %(count)s")
EVIDENCE_TOUCHED = _("Preuves : %(count)s")
NAMES_TOUCHED = _("Noms qui portent une ligne : %(count)s")
LINKS_TOUCHED = _("Liens de partage ouverts : %(count)s")
VIEWS_TOUCHED = _("Vues gardées : %(count)s")
REFERENCES_TOUCHED = _("Renvois d’autres plans : %(count)s")
TOO_MANY_VIEWS = _("Vous gardez déjà %(count)s vues de ce plan : oubliez-en une d’abord.")
NO_THEME = _(
    "« %(word)s » n’est pas un thème de l’annuaire. La direction du réseau y ajoute des thèmes."
)
NEAR_THEMES = _("« %(word)s » n’est pas un thème de l’annuaire. Vouliez-vous dire : %(near)s ?")
NO_TERRITORY = _("« %(word)s » n’est pas une région ou une MRC connue.")


def listed(labels: Iterable[Any]) -> Any:
    """Labels separated by commas, translated when they are printed."""
    every = list(labels)
    return format_lazy(", ".join(["{}"] * len(every)), *every)


NAME_GONE = _("Ce nom ne porte plus rien dans le plan. Rien n’a changé.")
AS_PRINTED = _("tel qu’imprimé")
SAME_CARRIER = _("Choisissez quelqu’un d’autre : on ne se passe pas le relais à soi-même.")
NOT_THEIR_POSITION = _("Cette fonction est celle de quelqu’un d’autre. Rien n’a changé.")
NOTHING_TO_PASS = _("Rien à passer à cette date dans les plans choisis. Rien n’a changé.")
LINK_TOO_LONG = _("Choisissez une date entre aujourd’hui et dans un an. Aucun lien n’a été créé.")
LINK_WITHOUT_BRANCH = _(
    "Choisissez la branche que ce lien permet de modifier. Aucun lien n’a été créé."
)
REMARK_EMPTY = _("Écrivez la remarque : elle est vide.")
REMARK_TOO_LONG = _("Une remarque tient en 4\u00a0000 signes ; celle-ci est plus longue.")
REMARKS_TOO_MANY = _(
    "Ce lien a déjà laissé beaucoup de remarques qui attendent l’équipe. Celle-ci n’est pas gardée."
)
TOO_LONG = _(
    "Ce texte dépasse 20\u00a0000 signes, soit environ sept pages. Rien n’a changé\u00a0: "
    "raccourcissez-le, ou joignez-le comme preuve."
)
