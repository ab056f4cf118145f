"""The tables that go in: their sheets and columns, in Chinese and English."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from xianfeng.engine.text import Text


def key_of(name: str) -> str:
    """Return a name without what does not matter: width, case, blanks, underscores, the mark of what is required."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return "".join(plain.split()).replace("_", "").rstrip("*")


class Holds(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    AMOUNT = "amount"
    DATE = "date"
    PERIOD = "period"
    CODE = "code"
    CODES = "codes"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its code, its title in both languages, and whether every row needs it."""

    code: str
    title: Text
    holds: Holds
    hint: Text
    required: bool = False

    def is_named(self, name: str) -> bool:
        return key_of(name) in {key_of(each) for each in (self.code, self.title.zh, self.title.en)}


@dataclass(frozen=True, slots=True)
class Table:
    """A table: one sheet of a workbook, or one file of a folder."""

    code: str
    title: Text
    columns: tuple[Column, ...]
    required: bool = False

    def column(self, code: str) -> Column:
        return next(column for column in self.columns if column.code == code)

    def column_named(self, name: str) -> Column | None:
        """Return the column of that code or title, in either language."""
        return next((column for column in self.columns if column.is_named(name)), None)

    def is_named(self, name: str) -> bool:
        return key_of(name) in {key_of(each) for each in (self.code, self.title.zh, self.title.en)}


MEMBERS = Table(
    "members",
    Text("党员", "members"),
    (
        Column("id", Text("编号", "id"), Holds.TEXT, Text("每人一个，不重复", "one for each person"), True),
        Column("name", Text("姓名", "name"), Holds.TEXT, Text("姓名", "full name"), True),
        Column("branch", Text("支部", "branch"), Holds.TEXT, Text("所在党支部", "the party branch"), True),
        Column("group", Text("小组", "group"), Holds.TEXT, Text("可不填", "may be empty")),
        Column(
            "variant",
            Text("类别", "variant"),
            Holds.CODE,
            Text("不填为办法列出的第一类", "empty is the first the scheme lists"),
        ),
        Column(
            "offices",
            Text("职务", "office"),
            Holds.CODES,
            Text("多个用、或逗号分开", "several are separated by a comma"),
        ),
        Column(
            "start",
            Text("起", "from"),
            Holds.DATE,
            Text("从这一天起；不填为一直如此", "from this day on; empty is always"),
        ),
        Column(
            "end",
            Text("止", "to"),
            Holds.DATE,
            Text("到这一天止，含当天", "up to this day, the day included"),
        ),
        Column(
            "carried_stars",
            Text("上年余星", "carried stars"),
            Holds.AMOUNT,
            Text("只在办法规定结转时填", "only where the scheme carries stars over"),
        ),
    ),
    required=True,
)
FACTS = Table(
    "facts",
    Text("事实", "facts"),
    (
        Column("ref", Text("凭据", "ref"), Holds.TEXT, Text("每条一个，不重复", "one for each row"), True),
        Column("member", Text("党员", "member"), Holds.TEXT, Text("党员的编号", "the member's id"), True),
        Column("kind", Text("事项", "kind"), Holds.CODE, Text("从清单中选", "choose from the list"), True),
        Column("on", Text("日期", "date"), Holds.DATE, Text("例如2025-03-01", "such as 2025-03-01"), True),
        Column("quantity", Text("数量", "quantity"), Holds.AMOUNT, Text("不填为1", "empty is 1")),
        Column("outcome", Text("结果", "outcome"), Holds.CODE, Text("从清单中选", "choose from the list")),
        Column(
            "document",
            Text("文号", "document"),
            Holds.TEXT,
            Text("处分等决定必须填", "required for decisions"),
        ),
        Column(
            "note", Text("说明", "note"), Holds.TEXT, Text("可不填，不参与计算", "may be empty; not counted")
        ),
    ),
)
BALLOTS = Table(
    "ballots",
    Text("测评", "ballots"),
    (
        Column(
            "period",
            Text("期", "period"),
            Holds.PERIOD,
            Text("不填为本次结算的这一期", "empty is the settled one"),
        ),
        Column("ratee", Text("被评人", "ratee"), Holds.TEXT, Text("党员的编号", "the member's id"), True),
        Column(
            "rater_kind",
            Text("方式", "rater kind"),
            Holds.CODE,
            Text("从清单中选", "choose from the list"),
            True,
        ),
        Column(
            "ballot",
            Text("票号", "ballot"),
            Holds.TEXT,
            Text("同一张票的各行写同一个号", "the same on all rows of one ballot"),
            True,
        ),
        Column(
            "item",
            Text("项目", "item"),
            Holds.CODE,
            Text("不填为总评一个分", "empty is one score for the whole"),
        ),
        Column(
            "score", Text("得分", "score"), Holds.AMOUNT, Text("得分与等次只填一个", "a score or a grade")
        ),
        Column("grade", Text("等次", "grade"), Holds.CODE, Text("得分与等次只填一个", "a score or a grade")),
    ),
)
ADJUSTMENTS = Table(
    "adjustments",
    Text("调整", "adjustments"),
    (
        Column(
            "period",
            Text("期", "period"),
            Holds.PERIOD,
            Text("不填为本次结算的这一期", "empty is the settled one"),
        ),
        Column("member", Text("党员", "member"), Holds.TEXT, Text("党员的编号", "the member's id"), True),
        Column(
            "points", Text("分值", "points"), Holds.AMOUNT, Text("减分写负数", "negative takes away"), True
        ),
        Column(
            "reason", Text("理由", "reason"), Holds.TEXT, Text("商议的理由", "why the panel decided so"), True
        ),
        Column("document", Text("文号", "document"), Holds.TEXT, Text("会议纪要等", "the minutes, say")),
    ),
)
RESOLUTIONS = Table(
    "resolutions",
    Text("决议", "resolutions"),
    (
        Column(
            "period",
            Text("期", "period"),
            Holds.PERIOD,
            Text("不填为本次结算的这一期", "empty is the settled one"),
        ),
        Column("member", Text("党员", "member"), Holds.TEXT, Text("党员的编号", "the member's id"), True),
        Column(
            "document",
            Text("文号", "document"),
            Holds.TEXT,
            Text("决议的文号", "the resolution's number"),
            True,
        ),
        Column(
            "component",
            Text("组成", "component"),
            Holds.CODE,
            Text("从清单中选", "choose from the list"),
            True,
        ),
        Column(
            "weight",
            Text("占比", "weight"),
            Holds.AMOUNT,
            Text("一人的占比合计100", "a member's weights add up to 100"),
            True,
        ),
    ),
)
TABLES = (MEMBERS, FACTS, BALLOTS, ADJUSTMENTS, RESOLUTIONS)


def table_named(name: str) -> Table | None:
    """Return the table of that code or title, in either language."""
    return next((table for table in TABLES if table.is_named(name)), None)


GUIDE = Text("填写说明", "how to fill in")
NOTES = Text("说明", "notes")
_WORDS = frozenset(key_of(name) for title in (GUIDE, NOTES) for name in (title.zh, title.en))


def holds_words(sheet: str) -> bool:
    """Return whether a sheet of this name explains things to people: not read, and nothing to report."""
    return key_of(sheet) in _WORDS
