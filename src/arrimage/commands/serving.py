"""``arrimage serve`` and ``arrimage worker``."""

from __future__ import annotations

import argparse
import errno
import logging
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import threading
import time

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import DatabaseError, close_old_connections, connections
from django.urls import reverse
from django_tasks_db.management.commands.db_worker import Worker
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from arrimage.commands.address import served_address
from arrimage.core.processes import PARENT, end_with_parent, own_mark
from arrimage.core.reasons import reason
from arrimage.directory.opening import is_awaited, opening_key
from arrimage.followup.overview_settling import fill_missing_tallies
from arrimage.followup.settling import fill_missing_clocks
from arrimage.search.indexing import fill_if_empty

logger = logging.getLogger(__name__)
REAP_SECONDS = 15
TIDY_SECONDS = 24 * 3600
STOP_SECONDS = 5  # what a request or a reading has to end when the server stops
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def prepare() -> None:
    """Bring the database to this version and gather the static files; all may run twice."""
    call_command("migrate", verbosity=0)
    fill_if_empty()
    fill_missing_clocks()
    fill_missing_tallies()
    call_command("createcachetable", verbosity=0)
    tidy()
    if not settings.DEBUG:
        call_command("collectstatic", interactive=False, verbosity=0)


def tidy() -> None:
    """Forget sessions that ended, what is known of them, and jobs that were done long ago."""
    call_command("clearsessions", verbosity=0)
    UserSession.objects.exclude(session_key__in=Session.objects.values("pk")).delete()
    call_command("prune_db_task_results", verbosity=0)


def serve(arguments: argparse.Namespace) -> int:
    """Serve until stopped; the worker is a second process that is started again if it dies."""
    refusal = _refusal(arguments)
    if refusal:
        print(refusal, file=sys.stderr)
        return 1
    prepare()
    if arguments.demo and (failed := _load_demonstration()):
        return failed
    address = served_address(arguments)
    if is_awaited():
        print(f"Pour ouvrir votre organisme, une seule fois : {address}{_opening()}")
    folder = settings.DATA_FOLDER
    print(f"Arrimage répond à {address} ; ses données sont dans {folder}.", flush=True)
    connections.close_all()  # the web process is a copy of this one: it opens its own
    _serve_until_stopped(arguments)
    return 0


def _opening() -> str:
    return reverse("directory:organization_open", args=[opening_key()])


def _load_demonstration() -> int:
    """In a copy of this process, which ends with it; 0, or the code with which it gave up.

    Setting its PDF starts threads. The web process is a copy of this one without them: it would
    wait for them for ever at the first PDF that somebody asks for.
    """
    from arrimage.commands.demo import load_demo  # slow import

    connections.close_all()
    loading = multiprocessing.get_context("fork").Process(target=load_demo)
    loading.start()
    loading.join()
    return loading.exitcode or 0


def _serve_until_stopped(arguments: argparse.Namespace) -> None:
    os.environ[PARENT] = str(os.getpid())
    stopping = threading.Event()
    keeper = threading.Thread(target=_keep_worker, args=(stopping,), daemon=True)
    server = Server(
        "arrimage.config.wsgi:application",
        address=arguments.host,
        port=arguments.port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=arguments.threads,
        log_access=False,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
        log_level=LogLevels.warning,
    )
    server.on_startup(lambda: _end_with_terminal(server))
    if not arguments.no_worker:
        keeper.start()
    try:
        server.serve()
    finally:
        stopping.set()
        if not arguments.no_worker:
            keeper.join()


def _end_with_terminal(server: Server) -> None:
    """A closed window ends the server; granian would start its processes again."""
    signal.signal(signal.SIGHUP, server.signal_handler_interrupt)


def _refusal(arguments: argparse.Namespace) -> str:
    """Why the server cannot start with these words; empty when it can."""
    host, port = arguments.host, arguments.port
    if arguments.demo and host not in LOOPBACK:
        return (
            "La démonstration a des mots de passe publics : elle ne s’ouvre que sur cet "
            "ordinateur. Rien n’a démarré ; retirez --host ou --demo."
        )
    if not 0 < port < 65536:
        return f"Le port {port} n’existe pas. Rien n’a démarré ; donnez --port de 1 à 65535."
    try:
        _try_port(host, port)
    except OSError as error:
        return _why_no_port(error, host, port)
    return ""


def _try_port(host: str, port: int) -> None:
    """``OSError`` when nobody can listen there now."""
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind, protocol) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        trial.bind(address)


def _why_no_port(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Le port {port} est déjà pris, peut-être par un Arrimage qui tourne encore. "
            f"Rien n’a démarré ; arrêtez l’autre, ou donnez --port {port + 1}."
        )
    if error.errno == errno.EACCES:
        return f"Le port {port} est réservé. Rien n’a démarré ; donnez --port 8000 ou plus."
    return (
        f"Cet ordinateur n’a pas l’adresse {host} ({reason(error)}). Rien n’a démarré ; "
        "donnez --host 127.0.0.1, ou 0.0.0.0 pour toutes ses adresses."
    )


def _keep_worker(stopping: threading.Event) -> None:
    """Run a worker process; start another when it ends before the server does."""
    command = [sys.executable, "-m", "arrimage", "worker"]
    while not stopping.is_set():
        process = subprocess.Popen(command, process_group=0)  # noqa: S603  Ctrl-C is for us
        while process.poll() is None:
            if stopping.wait(0.3):
                _stop(process)
                return
        logger.warning("Le travailleur s’est arrêté (code %s) ; il repart.", process.returncode)
        stopping.wait(1)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Ask, wait, then kill: an unfinished reading is taken up again by the next worker."""
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(timeout=STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def worker(arguments: argparse.Namespace) -> int:
    """Take jobs from the queue until stopped; stranded imports go back to the queue."""
    from arrimage.communications.ticking import tick  # app ready
    from arrimage.exchange.rescue import reap_stranded_imports  # app ready

    end_with_parent()
    reap_stranded_imports()
    tick()
    if not arguments.once:
        threading.Thread(target=_reap_now_and_then, daemon=True).start()
    jobs = Worker(
        queue_names=["*"],
        interval=0.3,
        batch=arguments.once,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=own_mark(),
        excluded_queue_names=[],
    )
    jobs.configure_signals()
    jobs.run()
    return 0


def _reap_now_and_then() -> None:
    """Return stranded work to the queue, do what is due, tidy up once a day; try again later."""
    from arrimage.communications.ticking import tick  # app ready
    from arrimage.exchange.rescue import reap_stranded_imports  # app ready

    pause, tidied = threading.Event(), time.monotonic()
    while not pause.wait(REAP_SECONDS):
        close_old_connections()
        try:
            reap_stranded_imports()
            tick()
            if time.monotonic() - tidied > TIDY_SECONDS:
                tidied = time.monotonic()
                tidy()
        except DatabaseError as error:
            logger.warning("La file n’a pas pu être vérifiée : %s", error)
