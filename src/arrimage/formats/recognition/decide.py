"""Is this a plan at all? If not, the reason, in a sentence for the person who dropped the file."""

from __future__ import annotations

import re

from ..document import SourceDocument
from ..language.text import normalise
from .metadata import PLAN_WORDS, Surroundings, is_short_title

_MINUTES = re.compile(
    r"\b(?:proces[- ]verbal|compte[- ]rendu|minutes of (?:the )?meeting|meeting minutes|"
    r"ordre du jour|releve de decisions?)\b"
)
_MEETING = re.compile(
    r"\b(?:(?:etaient )?presents?|presences?|absents?|attendance|"
    r"levee de (?:la seance|l'assemblee)|"
    r"propose par|appuye par|adoption de l'ordre du jour|resolution no?)\b"
)
_BUDGET = re.compile(
    r"\b(?:budget|previsions? budgetaires?|etats? financiers?|revenus?|depenses?|montants?|"
    r"solde|couts?)\b"
)
_NEWS = re.compile(
    r"\b(?:communique|pour diffusion immediate|nouvelles?|article|infolettre|publie le|"
    r"press release)\b"
)
_TOP = 8
_END = (
    "Aucun plan n’a été importé\u00a0; choisissez le document qui contient le tableau des actions."
)


def is_minutes(around: Surroundings) -> bool:
    """Minutes of a meeting: they say so on top, and no title speaks of a plan."""
    top = [text for text, _ in around.texts[:_TOP] if is_short_title(text)]
    folded = [normalise(text) for text in top]
    says_minutes = any(_MINUTES.search(text) for text in folded)
    says_plan = any(PLAN_WORDS.search(text) and not _MINUTES.search(text) for text in folded[:3])
    signs = sum(bool(_MEETING.search(normalise(text))) for text, _ in around.texts)
    return says_minutes and not (says_plan and signs < 2)


def refusal(document: SourceDocument, around: Surroundings) -> str:
    """Why no plan was found, as a complete sentence."""
    folded = " ".join(normalise(text) for text, _ in around.texts)
    for table in document.tables():
        folded += " " + " ".join(normalise(c.text) for row in table.rows[:3] for c in row if c.text)
    if not folded.strip():
        return f"Ce document ne contient aucun texte lisible. {_END}"
    if is_minutes(around):
        return (
            "Ce document est un compte rendu ou un procès-verbal\u00a0: ses tableaux ne décrivent "
            f"pas les orientations, les objectifs et les actions d’un plan. {_END}"
        )
    top = " ".join(normalise(text) for text, _ in around.texts[:_TOP]) or folded[:300]
    if _BUDGET.search(top) or len(_BUDGET.findall(folded)) >= 4:
        return (
            "Ce document est un budget\u00a0: on y trouve des montants, mais aucune action avec un "
            f"responsable, une échéance ou un résultat attendu. {_END}"
        )
    if _NEWS.search(top) and not any(True for _ in document.tables()):
        return (
            f"Ce document est un texte suivi (nouvelle ou communiqué), sans liste d’actions. {_END}"
        )
    if any(True for _ in document.tables()):
        return (
            "Les tableaux de ce document n’ont pas les colonnes d’un plan d’action (objectif ou "
            f"action, puis responsable, échéance, résultat ou indicateur). {_END}"
        )
    return (
        "Ce document est un texte suivi\u00a0: il ne contient ni tableau ni liste d’actions. "
        f"{_END}"
    )
