"""The governed list of themes: every word leads to one theme, accents or not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import Http404
from rapidfuzz import fuzz

from arrimage.accounts.models import User
from arrimage.audit.operations import record
from arrimage.formats.language.text import normalise

from . import phrases
from .annuaire import Annuaire
from .models import Organization, Theme, ThemeWord
from .searchable import refresh_around

NEAR = 80  # of 100; below, a word is another word


@dataclass(frozen=True, slots=True)
class FoundTheme:
    """A theme that answers a search; ``word`` is the one that made it answer."""

    theme: Theme
    word: str
    score: int


def themes_of(root: int) -> QuerySet[Theme]:
    """The themes of a network with their words, and how many organisations work on each."""
    there = Count("organizations", filter=Q(organizations__merged_into=None))
    words = Prefetch("words", ThemeWord.objects.order_by("text"))
    themes = Theme.objects.filter(network=root, merged_into=None).prefetch_related(words)
    return themes.annotate(uses=there).order_by("label")


def theme_in(annuaire: Annuaire, pk: int) -> Theme:
    """One theme of the annuaire."""
    theme = themes_of(annuaire.network.root).filter(pk=pk).first()
    if theme is None:
        raise Http404
    return theme


def synonyms_of(theme: Theme) -> tuple[str, ...]:
    """The words of a theme other than its two labels."""
    labels = {normalise(theme.label), normalise(theme.label_en)}
    return tuple(word.text for word in theme.words.all() if word.folded not in labels)


def find_themes(themes: Iterable[Theme], text: str, limit: int = 20) -> tuple[FoundTheme, ...]:
    """Themes by any of their words: same word, then beginning, then inside, then near."""
    wanted = normalise(text)
    if not wanted:
        return ()
    found = [_best(theme, wanted) for theme in themes]
    kept = [answer for answer in found if answer.score >= NEAR]
    kept.sort(key=lambda answer: (-answer.score, normalise(answer.theme.label)))
    return tuple(kept[:limit])


def _best(theme: Theme, wanted: str) -> FoundTheme:
    scored = [(_score(word.folded, wanted), word.text) for word in theme.words.all()]
    score, word = max(scored, default=(0, ""))
    return FoundTheme(theme, word, score)


def _score(folded: str, wanted: str) -> int:
    if folded == wanted:
        return 100
    if folded.startswith(wanted) or any(word.startswith(wanted) for word in folded.split()):
        return 95
    if wanted in folded:
        return 90
    return round(fuzz.ratio(folded, wanted))


@transaction.atomic
def add_theme(
    *,
    actor: User,
    network: Organization,
    label: str,
    label_en: str = "",
    synonyms: Sequence[str] = (),
) -> Theme:
    """A theme of the governed list; a word that designates another theme is refused."""
    theme = Theme(network=network, label=label.strip(), label_en=label_en.strip())
    _write_theme(theme, synonyms)
    record(actor, "theme.add", theme, label=theme.label, scope=network)
    return theme


@transaction.atomic
def change_theme(
    *, actor: User, theme: Theme, label: str, label_en: str = "", synonyms: Sequence[str] = ()
) -> Theme:
    """Other words for a theme; a former label stays a synonym only if it is written as one."""
    theme = Theme.objects.select_for_update(of=("self",)).get(pk=theme.pk)
    before = _printable(theme)
    theme.label, theme.label_en = label.strip(), label_en.strip()
    _write_theme(theme, synonyms)
    after = _printable(theme)
    changed = [name for name in after if after[name] != before[name]]
    fields = ", ".join(str(phrases.FIELDS[name]) for name in changed)
    record(
        actor,
        "theme.change",
        theme,
        label=theme.label,
        scope=theme.network,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed} | {"fields": fields},
    )
    return theme


def _write_theme(theme: Theme, synonyms: Sequence[str]) -> None:
    texts = (*synonyms, theme.label_en, theme.label)
    words = {normalise(text)[:100]: text.strip()[:100] for text in texts if normalise(text)}
    taken = ThemeWord.objects.filter(network=theme.network, folded__in=words)
    other = taken.exclude(theme=theme.pk).select_related("theme").first()
    if other is not None:
        values = {"word": other.text, "theme": other.theme.label}
        raise ValidationError(phrases.WORD_TAKEN % values, code="word_taken")
    theme.full_clean()
    theme.save()
    theme.words.exclude(folded__in=words).delete()
    present = set(theme.words.values_list("folded", flat=True))
    ThemeWord.objects.bulk_create(
        ThemeWord(theme=theme, network=theme.network, text=text, folded=folded)
        for folded, text in words.items()
        if folded not in present
    )
    refresh_around(theme)


def _printable(theme: Theme) -> dict[str, str]:
    return {
        "label": theme.label,
        "label_en": theme.label_en,
        "synonyms": ", ".join(synonyms_of(theme)),
    }
