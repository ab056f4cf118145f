"""The sheets 支部, 党员 and 原因 of a comparison."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xianfeng.engine.comparison.grades import grades_of, move_of
from xianfeng.engine.comparison.outcomes import (
    Cause,
    Comparison,
    Grade,
    GroupChange,
    MemberChange,
    Move,
    Outcome,
    Shift,
)
from xianfeng.engine.comparison.words import because, component_title, grade_words, label, value_words
from xianfeng.engine.scheme import Scheme, Status
from xianfeng.engine.text import Language, Text, joined
from xianfeng.workbooks.writing.book import Alert, Book, Cell, Field, Form
from xianfeng.workbooks.writing.overview import (
    GRADE_DOWN,
    GRADE_UP,
    MEANS,
    MEMBERS,
    branch_means,
    branch_moves,
)
from xianfeng.workbooks.writing.people import ID, NAME, PERIOD

BRANCHES = Text("支部", "branches")
PEOPLE = Text("党员", "members")
REASONS = Text("原因", "reasons")
BRANCH = Field(Text("支部", "branch"))
MOST_TOLD = 5
"""How many causes a member's row tells; all of them stand on the sheet of reasons."""


# ---- branches


def write_branches(book: Book, comparison: Comparison) -> None:
    """Write one row a branch: means, moves, and how many stand where."""
    grades = _grades(comparison)
    page = book.page(BRANCHES, list(_branch_fields(comparison, grades)), frozen=1)
    for branch in comparison.branches:
        page.add(list(_branch(branch, grades)))


def _grades(comparison: Comparison) -> list[Grade]:
    return list(dict.fromkeys([*grades_of(comparison.a.scheme), *grades_of(comparison.b.scheme)]))


def _branch_fields(comparison: Comparison, grades: Sequence[Grade]) -> Iterator[Field]:
    yield from (Field(Text("支部", "branch"), widest=40), MEMBERS)
    yield Field(Text("两边都有得分", "scored by both"), Form.COUNT)
    yield from MEANS
    yield Field(Text("得分升", "score up"), Form.COUNT)
    yield Field(Text("得分降", "score down"), Form.COUNT)
    yield from (GRADE_UP, GRADE_DOWN)
    for grade in grades:
        for letter, side in (("A", comparison.a), ("B", comparison.b)):
            if grade in grades_of(side.scheme):
                title = joined([grade_words(grade, side.scheme), Text.same(letter)], "\n", "\n")
                yield Field(title, Form.COUNT)


def _branch(branch: GroupChange, grades: Sequence[Grade]) -> Iterator[Cell]:
    yield from (branch.branch, branch.members, branch.scored)
    yield from branch_means(branch)
    yield from (branch.higher, branch.lower)
    yield from branch_moves(branch)
    for grade in grades:
        for counts in (branch.grades_a, branch.grades_b):
            if grade in counts:
                yield counts[grade]


# ---- members


def write_members(book: Book, comparison: Comparison) -> None:
    """Write one row a member for what stands at the end, then one for each of several periods."""
    page = book.page(PEOPLE, list(_member_fields(comparison)), frozen=3)
    for members in _stretches(comparison):
        for member in members:
            page.add(list(_member(comparison, member, book.language)))


def _stretches(comparison: Comparison) -> Iterator[Sequence[MemberChange]]:
    yield comparison.members
    yield from (members for _, members in comparison.periods)


def _starred(scheme: Scheme) -> bool:
    return any(band.stars is not None for band in scheme.bands)


def _flagged(scheme: Scheme) -> bool:
    return scheme.year is not None and scheme.year.flags is not None


def _sides(comparison: Comparison, title: Text, form: Form = Form.WORDS) -> Iterator[Field]:
    yield from (Field(Text(f"{letter}{title.zh}", f"{letter} {title.en}"), form) for letter in "AB")


def _has(comparison: Comparison) -> tuple[bool, bool]:
    """Return whether any of the two schemes gives stars, and flags."""
    schemes = (comparison.a.scheme, comparison.b.scheme)
    return any(map(_starred, schemes)), any(map(_flagged, schemes))


