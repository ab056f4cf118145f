"""The SQL text of a scheme over one period: what is special to it, then the steps."""

from __future__ import annotations

import glob
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path

from xianfeng.columnar.plan import Plan
from xianfeng.columnar.tables import CODE, TABLES, Row, Value
from xianfeng.engine.calendar import Period
from xianfeng.engine.scheme import BandOn, Carry, Lasts, Scheme

STEPS = ("arithmetic", "presence", "scope", "polls", "lines", "sheets", "results", "outputs")
OUTPUTS = ("results", "reasons", "components", "polled", "tallies", "items", "lines", "uncounted")
"""What comes out of a period; each stands in a view of that name with `out_` before it."""
DIGESTS = "digests"
"""The members' digests, in the view out_digests."""
YEAR = "year"
"""What comes out of a year, in the view out_year."""


def period_script(scheme: Scheme, period: Period, as_of: date) -> str:
    """Return the SQL text that settles a period up to a day.

    It reads the tables of a store (`store.tables`) by their names and leaves what comes out in the views
    of OUTPUTS. Everything it makes is temporary and made anew, so that periods can follow one another.
    """
    plan = Plan(scheme, period, as_of)
    return "\n".join([*_macros(_constants(plan)), *_tables(plan), *map(step, STEPS)])


def digest_script() -> str:
    """Return the SQL text that makes the members' digests; it follows a period's text."""
    return step(DIGESTS)


def keep_script() -> str:
    """Return the SQL text that keeps of a period, in the table `period_results`, what `year_script` needs.

    It follows a period's text.
    """
    return step("keep")


def year_script(scheme: Scheme) -> str:
    """Return the SQL text that rolls the table `period_results` up to a year; it follows a period's text.

    `period_results` has the members' status, score, veto and stars in every period of the year.
    """
    flags = scheme.year.flags if scheme.year else None
    carry = flags.carry if flags else Carry.YEAR
    constants: dict[str, Value] = {"flag_stars": flags.stars if flags else None, "carry": carry}
    return "\n".join([*_macros(constants), step("year")])


@cache
def step(name: str) -> str:
    """Return the text of one step."""
    return (resources.files(__package__) / "sql" / f"{name}.sql").read_text("utf-8")


def _constants(plan: Plan) -> dict[str, Value]:
    scheme, first_day = plan.scheme, date(plan.period.year, 1, 1)
    lasts = scheme.veto.lasts if scheme.veto else Lasts.YEAR
    return {
        "period": plan.period.code,
        "period_start": plan.period.start,
        "first_day": first_day,
        "as_of": plan.as_of,
        "veto_from": first_day if lasts is Lasts.YEAR else plan.period.start,
        "within": scheme.adjust.within if scheme.adjust else None,
        "ceiling": scheme.at_most,
        "on_whole": scheme.band_on is BandOn.WHOLE,
    }


def _macros(constants: dict[str, Value]) -> Iterator[str]:
    for name, value in constants.items():
        yield f"create or replace temp macro {name}() as {literal(value)};"


def _tables(plan: Plan) -> Iterator[str]:
    for name, (columns, rows) in TABLES.items():
        found = list(rows(plan))
        yield f"create or replace temp table {name} ({_columns(columns, found)});"
        yield from _insert(name, found)


def _columns(columns: str, rows: Sequence[Row]) -> str:
    """Return the columns of a table with the types that codes have: an enumeration of those that occur."""
    named = [column.split() for column in columns.split(", ")]
    for number, column in enumerate(named):
        if column[1] == CODE:
            codes = dict.fromkeys(literal(row[number]) for row in rows)
            column[1] = f"enum ({', '.join(codes)})" if codes else "varchar"
    return ", ".join(" ".join(column) for column in named)


def _insert(name: str, rows: Sequence[Row]) -> Iterator[str]:
    if rows:
        values = ",\n  ".join(f"({', '.join(map(literal, row))})" for row in rows)
        yield f"insert into {name} values\n  {values};"


def literal(value: Value) -> str:
    """Return a value as SQL."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return f"date '{value}'"
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"


def parquet(path: Path, files: str = "") -> str:
    """Return what to select a file's rows from, or those of the files of a folder that match a pattern.

    What stands in the path means nothing: neither a pattern nor, as in year=2025, a column.
    """
    return f"read_parquet({literal(glob.escape(str(path)) + files)}, hive_partitioning = false)"
