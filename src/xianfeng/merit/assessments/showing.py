"""A settlement as the committee reads it: results by surname, what is not complete, what differs between versions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xianfeng.engine.scheme import Scheme, Status
from xianfeng.engine.text import Text
from xianfeng.engine.words import RATERS_IN_SHORT, STATUS
from xianfeng.facts.showing import names_of
from xianfeng.merit.assessments.grades import Grade, grade_of, grades_of
from xianfeng.merit.assessments.models import AssessmentPeriod, Result, Settlement, YearResult
from xianfeng.merit.assessments.words import reason_words, signed, weights_words
from xianfeng.merit.scores.distribution import FEWEST, Span
from xianfeng.people.members.importing.words import said
from xianfeng.people.members.models import Member

UNCOLLECTED = Text(
    "能评的人不足，没有收票，再收一轮也不会有。",
    " Too few may rate, so no ballots were collected; another round would not change that.",
)


@dataclass(frozen=True, slots=True)
class Score:
    """A component in a row of results; None is "there is none"."""

    title: Text
    value: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """One member's result in a table: by component, the adjustment, why there is no total, the grade."""

    result: Result
    scores: tuple[Score, ...]
    adjusted: str
    status: str
    grade: Grade | None


def heads_of(scheme: Scheme) -> list[Text]:
    """Return the components of a scheme as heads of columns: raters in short, as people write them."""
    return [RATERS_IN_SHORT.get(each.raters or "", each.title) for each in scheme.components.values()]


def rows_of(scheme: Scheme, results: Iterable[Result]) -> list[Row]:
    """Return results as rows of a table."""
    return [
        Row(
            each, tuple(_scores(scheme, each)), signed(each.adjustment) if each.adjustment else "—",
            said(STATUS[Status(each.status)]), grade_of(scheme, each.band),
        )
        for each in results
    ]  # fmt: skip


