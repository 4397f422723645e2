"""Every kind of finding: its sentences, why it matters, how bad it is.

This module is the one place to change a sentence or a severity. Sentences are marked, and
translated by the screens.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..draft import Severity
from ..marking import _


@dataclass(frozen=True, slots=True)
class FindingKind:
    """``one`` is said of an element; ``branch``, ``most`` and ``all`` gather many into one.

    The gestures that answer it are for the screens: see :mod:`arrimage.exchange.cures`.
    """

    code: str
    severity: Severity
    title: str
    why: str
    one: str
    branch: str = ""
    most: str = ""
    all: str = ""


_KINDS = (
    FindingKind(
        "code_duplicate",
        "doubt",
        _("Numéros imprimés deux fois"),
        _("Un renvoi à ce numéro, ou un suivi dit de vive voix, peut viser la mauvaise ligne."),
        _("Le numéro %(number)s est imprimé deux fois\u00a0; un renvoi ne saurait lequel viser."),
        most=_(
            "%(count)s numéros sur %(total)s reviennent ailleurs dans le plan\u00a0; un renvoi "
            "ne saurait lequel viser."
        ),
    ),
    FindingKind(
        "code_skipped",
        "info",
        _("Numéros sautés"),
        _("Une ligne a peut-être été retirée, ou perdue en route, sans que personne ne le dise."),
        _("Le numéro %(missing)s manque avant %(number)s\u00a0; une ligne a peut-être été perdue."),
        branch=_(
            "Les numéros %(missing)s à %(last)s manquent avant %(number)s\u00a0; des lignes "
            "ont peut-être été perdues."
        ),
    ),
    FindingKind(
        "reference_unresolved",
        "doubt",
        _("Renvois qui ne mènent à rien"),
        _("Le lien annoncé entre deux lignes ne peut pas être suivi."),
        _("Le renvoi au numéro %(number)s ne mène à rien dans ce plan."),
        most=_(
            "%(count)s renvois sur %(total)s ne mènent à rien dans ce plan\u00a0; ils visent "
            "peut-être un autre plan."
        ),
    ),
    FindingKind(
        "dates_conflict",
        "doubt",
        _("Dates qui se contredisent"),
        _("Deux personnes qui lisent le plan n’attendront pas la même chose au même moment."),
        _("L’échéance «\u00a0%(when)s\u00a0» finit avant de commencer."),
        branch=_("L’échéance «\u00a0%(when)s\u00a0» tombe hors des années cochées (%(years)s)."),
        all=_(
            "La période du plan finit avant de commencer\u00a0; aucun retard ne peut être calculé."
        ),
    ),
    FindingKind(
        "date_outside_period",
        "doubt",
        _("Échéances hors de la période"),
        _("Ce qui est prévu hors du plan ne sera pas dans ses bilans."),
        _("L’échéance «\u00a0%(when)s\u00a0» tombe hors de la période du plan (%(period)s)."),
        branch=_(
            "L’échéance «\u00a0%(when)s\u00a0» dépasse la fin de la période du plan (%(period)s)."
        ),
        most=_(
            "%(count)s échéances sur %(total)s tombent hors de la période du plan "
            "(%(period)s)\u00a0; la période est peut-être mal indiquée."
        ),
    ),
    FindingKind(
        "title_is_status",
        "doubt",
        _("Libellés qui ne sont qu’un état"),
        _("Une fois l’état changé, plus rien ne dit ce qu’il y avait à faire."),
        _(
            "Le libellé «\u00a0%(title)s\u00a0» est un état plutôt qu’une action\u00a0; rien "
            "ne dit ce qu’il y a à faire."
        ),
    ),
    FindingKind(
        "two_actions",
        "info",
        _("Deux actions en une"),
        _("Quand une moitié est faite et l’autre non, aucun état n’est juste."),
        _(
            "Le libellé semble dire deux actions, «\u00a0%(first)s\u00a0» et "
            "«\u00a0%(second)s\u00a0»\u00a0; un seul état ne dira pas laquelle est faite."
        ),
        most=_(
            "%(count)s actions sur %(total)s semblent en dire deux\u00a0; un seul état ne dira "
            "pas laquelle est faite."
        ),
    ),
    FindingKind(
        "title_repeated",
        "info",
        _("Libellés répétés"),
        _(
            "Ce qui est fait une fois risque d’être compté plusieurs fois, ou suivi à un seul "
            "endroit."
        ),
        _(
            "Le même libellé est déjà écrit au numéro %(first)s\u00a0; un seul travail risque "
            "d’être compté deux fois."
        ),
        branch=_(
            "Le même libellé est déjà écrit plus haut\u00a0; un seul travail risque d’être "
            "compté deux fois."
        ),
        most=_(
            "%(count)s libellés sur %(total)s sont écrits plusieurs fois dans le plan\u00a0; "
            "un seul travail risque d’être compté deux fois."
        ),
    ),
    FindingKind(
        "placeholder",
        "info",
        _("Passages laissés à compléter"),
        _("Le plan annonce lui-même qu’une décision reste à prendre."),
        _("«\u00a0%(words)s\u00a0»\u00a0: le document laisse ce point à décider."),
        most=_("%(count)s éléments sur %(total)s laissent un point à décider."),
    ),
    FindingKind(
        "branch_empty",
        "info",
        _("Objectifs sans rien dessous"),
        _("Rien dans le plan ne fera avancer ce qui est visé."),
        _("Aucune action ne répond à cet élément (%(level)s)\u00a0; rien ne le fera avancer."),
        most=_(
            "%(count)s objectifs sur %(total)s n’ont aucune action\u00a0; rien ne les fera avancer."
        ),
    ),
    FindingKind(
        "responsible_missing",
        "info",
        _("Sans responsable"),
        _("Quand personne ne porte une action, personne ne peut dire où elle en est."),
        _("Aucun responsable n’est nommé\u00a0; personne ne pourra dire où en est cette action."),
        branch=_(
            "Aucune des %(count)s actions d’ici n’a de responsable\u00a0; personne ne pourra "
            "dire où elles en sont."
        ),
        most=_(
            "%(count)s actions sur %(total)s n’ont pas de responsable\u00a0; personne ne "
            "pourra dire où elles en sont."
        ),
        all=_("Aucune action n’a de responsable\u00a0; personne ne pourra dire où elles en sont."),
    ),
    FindingKind(
        "timeframe_missing",
        "info",
        _("Sans échéance"),
        _("Sans moment prévu, rien ne peut être annoncé en retard, ni préparé à temps."),
        _("Aucun moment n’est prévu\u00a0; cette action ne sera jamais ni à l’heure ni en retard."),
        branch=_(
            "Aucune des %(count)s actions d’ici n’a d’échéance\u00a0; elles ne seront jamais "
            "ni à l’heure ni en retard."
        ),
        most=_(
            "%(count)s actions sur %(total)s n’ont pas d’échéance\u00a0; elles ne seront "
            "jamais ni à l’heure ni en retard."
        ),
        all=_(
            "Aucune action n’a d’échéance\u00a0; aucune ne sera jamais ni à l’heure ni en retard."
        ),
    ),
    FindingKind(
        "indicator_missing",
        "info",
        _("Sans indicateur"),
        _("Sans indicateur, un bilan dira ce qui a été fait, jamais ce que cela a donné."),
        _("Aucun indicateur ne dit à quoi l’on verra que cette action a réussi."),
        branch=_(
            "Aucune des %(count)s actions d’ici n’a d’indicateur qui dise à quoi l’on verra "
            "qu’elles ont réussi."
        ),
        most=_(
            "%(count)s actions sur %(total)s n’ont pas d’indicateur qui dise à quoi l’on verra "
            "qu’elles ont réussi."
        ),
        all=_(
            "Aucune action n’a d’indicateur\u00a0; le bilan ne pourra pas dire à quoi l’on "
            "voit qu’elles ont réussi."
        ),
    ),
    FindingKind(
        "baseline_missing",
        "info",
        _("Cibles sans point de départ"),
        _("Une hausse ne se mesure que si l’on sait d’où l’on part."),
        _(
            "La cible «\u00a0%(target)s\u00a0» demande un changement sans dire de quelle "
            "valeur l’on part."
        ),
    ),
    FindingKind(
        "responsible_overloaded",
        "info",
        _("Responsables très chargés"),
        _("Ce qui repose sur une seule personne s’arrête avec elle."),
        _(
            "%(name)s porte %(count)s actions à l’an %(year)s, plus du double de la moyenne "
            "des responsables (%(mean)s)."
        ),
        branch=_(
            "%(name)s porte %(count)s actions en %(year)s, plus du double de la moyenne des "
            "responsables (%(mean)s)."
        ),
        all=_(
            "%(name)s porte %(count)s actions du plan, plus du double de la moyenne des "
            "responsables (%(mean)s)."
        ),
    ),
)

KINDS: dict[str, FindingKind] = {kind.code: kind for kind in _KINDS}
