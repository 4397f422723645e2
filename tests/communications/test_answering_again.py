"""What somebody corrects or says again can be taken back, one answer after another."""

import pytest
from django.core.exceptions import ValidationError

from arrimage.communications.operations import Answer, answer_request, take_back
from arrimage.followup.models import Occurrence
from arrimage.plans.operations import change_status, undo_edit

from .scene import FIRST, SECOND, Scene, line_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return Scene()


def said_by(request, line, said, text):
    answer_request(request=request, answers=[Answer(line.pk, said, text)])
    line.refresh_from_db()


def test_corrected_answer_that_is_taken_back_leaves_the_one_before_in_sight(scene):
    ana = scene.ask()["Ana Roy"]
    line, states = line_of(ana, SECOND), []
    said_by(ana, line, "done", "Fini.")
    said_by(ana, line, "running", "Pas tout à fait.")

    for _time in range(2):
        line = take_back(request=ana, line=line)
        scene.second.refresh_from_db()
        states.append((line.said, line.text, scene.second.status))

    assert states == [("done", "Fini.", "done"), ("", "", "")]
    assert (line.edit, line.answered_at, line.earlier) == (None, None, [])


def test_one_more_that_is_taken_back_leaves_those_before(scene):
    ana = scene.ask()["Ana Roy"]
    line = line_of(ana, FIRST)
    for number in range(3):
        said_by(ana, line, "running", f"Marché {number}")

    line = take_back(request=ana, line=line)

    assert (line.text, len(line.earlier)) == ("Marché 1", 1)
    assert Occurrence.objects.count() == 2


def test_answer_that_the_team_undid_does_not_come_back(scene):
    ana = scene.ask()["Ana Roy"]
    line = line_of(ana, SECOND)
    said_by(ana, line, "done", "Fini.")
    first = line.edit
    undo_edit(actor=scene.staff, edit=first)
    said_by(ana, line, "running", "On avance.")

    line = take_back(request=ana, line=line)

    assert (line.said, line.earlier) == ("", [])


def test_answer_on_which_the_team_wrote_since_stays(scene):
    ana = scene.ask()["Ana Roy"]
    line = line_of(ana, SECOND)
    said_by(ana, line, "done", "Fini.")
    change_status(actor=scene.staff, element=scene.second, status="postponed")

    with pytest.raises(ValidationError):
        take_back(request=ana, line=line)

    line.refresh_from_db()
    assert line.said == "done"
