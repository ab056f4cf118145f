"""Which boards are on notice today, and what a large screen shows of them; `hanging` has the board of one branch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from xianfeng.merit.boards.hanging import Hanging, Hung, hang
from xianfeng.merit.boards.models import Screen
from xianfeng.merit.boards.shelves import Board, in_public
from xianfeng.merit.boards.tokens import hash_of
from xianfeng.merit.notices.models import Notice
from xianfeng.merit.notices.reach import NoticeQuerySet
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.scope import Scope, subtree

Audience = Notice.Audience
OUTSIDE = (Audience.TEAM, Audience.UNIT, Audience.SIGNED_IN)
"""Audiences beyond the members of a branch: a wall in the branch is seen by more than its members."""


def on_notice(notices: NoticeQuerySet, today: date) -> NoticeQuerySet:
    """Return the notices of results whose window is open, in order of the tree, the latest period first."""
    current = notices.filter(
        state=Notice.State.PUBLISHED,
        subject=Notice.Subject.RESULT,
        settlement__isnull=False,
        from_on__lte=today,
        to_on__gte=today,
    )
    order = ("unit__path", "-settlement__period__code", "-version")
    return current.select_related("unit", "settlement__period").order_by(*order)


def notices_of(scope: Scope, unit: Unit, today: date) -> NoticeQuerySet:
    """Return the notices that are on in the branches below a unit."""
    below = Notice.objects.within(scope).filter(subtree("unit__path", (unit.path,)))
    return on_notice(below, today)


def hung(notices: Iterable[Notice]) -> list[Hung]:
    """Return the boards of notices that are on."""
    return [hang(Hanging(notice)) for notice in notices]


def get_screen(token: str) -> Screen | None:
    """Return the screen of a link, None when there is none or it was taken back."""
    found = Screen.objects.unscoped().filter(token_hash=hash_of(token), revoked_at=None)
    return found.select_related("unit").first()


def list_screens(scope: Scope, unit: Unit) -> list[Screen]:
    """Return the screens of a unit in use, by place."""
    return list(Screen.objects.within(scope).filter(unit=unit, revoked_at=None).order_by("place", "pk"))


def shown_on(screen: Screen, today: date) -> list[tuple[Hung, Board]]:
    """Return the boards that a screen shows one after the other, each as it may be seen in public."""
    unit = screen.unit
    below = Notice.objects.unscoped().filter(subtree("unit__path", (unit.path,)))
    allowed = [notice for notice in on_notice(below, today) if is_for_walls(notice, unit)]
    return list(_in_public(hung(allowed), screen.names_all))


def _in_public(found: Iterable[Hung], names_all: bool) -> Iterator[tuple[Hung, Board]]:
    for one in found:
        yield from ((one, in_public(board, names_all=names_all)) for board in one.boards)


def is_for_walls(notice: Notice, unit: Unit) -> bool:
    """Return whether a screen of a unit may show a notice: whoever passes by belongs to whom it is for.

    In the branch itself that is its teams and anybody wider, in the unit right above everybody below it, higher up
    only what is for everybody.
    """
    if unit.pk == notice.unit_id:
        return notice.audience in OUTSIDE
    if unit.path == notice.unit.path[: -Unit.steplen]:
        return notice.audience in (Audience.UNIT, Audience.SIGNED_IN)
    return notice.audience == Audience.SIGNED_IN
