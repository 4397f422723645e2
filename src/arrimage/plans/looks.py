"""What the screens of plans show for a state, and what they answer to a gesture."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .states import DEFAULT_BOOK, StateBook
from .states import Look as Look

UNKNOWN = Look("none", "none")
UNKNOWN_LABEL = _("Inconnu")

STATUS_CHANGED = _("L’état est noté.")
EDITED = _("La ligne est modifiée ; les mots du document restent à côté.")
VERBS = {
    "amounts.write": _("Montants écrits"),
    "amounts.take": _("Coûts du document repris"),
    "amounts.import": _("Budget repris d’un fichier"),
    "envelopes.write": _("Ententes écrites"),
    "element.edit": _("Modifié"),
    "elements.edit": _("Modifié ensemble"),
    "element.status": _("État noté"),
    "evidence.add": _("Preuve jointe"),
    "plan.states": _("États changés"),
    "plan.weights": _("Poids changés"),
    "occurrence.hold": _("Fois tenue"),
    "entry.log": _("Consigné"),
    "element.add": _("Ajouté"),
    "element.move": _("Déplacé"),
    "element.level": _("Niveau changé"),
    "element.bin": _("À la corbeille"),
    "element.archive": _("Archivé"),
    "element.hide": _("Rendu confidentiel"),
    "element.open": _("N’est plus confidentiel"),
    "plan.revise": _("Mis à jour d’après"),
    "plan.frame": _("Cadre modifié"),
    "plan.years": _("Années changées"),
    "plan.roll": _("Reconduit"),
    "level.rename": _("Niveau renommé"),
    "level.add": _("Niveau ajouté"),
    "level.remove": _("Niveau retiré"),
    "edit.undo": _("Annulation"),
    "name.match": _("Nom reconnu"),
    "name.unmatch": _("Nom à reconnaître"),
    "name.split": _("Nom séparé"),
    "relay.give": _("Relais passé"),
}
WEIGHED = _("Les poids sont enregistrés.")
STATES_CHANGED = _("Les états de ce plan sont changés.")
LEVEL_ADDED = _("Le niveau est ajouté.")
PLAN_REMOVED = _("Le plan est à la corbeille ; rien n’est détruit.")
PLAN_RESTORED = _("Le plan est revenu, tel qu’il était.")
VIEW_SAVED = _("La vue est gardée.")
VIEW_DELETED = _("La vue est oubliée ; le plan n’a pas changé.")
ADDED = _("La ligne est ajoutée.")
NOT_MOVED = _("Cette place n’existe pas. Rien n’a changé.")
MOVED = _("La ligne est déplacée.")
RELEVELLED = _("Le niveau est changé.")
BINNED = _("C’est à la corbeille ; rien n’est détruit.")
HIDDEN = _("Seule votre équipe voit maintenant cette ligne et ce qui est dessous.")
OPENED = _("Cette ligne n’est plus confidentielle.")
UNDONE = _("C’est annulé.")
CREATED = _("Le plan est créé. Ouvrez une ligne pour la compléter.")
EVIDENCE_ADDED = _("La preuve est ajoutée.")


def look_of(status: str, book: StateBook = DEFAULT_BOOK) -> Look:
    """Shape and tone of a state, the unknown one included."""
    state = book.get(status)
    return state.look if state else UNKNOWN
