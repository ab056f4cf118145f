"""The tables of a store and their columns, as Arrow schemas. Amounts are hundredths.

`member` is a number: the member's place in the roster, counted from 0 over the whole store.
A period is written as its code, such as 2025-Q3.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

NAMES = ("members", "carried", "rows", "facts", "answers", "adjustments", "resolutions")


@cache
def schemas() -> Mapping[str, pa.Schema]:
    """Return the schema of each table."""
    import pyarrow as pa  # Heavy, and whoever only reads files by their names does without.

    number, text, day, code = pa.int32(), pa.string(), pa.date32(), pa.string()
    return {
        "members": _schema(member=number, id=text, name=text),
        "carried": _schema(member=number, stars=pa.int64()),
        "rows": _schema(
            member=number, branch=text, group_name=text, variant=code, offices=pa.list_(code),
            from_day=day, to_day=day,
        ),
        "facts": _schema(
            member=number, ref=text, kind=code, day=day, quantity=number, outcome=code, document=text,
        ),
        "answers": _schema(
            period=code, member=number, rater_kind=code, ballot=text, item=code, score=number, grade=code,
        ),
        "adjustments": _schema(
            period=code, member=number, points=number, reason=text, document=text
        ),
        "resolutions": _schema(
            period=code, member=number, document=text, component=code, weight=number
        ),
    }  # fmt: skip


# What may be empty; everything else is always there.
_NULLABLE = frozenset({"from_day", "to_day", "score", "grade"})


def _schema(**columns: pa.DataType) -> pa.Schema:
    import pyarrow as pa

    return pa.schema([pa.field(name, kind, name in _NULLABLE) for name, kind in columns.items()])
