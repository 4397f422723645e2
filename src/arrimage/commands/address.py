"""Where a browser of this computer finds what ``arrimage serve`` serves."""

from __future__ import annotations

import argparse

ANYWHERE = ("0.0.0.0", "::")  # noqa: S104  listening everywhere is what somebody asked for


def served_address(arguments: argparse.Namespace) -> str:
    """The address of the first screen; links in mails lead there when no setting says where."""
    host = "127.0.0.1" if arguments.host in ANYWHERE else arguments.host
    return f"http://[{host}]:{arguments.port}" if ":" in host else f"http://{host}:{arguments.port}"
