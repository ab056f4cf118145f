"""What a check is: rows of some source, and a condition that no row may fulfil."""

from __future__ import annotations

from dataclasses import dataclass

from xianfeng.engine.text import Text


@dataclass(frozen=True, slots=True)
class Source:
    """Rows to be checked: of which table's file, what names one of them in a message, and where they are from.

    `named` and `sql` are SQL: an expression, and a table, a view or a query.
    """

    table: str
    named: str
    sql: str


@dataclass(frozen=True, slots=True)
class Check:
    """A condition in SQL that is true of wrong rows only; `value` is what a message repeats of such a row."""

    name: str
    source: Source
    wrong: str
    what: Text
    fix: Text
    value: str = "NULL"


_NAMED = {
    "members": "id",
    "carried": "who(member)",
    "rows": "who(member)",
    "facts": "ref",
    "answers": "paper(member, rater_kind, ballot)",
    "adjustments": "decision(member, period)",
    "resolutions": "decision(member, period)",
}
SOURCES = {table: Source(table, named, f"SELECT * FROM {table}") for table, named in _NAMED.items()}
"""The rows of each table as they are, with `file_row_number` counted from 0."""

DEFINITIONS = """
CREATE OR REPLACE MACRO who(number) AS
    coalesce((SELECT min(id) FROM members WHERE member = number), '#' || number);
CREATE OR REPLACE MACRO paper(number, rater_kind, ballot) AS concat_ws(' ', who(number), rater_kind, ballot);
CREATE OR REPLACE MACRO decision(number, period) AS concat_ws(' ', who(number), period);
CREATE OR REPLACE MACRO amount(hundredths) AS printf('%.2f', hundredths / 100);

CREATE OR REPLACE MACRO item_set(number) AS bitstring_agg(number, 0, getvariable('last_item'));

CREATE OR REPLACE VIEW variant_on AS
SELECT member, days.last_day,
    coalesce(
        arg_max(variant, coalesce(from_day, DATE '0001-01-01'))
            FILTER (from_day IS NULL OR from_day <= days.last_day),
        arg_min(variant, coalesce(from_day, DATE '0001-01-01'))
    ) AS variant
FROM rows, (SELECT last_day FROM settled UNION SELECT last_day FROM tallies) AS days
GROUP BY ALL;
"""
"""What names rows and amounts in messages; the items of a ballot as a set of their numbers;
and what a member is on the last day of a stretch: by the latest row that has started, else by the first.
"""
