"""A child process ends when its parent is gone, however the parent ended."""

from __future__ import annotations

import os
import signal
import time
from threading import Thread

LOOK = 0.5
GRACE = 10.0
"""Seconds between two looks at the parent, and seconds that remain to finish what was begun."""


def follow(parent: int) -> None:
    """Watch the parent from now on; when it is gone, ask this process to stop, and after a while end it."""
    Thread(target=_watch, args=(parent,), name="following", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    os._exit(1)
