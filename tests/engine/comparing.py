"""A small scheme, its facts, and how a changed copy of it is set beside it. Numbers are worked out by hand.

m1 by the scheme as it stands: theme days 3 of 4 give 30.00 x 3/4 = 22.50 of 30.00 due, scaled to 60.00:
45.00; publicity 4 x 2.00 is capped at 6.00; points 51.00. Mutual (80 + 90 + 91) / 3 = 87.00.
Result 51.00 x 60 % + 87.00 x 40 % = 30.60 + 34.80 = 65.40: pass.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from xianfeng.engine.calendar import Period
from xianfeng.engine.compare import compare
from xianfeng.engine.comparison.differences import differences
from xianfeng.engine.comparison.outcomes import Cause, Comparison, MemberChange, Side
from xianfeng.engine.facts import Adjustment, Ballot, Fact, Inputs, Member, RosterRow
from xianfeng.engine.loading import load_scheme
from xianfeng.engine.organisation import periods_of, settle
from xianfeng.engine.scheme import Scheme
from xianfeng.schemes import library

SMALL = """
scheme: small
version: "2024-01-01"
source: default
period: year
title: {zh: 小办法, en: small scheme}
sheets:
  list:
    title: {zh: 积分表, en: points sheet}
    sections:
      base:
        of: 60
        title: {zh: 基础, en: base}
        items:
          days: {title: {zh: 主题党日, en: theme days}, points: 30, rules: [{ratio: meeting.theme_day, met: present, points: 30}]}
          dues: {title: {zh: 党费, en: dues}, points: 30, rules: [{ratio: dues.month, met: on_time, points: 30}]}
      extra:
        plus: 40
        title: {zh: 加分, en: extra}
        items:
          work: {title: {zh: 宣讲, en: talks}, rules: [{each: publicity.done, points: 2, at_most: 6}]}
components:
  points: {title: {zh: 积分, en: points}, weight: 60, sheet: list}
  mutual: {title: {zh: 互评, en: mutual}, weight: 40, raters: mutual, at_least: 2}
adjust: {by: consult, within: 5}
bands:
  - {code: good, title: {zh: 良好, en: good}, at_least: 75, stars: 2}
  - {code: pass, title: {zh: 合格, en: pass}, at_least: 60, stars: 1}
  - {code: low, title: {zh: 待提升, en: low}, at_least: 0, stars: 0}
"""
YEAR = "2025"


def scheme(text: str = SMALL) -> Scheme:
    return load_scheme(text, "small.yaml", library.catalogue())


def changed(*edits: tuple[str, str], text: str = SMALL) -> str:
    """Return the scheme's text with each first occurrence replaced; every edit must find its place."""
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def town(*more: Fact, adjusted: int | None = None, votes: tuple[int, ...] = (8000, 9000, 9100)) -> Inputs:
    """Return m1 of the first branch as worked out above, and m2 of the second with the same facts but no ballot."""
    members = tuple(Member(f"m{n}", f"党员{n}", (RosterRow(f"{n}支部", "standard"),)) for n in (1, 2))
    outcomes = ("present", "present", "present", "absent")
    facts = [
        Fact(f"{m.id}d{n}", m.id, "meeting.theme_day", date(2025, n, 5), 100, outcome)
        for m in members
        for n, outcome in enumerate(outcomes, 1)
    ]
    facts += [
        Fact(f"{m.id}p{n}", m.id, "publicity.done", date(2025, n, 6)) for m in members for n in range(1, 5)
    ]
    ballots = tuple(Ballot("m1", "mutual", f"v{n}", {"": vote}) for n, vote in enumerate(votes))
    adjustments = (Adjustment("m1", adjusted, "商议"),) if adjusted is not None else ()
    return Inputs(members, (*facts, *more), {YEAR: ballots}, {YEAR: adjustments})


def beside(text_a: str, text_b: str, inputs: Inputs, period: str = YEAR) -> Comparison:
    """Return the comparison of the two texts over the same inputs."""
    sides = []
    for name, text in (("a.yaml", text_a), ("b.yaml", text_b)):
        loaded = scheme(text)
        settlements = settle(loaded, inputs, periods_of(loaded, Period.parse(period)))
        sides.append(Side(name, loaded, tuple(settlements)))
    return compare(sides[0], sides[1], differences(text_a, text_b))


def m1(text_b: str, inputs: Inputs | None = None, text_a: str = SMALL) -> MemberChange:
    """Return the first member of a comparison with the small scheme."""
    return beside(text_a, text_b, inputs or town()).members[0]


def told(member: MemberChange) -> Mapping[tuple[str, str, str], tuple[int | None, int | None, int | None]]:
    """Return each cause with A's value, B's value and the change, in hundredths; the change exactly."""
    shown = {}
    for shift in member.shifts:
        change = None if shift.change is None else shift.change / 10_000
        key = (str(shift.key.cause), shift.key.component, shift.key.subject)
        assert key not in shown
        shown[key] = (shift.a, shift.b, change)
    return shown


def sums_up(member: MemberChange) -> bool:
    """Whether the changes of the causes add up to the change of the score, exactly."""
    if member.change is None:
        return all(shift.change is None for shift in member.shifts)
    return sum(shift.change or 0 for shift in member.shifts) == member.change * 10_000


def causes(member: MemberChange) -> set[Cause]:
    return {shift.key.cause for shift in member.shifts}
