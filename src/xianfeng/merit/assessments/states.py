"""The states of an assessment period (domain 2.2 (4)) and the ways from one to another."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a period of a branch stands."""

    CONFIGURED = "configured", _("being prepared")
    OPEN = "open", _("ballots are being collected")
    CLOSED = "closed", _("closed")
    COMPUTED = "computed", _("computed")
    CONFIRMED = "confirmed", _("confirmed by the branch")
    PUBLICISED = "publicised", _("on public notice")
    FINALISED = "finalised", _("final")
    USED = "used", _("in use")
    ARCHIVED = "archived", _("archived")


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
