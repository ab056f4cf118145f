"""A settlement by the columnar engine and by the specification, and where the two first differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields, replace
from datetime import date

import duckdb

from xianfeng.columnar.outcome import read_results, read_year
from xianfeng.columnar.script import digest_script, keep_script, period_script, year_script
from xianfeng.engine.calendar import Period
from xianfeng.engine.digest import hashed, input_lines, result_lines
from xianfeng.engine.facts import Inputs
from xianfeng.engine.organisation import records
from xianfeng.engine.results import MemberResult, YearResult
from xianfeng.engine.scheme import Scheme
from xianfeng.store.writing import arrow_tables

Digests = Mapping[str, tuple[str, str]]


@contextmanager
def columnar(inputs: Inputs) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a database that sees inputs as the tables of a store, over Arrow."""
    with duckdb.connect(config={"threads": 1}) as connection:
        for name, table in arrow_tables(inputs).items():
            connection.register(name, table)
        yield connection


def settled_by_sql(
    connection: duckdb.DuckDBPyConnection, scheme: Scheme, period: Period, as_of: date
) -> tuple[tuple[MemberResult, ...], Digests]:
    connection.execute(period_script(scheme, period, as_of) + digest_script())
    found = connection.execute("select member, inputs, results from out_digests").fetchall()
    digests = {member: (ins, outs) for member, ins, outs in found}
    return read_results(connection, scheme, lambda name: f"out_{name}"), digests


def year_by_sql(
    connection: duckdb.DuckDBPyConnection, scheme: Scheme, periods: Sequence[Period]
) -> tuple[YearResult, ...]:
    """Return the members' years, from periods settled one after another to their ends."""
    for period in periods:
        connection.execute(period_script(scheme, period, period.end) + keep_script())
    connection.execute(year_script(scheme))
    return read_year(connection, scheme, "out_year")


def difference(ours: Sequence[object], theirs: Sequence[object]) -> str | None:
    """Return the first difference between two rows of results, as "member: field: ours != theirs"."""
    if len(ours) != len(theirs):
        return f"{len(ours)} and {len(theirs)} members"
    for one, other in zip(ours, theirs, strict=True):
        for field in fields(one):  # type: ignore[arg-type]
            left, right = getattr(one, field.name), getattr(other, field.name)
            if left != right:
                return f"{one.member}: {field.name}: {_first(left, right)}"  # type: ignore[attr-defined]
    return None


def _first(left: object, right: object) -> str:
    if isinstance(left, tuple) and isinstance(right, tuple):
        pairs = [(a, b) for a, b in zip(left, right, strict=False) if a != b]
        return f"{len(left)} and {len(right)} entries; {pairs[:1]}"
    return f"{left} != {right}"


def as_printed(result: MemberResult) -> MemberResult:
    """Return a result without what its lines carry for explanations only."""
    return replace(
        result, lines=tuple(replace(line, used=0, running=0, full_on=None) for line in result.lines)
    )


def digests_of(
    scheme: Scheme, inputs: Inputs, period: Period, as_of: date, results: Sequence[MemberResult]
) -> Digests:
    """Return each member's digests by the specification."""
    return {
        record.member.id: (
            hashed(input_lines(scheme, record, inputs.carried_stars.get(record.member.id))),
            hashed(result_lines(result)),
        )
        for record, result in zip(records(inputs, period, as_of), results, strict=True)
    }
