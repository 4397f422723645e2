"""A file on its way to a plan: deposit, reading, acceptance, undo."""

import datetime as dt
import hashlib

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from arrimage.audit.models import Entry
from arrimage.exchange import phrases as exchange_phrases
from arrimage.exchange import reading
from arrimage.exchange.models import ImportRun, ImportState
from arrimage.exchange.operations import (
    WouldLose,
    WrongState,
    accept_import,
    acceptance,
    cancel_import,
    read_import,
    reap_stranded_imports,
    retry_import,
    runs,
    start_import,
    undo_import,
)
from arrimage.exchange.queries import import_for, imports_for
from arrimage.formats.document import UnreadableDocument
from arrimage.plans.models import Element, Plan, SourceFile
from arrimage.plans.operations import change_status
from tests.factories import (
    element_numbered,
    make_admin,
    make_draft,
    make_issue,
    make_member,
    make_organization,
    make_run,
    make_user,
)

pytestmark = pytest.mark.django_db


def _start(organization=None, data=b"Contenu", name="plan.docx"):
    return start_import(
        actor=make_user(), organization=organization or make_organization(), name=name, data=data
    )


def _verbs():
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))


def test_deposit_keeps_the_bytes_and_queues_one_reading():
    run = _start(data=b"Octets", name="C:\\Documents\\Plan d’action\x00.DOCX")

    source = SourceFile.objects.get()
    assert (source.name, source.format, source.size) == ("Plan d’action.DOCX", "docx", 6)
    assert source.sha256 == hashlib.sha256(b"Octets").hexdigest()
    assert source.file.read() == b"Octets"
    assert run.state == ImportState.QUEUED
    assert [r.args_kwargs["args"] for r in DBTaskResult.objects.all()] == [[run.pk]]
    assert _verbs() == ["import.start"]


def test_deposit_over_the_limit_keeps_nothing(settings):
    settings.UPLOAD_LIMIT = 1024 * 1024

    with pytest.raises(ValidationError) as refusal:
        _start(data=b"x" * (1024 * 1024 + 1))

    assert "plus de 1\u00a0Mo" in refusal.value.messages[0]
    assert (SourceFile.objects.count(), DBTaskResult.objects.count()) == (0, 0)


def test_failed_deposit_leaves_no_row_and_no_file(monkeypatch, settings):
    def fail(run):
        raise RuntimeError("power cut")

    monkeypatch.setattr(runs, "enqueue", fail)
    with pytest.raises(RuntimeError):
        _start()

    assert (SourceFile.objects.count(), ImportRun.objects.count(), _verbs()) == (0, 0, [])
    assert [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()] == []


def _read_gives(monkeypatch, outcome):
    def read(run):
        if isinstance(outcome, Exception):
            raise outcome
        return outcome() if callable(outcome) else outcome

    monkeypatch.setattr(reading, "_read", read)


REVIEW = {"state": ImportState.REVIEW, "draft": {}, "issues": [], "notices": ["Une note."]}


def test_reading_ends_in_a_review(monkeypatch):
    run = _start()
    _read_gives(monkeypatch, REVIEW)

    read_import(run.pk)

    run.refresh_from_db()
    assert (run.state, run.notices, run.attempts) == ("review", ["Une note."], 1)
    assert _verbs() == ["import.start", "import.read"]


def test_reading_twice_does_no_harm(monkeypatch):
    run = _start()
    _read_gives(monkeypatch, REVIEW)
    read_import(run.pk)
    run.refresh_from_db()
    version = run.version

    read_import(run.pk)

    run.refresh_from_db()
    assert (run.version, _verbs()) == (version, ["import.start", "import.read"])


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (UnreadableDocument("scan", "Ce PDF est une image."), "Ce PDF est une image."),
        (ZeroDivisionError(), str(exchange_phrases.UNEXPECTED)),
    ],
    ids=["unreadable", "unexpected"],
)
def test_reading_that_fails_says_why(monkeypatch, error, message):
    run = _start()
    _read_gives(monkeypatch, error)

    read_import(run.pk)

    run.refresh_from_db()
    assert (run.state, run.message) == ("failed", message)
    assert run.source.file.read() == b"Contenu"


def test_reading_whose_outcome_cannot_be_kept_says_so(monkeypatch):
    run = _start()
    _read_gives(monkeypatch, REVIEW | {"notices": [object()]})

    read_import(run.pk)

    run.refresh_from_db()
    assert (run.state, run.message) == ("failed", str(exchange_phrases.UNEXPECTED))


def test_cancelled_reading_stays_cancelled(monkeypatch):
    run = _start()

    def cancelled_meanwhile():
        cancel_import(actor=make_user(), run=run)
        return REVIEW

    _read_gives(monkeypatch, cancelled_meanwhile)

    read_import(run.pk)

    run.refresh_from_db()
    assert run.state == "cancelled"
    assert _verbs() == ["import.start", "import.cancel"]


def test_pulse_tells_progress_and_learns_of_cancellation():
    run = _start()
    ImportRun.objects.update(state=ImportState.READING)
    pulse = reading._Pulse(run.pk)

    pulse.progress(3, 9)
    assert not pulse.is_cancelled()
    cancel_import(actor=make_user(), run=run)
    pulse.asked_at = 0.0

    run.refresh_from_db()
    assert (run.steps_done, run.steps_total) == (3, 9)
    assert pulse.is_cancelled()


def test_failed_reading_can_be_tried_again(monkeypatch):
    run = _start()
    _read_gives(monkeypatch, ZeroDivisionError())
    read_import(run.pk)

    again = retry_import(actor=make_user(), run=run)

    assert (again.state, again.message, again.attempts) == ("queued", "", 0)
    assert DBTaskResult.objects.count() == 2
    with pytest.raises(WrongState):
        retry_import(actor=make_user(), run=run)


