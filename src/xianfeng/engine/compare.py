"""What-if: the same facts by two schemes, and for everybody what would change and why."""

from __future__ import annotations

from itertools import chain

from xianfeng.engine.comparison.groups import by_branch, causes, group, matrix
from xianfeng.engine.comparison.members import at_the_end, period_by_period
from xianfeng.engine.comparison.outcomes import Comparison, Difference, Side


def compare(a: Side, b: Side, differences: tuple[Difference, ...] | None = None) -> Comparison:
    """Return what differs between two settlements of the same members over the same stretch of time.

    Raises ValueError when the members are not the same, in the same order.
    """
    people = [[result.member for result in side.settlements[-1].results] for side in (a, b)]
    if people[0] != people[1]:
        raise ValueError("the two sides do not have the same members")
    members, periods = at_the_end(a, b), period_by_period(a, b)
    moving = list(chain.from_iterable(each for _, each in periods)) or members
    return Comparison(
        a=a,
        b=b,
        members=members,
        periods=periods,
        whole=group(a, b, "", members),
        branches=by_branch(a, b, members),
        matrix=matrix(a, b, members),
        causes=causes(a, b, members, moving),
        differences=differences,
    )
