"""Checks of adjustments and resolutions, and of the periods that anything is about."""

from __future__ import annotations

from xianfeng.engine.amounts import FULL, MAX_AMOUNT, show
from xianfeng.engine.text import Text
from xianfeng.store.checks.check import SOURCES, Check, Source

_ADJUSTED = Source(
    "adjustments",
    "decision(member, period)",
    "SELECT period, member, count(*) AS times FROM adjustments JOIN settled USING (period) GROUP BY ALL",
)
_WEIGHED = Source(
    "resolutions",
    "decision(member, period)",
    "SELECT * FROM resolutions JOIN settled USING (period) JOIN known_components USING (component)",
)
_RESOLVED = Source(
    "resolutions",
    "decision(member, period)",
    """
    SELECT period, member, count(*) AS weights, sum(weight) AS total,
        count(DISTINCT component) AS components, count(DISTINCT document) AS documents
    FROM resolutions JOIN settled USING (period) GROUP BY ALL
    """,
)
_NO_PERIOD = Text("本办法没有这样的期", "the scheme has no such periods")
_OWN_PERIOD = Text(
    "请照办法，写成2025、2025-H1、2025-Q3或2025-08",
    "Write it as the scheme is settled: 2025, 2025-H1, 2025-Q3 or 2025-08",
)


def _period(table: str) -> Check:
    """Return the check that the periods in a table are such as the scheme has."""
    source = Source(table, "period", f"SELECT DISTINCT period FROM {table}")
    wrong = "period[:4] IN ('0000', '9999') OR NOT regexp_full_match(period, (SELECT pattern FROM stretch))"
    return Check(f"{table}: period", source, wrong, _NO_PERIOD, _OWN_PERIOD)


CHECKS = (
    *(_period(table) for table in ("answers", "adjustments", "resolutions")),
    Check(
        "adjustments: none",
        SOURCES["adjustments"],
        "NOT (SELECT adjusts FROM stretch)",
        Text("本办法没有调整", "the scheme has no adjustments"),
        Text("请删去这一行", "Delete this row"),
    ),
    Check(
        "adjustments: points",
        SOURCES["adjustments"],
        f"abs(points::BIGINT) > {MAX_AMOUNT}",
        Text("分值超出范围", "the points are out of range"),
        Text(f"最多±{show(MAX_AMOUNT)}", f"At most ±{show(MAX_AMOUNT)}"),
        "amount(points)",
    ),
    Check(
        "adjustments: twice",
        _ADJUSTED,
        "times > 1",
        Text("同一人同一期有不止一项调整", "there is more than one adjustment of this member and period"),
        Text("一人一期只留一行", "Keep one row for a member and period"),
    ),
    Check(
        "resolutions: component",
        SOURCES["resolutions"],
        "component NOT IN (SELECT component FROM known_components)",
        Text("本办法没有这个组成", "the scheme has no such component"),
        Text("请照办法改正组成", "Correct the component by the scheme"),
        "component",
    ),
    Check(
        "resolutions: weight",
        SOURCES["resolutions"],
        f"weight NOT BETWEEN 0 AND {FULL}",
        Text("占比超出范围", "the weight is out of range"),
        Text(f"请写0到{show(FULL)}之间的数", f"Write a number from 0 to {show(FULL)}"),
        "amount(weight)",
    ),
    Check(
        "resolutions: fixed weight",
        _WEIGHED,
        f"out_of <> {FULL} AND weight NOT IN (0, out_of)",
        Text("这个组成直接计分，占比不能改", "this component counts as it is; its weight cannot be another"),
        Text("请写办法的占比，或删去这一行", "Write the scheme's weight, or delete this row"),
        "concat_ws(' ', component, concat(amount(weight), ' / ', amount(out_of)))",
    ),
    Check(
        "resolutions: twice",
        _RESOLVED,
        "weights > components",
        Text("同一组成有不止一个占比", "a component has more than one weight"),
        Text("请每个组成只写一行", "Write every component once"),
    ),
    Check(
        "resolutions: documents",
        _RESOLVED,
        "documents > 1",
        Text("同一决议的文号不一致", "the rows of one resolution have different documents"),
        Text("请在同一决议的各行写同一个文号", "Write the same document on all rows of one resolution"),
    ),
    Check(
        "resolutions: sum",
        _RESOLVED,
        f"weights = components AND total <> {FULL}",
        Text("占比合计不是100.00", "the weights do not add up to 100.00"),
        Text("请改正占比，使合计为100", "Correct the weights so that they add up to 100"),
        "amount(total)",
    ),
)  # fmt: skip
