"""In which order people stand: by surname, or group by group; by points only where the committee chose to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, TypeVar

from xianfeng.people.members.models import Member


class OfMember(Protocol):
    """A line about a member."""

    @property
    def member(self) -> Member: ...


Line = TypeVar("Line", bound=OfMember)


def by_group(lines: Iterable[Line], groups: Mapping[int, str]) -> list[Line]:
    """Return lines group by group in the order of the groups, those in none last; within one as they came."""
    order = {pk: at for at, pk in enumerate(groups)}
    return sorted(lines, key=lambda line: order.get(line.member.unit_id or 0, len(order)))


def by_points(members: Sequence[Member], totals: Sequence[int | None]) -> list[tuple[Member, int | None]]:
    """Return members from the most points to the fewest, those without last; equals as they came, by surname."""
    pairs = list(zip(members, totals, strict=True))
    return sorted(pairs, key=lambda pair: (pair[1] is None, -(pair[1] or 0)))
