"""Is this a plan at all? If not, the reason, in a sentence for the person who dropped the file."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..document import SourceDocument
from ..draft import Column
from ..language.lexicon import Lexicon
from ..language.text import fold_phrase, normalise
from .metadata import PLAN_WORDS, Surroundings, is_short_title

_MEETING = re.compile(
    r"(?P<who>^(?:etaient |in )?(?:presents?|presences?|absents?|absences?|attendance|regrets)\b"
    r".{0,25}?:)|"
    r"\b(?:(?P<end>levee de (?:la |l')(?:seance|rencontre|reunion|assemblee)|"
    r"(?:meeting )?adjourned|fin de la rencontre)|"
    r"(?P<move>propose par|appuye par|moved by|seconded by|resolution no?|adopte a l'unanimite)|"
    r"(?P<agenda>ordre du jour|approval of the agenda|call to order|varia))\b"
)
_ARTICLE = re.compile(r"^(?:\d+[.)]\s*|l[ae]s? |l'|notre |our |the |projet (?:de |d'))")
_MONEY = re.compile(r"\d\s?(?:\$|€)|\$\s?\d")
_TOP = 8
_TITLES = 4  # first titles that may say what the document is
_STRONG = 4  # kinds of columns above which a table can hardly be anything but a plan
_WEAK = 3  # under it, a table that names no level above its actions is only a list
_LIKE_PLANS = ("rules", "report", "budget")  # may hold the table of a plan
_ASPECTS = (
    ("axis", "orientation", "objective"), ("action", "step"), ("responsible", "collaborator"),
    ("timeframe", "year", "quarter"), ("result", "indicator", "target"), ("status",),
)  # fmt: skip
_END = (
    "Aucun plan n’a été importé\u00a0; choisissez le document qui contient le tableau des actions."
)
_REASONS = {
    "minutes": "est un compte rendu ou un procès-verbal\u00a0: ses tableaux ne décrivent pas les "
    "orientations, les objectifs et les actions d’un plan",
    "agenda": "est un ordre du jour\u00a0: il annonce une rencontre, pas des actions à mener",
    "budget": "est un budget\u00a0: on y trouve des montants, mais aucune action avec un "
    "responsable, une échéance ou un résultat attendu",
    "news": "est un texte suivi (nouvelle ou communiqué), sans liste d’actions",
    "events": "est un calendrier d’activités\u00a0: il dit où et quand, mais pas ce que visent les "
    "actions",
    "timesheet": "est une feuille de temps\u00a0: elle dit ce qui a été fait, pas ce qui est prévu",
    "invoice": "est une facture ou une soumission\u00a0: on y trouve des prix, pas des actions",
    "inventory": "est un inventaire\u00a0: on y trouve des biens, pas des actions",
    "people": "est une liste de personnes ou d’organismes, sans actions",
    "form": "est un questionnaire, une grille ou leurs résultats, sans actions",
    "training": "est un programme de formation\u00a0: il décrit le déroulement d’une rencontre, "
    "pas les actions d’un plan",
    "rules": "est une politique, un règlement ou une entente, sans tableau ni liste d’actions",
    "job": "décrit un emploi, pas les actions d’un plan",
    "report": "est un rapport\u00a0: il raconte ce qui a été fait, sans liste d’actions à mener",
    "glossary": "est un glossaire\u00a0: il dit le sens des mots, pas ce qui est à faire",
    "risks": "est un registre de risques, pas un plan d’action",
}
_OTHER_TABLES = (
    "Les tableaux de ce document n’ont pas les colonnes d’un plan d’action (objectif ou action, "
    "puis responsable, échéance, résultat ou indicateur)"
)


class Kind:
    """What a document says it is; ``name`` is a key of «other_documents», or ""."""

    def __init__(self, document: SourceDocument, around: Surroundings, lexicon: Lexicon) -> None:
        self.document = document
        self.texts = [text for text, _ in around.texts]
        self.lexicon = lexicon
        tops = [normalise(text) for text in self.texts[:_TOP] if is_short_title(text)]
        self.name, rank = self._named(tops[:_TITLES])
        plans = [i for i, text in enumerate(tops) if PLAN_WORDS.search(text) and i != rank]
        self.says_plan = bool(plans)
        self.signs = self._signs()
        early = any(i < 3 for i in plans)
        is_meeting = self.name == "minutes" or len(self.signs) > 2 or {"who", "end"} <= self.signs
        self.is_minutes = is_meeting and not (early and len(self.signs) < 2)
        if self.is_minutes and self.name != "agenda":
            self.name = "minutes"

    def _named(self, titles: Sequence[str]) -> tuple[str, int]:
        """The kind that one of the first titles begins with, and the rank of this title."""
        for rank, title in enumerate(titles):
            bare = _ARTICLE.sub("", title)
            for phrase, kind in self.lexicon.phrases("other_documents").items():
                if re.match(rf"{re.escape(phrase)}s?\b", bare):
                    return kind, rank
        return "", -1

    def _signs(self) -> frozenset[str]:
        """The marks of a meeting: who was there, who moved, the agenda, the end."""
        found = (match for text in self.texts for match in _MEETING.finditer(normalise(text)))
        return frozenset(match.lastgroup or "" for match in found)

    def is_no_plan(
        self, columns: Sequence[Column], levels: Sequence[str], *,
        of_events: bool = False, to_do: bool = True,
    ) -> bool:  # fmt: skip
        """Whether what was found belongs to another kind of document than a plan.

        ``of_events``: what is named happens on a day, and nothing is to be done; ``to_do``:
        something is.
        """
        if self.is_minutes:
            return True
        fields = {column.field for column in columns} | set(levels)
        strength = sum(bool(fields & set(aspect)) for aspect in _ASPECTS)
        above_work = bool(fields & set(_ASPECTS[0])) and bool(fields & set(_ASPECTS[1]))
        if not self.says_plan and self.name == "report" and not (to_do or above_work):
            return True
        if not (self.says_plan or fields & set(_ASPECTS[1])):
            return True
        if self.says_plan or strength >= _STRONG + bool(self.name and self.name not in _LIKE_PLANS):
            return False
        if (strength < _WEAK or of_events) and not above_work:
            return True
        foreign = {fold_phrase(word) for word in self.lexicon.words("foreign_columns", "any")}
        return bool(self.name) or any(
            fold_phrase(column.header) in foreign for column in columns if column.header
        )

    def refusal(self) -> str:
        """Why no plan was found, as a complete sentence."""
        tables = any(True for _ in self.document.tables())
        if not self._everything().strip():
            return f"Ce document ne contient aucun texte lisible. {_END}"
        name = "" if self.name == "news" and tables else self.name
        if not name and len(_MONEY.findall(self._everything())) >= 6:
            name = "budget"
        if name in _REASONS:
            return f"Ce document {_REASONS[name]}. {_END}"
        if tables:
            return f"{_OTHER_TABLES}. {_END}"
        return (
            "Ce document est un texte suivi\u00a0: il ne contient ni tableau ni liste d’actions. "
            f"{_END}"
        )

    def _everything(self) -> str:
        cells = (c.text for t in self.document.tables() for row in t.rows for c in row)
        return " ".join((*self.texts, *cells))
