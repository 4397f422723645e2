"""The index is counted and made again from the command line, and filled when a base predates it."""

import pytest

from arrimage.cli import main
from arrimage.directory.models import Territory
from arrimage.search.indexing import fill_if_empty
from arrimage.search.models import Entry
from tests.factories import make_plan

pytestmark = pytest.mark.django_db


def run(*words):
    with pytest.raises(SystemExit) as ended:
        main(list(words))
    return int(ended.value.code or 0)


def test_rebuild_makes_the_index_again_and_says_how_much_it_holds(capsys):
    make_plan()
    Entry.objects.all().delete()

    code = run("search", "--rebuild")

    printed = capsys.readouterr()
    assert code == 0
    lands = f"territory : {Territory.objects.count()}\n"
    assert printed.out == "element : 4\norganization : 1\nplan : 1\n" + lands
    assert "element : 4…" in printed.err


def test_empty_index_says_how_to_fill_it(capsys):
    run("search")

    assert "arrimage search --rebuild" in capsys.readouterr().out


def test_base_that_predates_the_search_is_indexed_once():
    plan = make_plan()
    Entry.objects.all().delete()

    first, second = fill_if_empty(), fill_if_empty()

    assert (first - Territory.objects.count(), second) == (6, 0)
    assert Entry.objects.filter(kind="plan", object_id=plan.pk).exists()
