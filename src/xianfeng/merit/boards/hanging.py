"""The board of a branch: it hangs with the notice, and again once the results are final, until the next is published.

What a notice said is emptied when its window is over. From then on its board is made of the results that hold, with the
fields that the notice showed; where nothing was published nothing hangs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from xianfeng.engine.calendar import Period
from xianfeng.merit.assessments.models import AssessmentPeriod, PeriodChange
from xianfeng.merit.assessments.states import FINAL
from xianfeng.merit.boards.shelves import Board, boards_of
from xianfeng.merit.notices.content import build
from xianfeng.merit.notices.models import Notice
from xianfeng.merit.scores.stretches import words_of
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.roles import Role
from xianfeng.people.organizations.scope import READERS, Scope
from xianfeng.people.privacy.erasing import ERASED

ON_A_BOARD = ("name", "band", "stars", "flags")
"""What a board takes of the fields that a notice shows."""
COMMITTEE = (Role.SECRETARY, Role.COMMITTEE)


@dataclass(frozen=True, slots=True)
class Hanging:
    """A notice whose boards hang; `is_final`: its window is over, and its results are final."""

    notice: Notice
    is_final: bool = False

    @property
    def branch(self) -> Unit:
        return self.notice.unit

    @property
    def period(self) -> str:
        return _period_of(self.notice).code

    @property
    def words(self) -> str:
        return words_of(Period.parse(self.period))


@dataclass(frozen=True, slots=True)
class Hung(Hanging):
    """With its boards; without any, the notice does not show bands. `final_on`: since when the results are final."""

    boards: tuple[Board, ...] = ()
    final_on: date | None = None


def _period_of(notice: Notice) -> AssessmentPeriod:
    assert notice.settlement is not None, "boards are of results"
    return notice.settlement.period


@dataclass(frozen=True, slots=True)
class Wall:
    """What a person finds in a branch, the latest period first: what hangs, and earlier boards she may look up."""

    now: tuple[Hanging, ...]
    earlier: tuple[Hanging, ...]

    def choose(self, period: str) -> Hanging | None:
        """Return the board of a period; the latest that hangs for one that is not here."""
        asked = (one for one in (*self.now, *self.earlier) if one.period == period)
        return next(asked, self.now[0] if self.now else None)


def wall_of(scope: Scope, branch: Unit, today: date) -> Wall:
    """Return what a person finds in a branch. One query.

    A board that is final gives way to that of the next period for good, also where the notice of that is withdrawn or
    over before its results are final. Earlier ones are for the committee and those above.
    """
    last = list(_last_versions(scope, branch))
    on = [Hanging(notice) for notice in last if _is_on(notice, today)]
    final = [Hanging(notice, True) for notice in last if _is_final(notice, today) and _is_for(scope, notice)]
    now = [one for one in final if one.notice == last[0]] + on
    earlier = [one for one in final if one.notice != last[0]] if scope.covers(branch.path, *READERS) else []
    return Wall(tuple(now), tuple(earlier))


def _last_versions(scope: Scope, branch: Unit) -> Iterator[Notice]:
    """Yield of each period of a branch the notice of results that was published last, the latest period first."""
    found: Iterable[Notice] = (
        Notice.objects.within(scope)
        .filter(
            unit=branch, subject=Notice.Subject.RESULT, settlement__isnull=False, published_at__isnull=False
        )
        .select_related("unit", "settlement__period__unit")
        .order_by("-settlement__as_of", "-settlement__period__code", "-version", "-id")
    )
    seen: set[int] = set()
    for notice in found:
        period = _period_of(notice).pk
        if period not in seen:
            yield notice
        seen.add(period)


def _is_on(notice: Notice, today: date) -> bool:
    if notice.state != Notice.State.PUBLISHED or notice.from_on is None or notice.to_on is None:
        return False
    return bool(notice.from_on <= today <= notice.to_on)


def _is_final(notice: Notice, today: date) -> bool:
    """Return whether a notice is over, was not withdrawn, and what it showed holds and is final."""
    if notice.state == Notice.State.WITHDRAWN or _is_on(notice, today):
        return False
    period = _period_of(notice)
    return period.state in FINAL and period.settlement_id == notice.settlement_id


def _is_for(scope: Scope, notice: Notice) -> bool:
    """Return whether a board may still be seen after its notice: what was for party groups stays in the branch."""
    if notice.audience != Notice.Audience.GROUP:
        return True
    return scope.branch_id == notice.unit_id or scope.covers(notice.unit.path, *COMMITTEE)


def hang(one: Hanging) -> Hung:
    """Return a notice with its boards. A fixed number of queries, however many members; none while it is on."""
    if not one.is_final:
        return Hung(one.notice, boards=tuple(boards_of(one.notice.content)))
    done: PeriodChange = _period_of(one.notice).changes.filter(done="finalise").latest("at")
    return Hung(one.notice, True, _boards_after(one.notice), timezone.localdate(done.at))


def _boards_after(notice: Notice) -> tuple[Board, ...]:
    """Return the boards of a notice that is over, from the results that hold; who was erased is left out."""
    fields = [field for field in notice.fields if field in ON_A_BOARD]
    content = build(Notice(settlement=notice.settlement, fields=fields, names_all=notice.names_all))
    rows = [row for row in content["rows"] if not row["name"].startswith(ERASED)]
    return tuple(boards_of({**content, "rows": rows}))
