"""Checks of members: where and as what they belonged, and the stars they carry."""

from __future__ import annotations

from xianfeng.engine.text import Text
from xianfeng.store.checks.check import SOURCES, Check, Source

MOST_STARS = 99_999

_ORDERED = Source(
    "rows",
    "concat_ws(' ', who(member), from_day)",
    """
    SELECT *, row_number() OVER one AS place, lag(to_day) OVER one AS last_day
    FROM rows WINDOW one AS (PARTITION BY member ORDER BY file_row_number)
    """,
)
"""A member's rows as they stand in the file, each with the last day of the row before."""
_CARRIED = Source("carried", "who(member)", "SELECT member, count(*) AS times FROM carried GROUP BY member")

CHECKS = (
    Check(
        "members: without rows",
        SOURCES["members"],
        "member NOT IN (SELECT member FROM rows)",
        Text("名册里一行也没有", "the roster has no row of this member"),
        Text("每个党员至少一行", "Every member needs at least one row"),
    ),
    Check(
        "rows: variant",
        _ORDERED,
        "variant NOT IN (SELECT variant FROM known_variants)",
        Text("本办法没有这个类别", "the scheme has no such variant"),
        Text("请照办法改正类别", "Correct the variant by the scheme"),
        "variant",
    ),
    Check(
        "rows: offices",
        _ORDERED,
        "NOT list_has_all((SELECT coalesce(list(office), []) FROM known_offices), offices)",
        Text("本办法没有这个职务", "the scheme has no such office"),
        Text("请照办法改正职务", "Correct the offices by the scheme"),
        "array_to_string(offices, ',')",
    ),
    Check(
        "rows: offices twice",
        _ORDERED,
        "len(offices) > len(list_distinct(offices))",
        Text("同一职务写了两次，或有空的职务", "an office is listed twice, or one is empty"),
        Text("每个职务只写一次", "List every office once"),
        "array_to_string(offices, ',')",
    ),
    Check(
        "rows: ends early",
        _ORDERED,
        "from_day > to_day",
        Text("止早于起", "the row ends before it starts"),
        Text("请改正起止日期", "Correct the two dates"),
        "to_day",
    ),
    Check(
        "rows: order",
        _ORDERED,
        "place > 1 AND coalesce(last_day >= from_day, true)",
        Text("不在前一行的日期之后", "the row does not start after the member's row before it has ended"),
        Text("请让同一党员的各行按起的先后排列，日期不重叠", "Put a member's rows in order of their days, without overlap"),
    ),
    Check(
        "carried: twice",
        _CARRIED,
        "times > 1",
        Text("上年余星写了不止一次", "there is more than one count of carried stars"),
        Text("一人只留一行", "Keep one row for a member"),
    ),
    Check(
        "carried: stars",
        SOURCES["carried"],
        f"stars NOT BETWEEN 0 AND {MOST_STARS}",
        Text("上年余星超出范围", "the number of carried stars is out of range"),
        Text(f"请写0到{MOST_STARS}之间的整数", f"Write a whole number from 0 to {MOST_STARS}"),
        "stars",
    ),
)  # fmt: skip
