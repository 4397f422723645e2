from __future__ import annotations

import pytest

from arrimage.formats.language import read_references, strip_links


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Tenir un salon (lien 1.6 et 2.2)", ("1.6", "2.2")),
        ("Diffuser (réf. action 1.2.4) puis (action 1.3.2)", ("1.2.4", "1.3.2")),
        ("Voir l’objectif 2.1, cf. 3.4", ("2.1", "3.4")),
        ("Share (link 1.6), see 2.1", ("1.6", "2.1")),
        ("Relier (lien objectif 1.1, P2)", ("1.1", "P2")),
        ("(voir annexe) voir 3 personnes, 2.5 % (2 rencontres)", ()),
    ],
)
def test_the_numbers_a_text_refers_to(text, numbers):
    assert tuple(reference.number for reference in read_references(text)) == numbers


def test_only_links_leave_the_title():
    title = "Tenir un salon (lien 1.6 et 2.2) par MRC (voir 3.1) (lien 4.1)"

    assert strip_links(title) == "Tenir un salon par MRC (voir 3.1)"
