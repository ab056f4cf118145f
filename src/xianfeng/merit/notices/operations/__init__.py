"""Everything that is done to notices, objections, feedback, the calendar and the Word templates."""

from __future__ import annotations

from xianfeng.merit.notices.operations.calendar import remove_calendar_day, set_calendar_day
from xianfeng.merit.notices.operations.drafting import draft_award_notice, draft_notice
from xianfeng.merit.notices.operations.ending import (
    close_notice,
    file_notice,
    finalise_if_over,
    withdraw_notice,
)
from xianfeng.merit.notices.operations.feedback import (
    answer_feedback,
    assign_feedback,
    forget_refused,
    give_feedback,
    rate_answer,
    refuse_feedback,
)
from xianfeng.merit.notices.operations.links import make_link, revoke_link
from xianfeng.merit.notices.operations.objecting import (
    accept_objection,
    file_objection,
    investigate,
    receive_answer,
    reject_objection,
)
from xianfeng.merit.notices.operations.publishing import approve_notice, check_notice, publish_notice
from xianfeng.merit.notices.operations.templates import add_template, remove_template, set_rule
from xianfeng.merit.notices.operations.upholding import decide_objection

__all__ = [
    "accept_objection", "add_template", "answer_feedback", "approve_notice", "assign_feedback", "check_notice",
    "close_notice", "decide_objection", "draft_award_notice", "draft_notice", "file_notice", "file_objection",
    "finalise_if_over", "forget_refused", "give_feedback", "investigate", "make_link", "publish_notice",
    "rate_answer", "receive_answer", "refuse_feedback", "reject_objection", "remove_calendar_day",
    "remove_template", "revoke_link", "set_calendar_day", "set_rule", "withdraw_notice",
]  # fmt: skip
