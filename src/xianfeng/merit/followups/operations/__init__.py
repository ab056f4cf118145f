"""Everything that is done after results are final. Nothing here changes anybody's status."""

from __future__ import annotations

from xianfeng.merit.followups.operations.awards import (
    approve_award,
    discuss_award,
    drop_award,
    grant_award,
    nominate_award,
    publicise_award,
    tell_story,
)
from xianfeng.merit.followups.operations.drawing_up import Drawn, draw_up
from xianfeng.merit.followups.operations.reviewing import decide_review, propose_review
from xianfeng.merit.followups.operations.statements import make_statement
from xianfeng.merit.followups.operations.talks import cancel_talk, cancel_task, close_task, hold_talk

__all__ = [
    "Drawn", "approve_award", "cancel_talk", "cancel_task", "close_task", "decide_review", "discuss_award",
    "draw_up", "drop_award", "grant_award", "hold_talk", "make_statement", "nominate_award", "propose_review",
    "publicise_award", "tell_story",
]  # fmt: skip
