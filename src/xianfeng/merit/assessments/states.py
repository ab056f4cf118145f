"""The states of an assessment period (domain 2.2 (4)) and the ways from one to another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """Where a period of a branch stands."""

    CONFIGURED = "configured", pgettext_lazy("state of a period", "being prepared")
    OPEN = "open", pgettext_lazy("state of a period", "ballots are being collected")
    CLOSED = "closed", pgettext_lazy("state of a period", "closed")
    COMPUTED = "computed", pgettext_lazy("state of a period", "computed")
    CONFIRMED = "confirmed", pgettext_lazy("state of a period", "confirmed by the branch")
    PUBLICISED = "publicised", pgettext_lazy("state of a period", "on public notice")
    FINALISED = "finalised", pgettext_lazy("state of a period", "final")
    USED = "used", pgettext_lazy("state of a period", "in use")
    ARCHIVED = "archived", pgettext_lazy("state of a period", "archived")


TRANSITIONS: Mapping[str, tuple[tuple[str, str], ...]] = {
    State.CONFIGURED: ((State.OPEN, "open"), (State.CLOSED, "close")),
    State.OPEN: ((State.CLOSED, "close"),),
    State.CLOSED: ((State.COMPUTED, "settle"), (State.OPEN, "repeat_round")),
    State.COMPUTED: ((State.COMPUTED, "settle"), (State.CONFIRMED, "confirm"), (State.OPEN, "repeat_round")),
    State.CONFIRMED: ((State.PUBLICISED, "publicise"), (State.COMPUTED, "settle")),
    State.PUBLICISED: (
        (State.COMPUTED, "settle"), (State.OPEN, "repeat_round"), (State.FINALISED, "finalise"),
    ),
    State.FINALISED: ((State.USED, "use"), (State.COMPUTED, "reopen")),
    State.USED: ((State.ARCHIVED, "archive"), (State.COMPUTED, "reopen")),
    State.ARCHIVED: (),
}  # fmt: skip
"""From a state to others, by what is done. A period without ballots closes without having been open."""


SETTLED = (State.COMPUTED, State.CONFIRMED, State.PUBLICISED, State.FINALISED, State.USED, State.ARCHIVED)
"""Where a version of the results holds."""
SHOWN = (State.PUBLICISED, State.FINALISED, State.USED, State.ARCHIVED)
"""Where results have been told to those concerned."""
FINAL = (State.FINALISED, State.USED, State.ARCHIVED)
DECIDABLE = (State.CLOSED, State.COMPUTED, State.CONFIRMED, State.PUBLICISED)
"""Where what a meeting decides about a result can still go into the next settlement."""

DEEDS: Mapping[str, Any] = {
    "open": pgettext_lazy("done to a period", "opened for ballots"),
    "close": pgettext_lazy("done to a period", "closed"),
    "settle": pgettext_lazy("done to a period", "computed"),
    "repeat_round": pgettext_lazy("done to a period", "opened for another round of ballots"),
    "confirm": pgettext_lazy("done to a period", "confirmed"),
    "publicise": pgettext_lazy("done to a period", "put on public notice"),
    "finalise": pgettext_lazy("done to a period", "made final"),
    "use": pgettext_lazy("done to a period", "taken into use"),
    "archive": pgettext_lazy("done to a period", "archived"),
    "reopen": pgettext_lazy("done to a period", "opened again"),
}
"""What is done to a period, as in "it cannot be closed now"."""


def after(state: str, done: str) -> str | None:
    """Return the state to which what is done leads, None where it cannot be done."""
    return next((new for new, deed in TRANSITIONS[state] if deed == done), None)
