"""What differs for a branch and for everybody: means, moves between bands, the largest causes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from xianfeng.engine.amounts import half_up
from xianfeng.engine.comparison.grades import grades_of, move_of
from xianfeng.engine.comparison.outcomes import (
    COMPOSING,
    MILLIONTHS,
    Cause,
    CauseTotal,
    Grade,
    GroupChange,
    Key,
    MemberChange,
    Move,
    Side,
)


def by_branch(a: Side, b: Side, members: Iterable[MemberChange]) -> tuple[GroupChange, ...]:
    """Return every branch, in the order in which the branches first appear."""
    branches: dict[str, list[MemberChange]] = {}
    for member in members:
        branches.setdefault(member.branch, []).append(member)
    return tuple(group(a, b, branch, own) for branch, own in branches.items())


def group(a: Side, b: Side, branch: str, members: Sequence[MemberChange]) -> GroupChange:
    """Return the sums of some members."""
    changes = [member.change for member in members if member.change is not None]
    moves = Counter(move_of(m.a.grade, m.b.grade, a.scheme, b.scheme) for m in members)
    return GroupChange(
        branch=branch,
        members=len(members),
        scored=len(changes),
        mean_a=_mean([member.a.score or 0 for member in members if member.change is not None]),
        mean_b=_mean([member.b.score or 0 for member in members if member.change is not None]),
        higher=sum(change > 0 for change in changes),
        lower=sum(change < 0 for change in changes),
        same=sum(change == 0 for change in changes),
        moves={move: moves[move] for move in Move},
        grades_a=_count(a, [member.a.grade for member in members]),
        grades_b=_count(b, [member.b.grade for member in members]),
    )


def _mean(scores: Sequence[int]) -> int | None:
    return half_up(sum(scores), len(scores)) if scores else None


def _count(side: Side, grades: Iterable[Grade]) -> Mapping[Grade, int]:
    counts = Counter(grades)
    return {grade: counts[grade] for grade in grades_of(side.scheme)}


def matrix(a: Side, b: Side, members: Iterable[MemberChange]) -> Mapping[tuple[Grade, Grade], int]:
    """Return how many stand where by A and where by B, for every pair, in order."""
    counts = Counter((member.a.grade, member.b.grade) for member in members)
    pairs = ((one, other) for one in grades_of(a.scheme) for other in grades_of(b.scheme))
    return {pair: counts[pair] for pair in pairs}


def causes(
    a: Side, b: Side, members: Sequence[MemberChange], moving: Iterable[MemberChange]
) -> tuple[CauseTotal, ...]:
    """Return every cause that moves a score, the one that moves most points first; then those of grades alone.

    `moving` are the members in every period, where there are several. Weights, and components of one
    scheme alone, are one cause together, unless none is in both.
    """
    together = bool(a.scheme.components.keys() & b.scheme.components.keys())
    changes: dict[Key, dict[str, list[int]]] = {}
    for member in moving:
        for key, change in _changes(member, together).items():
            changes.setdefault(key, {}).setdefault(member.member, []).append(change)
    totals = (_total(key, found) for key, found in changes.items())
    return (*sorted(totals, key=lambda total: -total.size), *_of_grades(a, b, members))


def _of_grades(a: Side, b: Side, members: Iterable[MemberChange]) -> Iterator[CauseTotal]:
    """Yield what changes where members stand, whatever their scores: statuses, vetoes, limits of bands."""
    moves: dict[Key, list[Move]] = {}
    for member in members:
        move = move_of(member.a.grade, member.b.grade, a.scheme, b.scheme)
        for shift in member.shifts:
            if shift.key.cause in (Cause.STATUS, Cause.VETO, Cause.LIMIT):
                moves.setdefault(shift.key, []).append(move)
    for key, found in moves.items():
        yield CauseTotal(key, len(found), found.count(Move.UP), found.count(Move.DOWN))


def _changes(member: MemberChange, together: bool) -> Mapping[Key, int]:
    sums: Counter[Key] = Counter()
    for shift in member.shifts:
        composing = together and shift.key.cause in COMPOSING
        sums[Key(Cause.COMPOSITION) if composing else shift.key] += shift.change or 0
    return {key: change for key, change in sums.items() if change}


def _total(key: Key, found: Mapping[str, Sequence[int]]) -> CauseTotal:
    """Return one cause from each member's changes; the mean is over all of them, rounded once."""
    every = [change for changes in found.values() for change in changes]
    sums = [sum(changes) for changes in found.values()]
    return CauseTotal(
        key=key,
        members=len(found),
        raised=sum(total > 0 for total in sums),
        lowered=sum(total < 0 for total in sums),
        mean=half_up(sum(every), len(every) * MILLIONTHS),
        size=sum(map(abs, every)),
    )
