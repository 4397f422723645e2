"""Every kind of doubt about a reading: its sentences, why it matters, how bad it is.

This module is the one place to change a sentence or a severity. Sentences are marked, and
translated by the screens.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..document import Anchor
from ..draft import Issue, Severity
from ..marking import _


@dataclass(frozen=True, slots=True)
class DoubtKind:
    """``one`` is what is said; ``other``, the same doubt when it came about otherwise.

    The gestures that answer it are for the screens: see :mod:`arrimage.exchange.cures`.
    """

    code: str
    severity: Severity
    title: str
    why: str
    one: str
    other: str = ""


_KINDS = (
    DoubtKind(
        "columns_guessed",
        "doubt",
        _("Colonnes devinées"),
        _("Une colonne mal comprise se trompe à chaque rangée."),
        _(
            "Les titres des colonnes ne sont pas connus\u00a0: ce qu’elles contiennent a été "
            "déduit des cellules, et doit être vérifié\u00a0: %(columns)s."
        ),
    ),
    DoubtKind(
        "no_actions",
        "doubt",
        _("Aucune action"),
        _("Un plan se suit action par action\u00a0; sans elles, il n’y a rien à suivre."),
        _(
            "Ce document annonce les niveaux d’un plan, mais aucune action n’y est écrite\u00a0; "
            "seuls les titres ont été lus."
        ),
    ),
    DoubtKind(
        "organization_inferred",
        "doubt",
        _("Organisme déduit"),
        _("Ce nom dira de qui est le plan, à l’écran comme dans les documents imprimés."),
        _(
            "Le document ne nomme pas l’organisation\u00a0; «\u00a0%(name)s\u00a0» est déduit de "
            "ses phrases."
        ),
    ),
    DoubtKind(
        "cells_do_not_match",
        "doubt",
        _("Cellules à partager"),
        _("Chaque ligne de la cellule doit aller à la bonne action, et à elle seule."),
        _(
            "La cellule «\u00a0%(header)s\u00a0» n’a pas autant de lignes que la rangée a "
            "d’actions\u00a0; vérifiez le partage."
        ),
    ),
    DoubtKind(
        "shared_cell",
        "info",
        _("Cellules partagées"),
        _("Ce qui est écrit une fois vaut ici pour plusieurs lignes."),
        _("La cellule «\u00a0%(header)s\u00a0» vaut pour plusieurs actions."),
    ),
    DoubtKind(
        "cell_blank",
        "info",
        _("Cases vides sous un nom"),
        _("Un texte ne dit pas où deux cases n’en faisaient qu’une."),
        _(
            "La case «\u00a0%(header)s\u00a0» est vide\u00a0; si elle ne faisait qu’une avec celle "
            "du dessus, «\u00a0%(names)s\u00a0» vaut aussi pour cette action."
        ),
    ),
    DoubtKind(
        "text_joined",
        "doubt",
        _("Textes recollés"),
        _("Deux textes recollés à tort font une action que personne n’a adoptée."),
        _("Ce texte a été recollé à la suite du précédent, dont il semble être la fin."),
    ),
    DoubtKind(
        "text_cut",
        "doubt",
        _("Textes coupés"),
        _("Ce qui est caché dans le document manquerait au plan."),
        _(
            "Le bord de la case «\u00a0%(header)s\u00a0» cache peut-être la fin de ce texte\u00a0: "
            "il est gardé tel quel, à compléter d’après l’original."
        ),
        _(
            "Le bord de la case «\u00a0%(header)s\u00a0» cache peut-être la fin de ce texte\u00a0: "
            "il est gardé en note, à compléter d’après l’original."
        ),
    ),
    DoubtKind(
        "words_set_aside",
        "doubt",
        _("Mots gardés à part"),
        _("Ces mots sont du plan, mais rien ne dit de quelle colonne."),
        _(
            "Des mots de cette rangée viennent de lignes où les colonnes sont mêlées\u00a0: ils "
            "sont gardés en note, à ranger à la main."
        ),
    ),
    DoubtKind(
        "row_to_check",
        "doubt",
        _("Rangées à comparer"),
        _("Un mot rangé dans la mauvaise colonne change le sens de la ligne."),
        _(
            "Les colonnes de cette rangée sont imprimées sur les mêmes lignes\u00a0: comparez-la à "
            "l’original."
        ),
        _(
            "«\u00a0%(text)s\u00a0» est écrit avec les résultats\u00a0; c’est lu comme une "
            "échéance."
        ),
    ),
    DoubtKind(
        "label_after_list",
        "info",
        _("Mots qui suivent une liste"),
        _("Ce qui est dit de toute la liste vaut pour chacune de ses actions."),
        _(
            "Ces mots suivent une liste d’actions\u00a0; ils sont lus comme valant pour toute la "
            "liste."
        ),
    ),
    DoubtKind(
        "status_from_bold",
        "doubt",
        _("États dits par le gras"),
        _("Une action lue comme en cours, alors qu’elle est faite, serait relancée pour rien."),
        _(
            "Le gras dit «\u00a0complétée ou en cours\u00a0» sans préciser\u00a0; l’action est lue "
            "comme en cours."
        ),
    ),
    DoubtKind(
        "bold_lost",
        "doubt",
        _("Gras perdu"),
        _("Ce que le gras disait ne se retrouvera nulle part dans le suivi."),
        _(
            "Le document donne un sens aux caractères gras, mais aucun gras n’a été trouvé dans "
            "les actions\u00a0; les états qu’il indiquait sont perdus."
        ),
    ),
    DoubtKind(
        "follow_up_unmatched",
        "doubt",
        _("Rangées de suivi sans action"),
        _("Un suivi déjà noté serait perdu."),
        _(
            "Cette rangée du suivi ne correspond à aucune action lue\u00a0; ce qu’elle dit n’a pas "
            "été repris."
        ),
    ),
    DoubtKind(
        "table_repeated",
        "info",
        _("Tableaux répétés"),
        _("Ce qui est écrit deux fois n’est compté qu’une fois."),
        _(
            "Un tableau répète des éléments déjà lus\u00a0; ce qu’il ajoute (états, commentaires) "
            "est repris."
        ),
        _("Un tableau répète des éléments déjà lus\u00a0; rien de neuf n’y a été trouvé."),
    ),
    DoubtKind(
        "column_unknown",
        "info",
        _("Colonnes inconnues"),
        _("Son contenu est gardé, mais ne peut être ni trié ni suivi."),
        _(
            "La colonne «\u00a0%(header)s\u00a0» n’est pas reconnue\u00a0; son contenu est gardé "
            "à part."
        ),
    ),
)

DOUBTS: dict[str, DoubtKind] = {kind.code: kind for kind in _KINDS}


def doubt_about(
    code: str,
    quote: str = "",
    /,
    *,
    form: str = "one",
    severity: Severity | None = None,
    anchor: Anchor | None = None,
    **values: str,
) -> Issue:
    """A doubt with its exact words, said with the sentence that ``form`` names."""
    kind = DOUBTS[code]
    sentence: str = getattr(kind, form)
    return Issue(
        code,
        sentence % values,
        severity or kind.severity,
        anchor or Anchor(),
        quote,
        sentence=sentence,
        values=tuple(values.items()),
    )
