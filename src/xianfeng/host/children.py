"""Child processes that live and end with this one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress

PATIENCE = 15.0
"""Seconds that children have to end by themselves."""
LOOK = 0.2


class Children:
    """Processes in groups of their own: what a child has started itself is ended with it."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = dict(environ)
        self._started: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, module: str, *arguments: str) -> None:
        """Start `python -m module`; its first argument is the number of this process, for it to follow."""
        command = [sys.executable, "-m", module, str(os.getpid()), *arguments]
        self._started[name] = subprocess.Popen(  # noqa: S603
            command, env=self._environ, stdin=subprocess.DEVNULL, start_new_session=True
        )

    def ended(self) -> str | None:
        """Return the name of a child that has ended, None while all of them live."""
        return next((name for name, child in self._started.items() if child.poll() is not None), None)

    def wait(self) -> str:
        """Wait until one of the children ends and return its name."""
        while (name := self.ended()) is None:
            time.sleep(LOOK)
        return name

    def stop(self) -> None:
        """End all children, and what they have left behind, at once where they do not hear."""
        self._tell(signal.SIGTERM)
        until = time.monotonic() + PATIENCE
        for child in self._started.values():
            with suppress(subprocess.TimeoutExpired):
                child.wait(max(0.0, until - time.monotonic()))
        self._tell(signal.SIGKILL)
        for child in self._started.values():
            child.wait()

    def _tell(self, number: signal.Signals) -> None:
        for child in self._started.values():
            with suppress(ProcessLookupError):
                os.killpg(child.pid, number)
