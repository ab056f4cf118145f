"""What is to be reached, and whether it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.measure import Book, Run

MEMORY_MB = 1024
MEMBER_MS, BRANCH_MS = 2, 20
AT_MOST: Mapping[str, Mapping[str, float]] = {
    "full": {"scan": 25, "sort_group": 5},
    "subset": {"scan": 10, "sort_group": 2.5},
}
"""So many times a floor may take the columnar engine on all cores, by scheme."""
FASTER: Mapping[str, Mapping[str, float]] = {"full": {"settle": 20, "pandas": 4}}
"""So many times as long must the others take."""


@dataclass(frozen=True, slots=True)
class Target:
    """A target with what was measured; None where it could not be."""

    words: str
    wanted: float
    found: float | None
    at_least: bool = False

    @property
    def holds(self) -> bool | None:
        if self.found is None:
            return None
        return self.found >= self.wanted if self.at_least else self.found <= self.wanted


def targets(book: Book, runs: Sequence[Run], workers: int) -> Iterator[Target]:
    """Yield the targets for the columnar engine, as far as what they compare with was measured.

    The floors use all cores, so does the engine beside them; the others are one process and are compared
    with one process as well. None of them makes digests, nor does the engine here.
    """
    others = {(run.peer, run.scheme): book.seconds(run) for run in runs}
    for run in (run for run in runs if run.peer in ("columnar_lines", "columnar")):
        name, seconds = _name(run), book.seconds(run)
        if run.peer == "columnar":
            best = book.best.get(run)
            yield Target(
                f"{name}, with digests: peak of a process, MB", MEMORY_MB, best.peak_mb if best else None
            )
            continue
        if run.workers == workers:
            for peer, times in AT_MOST[run.scheme].items():
                if (peer, "full") in others:
                    yield Target(f"{name}: times {peer}", times, _ratio(seconds, others[peer, "full"]))
        for peer, times in FASTER.get(run.scheme, {}).items():
            if (peer, run.scheme) in others:
                ratio = _ratio(others[peer, run.scheme], seconds)
                yield Target(f"{name}: faster than {peer}, times", times, ratio, at_least=True)


def live_targets(figures: dict[str, float]) -> Iterator[Target]:
    """Yield the targets for one member and one branch with records in memory, in milliseconds."""
    for name, milliseconds in figures.items():
        if "memory" in name:
            yield Target(f"{name}, ms", BRANCH_MS if "branch" in name else MEMBER_MS, milliseconds)


def _name(run: Run) -> str:
    return f"{run.scheme} scheme, {run.workers} process{'es' if run.workers > 1 else ''}"


def _ratio(one: float | None, other: float | None) -> float | None:
    return one / other if one is not None and other else None
