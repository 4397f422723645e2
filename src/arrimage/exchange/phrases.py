"""Sentences of imports and exports."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

TOO_LARGE = _(
    "Ce fichier pèse plus de %(limit)s\u00a0Mo. Rien n’a été gardé\u00a0; "
    "enlevez les images ou donnez le document en plusieurs parties."
)
NO_ROOM = _(
    "Le serveur n’a pas de place pour ce fichier. Rien n’a été gardé\u00a0; prévenez la personne "
    "qui s’occupe du serveur, puis déposez-le de nouveau."
)
UNEXPECTED = _(
    "La lecture s’est arrêtée sur une erreur que nous n’avions pas prévue. Le fichier est gardé et "
    "rien n’a été créé\u00a0; relancez la lecture, ou enregistrez le document dans un autre format."
)
STRANDED = _(
    "La lecture a été interrompue %(count)s\u00a0fois sans aboutir. Le fichier est gardé et rien "
    "n’a été créé\u00a0; donnez le document dans un autre format ou en plusieurs parties."
)
STALE_DRAFT = _("l’import a changé")
NOT_IN_REVIEW = _("Cet import n’est plus à vérifier. Rien n’a changé.")
NOT_ACCEPTED = _("Cet import n’a pas de plan à annuler. Rien n’a changé.")
NOT_RUNNING = _("Cet import est déjà terminé. Rien n’a changé.")
NOT_FINISHED = _("Cet import est en cours ou accepté\u00a0: il ne peut pas être relancé.")
PART_GONE = _("Cette partie du brouillon n’existe plus. Rien n’a changé.")
LEVEL_UNKNOWN = _("Ce plan n’a pas ce niveau. Rien n’a changé.")
TOO_DEEP = _("Ce plan n’a pas de niveau sous celui-là. Rien n’a changé.")
INSIDE_ITSELF = _("Un élément ne peut pas aller sous lui-même. Rien n’a changé.")
TITLE_MISSING = _("Le libellé ne peut pas être vide. Pour enlever cette partie, retirez-la.")
WOULD_LOSE = _("Annuler cet import effacerait ce qui a été noté depuis\u00a0: %(losses)s.")
TOP = _("le haut du plan")
VIEW_CUT = _(
    "Le document est long\u00a0: seul son début est montré ici. "
    "Ouvrez le fichier pour voir le reste."
)
UNKNOWN_FORMAT = _("Ce format d’export n’existe pas.")
DROP = _("Retirer")
NOT_A_REVISION = _("Ce document n’est pas une nouvelle version d’un plan. Rien n’a changé.")
CHOICE_GONE = _(
    "Le plan a changé pendant que vous compariez : la comparaison est refaite. Rien n’a été pris."
)
NO_CUT = _("Il ne resterait rien d’un côté de la coupure. Rien n’a changé.")
NO_SUB_ITEMS = _("Cette partie n’a pas de sous-points. Rien n’a changé.")
NOTHING_ABOVE = _("Rien de même niveau ne précède cette partie. Rien n’a changé.")
AT_THE_EDGE = _("Cette partie est déjà au bord du plan. Rien n’a changé.")
NO_LEVEL_ABOVE = _("Ce plan n’a pas de niveau au-dessus de celui-là. Rien n’a changé.")
NOTHING_TO_UNDO = _("Il n’y a plus de correction à annuler. Rien n’a changé.")
UNKNOWN_YEAR = _(
    "Le plan n’a pas cette année-là. Écrivez des numéros d’années du plan\u00a0: 1, 2…"
)
IN_PLAN_ALREADY = _(
    "Cette partie est déjà dans le plan\u00a0: corrigez-la dans le plan. Rien n’a changé."
)
SPLIT = _("Séparer en deux")
SPLIT_BEFORE = _("Séparer avant «\u00a0%(words)s\u00a0»")
LINK_TO = _("Lier à %(number)s, le plus proche")
REFERENCE_TO_NOTE = _("Garder le renvoi en note")
NUMBER = _("Donner le numéro %(number)s")
RENUMBER = _("Renuméroter la suite à partir de %(number)s")
NO_SERIES = _("Cette partie n’a pas de numéro qui en suive un autre. Rien n’a changé.")
JOIN_TO = _("Réunir à «\u00a0%(line)s\u00a0»")
READ_AS = _("Lire «\u00a0%(words)s\u00a0»")
MARK_YEARS = _("Cocher plutôt l’an %(years)s")
STRETCH_TO = _("Prolonger la période jusqu’au %(end)s")
STRETCH_FROM = _("Faire commencer la période le %(start)s")
STRETCH_BOTH = _("Étendre la période\u00a0: du %(start)s au %(end)s")
TURN_PERIOD = _("Échanger le début et la fin")
CORRECT_PERIOD = _("Corriger la période")
PERIOD_REVERSED = _("La période finirait avant de commencer. Rien n’a changé.")
STATE_ABOVE = _("Donner cet état à la ligne du dessus")
TITLE_FROM = _("Prendre pour libellé «\u00a0%(words)s\u00a0»")
AS_ABOVE = _("Comme la ligne du dessus\u00a0: %(words)s")
INDICATOR_FROM = _("Prendre pour indicateur «\u00a0%(words)s\u00a0»")
BASELINE = _("Noter que le point de départ est à mesurer")
BASELINE_WORDS = "point de départ à mesurer"  # words of the plan, in its own language
ERASE = _("Effacer «\u00a0%(words)s\u00a0»")
UNJOIN = _("Séparer de nouveau")
SAY_STATE = _("Dire «\u00a0%(state)s\u00a0»")
STATE_DONE = "Complétée"  # words of the plan
STATE_TO = _("Donner «\u00a0%(state)s\u00a0» à «\u00a0%(line)s\u00a0»")
NAME_IT = _("Écrire «\u00a0%(name)s\u00a0»")
CORRECT_NAME = _("Corriger le nom")
RELAY_TO = ngettext_lazy(
    "Confier à %(name)s l’action où ce nom collabore",
    "Confier à %(name)s les %(count)s actions où ce nom collabore",
    "count",
)
NOBODY_CHOSEN = _("Choisissez au moins une action et un nom. Rien n’a changé.")
EVERY_ACTION = _("toutes ces actions")
NO_ACTION = _("aucune\u00a0: garder en note")
STATE = _("État")
REPAIRS = {
    "apostrophe": _("Apostrophes et «\u00a0l\u00a0»"),
    "letter": _("Lettres prises pour d’autres"),
    "accent": _("Accents"),
    "cedilla": _("Cédilles"),
}
RESHAPE = {
    "merge": _("Réunir à celle du dessus"),
    "heading": _("En faire un titre"),
    "note": _("En faire une note"),
    "unfold": _("Une action par sous-point"),
}
OPEN = {
    "title": _("Corriger le libellé"),
    "line": _("Voir et corriger la ligne"),
    "level": _("Changer de niveau"),
    "number": _("Corriger le numéro"),
    "references": _("Corriger le renvoi"),
    "timeframe": _("Dire quand"),
    "responsibles": _("Dire qui porte"),
    "indicators": _("Écrire un indicateur"),
    "results": _("Préciser le résultat"),
    "state": _("Dire l’état"),
    "notes": _("Ranger ces mots"),
}
OTHER_KINDS = _("À regarder")
WORDS_TAKEN = _(
    "Votre correction s’est ajoutée à celles que quelqu’un d’autre a faites entre-temps."
)
COLUMN_FIELDS = {
    "axis": _("Axe"),
    "orientation": _("Orientation"),
    "objective": _("Objectif"),
    "action": _("Action"),
    "step": _("Étape"),
    "number": _("Numéro"),
    "responsible": _("Responsable"),
    "collaborator": _("Collaboration"),
    "timeframe": _("Échéancier"),
    "result": _("Résultat attendu"),
    "indicator": _("Indicateur"),
    "target": _("Cible"),
    "status": _("État d’avancement"),
    "cost": _("Coût"),
    "priority": _("Priorité"),
    "reference": _("Renvoi"),
    "note": _("Note"),
    "kind": _("Nature"),
}
UNKNOWN_COLUMN = _("Garder à part, sans la reconnaître")
NO_COLUMN_SAID = _("Dites ce qu’est au moins une colonne. Rien n’a changé.")
PARTLY_IN_PLAN = _(
    "Une partie de cette lecture est déjà dans le plan\u00a0: le document ne peut plus être relu."
)
NO_PLAN_THEN = _(
    "Avec ces colonnes, aucun plan n’a été trouvé dans le document\u00a0; la lecture d’avant est "
    "gardée, avec vos corrections."
)
LOST_CORRECTIONS = _(
    "Ces corrections n’ont pas pu être refaites sur la nouvelle lecture\u00a0: %(titles)s."
)
NO_BRANCH = _("Choisissez au moins une branche qui n’est pas déjà dans le plan. Rien n’a changé.")
NAME_NOT_HERE = _("Ce nom n’est plus dans la lecture. Rien n’a changé.")
AS_PRINTED = _("tel qu’imprimé")
COLUMNS_SAID = _(
    "Ce tableau a été lu d’après ce que vous avez dit de ses colonnes, rangée par rangée."
)
