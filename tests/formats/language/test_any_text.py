"""Whatever the text, the readers answer, and what they quote stands in it."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from arrimage.formats import language

PIECES = """
automne Aut.13 hiver mai sept. 2014 2013-2014 An 1 Ans 2 à 3 T1 Q4 31 30 février 1er 00/00/0000 ;
9999-12-31 d'ici avant fin jusqu'en entre et ou - – / , : ( ) [ 10 % + deux fois par année chaque
trimestriel au moins minimum de rencontres nombre hausse baisse en continu selon si besoin AGA
lien 1.6 voir objectif 2.1 P1. II. ORIENTATION Responsables Collaboration Direction comité
complété non prévu premier et 3e lundi du mois tous les sauf été un mardi sur deux
✓ x ½ ² ７ ٣ İ ß œ é ’
"""
WORDS = st.sampled_from([*PIECES.split(), "\n", "\n- ", "mise à jour"])
TEXTS = st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=14).map(" ".join))
PERIODS = st.builds(
    lambda a, b: language.TimeContext(
        language.read_period(f"{a}-{b}"), fiscal_year_start="07-01"
    ),
    st.integers(1900, 2099), st.integers(1900, 2099),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(TEXTS, PERIODS)
@example("0\r:\ra", language.TimeContext())
def test_timeframes_are_quoted_and_ordered(text, context):
    for frame in language.read_timeframes(text, context):
        assert " ".join(frame.text.split()) in _flat(text)
        assert not (frame.start and frame.end) or frame.start <= frame.end


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_quotes_stand_in_the_text(text):
    for cadence in language.read_cadences(text):
        assert cadence.text in text
        assert cadence.count > 0
    for reference in language.read_references(text):
        assert reference.number in reference.text
        assert reference.text in text
    for name in language.split_people(text):
        assert name in _flat(text)
    if number := language.read_number(text):
        assert all(part in text for part in number)
    if heading := language.read_heading(text):
        assert all(part in text for part in (heading.word, heading.number, heading.rest))


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_no_text_makes_a_reader_fail(text):
    language.read_people(text)
    language.read_target(text)
    language.read_status(text)
    language.is_timeframe(text)
    language.strip_links(text)
    language.read_acronym(text)
    language.read_update_date(text)
    language.read_fiscal_year_start(text)
    language.Lexicon.default().column_field(text)
    language.Lexicon.default().level_role(text)
    period = language.read_period(text)
    assert not (period and period.start and period.end) or period.start <= period.end
    for year in language.read_plan_years(text, "07-01"):
        assert year.start <= year.end


def _flat(text):
    """Spaces repaired, bullets at line starts aside."""
    return " ".join(text.split())
