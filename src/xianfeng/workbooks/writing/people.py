"""The sheets about people: 结果, one row a member and period, and 全年, one row a member."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xianfeng.engine.results import MemberResult, Proposal, Settlement, YearResult
from xianfeng.engine.scheme import Scheme, Status
from xianfeng.engine.text import Language, Text, joined
from xianfeng.engine.words import NO, STATUS, YES, proposal_words, reason_words
from xianfeng.workbooks.writing.book import Alert, Book, Cell, Field, Form

RESULTS = Text("结果", "results")
YEAR = Text("全年", "year")
PERIOD = Field(Text("期", "period"))
ID = Field(Text("编号", "id"))
NAME = Field(Text("姓名", "name"))


def write_results_sheet(book: Book, scheme: Scheme, settlements: Sequence[Settlement]) -> None:
    """Write one row a member and period, in the order in which the people came in."""
    page = book.page(RESULTS, list(_fields(scheme)), frozen=3)
    for settlement in settlements:
        for result in settlement.results:
            page.add(list(_row(scheme, settlement.period, result, book.language)))


def _fields(scheme: Scheme) -> Iterator[Field]:
    yield from (PERIOD, ID, NAME)
    yield Field(Text("支部", "branch"))
    yield Field(Text("类别", "variant"), widest=16)
    yield Field(Text("状态", "status"))
    yield Field(Text("得分", "score"), Form.AMOUNT)
    if scheme.adjust:
        yield Field(Text("调整", "adjustment"), Form.AMOUNT)
    yield from _grade_fields(scheme)
    for component in scheme.components.values():
        yield Field(joined([component.title, Text("得分", "score")], "\n", "\n"), Form.AMOUNT)
        yield Field(joined([component.title, Text("计入", "part")], "\n", "\n"), Form.EXACT)
    yield Field(Text("后续", "what follows"), Form.LONG, 26)
    yield Field(Text("原因", "reasons"), Form.LONG, 20)


def _grade_fields(scheme: Scheme) -> Iterator[Field]:
    """Yield the columns of grade, stars and veto, each where the scheme has it."""
    if scheme.bands:
        yield Field(Text("等次", "grade"), widest=16)
    if _starred(scheme):
        yield Field(Text("红星", "stars"), Form.COUNT)
    if scheme.veto:
        yield Field(Text("否决", "veto"))


def _starred(scheme: Scheme) -> bool:
    return any(band.stars is not None for band in scheme.bands)


def _row(scheme: Scheme, period: str, result: MemberResult, language: Language) -> Iterator[Cell]:
    yield from (period, result.member, result.name, result.branch)
    yield scheme.variants[result.variant].title.get(language)
    yield status_cell(result.status, language)
    yield result.score
    if scheme.adjust:
        yield result.adjustment
    yield from _grade(scheme, result, language)
    yield from _parts(scheme, result)
    yield proposals(result.consequences, language)
    reasons = [reason_words(reason, scheme) for reason in result.reasons]
    yield joined(reasons, "；", "; ").get(language)


def _grade(scheme: Scheme, result: MemberResult | YearResult, language: Language) -> Iterator[Cell]:
    """Yield grade, stars and veto, each where the scheme has it."""
    if scheme.bands:
        band = scheme.band(result.band)
        yield band.title.get(language) if band else None
    if _starred(scheme):
        yield result.stars
    if scheme.veto:
        yield Alert(YES.get(language)) if result.veto else NO.get(language)


def _parts(scheme: Scheme, result: MemberResult) -> Iterator[Cell]:
    found = {component.code: component for component in result.components}
    for code in scheme.components:
        component = found.get(code)
        yield from (component.score, component.part) if component else (None, None)


def status_cell(status: Status, language: Language) -> Cell:
    """Return the status in words; what is incomplete needs attention."""
    words = STATUS[status].get(language)
    return Alert(words) if status is Status.INCOMPLETE else words


def proposals(found: Sequence[Proposal], language: Language) -> str:
    """Return what is proposed, as one text."""
    return joined([proposal_words(proposal) for proposal in found], "；", "; ").get(language)


# ---- the year


def write_year_sheet(book: Book, scheme: Scheme, settlements: Sequence[Settlement]) -> None:
    """Write one row a member: the periods' scores, their mean, stars and flags; nothing without a year."""
    last = settlements[-1]
    if not last.year:
        return
    scores = [{r.member: r.score for r in settlement.results} for settlement in settlements]
    page = book.page(YEAR, list(_year_fields(scheme, settlements)), frozen=2)
    people = {result.member: result for result in last.results}
    for result in last.year:
        periods = [score.get(result.member) for score in scores]
        page.add(list(_year_row(scheme, people[result.member], result, periods, book.language)))


def _year_fields(scheme: Scheme, settlements: Sequence[Settlement]) -> Iterator[Field]:
    yield from (ID, NAME)
    yield Field(Text("支部", "branch"))
    yield Field(Text("状态", "status"))
    for settlement in settlements:
        yield Field(Text.same(settlement.period), Form.AMOUNT)
    yield Field(Text("全年得分（平均）", "score of the year (mean)"), Form.AMOUNT)
    yield from _grade_fields(scheme)
    if scheme.year and scheme.year.flags:
        yield Field(Text("红旗", "red flags"), Form.COUNT)
        yield Field(Text("余星", "stars left"), Form.COUNT)
    yield Field(Text("后续", "what follows"), Form.LONG, 36)


def _year_row(
    scheme: Scheme,
    person: MemberResult,
    result: YearResult,
    periods: Sequence[int | None],
    language: Language,
) -> Iterator[Cell]:
    yield from (person.member, person.name, person.branch, status_cell(result.status, language))
    yield from periods
    yield result.score
    yield from _grade(scheme, result, language)
    if scheme.year and scheme.year.flags:
        yield from (result.flags, result.left)
    yield proposals(result.consequences, language)
