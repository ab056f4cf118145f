"""How far a run is: in per cent, and about how long it still takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xianfeng.merit.assessments.models import Run

MOVING = (Run.State.WAITING, Run.State.RUNNING)
A_MINUTE = 60
FEWEST = 3
"""Before so many branches nothing is said about the time left."""


@dataclass(frozen=True, slots=True)
class Progress:
    """A run in words and as a bar."""

    title: str
    words: str
    percent: int
    left: str


def is_moving(run: Run) -> bool:
    """Return whether a run waits to begin or goes on."""
    return run.state in MOVING


def progress_of(run: Run, now: datetime) -> Progress:
    """Return how far a run is."""
    percent = 100 * run.done // run.total if run.total else 0
    return Progress(str(run.get_state_display()), _words(run), min(percent, 100), _left(run, now))


def _words(run: Run) -> str:
    return {
        Run.State.WAITING: _("It begins as soon as the job worker is free. You may leave this page."),
        Run.State.RUNNING: _("Nothing is stored before all branches are there. You may leave this page."),
        Run.State.STOPPED: _("Nothing has been stored. It can go on from where it was."),
        Run.State.FAILED: _(
            "Nothing has been stored. Mend what went wrong, then let it go on from where it was."
        ),
        Run.State.DONE: _("All branches were stored together."),
    }[Run.State(run.state)]


def _left(run: Run, now: datetime) -> str:
    """Return about how long it still takes, by how long it took so far; '' where that says nothing."""
    if run.state != Run.State.RUNNING or run.done < FEWEST or run.done >= run.total:
        return ""
    passed = (now - run.started_at).total_seconds()
    seconds = max(1, round(passed * (run.total - run.done) / run.done))
    if seconds < A_MINUTE:
        return ngettext("about %(number)s second left", "about %(number)s seconds left", seconds) % {
            "number": seconds
        }
    minutes = -(-seconds // A_MINUTE)
    return ngettext("about %(number)s minute left", "about %(number)s minutes left", minutes) % {
        "number": minutes
    }
