"""Everything that writes rounds and ballots."""

from __future__ import annotations

from xianfeng.merit.reviews.operations.casting import cast
from xianfeng.merit.reviews.operations.drawing_up import draw_up, repeat
from xianfeng.merit.reviews.operations.forgetting import forget_ballots, forget_words
from xianfeng.merit.reviews.operations.opening import ask_opening, open_round
from xianfeng.merit.reviews.operations.paper import enter_paper, hand_out_paper, spoil_paper, take_paper
from xianfeng.merit.reviews.operations.raters import draw_raters, issue_slips, void_slip
from xianfeng.merit.reviews.operations.running import begin, close
from xianfeng.merit.reviews.operations.signing import sign

__all__ = [
    "ask_opening", "begin", "cast", "close", "draw_raters", "draw_up", "enter_paper", "forget_ballots", "forget_words",
    "hand_out_paper", "issue_slips", "open_round", "repeat", "sign", "spoil_paper", "take_paper", "void_slip",
]  # fmt: skip
