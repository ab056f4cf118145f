"""Checks of facts. What a fact means is checked where it is read: from 1 January up to the last day."""

from __future__ import annotations

from xianfeng.engine.amounts import MAX_FACTS, MAX_QUANTITY, show
from xianfeng.engine.text import Text
from xianfeng.store.checks.check import SOURCES, Check, Source

_READ_FACTS = """
    SELECT facts.*, has_outcomes, needs_document
    FROM facts LEFT JOIN known_kinds USING (kind)
    WHERE day BETWEEN (SELECT first_day FROM stretch) AND (SELECT last_day FROM stretch)
"""
_READ = Source("facts", "ref", _READ_FACTS)
"""Facts that are read, with what the scheme knows of their kind."""
_COUNTED = Source(
    "facts", "who(member)", f"SELECT member, count(*) AS times FROM ({_READ_FACTS}) GROUP BY member"
)  # fmt: skip
_JUDGED = Source(
    "facts",
    "ref",
    f"""
    SELECT DISTINCT ON (ref) ref, quantity, least, most
    FROM ({_READ_FACTS}) AS facts
    JOIN judged USING (kind, outcome)
    JOIN tallies ON tallies.months = judged.months AND tallies.month = month(facts.day)
    JOIN variant_on USING (member, last_day, variant)
    WHERE quantity NOT BETWEEN least AND most
    """,
)
"""Facts whose quantity is outside of what a rule of the member's variant at the tally's end judges."""

CHECKS = (
    Check(
        "facts: quantity",
        SOURCES["facts"],
        f"quantity NOT BETWEEN 0 AND {MAX_QUANTITY}",
        Text("数量超出范围", "the quantity is out of range"),
        Text(f"请写0到{show(MAX_QUANTITY)}之间的数", f"Write a number from 0 to {show(MAX_QUANTITY)}"),
        "amount(quantity)",
    ),
    Check(
        "facts: kind",
        _READ,
        "has_outcomes IS NULL",
        Text("本办法没有这个事项", "the scheme knows no such kind of fact"),
        Text("请照办法改正事项", "Correct the kind by the scheme"),
        "kind",
    ),
    Check(
        "facts: outcome missing",
        _READ,
        "has_outcomes AND outcome = ''",
        Text("没有写结果", "the outcome is missing"),
        Text("请写上结果", "Write the outcome"),
        "kind",
    ),
    Check(
        "facts: outcome",
        _READ,
        "has_outcomes IS NOT NULL AND outcome <> '' AND (kind, outcome) NOT IN (SELECT kind, outcome FROM known_outcomes)",
        Text("这个事项没有这种结果", "facts of this kind have no such outcome"),
        Text("请照办法改正结果；没有结果的事项请留空", "Correct the outcome by the scheme; leave it empty where there is none"),
        "outcome",
    ),
    Check(
        "facts: document",
        _READ,
        "needs_document AND document = ''",
        Text("没有写文号，而这个事项必须有正式文件", "this kind needs the number of a formal document"),
        Text("请写上文号", "Write the document's number"),
        "kind",
    ),
    Check(
        "facts: judged",
        _JUDGED,
        "true",
        Text("数量不在评分范围内", "the quantity is outside the range of points to be judged"),
        Text("请写范围内的数", "Write a number within the range"),
        "concat(amount(quantity), ' / ', amount(least), '-', amount(most))",
    ),
    Check(
        "facts: too many",
        _COUNTED,
        f"times > {MAX_FACTS}",
        Text(f"此人的事实超过{MAX_FACTS}条", f"this member has more than {MAX_FACTS} facts"),
        Text("请检查是否重复录入", "Check whether facts were entered twice"),
        "times",
    ),
)  # fmt: skip
