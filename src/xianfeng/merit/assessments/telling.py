"""One result as its page tells it: the parts with their ballots, what was decided, how it compares with none by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xianfeng.engine.amounts import show
from xianfeng.engine.calendar import Period
from xianfeng.engine.results import ComponentResult, Missing
from xianfeng.engine.scheme import Component, Scheme
from xianfeng.engine.text import Text
from xianfeng.engine.words import MISSING
from xianfeng.merit.assessments.explaining import Explained
from xianfeng.merit.assessments.grades import Grade, grade_of, grades_of
from xianfeng.merit.assessments.models import Result
from xianfeng.merit.assessments.words import signed, span_words, weights_words
from xianfeng.merit.reviews.models import SEALED
from xianfeng.merit.scores.stretches import words_of
from xianfeng.people.organizations.models import Unit

FEWEST_FOR_A_CHART = 3
CHARTED = 8
STEP = 1000


@dataclass(frozen=True, slots=True)
class Place:
    """The branch of a result, as the partials of scores ask a member for it."""

    branch: Unit


@dataclass(frozen=True, slots=True)
class Part:
    """A component in the sum of a result."""

    title: Text
    weight: int
    score: int | None
    part: int | None
    ballots: int | None
    why: Text | None


def parts_of(scheme: Scheme, result: Result) -> list[Part]:
    """Return the components of a result as they are kept."""
    return [_part(scheme.components[each["code"]], each) for each in result.components]


def _part(component: Component, kept: Mapping[str, Any]) -> Part:
    ballots = kept["ballots"] if component.raters in SEALED else None
    why = MISSING[Missing(kept["reason"])] if kept["reason"] else None
    return Part(component.title, kept["weight"], kept["score"], kept["part"], ballots, why)


# ---- ballots: means of items where enough of them are there, never a ballot


@dataclass(frozen=True, slots=True)
class PolledItem:
    """An item over all ballots of a kind."""

    title: Text
    mean: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Polled:
    """What the ballots of a kind say: their sum, and the means of items where nobody can be read off them."""

    title: Text
    score: int
    ballots: int
    is_signed: bool
    sum: str
    items: tuple[PolledItem, ...]


def polled_of(told: Explained, minimum: int) -> list[Polled]:
    """Return the components that ballots gave; items of sealed kinds from `minimum` ballots on."""
    parts = ((told.scheme.components[each.code], each) for each in told.settled.components)
    return [
        _polled(told.scheme, part, each, minimum)
        for part, each in parts
        if part.raters and each.score is not None
    ]


def _polled(scheme: Scheme, part: Component, found: ComponentResult, minimum: int) -> Polled:
    is_signed, ballots = part.raters not in SEALED, found.ballots or 0
    items = _items(scheme, part, found) if is_signed or ballots >= minimum else ()
    return Polled(part.title, found.score or 0, ballots, is_signed, _sum(part, found), items)


def _items(scheme: Scheme, part: Component, found: ComponentResult) -> tuple[PolledItem, ...]:
    sheet = scheme.sheet_of(part)
    if sheet is None:
        return ()
    return tuple(
        PolledItem(sheet.items[each.item].title, each.mean, sheet.items[each.item].points)
        for each in found.polled
    )


def _sum(part: Component, found: ComponentResult) -> str:
    """Return how the mean of the ballots came about; a signed one is a single ballot."""
    if found.total is None or not found.kept or part.raters not in SEALED:
        return ""
    return f"{show(found.total)} ÷ {found.kept} = {show(found.score or 0)}"


# ---- the grade


@dataclass(frozen=True, slots=True)
class Graded:
    """A grade with from what to what it reaches, and what is missing to the next."""

    grade: Grade
    words: Text
    above: Grade | None
    missing: int | None


def graded_of(scheme: Scheme, result: Result) -> Graded | None:
    """Return the grade of a result, None without one; after a veto no score lifts it."""
    grade = grade_of(scheme, result.band)
    if grade is None:
        return None
    every = grades_of(scheme)
    at = every.index(grade)
    above = every[at - 1] if at else None
    lacks = above.at_least - result.score if above and result.score is not None and not result.veto else None
    return Graded(grade, span_words(grade, above), above, lacks)


# ---- decisions


def adjustment_of(scheme: Scheme, result: Result) -> Mapping[str, Any] | None:
    """Return the adjustment that went into a result, in words."""
    told = result.settlement.decisions.get("adjustments", {}).get(str(result.member_id))
    if told is None or scheme.adjust is None:
        return None
    return {
        **told,
        "what": scheme.adjust.title or Text("调整", "adjustment"),
        "change": signed(told["points"]),
    }


def resolution_of(scheme: Scheme, result: Result) -> Mapping[str, Any] | None:
    """Return the resolution that went into a result, in words."""
    told = result.settlement.decisions.get("resolutions", {}).get(str(result.member_id))
    return None if told is None else {**told, "weights": weights_words(told["weights"], scheme)}


# ---- earlier periods


@dataclass(frozen=True, slots=True)
class Earlier:
    """A result in the list of periods."""

    result: Result
    words: str
    value: str
    grade: Grade | None
    is_shown: bool


def earlier_of(
    results: Sequence[Result], schemes: Mapping[int, Scheme], shown: int | None = None
) -> list[Earlier]:
    """Return results in the order of their periods, the latest ones; `schemes` are by settlement."""
    return [_earlier(each, schemes[each.settlement_id], shown) for each in results[-CHARTED:]]


def _earlier(result: Result, scheme: Scheme, shown: int | None) -> Earlier:
    words = words_of(Period.parse(result.settlement.period.code))
    value = "—" if result.score is None else show(result.score)
    return Earlier(result, words, value, grade_of(scheme, result.band), result.pk == shown)


def is_charted(earlier: Sequence[Earlier]) -> bool:
    """Return whether there are enough totals for a line."""
    return sum(each.result.score is not None for each in earlier) >= FEWEST_FOR_A_CHART


def chart_from(earlier: Sequence[Earlier]) -> int:
    """Return where the axis of the chart begins: ten points below the lowest total."""
    lowest = min((each.result.score for each in earlier if each.result.score is not None), default=0)
    return max(0, lowest // STEP - 1) * STEP // 100
