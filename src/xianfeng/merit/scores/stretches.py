"""The month, quarter, half-year or year of a board: read from an address, named, and those beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xianfeng.engine.calendar import Period, Unit
from xianfeng.engine.scheme import Scheme
from xianfeng.merit.scores.words import period_title
from xianfeng.people.members.importing.words import said

TITLES: dict[Unit, Any] = {
    Unit.MONTH: gettext_lazy("Monthly statistics"),
    Unit.QUARTER: gettext_lazy("Quarterly stock-taking"),
    Unit.HALF_YEAR: gettext_lazy("Half-year board"),
    Unit.YEAR: gettext_lazy("Yearly comparison"),
}


def stretch_of(code: str, today: date) -> Period:
    """Return the stretch written 2026-09, 2026-Q3, 2026-H1 or 2026; for '' the month of today.

    Raises ValidationError when it is none, or has not begun.
    """
    if not code:
        return Period.containing(Unit.MONTH, today)
    try:
        stretch = Period.parse(code)
    except ValueError:
        raise ValidationError(
            _("A board is of a month, a quarter or a year, written 2026-09, 2026-Q3 or 2026.")
        ) from None
    if stretch.start > today:
        raise ValidationError(_("%(stretch)s has not begun yet.") % {"stretch": words_of(stretch)})
    return stretch


def check_fits(stretch: Period, scheme: Scheme) -> None:
    """Check that the scheme has such stretches. Raises ValidationError."""
    if stretch.unit not in units_of(scheme):
        raise ValidationError(
            _("This method does not go by half-years. Choose a month, a quarter or a year.")
        )


def units_of(scheme: Scheme) -> list[Unit]:
    """Return of what there are boards: months, quarters and years; half-years where the scheme settles them."""
    return [unit for unit in Unit if unit is not Unit.HALF_YEAR or scheme.period is unit]


def words_of(stretch: Period) -> str:
    """Return what a stretch is called, in the language of the request."""
    return said(period_title(stretch))


@dataclass(frozen=True, slots=True)
class Choice:
    """A stretch to choose, and what the link to it says."""

    code: str
    words: str
    is_current: bool = False


def choice_of(stretch: Period) -> Choice:
    """Return the link to a stretch by its name."""
    return Choice(stretch.code, words_of(stretch))


def before(stretch: Period) -> Period:
    """Return the stretch of the same length before."""
    if stretch.number > 1:
        return Period(stretch.year, stretch.number - 1, stretch.unit)
    return Period(stretch.year - 1, 12 // stretch.unit.months, stretch.unit)


def after(stretch: Period, today: date) -> Period | None:
    """Return the stretch of the same length after, None while it has not begun."""
    last = stretch.number * stretch.unit.months == 12
    following = (
        Period(stretch.year + 1, 1, stretch.unit)
        if last
        else Period(stretch.year, stretch.number + 1, stretch.unit)
    )
    return following if following.start <= today else None


def month_of(code: str, today: date) -> Period:
    """Return the month written; for '' that of today. Raises ValidationError for anything else."""
    stretch = stretch_of(code, today)
    if stretch.unit is not Unit.MONTH:
        raise ValidationError(_("Choose a month, written 2026-09."))
    return stretch
