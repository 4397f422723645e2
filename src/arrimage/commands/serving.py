"""``arrimage serve`` and ``arrimage worker``."""

from __future__ import annotations

import argparse
import logging
import os
import signal
import subprocess
import sys
import threading

from django.conf import settings
from django.core.management import call_command
from django_tasks_db.management.commands.db_worker import Worker
from granian.constants import Interfaces
from granian.server import Server

logger = logging.getLogger(__name__)
REAP_SECONDS = 30
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def prepare() -> None:
    """Bring the database to this version and gather the static files; both may run twice."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    if not settings.DEBUG:
        call_command("collectstatic", interactive=False, verbosity=0)


def serve(arguments: argparse.Namespace) -> int:
    """Serve until stopped; the worker is a second process that is started again if it dies."""
    if arguments.demo and arguments.host not in LOOPBACK:
        print(
            "La démonstration a des mots de passe publics : elle ne s’ouvre que sur cet ordinateur."
        )
        return 1
    prepare()
    if arguments.demo:
        from arrimage.commands.demo import load_demo  # slow import

        load_demo()
    url = f"http://{arguments.host}:{arguments.port}"
    print(f"Arrimage répond à {url} ; ses données sont dans {settings.DATA_FOLDER}.", flush=True)
    stopping = threading.Event()
    if not arguments.no_worker:
        threading.Thread(target=_keep_worker, args=(stopping,), daemon=True).start()
    server = Server(
        "arrimage.config.wsgi:application",
        address=arguments.host,
        port=arguments.port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=arguments.threads,
        log_access=False,
        websockets=False,
    )
    try:
        server.serve()
    finally:
        stopping.set()
    return 0


def _keep_worker(stopping: threading.Event) -> None:
    """Run a worker process; start another when it ends before the server does."""
    command = [sys.executable, "-m", "arrimage", "worker"]
    while not stopping.is_set():
        environment = os.environ | {"ARRIMAGE_PARENT": str(os.getpid())}
        process = subprocess.Popen(command, env=environment)  # noqa: S603
        while process.poll() is None:
            if stopping.wait(0.5):
                process.send_signal(signal.SIGTERM)
                process.wait(timeout=10)
                return
        logger.warning("Le travailleur s’est arrêté (code %s) ; il repart.", process.returncode)
        stopping.wait(1)


def worker(arguments: argparse.Namespace) -> int:
    """Take jobs from the queue until stopped; stranded imports go back to the queue."""
    from arrimage.exchange.rescue import reap_stranded_imports  # app ready

    reap_stranded_imports()
    if not arguments.once:
        threading.Thread(target=_watch, daemon=True).start()
    jobs = Worker(
        queue_names=["*"],
        interval=0.3,
        batch=arguments.once,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"arrimage-{os.getpid()}",
        excluded_queue_names=[],
    )
    jobs.configure_signals()
    jobs.run()
    return 0


def _watch() -> None:
    """Return stranded imports to the queue; end when the server that started us is gone."""
    from django.db import close_old_connections  # leaf

    from arrimage.exchange.rescue import reap_stranded_imports  # app ready

    parent = int(os.environ.get("ARRIMAGE_PARENT", "0"))
    pause = threading.Event()
    rounds = 0
    while not pause.wait(1):
        rounds += 1
        if parent and os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGTERM)
            return
        if rounds % REAP_SECONDS == 0:
            close_old_connections()
            reap_stranded_imports()
