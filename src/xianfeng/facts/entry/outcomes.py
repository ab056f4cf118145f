"""What people write for an outcome, and for a kind, besides its title and its code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from xianfeng.engine.scheme import Kind
from xianfeng.engine.text import Text
from xianfeng.people.members.importing.titles import plain_title

DONE, NOT_DONE = ("✓", "√", "✔", "☑", "v", "y", "yes", "是"), ("×", "✗", "✘", "✕", "x", "n", "no", "否")
"""Marks for what was expected, and for the contrary."""
WORDS: Mapping[str, tuple[str, ...]] = {
    "present": (
        "到会", "出席", "出勤", "到", "已到", "实到", "到场", "参加", "参会", "现场", "attended", "here", "p", *DONE,
    ),
    "online": ("线上", "在线", "网上", "网络", "视频", "远程", "remote"),
    "leave": ("请假", "已请假", "假", "事假", "病假", "公假", "公出", "出差", "○", "◯", "〇", "△", "excused", "on leave"),
    "absent": ("缺席", "缺勤", "未到", "没到", "未到会", "未参加", "无故缺席", "旷会", "a", *NOT_DONE),
    "not_required": ("不要求", "可不到", "不计", "不计入", "不计入应到", "免", "n/a", "na"),
    "on_time": ("已交", "已缴", "已交纳", "已缴纳", "按时交纳", "按时缴纳", "paid", *DONE),
    "late": ("补交", "补缴", "迟缴"),
    "unpaid": ("未缴", "未交纳", "未缴纳", "欠交", "欠缴", "欠", "not paid", *NOT_DONE),
    "exempt": ("免", "免缴"),
    "done": ("已完成", "completed", *DONE),
    "missed": ("没完成", *NOT_DONE),
    "excused": ("免",),
    "worn": ("已佩戴", *DONE),
    "missing": ("没佩戴", *NOT_DONE),
    "fulfilled": ("已兑现", *DONE),
    "not": ("没兑现", *NOT_DONE),
    "closed": ("已销号", *DONE),
    "accepted": ("已合格", *DONE),
}  # fmt: skip
"""By the code of the outcome. Within a kind no word stands for two."""
KINDS: Mapping[str, Text] = {
    "meeting.assembly": Text("支部党员大会", "assembly"),
    "meeting.committee": Text("支部委员会", "committee meeting"),
    "meeting.theme_day": Text("主题党日活动", "theme day"),
    "meeting.lecture": Text("上党课", "lecture"),
    "dues.month": Text("交党费", "dues"),
}
MORE_KINDS: Mapping[str, Text] = {
    "meeting.assembly": Text.same("支部大会"),
    "meeting.committee": Text.same("支委会议"),
    "meeting.theme_day": Text.same("党日"),
    "dues.month": Text.same("党费交纳"),
}
_MARKS = frozenset(map(plain_title, DONE))


def is_mark(word: str) -> bool:
    """Return whether a word says no more than that it was done."""
    return plain_title(word) in _MARKS


def codes_of(kind: Kind) -> dict[str, str]:
    """Return the code of each outcome of a kind by what may be written for it; titles and codes come first."""
    found: dict[str, str] = {}
    for code, title in kind.outcomes.items():
        found |= {plain_title(word): code for word in (code, title.zh, title.en)}
    for code in kind.outcomes:
        for word in WORDS.get(code, ()):
            found.setdefault(plain_title(word), code)
    return found


def all_words(kinds: Iterable[Kind]) -> frozenset[str]:
    """Return everything that is an outcome of one of the kinds."""
    return frozenset(word for kind in kinds for word in codes_of(kind))
