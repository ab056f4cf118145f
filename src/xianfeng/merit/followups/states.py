"""The states of what follows from a result, and the ways from one to another (domain 2.2 (14)).

From a state to others, by what is done.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from xianfeng.merit.followups.models import Award, DemocraticReview, Talk, Task

Ways = Mapping[str, tuple[tuple[str, str], ...]]
DUE, HELD, NOT_HELD = Talk.State.DUE, Talk.State.HELD, Talk.State.CANCELLED
TALKS: Ways = {DUE: ((HELD, "hold"), (NOT_HELD, "cancel")), HELD: (), NOT_HELD: ()}
TASKS: Ways = {
    Task.State.DUE: ((Task.State.DONE, "close"), (Task.State.CANCELLED, "cancel")),
    Task.State.DONE: (),
    Task.State.CANCELLED: (),
}
_AWARD = Award.State
AWARDS: Ways = {
    _AWARD.NOMINATED: ((_AWARD.DISCUSSED, "discuss"), (_AWARD.DROPPED, "drop")),
    _AWARD.DISCUSSED: ((_AWARD.PUBLICISED, "publicise"), (_AWARD.DROPPED, "drop")),
    _AWARD.PUBLICISED: (
        (_AWARD.APPROVED, "approve"), (_AWARD.PUBLICISED, "publicise"), (_AWARD.DROPPED, "drop"),
    ),
    _AWARD.APPROVED: ((_AWARD.GRANTED, "grant"), (_AWARD.DROPPED, "drop")),
    _AWARD.GRANTED: ((_AWARD.GRANTED, "tell"),),
    _AWARD.DROPPED: (),
}  # fmt: skip
"""A notice that was withdrawn is drafted again."""
_REVIEW = DemocraticReview.State
REVIEWS: Ways = {
    _REVIEW.PROPOSED: ((_REVIEW.PROPOSED, "propose"), (_REVIEW.DECIDED, "decide")),
    _REVIEW.DECIDED: (),
}


def step(ways: Ways, state: str, deed: str) -> str:
    """Return the state that a deed leads to. Raises ValidationError where it is not possible."""
    for after, done in ways[state]:
        if done == deed:
            return after
    raise ValidationError(_("This has been done already, or its turn has not come. Look how it stands."))
