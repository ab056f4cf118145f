"""The ways from one state to another, of notices, objections and feedback (domain 2.2 (6), (7), (16))."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from xianfeng.merit.notices.models import Feedback, Notice, Objection

Transitions = Mapping[str, tuple[tuple[str, str], ...]]
"""From a state to others, by what is done."""

_N, _O, _F = Notice.State, Objection.State, Feedback.State

NOTICE: Transitions = {
    _N.DRAFTED: ((_N.CHECKED, "check"), (_N.WITHDRAWN, "withdraw")),
    _N.CHECKED: ((_N.APPROVED, "approve"), (_N.WITHDRAWN, "withdraw")),
    _N.APPROVED: ((_N.PUBLISHED, "publish"), (_N.WITHDRAWN, "withdraw")),
    _N.PUBLISHED: ((_N.CLOSED, "close"), (_N.WITHDRAWN, "withdraw")),
    _N.CLOSED: ((_N.FILED, "file"),),
    _N.FILED: (),
    _N.WITHDRAWN: (),
}
OBJECTION: Transitions = {
    _O.FILED: ((_O.ACCEPTED, "accept"), (_O.REJECTED, "reject")),
    _O.ACCEPTED: ((_O.INVESTIGATING, "investigate"),),
    _O.INVESTIGATING: ((_O.UPHELD, "uphold"), (_O.NOT_UPHELD, "not_uphold")),
    _O.UPHELD: ((_O.REPLIED, "receive"),),
    _O.NOT_UPHELD: ((_O.REPLIED, "receive"),),
    _O.REJECTED: (),
    _O.REPLIED: (),
}
"""An upheld one rests until whoever filed it has read the answer."""
FEEDBACK: Transitions = {
    _F.RECEIVED: ((_F.ASSIGNED, "assign"), (_F.ANSWERED, "answer"), (_F.OUT_OF_SCOPE, "refuse")),
    _F.ASSIGNED: ((_F.ASSIGNED, "assign"), (_F.ANSWERED, "answer"), (_F.OUT_OF_SCOPE, "refuse")),
    _F.ANSWERED: ((_F.CLOSED, "rate"),),
    _F.CLOSED: (),
    _F.OUT_OF_SCOPE: (),
}
OPEN_OBJECTIONS = (_O.FILED, _O.ACCEPTED, _O.INVESTIGATING)
"""While one of these is there, the period cannot become final."""
WAITING_FEEDBACK = (_F.RECEIVED, _F.ASSIGNED)
COMING = (_N.DRAFTED, _N.CHECKED, _N.APPROVED)
"""Notices that nobody outside the committee has seen yet."""


def move(row: Notice | Objection | Feedback, done: str, table: Transitions) -> None:
    """Set the state that follows from what is done. Raises ValidationError where nothing does."""
    following = {what: state for state, what in table[row.state]}
    if done not in following:
        raise ValidationError(
            _("This is not possible any more: %(state)s.") % {"state": row.get_state_display()}
        )
    row.state = following[done]
