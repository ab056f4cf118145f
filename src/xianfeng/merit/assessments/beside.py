"""Room for what stands above: where the notice of a period is, and where a member objects.

    from xianfeng.merit.assessments.beside import Address, register

    register(notice_of)   # in AppConfig.ready; notice_of(period) -> Address | None

Assessments know no notices; without any the list of notices is where they lead.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from xianfeng.merit.assessments.models import AssessmentPeriod


@dataclass(frozen=True, slots=True)
class Address:
    """Where the notice of a period is: its page, its last day, and where one objects while one still may.

    `is_settled`: the notice is over and every objection answered, so that the results may be made final.
    """

    url: str
    until: date | None = None
    objecting: str = ""
    is_settled: bool = False


Finder = Callable[[AssessmentPeriod], Address | None]
_finders: list[Finder] = []


def register(finder: Finder) -> None:
    """Let a finder say where the notice of a period is; None where there is none."""
    if finder not in _finders:
        _finders.append(finder)


def notice_of(period: AssessmentPeriod) -> Address | None:
    """Return where the notice of a period is, None without one."""
    found = (finder(period) for finder in _finders)
    return next((address for address in found if address), None)


def address_of(period: AssessmentPeriod) -> Address:
    """Return the same, or where notices are listed."""
    return notice_of(period) or Address(reverse("notices:list"))
