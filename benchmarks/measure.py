"""Runs peers, each in a fresh process, and keeps the best of several runs."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Run:
    """A peer with what it is told: a scheme, how many processes, to take every so manieth bucket."""

    peer: str
    scheme: str = "full"
    workers: int = 1
    every: int = 1

    @property
    def arguments(self) -> list[str]:
        given = {"scheme": self.scheme, "workers": self.workers, "every": self.every}
        return [self.peer, *(f"--{name}={value}" for name, value in given.items())]


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds and the highest peak of any one process, in MB; figures that the peer gives by name."""

    seconds: float
    peak_mb: float
    figures: dict[str, float] = field(default_factory=dict)


class Book:
    """The measurements of one store: of each run the quickest, or None if it failed."""

    def __init__(self, store: Path, scratch: Path) -> None:
        self.store, self.scratch = store, scratch
        self.best: dict[Run, Measured | None] = {}

    def take(self, run: Run) -> None:
        """Measure once more."""
        measured = self._measure(run)
        shown = "failed" if measured is None else f"{measured.seconds:.2f} s, {measured.peak_mb:.0f} MB"
        print(f"{' '.join(run.arguments)}: {shown}", file=sys.stderr, flush=True)
        known = self.best.get(run)
        if known is None or (measured and measured.seconds < known.seconds):
            self.best[run] = measured

    def _measure(self, run: Run) -> Measured | None:
        # This process stays small: the system counts what a child had before it became another program.
        command = [sys.executable, "-m", "benchmarks.peers", *run.arguments]
        places = [f"--out={self.scratch / run.peer}", str(self.store)]
        done = subprocess.run([*command, *places], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
        return Measured(**json.loads(done.stdout.splitlines()[-1])) if done.returncode == 0 else None

    def seconds(self, run: Run) -> float | None:
        measured = self.best.get(run)
        return measured.seconds if measured else None
