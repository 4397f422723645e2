"""Both languages are complete, and the script that says so sees every way to mark a sentence."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import polib
import pytest
from django.utils import translation

ROOT = Path(__file__).parents[2]
LOCALE = ROOT / "src/arrimage/locale"
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd%]")


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("translations", ROOT / "scripts/translations.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_way_to_mark_a_sentence_in_a_template_is_found(script: ModuleType) -> None:
    source = """
    {% translate "Aller au contenu" %} {% translate 'Un « mot » (rare)' as word %}
    {% translate "mai" context "mois" %} {{ _("Fermer") }} {{ word|default:_("Rien") }}
    {% blocktranslate with name=user.name %}Bonjour {{ name }}, 5 %{% endblocktranslate %}
    {% blocktranslate count n=plans|length trimmed %}
      {{ n }} plan
      ouvert{% plural %}{{ n }} plans ouverts
    {% endblocktranslate %}
    {# translate "Jamais" #} {% comment %}{% translate "Jamais" %}{% endcomment %}
    """

    found = set(script.in_template(source))

    assert found == {
        (None, "Aller au contenu", None),
        (None, "Un « mot » (rare)", None),
        ("mois", "mai", None),
        (None, "Fermer", None),
        (None, "Rien", None),
        (None, "Bonjour %(name)s, 5 %%", None),
        (None, "%(n)s plan ouvert", "%(n)s plans ouverts"),
    }


def test_every_way_to_mark_a_sentence_in_code_is_found(script: ModuleType) -> None:
    source = """
_("Un"); gettext("Deux"); gettext_lazy("Trois" " et plus"); translation.gettext_noop("Quatre")
ngettext("%(n)s plan", "%(n)s plans", n); ngettext_lazy("un", "des", "n")
pgettext("mois", "mai"); npgettext_lazy("temps", "an", "ans", n); _(label); other("Jamais")
"""

    found = set(script.in_code(source))

    assert found == {
        (None, "Un", None),
        (None, "Deux", None),
        (None, "Trois et plus", None),
        (None, "Quatre", None),
        (None, "%(n)s plan", "%(n)s plans"),
        (None, "un", "des"),
        ("mois", "mai", None),
        ("temps", "an", "ans"),
    }


def test_a_sentence_put_together_before_it_is_marked_is_refused(script: ModuleType) -> None:
    with pytest.raises(script.Unreadable):
        list(script.in_code('_(f"Bonjour {name}")'))


def test_a_missing_sentence_and_a_stale_compiled_file_are_told(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for language in ("en", "fr"):
        folder = tmp_path / language / "LC_MESSAGES"
        folder.mkdir(parents=True)
        polib.POFile().save(str(folder / "django.po"))
        polib.POFile().save_as_mofile(str(folder / "django.mo"))
        monkeypatch.setattr(
            script, {"en": "ENGLISH", "fr": "FRENCH"}[language], folder / "django.po"
        )
    stale = polib.POFile()
    stale.append(polib.POEntry(msgid="Un", msgstr="One"))
    stale.append(polib.POEntry(msgid="Trois", msgstr="Three"))
    stale.save(str(tmp_path / "en/LC_MESSAGES/django.po"))
    wanted = {
        script.Sentence(None, "Un"): "a.py",
        script.Sentence(None, "Deux"): "a.py",
        script.Sentence(None, "an", "ans"): "b.html",
        script.Sentence(None, "Un", "Des :"): "c.html",
        script.Sentence("mois", "mai\xa0: « Un\xa0»"): "d.html",
    }

    assert list(script.problems(wanted)) == [
        "fr: a space that may break a line: 'Des :' (c.html)",
        "fr: a space that may break a line: 'mai\\xa0: « Un\\xa0»' (d.html)",
        "en: not translated: 'Deux' (a.py)",
        "en: not translated: 'an' (b.html)",
        "en: another plural: 'Des :' (c.html)",
        "en: not translated: 'mai\\xa0: « Un\\xa0»' (d.html)",
        "en: stale: 'Trois'",
        "en: django.mo is not django.po: run translations.py --compile",
        "fr: not translated: 'an' (b.html)",
        "fr: not translated: 'Un' (c.html)",
    ]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_translations_keep_the_placeholders_of_their_sentence(language: str) -> None:
    entries = polib.pofile(str(LOCALE / language / "LC_MESSAGES/django.po"))
    pairs = [
        pair
        for entry in entries
        for pair in (
            [(entry.msgid, entry.msgstr_plural[0]), (entry.msgid_plural, entry.msgstr_plural[1])]
            if entry.msgid_plural
            else [(entry.msgid, entry.msgstr)]
        )
    ]

    different = [
        pair
        for pair in pairs
        if sorted(PLACEHOLDER.findall(pair[0])) != sorted(PLACEHOLDER.findall(pair[1]))
        or len(pair[0]) - len(pair[0].strip("\n")) != len(pair[1]) - len(pair[1].strip("\n"))
    ]

    assert len(pairs) > 40
    assert different == []


def test_zero_is_singular_in_french_and_plural_in_english() -> None:
    sentence = ("%(n)s\u00a0indicateur", "%(n)s\u00a0indicateurs")

    said = {}
    for language in ("fr", "en"):
        with translation.override(language):
            said[language] = translation.ngettext(*sentence, 0) % {"n": 0}

    assert said == {"fr": "0\u00a0indicateur", "en": "0 indicators"}
