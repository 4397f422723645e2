"""A real IMAP server (pymap), in a process of its own, with one mailbox kept in memory."""

import imaplib
import subprocess
import sys
from contextlib import contextmanager

from tests.faults.installation import free_port, wait_until

USER, PASSWORD = "reponses", "secret"


@contextmanager
def imap_server():
    """Its port, and a function that deposits the bytes of a mail in the mailbox."""
    port = free_port()
    words = ["--host", "127.0.0.1", "--port", str(port), "--no-tls", "dict"]
    account = ["--demo-user", USER, "--demo-password", PASSWORD]
    process = subprocess.Popen(
        [sys.executable, "-c", "from pymap.main import main; main()", *words, *account],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_until(lambda: _answers(port))
        yield port, lambda data: _deposit(port, data)
    finally:
        process.kill()
        process.wait()


def _answers(port):
    try:
        imaplib.IMAP4("127.0.0.1", port).logout()
    except OSError:
        return False
    return True


def _deposit(port, data):
    with imaplib.IMAP4("127.0.0.1", port) as mailbox:
        mailbox.login(USER, PASSWORD)
        code, words = mailbox.append("INBOX", None, None, data)
        assert code == "OK", words
