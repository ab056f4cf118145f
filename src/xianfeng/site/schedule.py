"""What is done again and again: apps name it in their `jobs.py`, and the job worker does it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.utils.module_loading import autodiscover_modules


@dataclass(frozen=True, slots=True)
class Job:
    """Something to be done at intervals. It may be done twice: a worker that was killed is followed by another.

    `at_start`: also before the server begins to answer, to finish what a crash left half done.
    """

    name: str
    interval: timedelta
    run: Callable[[], None]
    at_start: bool = False


_jobs: dict[str, Job] = {}


def every(
    interval: timedelta, name: str, at_start: bool = False
) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Register the function below as a job. Raises ValueError when the name is taken by another one."""

    def register(run: Callable[[], None]) -> Callable[[], None]:
        if name in _jobs and _jobs[name].run is not run:
            raise ValueError(f"there are two jobs named {name}")
        _jobs[name] = Job(name, interval, run, at_start)
        return run

    return register


def jobs() -> dict[str, Job]:
    """Return every job of every app, by name."""
    autodiscover_modules("jobs")
    return dict(_jobs)
