"""The web server's process: python -m xianfeng.host.web PARENT ADDRESS PORT WORKERS [CERTIFICATE KEY]."""

from __future__ import annotations

import sys
from pathlib import Path

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from xianfeng.host.following import GRACE, follow
from xianfeng.settings import LOGGING

THREADS = 16
"""Requests that a worker answers at once, each with a connection to the database; more of them wait."""


def main(parent: str, address: str, port: str, workers: str, *tls: str) -> None:
    """Serve until asked to stop."""
    follow(int(parent))
    certificate, key = (Path(file) for file in tls) if tls else (None, None)
    Granian(
        "xianfeng.host.application:application",
        address=address,
        port=int(port),
        workers=int(workers),
        interface=Interfaces.WSGI,
        blocking_threads=THREADS,
        websockets=False,
        log_level=LogLevels.error,
        log_dictconfig=LOGGING,
        ssl_cert=certificate,
        ssl_key=key,
        workers_kill_timeout=int(GRACE),
    ).serve()


if __name__ == "__main__":
    main(*sys.argv[1:])
