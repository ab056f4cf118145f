"""The year of a branch, member by member: the grade of each final period, the mean, stars and red flags."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from xianfeng.engine.calendar import Period
from xianfeng.engine.calendar import Unit as Span
from xianfeng.engine.scheme import Scheme
from xianfeng.engine.text import Text
from xianfeng.merit.assessments.grades import Grade, grade_of
from xianfeng.merit.assessments.models import Result, YearResult
from xianfeng.merit.followups.queries import periods_of, results_in, scheme_of, year_results
from xianfeng.merit.scores.words import period_title
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.models import Unit


@dataclass(frozen=True, slots=True)
class Cell:
    """A member's result of one period; None of both where there is none."""

    grade: Grade | None
    score: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """A member's year: a cell for each final period, the stars so far, and the year once its last period is final."""

    member: Member
    cells: tuple[Cell, ...]
    stars: int | None
    year: YearResult | None
    grade: Grade | None


@dataclass(frozen=True, slots=True)
class Year:
    """The year of a branch. `for_a_flag` are the stars that make a red flag, None where the method has none."""

    periods: tuple[Text, ...]
    rows: tuple[Row, ...]
    for_a_flag: int | None
    is_complete: bool


def year_of(unit: Unit, year: int, only: int | None = None) -> Year:
    """Return the year of a branch from its final periods; with `only`, of one member alone."""
    periods = list(periods_of(unit, year).select_related("unit"))
    scheme = scheme_of(periods[-1]) if periods else None
    found = results_in(periods)
    years = {row.member_id: row for row in year_results(unit, year)}
    by_member: dict[int, list[Result]] = {}
    for result in found if only is None else found.filter(member=only):
        by_member.setdefault(result.member_id, []).append(result)
    codes = [period.code for period in periods]
    rows = [_row(own, codes, years.get(member), scheme) for member, own in by_member.items()]
    flags = scheme.year.flags if scheme and scheme.year else None
    titles = tuple(_title(Period.parse(code)) for code in codes)
    ordered = tuple(sorted(rows, key=lambda row: (row.member.sort_key, row.member.pk)))
    return Year(titles, ordered, flags.stars if flags else None, bool(years))


def _title(period: Period) -> Text:
    """Return a period within its year, which stands in the heading: 下半年."""
    whole = period_title(period)
    if period.unit is Span.YEAR:
        return Text("全年", "the whole year")
    return Text(whole.zh.removeprefix(f"{period.year}年"), whole.en.removesuffix(f" of {period.year}"))


def _row(own: Iterable[Result], codes: list[str], year: YearResult | None, scheme: Scheme | None) -> Row:
    by_code = {result.settlement.period.code: result for result in own}
    member = next(iter(by_code.values())).member
    cells = tuple(_cell(by_code.get(code), scheme) for code in codes)
    stars = [result.stars for result in by_code.values() if result.stars is not None]
    grade = grade_of(scheme, year.band) if year and scheme else None
    return Row(member, cells, sum(stars) if stars else None, year, grade)


def _cell(result: Result | None, scheme: Scheme | None) -> Cell:
    if result is None or scheme is None:
        return Cell(None, None)
    return Cell(grade_of(scheme, result.band), result.score)
