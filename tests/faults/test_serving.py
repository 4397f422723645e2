"""The server and its worker as processes: how they refuse to start, how they end together."""

import os
import signal
import socket

from .installation import PATIENCE, family, is_running, wait_until


def _gone(pids) -> bool:
    return not any(is_running(pid) for pid in pids)


def test_a_port_in_use_is_one_sentence_and_code_1(tmp_path, prepared) -> None:
    installation = prepared(tmp_path)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", installation.port))
        taken.listen()

        done = installation.run("serve", "--port", installation.port)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"Le port {installation.port} est déjà pris")
    assert done.stderr.count("\n") == 1


def test_no_process_outlives_a_server_that_is_killed(tmp_path, prepared) -> None:
    installation = prepared(tmp_path)
    server = installation.serve()
    wait_until(lambda: len(family(server.pid)) == 3)  # itself, the web, the worker
    children = family(server.pid)[1:]

    server.kill()
    server.wait()
    wait_until(lambda: _gone(children))

    again = installation.serve()  # the port is free at once
    children = family(again.pid)
    again.send_signal(signal.SIGINT)
    assert again.wait(timeout=PATIENCE) == 0
    wait_until(lambda: _gone(children))


def test_a_process_that_dies_is_replaced_while_the_server_lives(tmp_path, prepared) -> None:
    installation = prepared(tmp_path)
    server = installation.serve()
    wait_until(lambda: len(family(server.pid)) == 3)
    first = family(server.pid)[1:]

    for pid in first:
        os.kill(pid, signal.SIGKILL)
    wait_until(lambda: len([p for p in family(server.pid)[1:] if p not in first]) == 2)
    wait_until(installation._answers)

    server.send_signal(signal.SIGTERM)
    assert server.wait(timeout=PATIENCE) == 0