def _scores(scheme: Scheme, result: Result) -> list[Score]:
    by_code = {part["code"]: part["score"] for part in result.components}
    return [
        Score(head, by_code.get(code)) for head, code in zip(heads_of(scheme), scheme.components, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A result that is not complete, and why."""

    result: Result
    reasons: tuple[Text, ...]


def unfinished_of(
    scheme: Scheme, results: Iterable[Result], uncollected: Mapping[int, Container[str]]
) -> list[Unfinished]:
    """Return the results that are not complete with their reasons; `uncollected` are components by member."""
    return [
        Unfinished(each, tuple(_why(each, reason, scheme, uncollected) for reason in each.reasons))
        for each in results
        if each.status == Status.INCOMPLETE
    ]


def _why(
    result: Result, reason: Mapping[str, Any], scheme: Scheme, uncollected: Mapping[int, Container[str]]
) -> Text:
    words = reason_words(reason, scheme)
    return words + UNCOLLECTED if reason["subject"] in uncollected.get(result.member_id, ()) else words


@dataclass(frozen=True, slots=True)
class Waivable:
    """A component that several results lack: one resolution may waive it for all of them."""

    code: str
    title: Text
    number: int


def waivable_of(scheme: Scheme, unfinished: Iterable[Unfinished]) -> list[Waivable]:
    """Return the components that results lack, in the scheme's order."""
    number = Counter(code for each in unfinished for code in lacking(each.result))
    return [
        Waivable(code, component.title, number[code])
        for code, component in scheme.components.items()
        if number[code]
    ]


def lacking(result: Result) -> list[str]:
    """Return the codes of the components that a result lacks."""
    return [part["code"] for part in result.components if part["score"] is None]


# ---- how they spread


@dataclass(frozen=True, slots=True)
class Count:
    """How many have a grade."""

    grade: Grade
    number: int


def counts_of(scheme: Scheme, results: Iterable[Result]) -> list[Count]:
    """Return how many have each grade, for who reads every single result anyway."""
    number = Counter(each.band for each in results if each.band)
    return [Count(grade, number[grade.code]) for grade in grades_of(scheme)] if number else []


@dataclass(frozen=True, slots=True)
class ShownSpan:
    """How many have from so much to so much."""

    words: str
    number: int


def spans_of(spans: Sequence[Span]) -> list[ShownSpan]:
    """Return a distribution from the lowest up, as charts draw it; nothing where a group would be too small."""
    if any(span.number < FEWEST for span in spans):
        return []
    return [ShownSpan(f"{span.low // 100}–{span.high // 100}", span.number) for span in reversed(spans)]


# ---- versions


@dataclass(frozen=True, slots=True)
class Difference:
    """A member whose total or grade differs from the version before; None where there was none."""

    member: Member
    old: int | None
    new: int | None
    old_grade: Grade | None
    new_grade: Grade | None


@dataclass(frozen=True, slots=True)
class Version:
    """A settlement, who made it, and what it changed."""

    row: Settlement
    who: str
    is_first: bool
    differences: tuple[Difference, ...]


def versions_of(period: AssessmentPeriod, scheme: Scheme) -> list[Version]:
    """Return the settlements of a period, the latest first, with what each changed. Three queries."""
    rows = list(period.settlements.order_by("version"))
    names = names_of(row.settled_by for row in rows)
    found: dict[int, dict[int, Result]] = defaultdict(dict)
    for result in _results(rows):
        found[result.settlement_id][result.member_id] = result
    made = []
    for at, row in enumerate(rows):
        before = found[rows[at - 1].pk] if at else {}
        changed = tuple(_differences(before, found[row.pk], scheme)) if at else ()
        made.append(Version(row, names[row.settled_by], not at, changed))
    return made[::-1]


def _results(rows: Sequence[Settlement]) -> Iterable[Result]:
    if len(rows) < 2:
        return ()
    found = Result.objects.unscoped().filter(settlement__in=rows).select_related("member")
    few: Iterable[Result] = found.only("settlement", "score", "band", "member__name", "member__sort_key")
    return few


def _differences(before: dict[int, Result], after: dict[int, Result], scheme: Scheme) -> Iterable[Difference]:
    for pk in sorted({*before, *after}, key=lambda pk: _place(before, after, pk)):
        old, new = before.get(pk), after.get(pk)
        was = (old.score, old.band) if old else (None, "")
        now = (new.score, new.band) if new else (None, "")
        if was != now:
            member = (new or old).member  # type: ignore[union-attr]
            yield Difference(
                member, was[0], now[0], grade_of(scheme, was[1]), grade_of(scheme, now[1])
            )  # fmt: skip


def _place(before: dict[int, Result], after: dict[int, Result], pk: int) -> tuple[str, int]:
    member = (after.get(pk) or before[pk]).member
    return member.sort_key, pk


@dataclass(frozen=True, slots=True)
class Year:
    """One member's year with its grade."""

    row: YearResult
    grade: Grade | None


def shown_years(rows: Iterable[YearResult], scheme: Scheme) -> list[Year]:
    """Return results of a year with their grades."""
    return [Year(row, grade_of(scheme, row.band)) for row in rows]


# ---- resolutions


@dataclass(frozen=True, slots=True)
class Resolved:
    """Weights that a resolution sets for a member; `pk` where it may still be taken back."""

    member: Member
    weights: Text
    reason: str
    document: str
    pk: int | None


def resolved_of(period: AssessmentPeriod, scheme: Scheme) -> list[Resolved]:
    """Return the resolutions that stand now, by surname. One query."""
    rows = period.resolutions.select_related("member").order_by("member__sort_key", "member_id")
    return [
        Resolved(row.member, weights_words(row.weights, scheme), row.reason, row.document, row.pk)
        for row in rows
    ]


def resolved_then(settlement: Settlement, scheme: Scheme, results: Iterable[Result]) -> list[Resolved]:
    """Return the resolutions that went into a version, by surname."""
    told = settlement.decisions.get("resolutions", {})
    found = ((each.member, told.get(str(each.member_id))) for each in results)
    return [
        Resolved(member, weights_words(one["weights"], scheme), one["reason"], one["document"], None)
        for member, one in found
        if one
    ]
