"""The rules of a round: frozen from its scheme, and what a ballot is checked and counted by.

Amounts are hundredths. A ballot that gives one score for the whole has a single item, whose code is ''.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from xianfeng.engine.amounts import FULL, half_up, show
from xianfeng.engine.polls import WHOLE
from xianfeng.engine.scheme import Component, Item, Scheme, Section
from xianfeng.engine.text import Text
from xianfeng.merit.reviews.models import RaterKind

Answers = Mapping[str, int | str]
Rules = Mapping[str, Mapping[str, Any]]


# ---- frozen from a scheme


def frozen(scheme: Scheme) -> dict[str, dict[str, Any]]:
    """Return the rules of a scheme by kind of rater (see `Round.rules`), {} where it asks for no ballots.

    An item has, besides what the model says, the title of its section, and whether facts fill it in.
    """
    asking = [part for part in scheme.components.values() if part.raters in RaterKind.values]
    return {str(part.raters): _of_component(scheme, part) for part in asking}


def _of_component(scheme: Scheme, part: Component) -> dict[str, Any]:
    return {
        "component": part.code,
        "title": _pair(part.title),
        "at_least": part.at_least,
        "whole": part.sheet is None,
        "items": list(_items(scheme, part)),
        "grades": [
            {"code": code, "title": _pair(part.grade_titles.get(code, Text.same(code))), "worth": worth}
            for code, worth in part.grades.items()
        ],
    }


def _items(scheme: Scheme, part: Component) -> Iterator[dict[str, Any]]:
    rated = [code for code, of in scheme.variants.items() if of.assessed and part.weight_for(code)]
    sheet = scheme.sheet_of(part)
    if sheet is None:
        yield _item(WHOLE, part.title, part.note, FULL, rated)
        return
    for section in sheet.sections.values():
        for item in section.items.values():
            yield _of_sheet(part, section, item, rated)


def _of_sheet(part: Component, section: Section, item: Item, rated: list[str]) -> dict[str, Any]:
    variants = [code for code in rated if item.scope.includes(code)]
    written = _item(item.code, item.title, item.note, item.points or 0, variants)
    return {**written, "section": _pair(section.title), "prefilled": part.prefilled and bool(item.rules)}


def _item(code: str, title: Text, note: Text | None, points: int, variants: list[str]) -> dict[str, Any]:
    return {
        "code": code, "title": _pair(title), "note": _pair(note) if note else {}, "points": points,
        "variants": variants, "section": {}, "prefilled": False,
    }  # fmt: skip


def _pair(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


# ---- a form: what one kind of rater is asked about members of a variant


@dataclass(frozen=True, slots=True)
class Asked:
    """An item that a ballot answers: with up to `points`, or with a grade, which is a share of them."""

    code: str
    title: Text
    points: int
    prefilled: bool = False


@dataclass(frozen=True)
class Form:
    """What a ballot answers; `grades` are what each is worth of 100.00, none where points are given."""

    items: tuple[Asked, ...]
    grades: Mapping[str, int]

    @cached_property
    def worth(self) -> Mapping[str, Mapping[str, int]]:
        """What each grade is worth for each item."""
        return {
            item.code: {code: half_up(item.points * worth, FULL) for code, worth in self.grades.items()}
            for item in self.items
        }

    @cached_property
    def codes(self) -> frozenset[str]:
        return frozenset(item.code for item in self.items)


def form_of(rules: Rules, kind: str, variant: str) -> Form | None:
    """Return what a kind of rater is asked about members of a variant, None where nothing."""
    if kind not in rules:
        return None
    items = tuple(
        Asked(item["code"], Text(**item["title"]), item["points"], item["prefilled"])
        for item in rules[kind]["items"]
        if variant in item["variants"]
    )
    return Form(items, {grade["code"]: grade["worth"] for grade in rules[kind]["grades"]}) if items else None


def checked(form: Form, answers: Answers) -> dict[str, int | str]:
    """Return the answers in the order of the form, so that not even their order says who gave them.

    An item that facts fill in may be left out. Raises ValidationError with what is wrong, by item.
    """
    problems = {item.code: wrong for item in form.items if (wrong := _wrong(form, item, answers))}
    if not answers.keys() <= form.codes:
        problems["__all__"] = _("This ballot answers what is not asked.")
    if problems:
        raise ValidationError(problems)
    return {item.code: answers[item.code] for item in form.items if item.code in answers}


def _wrong(form: Form, item: Asked, answers: Answers) -> str:
    """Return what is wrong with the answer to an item, '' where nothing."""
    if item.code not in answers:
        return "" if item.prefilled else _("This has no answer yet.")
    answer = answers[item.code]
    if form.grades:
        fits = isinstance(answer, str) and answer in form.grades
        return "" if fits else _("This is not one of the grades.")
    if type(answer) is not int or not 0 <= answer <= item.points:
        return _("From 0 to %(most)s points.") % {"most": show(item.points)}
    return ""


def total_of(form: Form, answers: Answers) -> int:
    """Return what a ballot's answers are worth together."""
    return sum(
        answer if isinstance(answer, int) else form.worth[code][answer] for code, answer in answers.items()
    )
