"""What is asked on a ballot, and reading it: grades are chosen, points are typed, nothing is filled in before."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _

from xianfeng.engine.amounts import FULL, half_up, parse_amount, show
from xianfeng.engine.text import Text
from xianfeng.people.members.importing.words import said

PICKS = (100, 95, 90, 85, 80, 70)
"""Round numbers offered beside a score of the whole."""
Answers = dict[str, Any]
"""Items ('' is the whole) to hundredths or to a grade."""


def words(pair: Mapping[str, str] | None) -> str:
    """Return a frozen text in the language of the page."""
    return said(Text(pair.get("zh", ""), pair.get("en", ""))) if pair else ""


def short(hundredths: int) -> str:
    """Return an amount without zeros at its end: 20, 13.6."""
    return show(hundredths).rstrip("0").rstrip(".")


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade to choose, with what it is worth for one item."""

    code: str
    title: str
    points: str


@dataclass(frozen=True, slots=True)
class Row:
    """One question of a ballot as a page draws it."""

    code: str
    name: str
    title: str
    note: str
    points: int
    grades: tuple[Grade, ...]
    section: str = ""
    is_prefilled: bool = False
    value: str = ""
    errors: tuple[str, ...] = ()
    from_facts: str = ""
    reason: str = ""

    @property
    def id(self) -> str:
        return f"id_{self.name}"

    @property
    def most(self) -> str:
        return short(self.points)

    @property
    def picks(self) -> tuple[int, ...]:
        return PICKS if self.points == FULL else ()


def rows_of(rules: Mapping[str, Any], variant: str) -> Iterator[Row]:
    """Yield what one kind of rater is asked about a member, from the frozen rules of a round."""
    for item in rules["items"]:
        if variant in item["variants"]:
            code, points = item["code"], item["points"]
            yield Row(
                code, f"item-{code}" if code else "item", words(item["title"]), words(item["note"]), points,
                tuple(_grades(rules["grades"], points)), words(item["section"]), item["prefilled"],
            )  # fmt: skip


def _grades(grades: Any, points: int) -> Iterator[Grade]:
    for grade in grades:
        yield Grade(grade["code"], words(grade["title"]), short(half_up(points * grade["worth"], FULL)))


class BallotForm:
    """A ballot as it came: each answer, what is missing or wrong, and the answers as they are sealed."""

    def __init__(
        self,
        rows: Iterable[Row],
        data: Mapping[str, str] | None = None,
        initial: Mapping[str, str] | None = None,
    ) -> None:
        self.asked = list(rows)
        self.is_bound = data is not None
        self.data = data if data is not None else initial or {}
        self.answers: Answers = {}
        self.problems: dict[str, tuple[str, ...]] = {}
        self.non_field_errors: list[str] = []
        if self.is_bound:
            for row in self.asked:
                self._read(row)

    def _read(self, row: Row) -> None:
        try:
            self.answers[row.code] = read_answer(row, self.data.get(row.name, ""))
        except ValidationError as refusal:
            self.problems[row.code] = tuple(refusal.messages)

    @property
    def errors(self) -> bool:
        return bool(self.problems or self.non_field_errors)

    @property
    def is_graded(self) -> bool:
        return all(row.grades for row in self.asked)

    def is_valid(self) -> bool:
        return self.is_bound and not self.errors

    def refuse(self, refusal: ValidationError) -> None:
        """Take what an operation refused, to the questions where it says which."""
        told = (
            refusal.message_dict if hasattr(refusal, "error_dict") else {NON_FIELD_ERRORS: refusal.messages}
        )
        known = {row.code for row in self.asked}
        for code, messages in told.items():
            if code in known:
                self.problems[code] = tuple(messages)
            else:
                self.non_field_errors += messages

    def rows(self) -> Iterator[Row]:
        """Yield the questions with what was answered and what is wrong with it."""
        for row in self.asked:
            value, errors = self.data.get(row.name, ""), self.problems.get(row.code, ())
            reason = self.data.get(f"reason-{row.code}", "")
            yield replace(row, value=value, errors=errors, reason=reason)

    def sections(self) -> list[tuple[str, list[Row]]]:
        """Return the questions under the headings of the sheet."""
        return [(title, list(rows)) for title, rows in groupby(self.rows(), lambda row: row.section)]


class CommitteeForm(BallotForm):
    """The committee's ballot: what facts fill in may be left as it is, or changed with a reason."""

    def _read(self, row: Row) -> None:
        if not row.is_prefilled or self.data.get(row.name, "").strip():
            super()._read(row)

    @property
    def reasons(self) -> dict[str, str]:
        """Return the reasons that were given, by item."""
        given = ((row.code, self.data.get(f"reason-{row.code}", "").strip()) for row in self.asked)
        return {code: reason for code, reason in given if reason and code in self.answers}


def initial_of(rows: Iterable[Row], answers: Mapping[str, Any], reasons: Mapping[str, str]) -> dict[str, str]:
    """Return the values of a form from what was signed before."""
    known = list(rows)
    found = {row.name: _typed(answers[row.code]) for row in known if row.code in answers}
    return found | {f"reason-{code}": reason for code, reason in reasons.items()}


def _typed(answer: int | str) -> str:
    return short(answer) if isinstance(answer, int) else answer


def read_answer(row: Row, text: str) -> int | str:
    """Return an answer as it counts. Raises ValidationError when it is missing or is none of those offered."""
    text = unicodedata.normalize("NFKC", text).strip()
    if not text:
        raise ValidationError(_("Choose one.") if row.grades else _("Enter the points."))
    if row.grades:
        if text not in {grade.code for grade in row.grades}:
            raise ValidationError(_("Choose one."))
        return text
    try:
        amount = parse_amount(text.replace(",", "."))
    except ValueError:
        raise ValidationError(_("Enter a number with at most two decimals.")) from None
    if not 0 <= amount <= row.points:
        given = {"most": row.most, "given": text}
        raise ValidationError(_("From 0 to %(most)s; you entered %(given)s.") % given)
    return amount
