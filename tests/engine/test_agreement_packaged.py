"""The engine agrees with the second implementation on the schemes that people use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

import pytest

from tests import second
from tests.engine.agreement import difference
from tests.schemes.cases import Case, all_cases
from xianfeng.engine.calendar import Period
from xianfeng.engine.facts import Ballot, Fact, Inputs, Record, RosterRow
from xianfeng.engine.organisation import settle_period
from xianfeng.sample import generate, records
from xianfeng.schemes import library
from xianfeng.workbooks.writing.jsonout import as_json

Data = dict[str, Any]


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.name)
def test_both_agree_on_every_worked_case(case: Case) -> None:
    for stretch in case.stretches:
        record = case.record(library.load(case.scheme), stretch)
        as_of = date.fromisoformat(stretch["as_of"]) if "as_of" in stretch else None
        assert disagreement(case.scheme, Period.parse(stretch["period"]), record, as_of) is None


def test_both_agree_on_every_member_of_the_sample() -> None:
    tables = generate(710, date(2025, 12, 31))
    for id, record in records(tables).items():
        assert disagreement("ten-ones", Period.parse("2025"), record, None) is None, id


def disagreement(name: str, period: Period, record: Record, as_of: date | None) -> str | None:
    """Return where the two first differ on one member under a packaged scheme; None if nowhere."""
    inputs = Inputs(
        (record.member,),
        record.facts,
        {period.code: record.ballots},
        {period.code: (record.adjustment,) if record.adjustment else ()},
        {period.code: (record.resolution,) if record.resolution else ()},
    )
    engine = settle_period(library.load(name), inputs, period, as_of or period.end)
    until = as_of.isoformat() if as_of else None
    opinion = second.settle(scheme_of(name), period.code, plain(record), until)
    return difference(as_json(engine), opinion)


@cache
def scheme_of(name: str) -> Data:
    catalogue = resources.files("xianfeng.schemes").joinpath("catalogue.yaml").read_text("utf-8")
    return second.read(library.read(name)[0], catalogue)


def plain(record: Record) -> Data:
    """Return what is known of one member as plain rows."""
    member, adjustment, resolution = record.member, record.adjustment, record.resolution
    rows = [_row(row) for row in member.rows]
    return {
        "members": [{"id": member.id, "name": member.name, "rows": rows}],
        "facts": [_fact(fact) for fact in record.facts],
        "ballots": [answer for ballot in record.ballots for answer in _answers(ballot)],
        "adjustments": [{"member": member.id, "points": adjustment.points}] if adjustment else [],
        "resolutions": [{"member": member.id, "weights": resolution.weights}] if resolution else [],
    }


def _row(row: RosterRow) -> Data:
    begin, end = (day.isoformat() if day else None for day in (row.start, row.end))
    return {"branch": row.branch, "variant": row.variant, "offices": row.offices, "from": begin, "to": end}


def _fact(fact: Fact) -> Data:
    return {**asdict(fact), "on": fact.on.isoformat()}


def _answers(ballot: Ballot) -> Iterator[Data]:
    whose = {"ratee": ballot.ratee, "rater_kind": ballot.rater_kind, "ballot": ballot.id}
    for item, answer in ballot.answers.items():
        score, grade = (answer, None) if isinstance(answer, int) else (None, answer)
        yield {**whose, "item": item, "score": score, "grade": grade}
