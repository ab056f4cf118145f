"""The states of a round, and the ways from one to another."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from xianfeng.merit.reviews.models import Round

State = Round.State

TRANSITIONS: Mapping[str, tuple[tuple[str, str], ...]] = {
    State.DRAWN_UP: ((State.COLLECTING, "begin"),),
    State.COLLECTING: ((State.CLOSED, "close"), (State.REPEATED, "repeat")),
    State.CLOSED: ((State.OPENED, "open"), (State.REPEATED, "repeat")),
    State.OPENED: ((State.REPEATED, "repeat"),),
    State.REPEATED: (),
}
"""From a state to others, by what is done. A round is repeated when its key is lost, or by an objection."""


def next_state(round_: Round, done: str) -> str:
    """Return the state after something is done. Raises ValidationError where it cannot be done now."""
    for state, by in TRANSITIONS[round_.state]:
        if by == done:
            return state
    raise refused(round_)


def check_state(round_: Round, *states: str) -> None:
    """Raise ValidationError unless the round is in one of the states."""
    if round_.state not in states:
        raise refused(round_)


def refused(round_: Round) -> ValidationError:
    """Return the error for what cannot be done in the state in which the round is."""
    words = _("This cannot be done now. Where the round stands: %(state)s.")
    return ValidationError(words % {"state": round_.get_state_display()})
