"""Checks of all buckets together, over the views `all_members`, `all_rows` and `all_facts`."""

from __future__ import annotations

from xianfeng.engine.text import Text
from xianfeng.store.checks.check import Check, Source

_TIMES = "count(*) AS times, string_agg(DISTINCT bucket, ', ' ORDER BY bucket) AS buckets"
_NUMBERS = Source("members", "member::VARCHAR", f"SELECT member, {_TIMES} FROM all_members GROUP BY member")
_IDS = Source("members", "id", f"SELECT id, {_TIMES} FROM all_members GROUP BY id")
# Nearly always no ref is found twice, and then nothing but the refs has been read.
_REFS = Source(
    "facts",
    "ref",
    f"""
    SELECT ref, {_TIMES} FROM all_facts
    WHERE ref IN (SELECT ref FROM all_facts GROUP BY ref HAVING count(*) > 1) GROUP BY ref
    """,
)
_BRANCHES = Source(
    "rows",
    "branch",
    f"""
    SELECT branch, count(DISTINCT bucket) AS places, {_TIMES}
    FROM (
        SELECT bucket, arg_max(branch, coalesce(from_day, DATE '0001-01-01')) AS branch
        FROM all_rows GROUP BY bucket, member
    )
    GROUP BY branch
    """,
)
"""The branches by the last roster rows of their members."""

_FROM_0 = Text("请从0起给党员连续编序号", "Number the members from 0 on without gaps")

ACROSS = (
    Check(
        "store: number out of range",
        Source("members", "member::VARCHAR", "SELECT * FROM all_members"),
        "member NOT BETWEEN 0 AND (SELECT count(*) - 1 FROM all_members)",
        Text("党员的序号不在0到党员数减1之间", "the member's number is not from 0 to one less than there are members"),
        _FROM_0,
        "bucket",
    ),
    Check(
        "store: number twice",
        _NUMBERS,
        "times > 1",
        Text("不止一个党员有这个序号", "more than one member has this number"),
        _FROM_0,
        "buckets",
    ),
    Check(
        "store: id twice",
        _IDS,
        "times > 1",
        Text("不止一个党员有这个编号", "more than one member has this id"),
        Text("请每人写不同的编号", "Give every member an id of their own"),
        "buckets",
    ),
    Check(
        "store: ref twice",
        _REFS,
        "times > 1",
        Text("不止一条事实有这个凭据", "more than one fact has this ref"),
        Text("请每条写不同的凭据", "Give every fact a ref of its own"),
        "buckets",
    ),
    Check(
        "store: branch in two buckets",
        _BRANCHES,
        "places > 1",
        Text("这个支部分在几个桶里", "the branch is in more than one bucket"),
        Text("请把一个支部的党员放在同一个桶里", "Keep the members of a branch in one bucket"),
        "buckets",
    ),
)  # fmt: skip
