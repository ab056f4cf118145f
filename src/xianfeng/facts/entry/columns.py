"""The columns of facts, by the titles that people give them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xianfeng.engine.text import Text
from xianfeng.people.members.importing.titles import plain_title

TITLES: Mapping[str, Text] = {
    "ref": Text("凭据", "ref"),
    "member": Text("党员", "member"),
    "name": Text("姓名", "name"),
    "kind": Text("事项", "kind"),
    "on": Text("日期", "date"),
    "quantity": Text("数量", "quantity"),
    "outcome": Text("结果", "outcome"),
    "document": Text("文号", "document"),
    "note": Text("说明", "note"),
}
"""The columns that are read, in the order and by the titles of the engine's table of facts, and the name."""
HINTS: Mapping[str, Text] = {
    "ref": Text(
        "可不填；填了，同一凭据不会记两次", "may be empty; one that stands there is never recorded twice"
    ),
    "member": Text("员工号", "the staff number"),
    "name": Text("姓名；同名的要有员工号", "the name; the staff number where two have the same"),
    "kind": Text("事项的名称或代码", "title or code of the kind"),
    "on": Text("例如2026-03-05，也可写2026年3月5日", "such as 2026-03-05"),
    "quantity": Text("学时、小时、次数等；不填为1", "hours, times and so on; empty is 1"),
    "outcome": Text("出席、线上、请假、缺席、按时等", "present, online, leave, absent, on time and so on"),
    "document": Text("处分等决定必须填", "required for decisions"),
    "note": Text("可不填，不参与计算", "may be empty; not counted"),
}
_NAMES: Mapping[str, Sequence[str]] = {
    "ref": ("凭证", "凭证号", "凭据号"),
    "member": (
        "员工号", "工号", "员工编号", "职工号", "职工编号", "人员编号", "党员编号", "编号", "member id",
        "staff number", "staff no", "staff no.", "employee number", "employee no", "id",
    ),
    "name": ("党员姓名", "名字", "full name", "member name"),
    "kind": ("类别", "种类", "类型", "活动", "活动类别", "活动类型", "会议", "会议类型", "kind of fact", "activity", "type"),
    "on": ("时间", "活动日期", "活动时间", "会议日期", "会议时间", "发生日期", "on", "day", "when"),
    "quantity": (
        "学时", "课时", "小时", "小时数", "时长", "次数", "个数", "篇数", "件数", "项数", "分值", "hours", "amount", "times",
    ),
    "outcome": (
        "出勤", "出勤情况", "出席", "出席情况", "到会", "到会情况", "参会", "参会情况", "签到", "签到情况", "考勤", "考勤情况",
        "状态", "完成情况", "交纳情况", "缴纳情况", "attendance", "result", "status",
    ),
    "document": ("文件号", "文件编号", "document number"),
    "note": (),
}  # fmt: skip
LEFT_OUT = frozenset(
    plain_title(name)
    for name in (
        "序号", "号", "no", "no.", "#", "备注", "remark", "remarks", "支部", "党支部", "所在党支部", "branch",
        "小组", "党小组", "group", "班组", "签名",
    )
)  # fmt: skip
"""Columns that often stand beside these and are not read; remarks may say why somebody was away."""
_CODES = {
    plain_title(name): code
    for code, title in TITLES.items()
    for name in (code, title.zh, title.en, *_NAMES[code])
}


def column_named(title: str) -> str | None:
    """Return the code of the column of that title."""
    return _CODES.get(plain_title(title)) if title.strip() else None


def recognised(titles: Sequence[str]) -> dict[str, int]:
    """Return the place of each known column; of two with the same meaning the first."""
    found: dict[str, int] = {}
    for at, title in enumerate(titles):
        code = column_named(title)
        if code is not None:
            found.setdefault(code, at)
    return found
