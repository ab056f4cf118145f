"""A settlement made by hand, with the numbers of one page of paper, and names that look like formulas."""

from __future__ import annotations

from datetime import date

from xianfeng.engine.loading import load_scheme
from xianfeng.engine.problems import LineOfFile, Problem
from xianfeng.engine.results import (
    ComponentResult,
    ItemResult,
    Line,
    LineReason,
    MemberResult,
    Missing,
    Proposal,
    Reason,
    Settlement,
    TallyResult,
    UncountedKind,
    Why,
    YearResult,
)
from xianfeng.engine.scheme import Action, Scheme, Status
from xianfeng.engine.text import Text
from xianfeng.schemes.library import catalogue

SCHEME = """
scheme: small
title: {zh: 小办法 & 试行, en: Small & trial}
version: "2024-01-01"
source: default
period: half_year
year: {flags: {stars: 2}}
sheets:
  points:
    title: {zh: 积分表, en: points sheet}
    sections:
      plus:
        title: {zh: 加分, en: plus}
        plus: 40
        items:
          work: {title: {zh: 工作, en: work}, points: 12, rules: [{each: hazard.fixed, points: 5, at_most: 12}]}
components:
  points: {title: {zh: 积分, en: points}, weight: 30, sheet: points}
  inner: {title: {zh: 互评, en: mutual}, weight: 70, raters: mutual, at_least: 3}
bands:
  - {code: good, title: {zh: 良好, en: good}, at_least: 60, stars: 2}
  - {code: low, title: {zh: 待提升, en: low}, at_least: 0, stars: 0}
veto: {kinds: [decision.discipline]}
consequences: [{when: {band: low}, do: talk, by: secretary, within_days: 7}]
"""

PAYLOADS = ("=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "http://example.org/x")


def scheme() -> Scheme:
    return load_scheme(SCHEME, "small.yaml", catalogue())


def line(ref: str, day: int, raw: int, counted: int, reason: LineReason, full_on: date | None = None) -> Line:
    on = date(2025, 3, day)
    return Line(
        "points", "2025-H1", "work", 1, "2025-H1", ref, on, 100, None, raw, counted, reason, 0, 0, full_on
    )


def complete() -> MemberResult:
    """Return 0.30 x 12.00 + 0.70 x 80.67 = 3.60 + 56.469 = 60.07; the third fact is cut to 2.00 by the cap."""
    tally = TallyResult("2025-H1", True, 1200, 0, 0, 0, 0, 0, 1200)
    full = date(2025, 3, 9)
    return MemberResult(
        "0007", "=1+1", "一支部", "standard", Status.COMPLETE, (), 6007, None, "good", False, 2, (),
        (
            ComponentResult("points", 3000, 1200, 36_000_00, tallies=(tally,)),
            ComponentResult("inner", 7000, 8067, 56_469_000, 3, 3, 24200),
        ),
        (ItemResult("points", "2025-H1", "plus", "work", True, 1200, 1200),),
        (
            line("f1", 1, 500, 500, LineReason.COUNTED),
            line("@x", 5, 500, 500, LineReason.COUNTED),
            line("f3", 9, 500, 200, LineReason.AT_MOST, full),
            line("f4", 20, 500, 0, LineReason.AT_MOST, full),
        ),
    )  # fmt: skip


def incomplete() -> MemberResult:
    tally = TallyResult("2025-H1", True, 0, 0, 0, 0, 0, 0, 0)
    return MemberResult(
        "0008", "-2+3", "一支部", "standard", Status.INCOMPLETE,
        (Reason(Why.TOO_FEW_BALLOTS, "inner", 200, 300),),
        components=(
            ComponentResult("points", 3000, 0, 0, tallies=(tally,)),
            ComponentResult("inner", 7000, None, None, 2, 2, 15000, Missing.TOO_FEW_BALLOTS),
        ),
    )  # fmt: skip


def vetoed() -> MemberResult:
    tally = TallyResult("2025-H1", True, 0, 0, 0, 0, 0, 0, 0)
    return MemberResult(
        "0001", "王五", "二支部", "standard", Status.COMPLETE, (Reason(Why.VETO, "f9"),), 7000, None, "low", True, 0,
        (Proposal(Action.TALK, ("secretary",), 7),),
        (
            ComponentResult("points", 3000, 0, 0, tallies=(tally,)),
            ComponentResult("inner", 7000, 10000, 70_000_000, 3, 3, 30000),
        ),
    )  # fmt: skip


def settlement(period: str = "2025-H1", year: tuple[YearResult, ...] = ()) -> Settlement:
    warning = Problem(
        LineOfFile("事实", 3), Text("日期不在册", "not on the roster"), Text("请核对", "Please check")
    )
    return Settlement(
        "small", date(2024, 1, 1), period, date(2025, 6, 30), "a" * 64, "b" * 64,
        (complete(), incomplete(), vetoed()), year, ("f8", "f9", "f10", "f11"), ("components.inner.at_least", "bands.1.at_least"),
        (UncountedKind("meeting.lecture", "absent", 1, False),
         UncountedKind("meeting.lecture", "present", 1, False), UncountedKind("hazard.fixed", "", 2, True)), (warning,),
    )  # fmt: skip


def whole_year() -> list[Settlement]:
    year = (
        YearResult("0007", Status.COMPLETE, 6007, "good", False, 4, 2, 0),
        YearResult("0008", Status.INCOMPLETE),
        YearResult(
            "0001", Status.COMPLETE, 7000, "low", True, 0, 0, 0, (Proposal(Action.TALK, ("secretary",), 7),)
        ),
    )
    return [settlement("2025-H1"), settlement("2025-H2", year)]
