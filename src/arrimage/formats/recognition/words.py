"""The lexicon, with a memory: a document asks for the same headers again and again."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..draft import ColumnField, LevelRole
from ..language.lexicon import Lexicon, Phrases


@dataclass(frozen=True)
class RememberedLexicon(Lexicon):
    """Answers as the lexicon it was made from, once for each question."""

    _fields: dict[str, tuple[ColumnField, str] | None] = field(default_factory=dict, repr=False)
    _roles: dict[str, LevelRole | None] = field(default_factory=dict, repr=False)
    _phrases: dict[str, Phrases] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, lexicon: Lexicon) -> RememberedLexicon:
        """The same words, with an empty memory."""
        return cls(lexicon.tables, lexicon.columns, lexicon.levels)

    def column_field(self, header: str) -> tuple[ColumnField, str] | None:
        """See :meth:`Lexicon.column_field`."""
        if header not in self._fields:
            self._fields[header] = super().column_field(header)
        return self._fields[header]

    def level_role(self, word: str) -> LevelRole | None:
        """See :meth:`Lexicon.level_role`."""
        if word not in self._roles:
            self._roles[word] = super().level_role(word)
        return self._roles[word]

    def phrases(self, table: str) -> Phrases:
        """See :meth:`Lexicon.phrases`."""
        if table not in self._phrases:
            self._phrases[table] = super().phrases(table)
        return self._phrases[table]