def test_stranded_reading_returns_to_the_queue():
    run = _start()
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING)
    now = timezone.now()
    ImportRun.objects.update(
        state=ImportState.READING, attempts=1, heartbeat_at=now - dt.timedelta(seconds=61)
    )

    assert reap_stranded_imports() == 1
    assert reap_stranded_imports() == 0

    run.refresh_from_db()
    assert run.state == "queued"
    statuses = DBTaskResult.objects.order_by("enqueued_at").values_list("status", flat=True)
    assert list(statuses) == [TaskResultStatus.FAILED, TaskResultStatus.READY]


def test_living_or_waiting_runs_are_left_alone():
    living, waiting = _start(), _start()
    long_ago = timezone.now() - dt.timedelta(hours=1)
    ImportRun.objects.filter(pk=living.pk).update(state=ImportState.READING)
    ImportRun.objects.filter(pk=waiting.pk).update(heartbeat_at=long_ago)

    assert reap_stranded_imports() == 0


def test_document_that_kills_its_worker_is_not_tried_for_ever():
    run = _start()
    DBTaskResult.objects.all().delete()
    long_ago = timezone.now() - dt.timedelta(hours=1)
    ImportRun.objects.update(state=ImportState.READING, attempts=3, heartbeat_at=long_ago)

    reap_stranded_imports()

    run.refresh_from_db()
    assert run.state == "failed"
    assert run.message.startswith("La lecture a été interrompue 3\u00a0fois")
    assert DBTaskResult.objects.count() == 0


def test_nothing_exists_until_accepted_and_accepting_twice_gives_the_same_plan():
    user = make_user()
    run = make_run(issues=[make_issue()])
    assert Plan.objects.count() == 0

    plan = accept_import(actor=user, run=run)
    again = accept_import(actor=user, run=run)

    assert again == plan
    assert (Plan.objects.count(), plan.source, plan.elements.count()) == (1, run.source, 4)
    assert _verbs()[-2:] == ["plan.create", "import.accept"]
    assert element_numbered(plan, "1.1.1").doubts == [
        {
            "code": "two_actions",
            "message": "La cellule contient peut-être deux actions.",
            "quote": "et former",
        }
    ]


def test_failure_while_accepting_leaves_the_review_as_it_was(monkeypatch):
    run = make_run()

    def fail(*arguments, **named):
        raise RuntimeError("power cut")

    monkeypatch.setattr(acceptance, "record", fail)
    with pytest.raises(RuntimeError):
        accept_import(actor=make_user(), run=run)

    run.refresh_from_db()
    assert (run.state, run.plan, Plan.objects.count(), Element.objects.count()) == (
        "review",
        None,
        0,
        0,
    )


def test_run_that_is_not_in_review_cannot_be_accepted():
    with pytest.raises(WrongState):
        accept_import(actor=make_user(), run=_start())


def test_undo_takes_the_plan_back_and_keeps_the_file():
    user = make_user()
    run = make_run()
    accept_import(actor=user, run=run)

    undone = undo_import(actor=user, run=run)

    assert (undone.state, undone.plan, Plan.objects.count()) == ("undone", None, 0)
    assert undone.source.file.read() == b"Contenu"
    assert _verbs()[-2:] == ["plan.delete", "import.undo"]
    with pytest.raises(WrongState):
        undo_import(actor=user, run=run)


def test_undo_that_would_lose_something_says_what_and_waits():
    user = make_user()
    run = make_run()
    plan = accept_import(actor=user, run=run)
    change_status(actor=user, element=element_numbered(plan, "1.1.1"), status="done")

    with pytest.raises(WouldLose) as refusal:
        undo_import(actor=user, run=run)
    assert len(refusal.value.losses) == 1
    assert Plan.objects.count() == 1

    undo_import(actor=user, run=run, force=True)
    assert Plan.objects.count() == 0
    assert Entry.objects.get(verb="import.undo").before["lost"] == list(refusal.value.losses)


def _outcome(user, run, to):
    try:
        import_for(user, run.pk, to=to)
    except Http404:
        return 404
    except PermissionDenied:
        return 403
    return 200


@pytest.mark.parametrize(
    ("role", "outcomes"),
    [
        ("direction", (200, 200)),
        ("staff", (200, 200)),
        ("member", (404, 404)),
        ("board", (404, 404)),
    ],
)
def test_import_answers_each_role(role, outcomes):
    run = make_run()
    user = make_member(run.organization, role)

    assert tuple(_outcome(user, run, to) for to in ("view", "review")) == outcomes


def test_an_organisation_never_sees_the_imports_of_another():
    mine, theirs = make_run(), make_run(make_organization("Table du Cap"))
    user = make_member(mine.organization)

    assert list(imports_for(user)) == [mine]
    assert list(imports_for(user, theirs.organization)) == []
    assert _outcome(user, theirs, "view") == 404
    assert _outcome(make_admin(), theirs, "review") == 200


def test_list_of_imports_takes_constant_queries():
    user = make_admin()
    counts = []

    for _ in range(2):
        make_run()
        make_run()
        with CaptureQueriesContext(connection) as queries:
            assert [run.organization.name for run in imports_for(user)]
        counts.append(len(queries))

    assert counts == [1, 1]


def test_accepting_a_large_plan_takes_few_queries():
    run = make_run(draft=make_draft(actions=62))

    with CaptureQueriesContext(connection) as queries:
        accept_import(actor=make_user(), run=run)

    assert len(queries) < 50
