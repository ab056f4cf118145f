"""A small scheme that asks for everything that can be checked, and sound inputs for it."""

from __future__ import annotations

from datetime import date
from functools import cache

from xianfeng.engine.calendar import Period
from xianfeng.engine.facts import Adjustment, Ballot, Fact, Inputs, Member, Resolution, RosterRow
from xianfeng.engine.loading import load_scheme
from xianfeng.engine.scheme import Scheme
from xianfeng.schemes.library import catalogue

TEXT = """
scheme: example
title: {zh: 例子, en: Example}
version: "2025-01-01"
source: default
period: half_year
variants:
  standard: {title: {zh: 在岗党员, en: member in service}}
  floating: {title: {zh: 流动党员, en: floating member}}
offices:
  secretary: {zh: 党支部书记, en: branch secretary}
kinds:
  decision: {title: {zh: 决定, en: decision}, document: true}
  lecture:
    title: {zh: 党课, en: lecture}
    outcomes: {present: {zh: 到, en: present}, away: {zh: 请假, en: excused}}
    excused: [away]
  saving: {title: {zh: 节约, en: saving}}
sheets:
  points:
    title: {zh: 积分, en: points}
    sections:
      base:
        title: {zh: 基础, en: base}
        of: 100
        items:
          lectures:
            title: {zh: 党课, en: lectures}
            points: 100
            rules: [{ratio: lecture, met: present, points: 100}]
      plus:
        title: {zh: 加分, en: plus}
        plus: 10
        items:
          saving:
            title: {zh: 节约, en: saving}
            points: 10
            rules: [{each: saving, judged: [1, 4], except: floating}]
  form:
    title: {zh: 测评表, en: form}
    sections:
      all:
        title: {zh: 各项, en: items}
        of: 100
        items:
          work: {title: {zh: 岗位, en: post}, points: 60}
          style: {title: {zh: 作风, en: style}, points: 40, except: floating}
          safety: {title: {zh: 安全, en: safety}, points: 40, only: floating}
  card:
    title: {zh: 考评卡, en: card}
    sections:
      all:
        title: {zh: 各项, en: items}
        of: 100
        items:
          learning:
            title: {zh: 学习, en: learning}
            points: 40
            rules: [{ratio: lecture, met: present, points: 40}]
          service: {title: {zh: 服务, en: service}, points: 60}
components:
  points: {title: {zh: 积分, en: points}, weight: 20, out_of: 20, sheet: points}
  mutual:
    title: {zh: 互评, en: mutual review}
    weight: 30
    raters: mutual
    grades: {good: {title: {zh: 好, en: good}, worth: 90}, poor: {title: {zh: 差, en: poor}, worth: 50}}
  mass: {title: {zh: 群众参评, en: review by the masses}, weight: 30, raters: mass, sheet: form}
  card: {title: {zh: 组织考评, en: organisational review}, weight: 20, raters: organisation, sheet: card, prefilled: true}
adjust: {by: consult, within: 3}
"""


PERIODS = (Period.parse("2025-H1"),)
"""What is settled: of the second half-year nothing is looked at but what its rows hold."""
_CHANGE = date(2025, 5, 31)
"""The last day on which everybody is a floating member. On 30 June all are counted as members in service."""


@cache
def scheme() -> Scheme:
    return load_scheme(TEXT, "example.yaml", catalogue())


def id_of(number: int) -> str:
    return f"M{number:02d}"


def sound(members: int, branch: str = "一支部") -> Inputs:
    """Return inputs without a mistake: about every member the same, under refs that begin with the id."""
    ids = [id_of(number) for number in range(members)]
    return Inputs(
        tuple(_member(id_, branch) for id_ in ids),
        tuple(fact for id_ in ids for fact in _facts(id_)),
        {
            "2025-H1": tuple(ballot for id_ in ids for ballot in _ballots(id_)),
            "2025-H2": tuple(Ballot(id_, "mutual", "a", {"": 9000}) for id_ in ids),
        },
        {"2025-H1": tuple(Adjustment(id_, -200, "商评", "文1号") for id_ in ids)},
        {"2025-H1": tuple(Resolution(id_, "文2号", {"mutual": 8000, "points": 2000}) for id_ in ids)},
        dict.fromkeys(ids, 2),
    )


def _member(id_: str, branch: str) -> Member:
    first = RosterRow(branch, "floating", "一组", frozenset({"secretary"}), None, _CHANGE)
    return Member(id_, f"甲{id_}", (first, RosterRow(branch, "standard", start=date(2025, 6, 1))))


def _facts(id_: str) -> tuple[Fact, ...]:
    return (
        Fact(f"{id_}-decision", id_, "decision", date(2025, 2, 1), document="文3号"),
        Fact(f"{id_}-lecture", id_, "lecture", date(2025, 3, 1), outcome="present"),
        Fact(f"{id_}-saving", id_, "saving", date(2025, 4, 1), 250),
        Fact(f"{id_}-later", id_, "saving", date(2025, 7, 1), 250),
    )


def _ballots(id_: str) -> tuple[Ballot, ...]:
    return (
        Ballot(id_, "mutual", "a", {"": "good"}),
        Ballot(id_, "mutual", "b", {"": 10000}),
        Ballot(id_, "mass", "a", {"work": 6000, "style": 0}),
        Ballot(id_, "organisation", "a", {"service": 5000, "learning": 3000}),
        Ballot(id_, "organisation", "b", {"learning": 4000, "service": 6000}),
    )