def _member_fields(comparison: Comparison) -> Iterator[Field]:
    starred, flagged = _has(comparison)
    yield from (PERIOD, ID, NAME, BRANCH)
    yield from _sides(comparison, Text("得分", "score"), Form.AMOUNT)
    yield Field(Text("变化", "change"), Form.CHANGE)
    yield from _sides(comparison, Text("等次", "grade"))
    if starred:
        yield from _sides(comparison, Text("红星", "stars"), Form.COUNT)
    if flagged:
        yield from _sides(comparison, Text("红旗", "red flags"), Form.COUNT)
    yield Field(Text("为什么", "why"), Form.LONG, 80)


def _member(comparison: Comparison, member: MemberChange, language: Language) -> Iterator[Cell]:
    a, b = comparison.a.scheme, comparison.b.scheme
    starred, flagged = _has(comparison)
    yield from (_stretch(member), member.member, member.name, member.branch)
    yield from (member.a.score, member.b.score, member.change)
    falls = move_of(member.a.grade, member.b.grade, a, b) is Move.DOWN
    yield from (_grade(member.a, a, language), _grade(member.b, b, language, falls))
    if starred:
        yield from (member.a.stars, member.b.stars)
    if flagged:
        yield from (member.a.flags, member.b.flags)
    yield _why(because(member, a, b)).get(language)


def _stretch(member: MemberChange) -> str:
    """Return the period, or both where the two schemes end with different ones."""
    return "/".join(dict.fromkeys((member.a.period, member.b.period)))


def _grade(outcome: Outcome, scheme: Scheme, language: Language, falls: bool = False) -> Cell:
    """Return the grade; one that is worse than before, or missing, needs attention."""
    words = grade_words(outcome.grade, scheme).get(language)
    return Alert(words) if falls or outcome.status is Status.INCOMPLETE else words


def _why(told: Sequence[Text]) -> Text:
    shown = joined(list(told[:MOST_TOLD]), "；", "; ")
    if len(told) <= MOST_TOLD:
        return shown
    return shown + Text("；共{n}条，见“原因”", "; {n} in all, see “reasons”").fill(n=len(told))


# ---- reasons


def write_reasons(book: Book, comparison: Comparison) -> None:
    """Write one row a member and cause, each with its two values and its change."""
    page = book.page(REASONS, list(_reason_fields(comparison)), frozen=3)
    divided = _divided(comparison)
    for members in _stretches(comparison):
        for member in members:
            for shift in member.shifts:
                page.add(list(_reason(comparison, member, shift, divided, book.language)))


def _divided(comparison: Comparison) -> bool:
    """Return whether any value is the sum of several tallies, or meaned over several periods."""
    shifts = (shift for members in _stretches(comparison) for member in members for shift in member.shifts)
    return any(max(shift.of_a, shift.of_b) > 1 for shift in shifts)


def _reason_fields(comparison: Comparison) -> Iterator[Field]:
    yield from (PERIOD, ID, NAME, BRANCH)
    yield Field(Text("组成", "component"), widest=24)
    yield Field(Text("原因", "cause"), Form.LONG, 34)
    yield from _sides(comparison, Text("值", "value"), Form.AMOUNT)
    if _divided(comparison):
        yield from (Field(Text(f"{letter}除以", f"{letter} ÷"), Form.COUNT) for letter in "AB")
    yield Field(Text("乘数", "times"), Form.AMOUNT)
    yield Field(Text("变化", "change"), Form.EXACT_CHANGE)


def _reason(
    comparison: Comparison, member: MemberChange, shift: Shift, divided: bool, language: Language
) -> Iterator[Cell]:
    a, b = comparison.a.scheme, comparison.b.scheme
    yield from (_stretch(member), member.member, member.name, member.branch)
    component = shift.key.component
    yield component_title(component, a, b).get(language) if component else None
    yield label(shift.key, a, b).get(language)
    yield from _values(comparison, member, shift, language)
    if divided:
        yield from (shift.of_a, shift.of_b) if shift.a is not None or shift.b is not None else (None, None)
    exact = shift.change is None or shift.key.cause is Cause.ROUNDING
    yield from (None if exact else shift.share, shift.change)


def _values(comparison: Comparison, member: MemberChange, shift: Shift, language: Language) -> Iterator[Cell]:
    match shift.key.cause:
        case Cause.STATUS:
            yield from (
                _grade(member.a, comparison.a.scheme, language),
                _grade(member.b, comparison.b.scheme, language),
            )
        case Cause.VETO:
            yield from (value_words(shift, side).get(language) for side in (True, False))
        case _:
            yield from (shift.a, shift.b)
