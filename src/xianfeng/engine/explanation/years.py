"""The explanation of a year: the mean of its periods, stars and flags."""

from __future__ import annotations

from collections.abc import Sequence

from xianfeng.engine.amounts import show
from xianfeng.engine.explanation.nodes import Node, Step
from xianfeng.engine.results import MemberResult, YearResult
from xianfeng.engine.scheme import Carry, Flags, Scheme, Status
from xianfeng.engine.text import Text, joined
from xianfeng.engine.words import NOTHING, STATUS


def explain_year(scheme: Scheme, periods: Sequence[MemberResult], year: YearResult, carried: int = 0) -> Node:
    """Return how one member's year follows from its periods, in order."""
    title = Text("全年", "the year")
    if year.score is None:
        return Node(Step.UNFINISHED, title, None, STATUS[year.status])
    assessed = [result for result in periods if result.status is not Status.NOT_ASSESSED]
    mean = f"({' + '.join(show(result.score or 0) for result in assessed)}) ÷ {len(assessed)}"
    stars = [result.stars for result in assessed if result.stars is not None]
    words = [Text.same(mean), _band(scheme, year), _flags(scheme, stars, year, carried)]
    return Node(
        Step.YEAR,
        title,
        show(year.score),
        joined([w for w in words if w != NOTHING], "；", "; "),
        {"mean": mean},
    )


def _band(scheme: Scheme, year: YearResult) -> Text:
    band = scheme.band(year.band)
    if band is None:
        return NOTHING
    words = (
        Text("有否决，等次：{band}", "vetoed, band: {band}")
        if year.veto
        else Text("等次：{band}", "band: {band}")
    )
    return words.fill(band=band.title)


def _flags(scheme: Scheme, stars: Sequence[int], year: YearResult, carried: int) -> Text:
    rule: Flags | None = scheme.year.flags if scheme.year else None
    if rule is None or not stars or year.flags is None or year.left is None:
        return NOTHING
    if year.veto:
        return Text("否决当年没有红旗", "a vetoed year has no flags")
    earned = " + ".join(map(str, [*stars, carried] if rule.carry is Carry.ALWAYS else stars))
    each = Text("（逐期）", " (period by period)") if rule.carry is Carry.NONE else NOTHING
    words = Text(
        "红星{earned}，每{stars}颗一面红旗{each}：{flags}面，余{left}颗",
        "stars {earned}, {stars} make a flag{each}: {flags} flags, {left} left",
    )
    return words.fill(earned=earned, stars=rule.stars, each=each, flags=year.flags, left=year.left)
