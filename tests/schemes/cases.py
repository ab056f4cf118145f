"""Reads the worked cases beside the schemes and settles them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources
from typing import Any

import yaml

from xianfeng.engine.amounts import parse_amount
from xianfeng.engine.calendar import Period, Unit
from xianfeng.engine.facts import Adjustment, Ballot, Fact, Member, Record, Resolution, RosterRow
from xianfeng.engine.scheme import Scheme
from xianfeng.schemes import library

KEYS = {
    "case", "about", "period", "as_of", "roster", "facts", "ballots", "adjustment", "resolution",
    "arithmetic", "expect", "periods", "year", "carried_stars",
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One worked case of a scheme. Scalars are texts."""

    scheme: str
    data: Mapping[str, Any]

    @property
    def name(self) -> str:
        return f"{self.scheme}: {self.data['case']['zh']}"

    @property
    def stretches(self) -> list[Mapping[str, Any]]:
        """The periods to settle: several in a year's case, else the case itself."""
        return self.data.get("periods") or [self.data]

    def record(self, scheme: Scheme, stretch: Mapping[str, Any]) -> Record:
        member = Member("m1", "甲", tuple(_row(scheme, row) for row in self.data.get("roster", [{}])))
        written = [
            *self.data.get("facts", []),
            *(stretch.get("facts", []) if stretch is not self.data else []),
        ]
        facts = tuple(_facts(written))
        ballots = tuple(_ballots(stretch.get("ballots", {})))
        return Record(member, facts, ballots, _adjustment(stretch), _resolution(stretch))


def all_cases() -> list[Case]:
    """Return the cases of every packaged scheme."""
    return [case for name in library.NAMES for case in cases_of(name)]


def cases_of(name: str) -> list[Case]:
    text = resources.files("xianfeng.schemes").joinpath(f"cases/{name}.yaml").read_text("utf-8")
    loaded = yaml.load(text, Loader=yaml.CBaseLoader)
    assert loaded["scheme"] == name
    return [Case(name, data) for data in loaded["cases"]]


def _row(scheme: Scheme, row: Mapping[str, Any]) -> RosterRow:
    unknown = set(row) - {"branch", "group", "variant", "offices", "from", "to"}
    assert not unknown, unknown
    variant = row.get("variant", next(iter(scheme.variants)))
    assert variant in scheme.variants
    offices = frozenset(row.get("offices", []))
    assert offices <= set(scheme.offices)
    start, end = (date.fromisoformat(row[key]) if row.get(key) else None for key in ("from", "to"))
    return RosterRow(row.get("branch", "b1"), variant, row.get("group", ""), offices, start, end)


def _facts(written: list[Mapping[str, Any]]) -> Iterator[Fact]:
    number = 0
    for fact in written:
        unknown = set(fact) - {"kind", "on", "quantity", "outcome", "document", "ref"}
        assert not unknown, unknown
        for on in _days(fact["on"]):
            number += 1
            yield Fact(
                fact.get("ref", f"r{number:04d}"), "m1", fact["kind"], on,
                parse_amount(fact.get("quantity", "1")), fact.get("outcome", ""), fact.get("document", ""),
            )  # fmt: skip


def _days(on: str | list[str]) -> list[date]:
    if isinstance(on, list):
        return [date.fromisoformat(day) for day in on]
    first, dots, last = on.partition("..")
    if not dots:
        return [date.fromisoformat(on)]
    start, end = Period.parse(first), Period.parse(last)
    months = Period.parse(first[:4]).split(Unit.MONTH)
    return [month.start.replace(day=15) for month in months if start.start <= month.start <= end.start]


def _ballots(by_kind: Mapping[str, list[Any]]) -> Iterator[Ballot]:
    for kind, ballots in by_kind.items():
        for number, answers in enumerate(ballots, 1):
            by_item = answers if isinstance(answers, dict) else {"": answers}
            yield Ballot(
                "m1", kind, f"{kind}{number}", {item: _answer(text) for item, text in by_item.items()}
            )


def _answer(text: str) -> int | str:
    try:
        return parse_amount(text)
    except ValueError:
        return text


def _adjustment(stretch: Mapping[str, Any]) -> Adjustment | None:
    written = stretch.get("adjustment")
    if not written:
        return None
    return Adjustment("m1", parse_amount(written["points"]), written["reason"], written.get("document", ""))


def _resolution(stretch: Mapping[str, Any]) -> Resolution | None:
    written = stretch.get("resolution")
    if not written:
        return None
    weights = {code: parse_amount(weight) for code, weight in written["weights"].items()}
    return Resolution("m1", written["document"], weights)
