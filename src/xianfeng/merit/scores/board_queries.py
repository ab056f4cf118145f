"""What the page of a board asks for. A fixed number of queries, however many members a branch has."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from xianfeng.engine.calendar import Period
from xianfeng.engine.scheme import Scheme
from xianfeng.engine.text import Text
from xianfeng.merit.scores.boards import (
    Board,
    Part,
    board_of,
    components_from_facts,
    part_of,
)
from xianfeng.merit.scores.losses import Loss, losses_of
from xianfeng.merit.scores.models import OrderedView
from xianfeng.merit.scores.standing import earlier_standings, standing_of_branch
from xianfeng.merit.scores.stretches import check_fits
from xianfeng.merit.scores.summary import behind_of
from xianfeng.people.organizations.models import Unit


@dataclass(frozen=True, slots=True)
class Asked:
    """A branch in a stretch up to a day: one part for each period of its method that lies in the stretch."""

    branch: Unit
    stretch: Period
    as_of: date
    parts: tuple[Part, ...]

    @property
    def scheme(self) -> Scheme:
        return self.parts[-1].standing.method.scheme

    @property
    def boards(self) -> list[Board]:
        """Return the boards of the last part, one for each component that facts settle."""
        return [board_of(self.parts[-1], component) for component in components_from_facts(self.scheme)]


def ask(branch: Unit, stretch: Period, today: date) -> Asked:
    """Return what a branch's board of a stretch is made of; without parts where the branch had no method.

    Raises ValidationError for a stretch that the method does not have.
    """
    as_of = min(stretch.end, today)
    last = standing_of_branch(branch, as_of)
    if last is None:
        return Asked(branch, stretch, as_of, ())
    check_fits(stretch, last.method.scheme)
    earlier = earlier_standings(branch, last) if stretch.unit.months > last.period.unit.months else []
    code = last.method.scheme.code
    same = [
        each for each in earlier if each.method.scheme.code == code and each.period.start >= stretch.start
    ]
    return Asked(branch, stretch, as_of, tuple(part_of(each, stretch.start) for each in [*same, last]))


@dataclass(frozen=True, slots=True)
class Summary:
    """A branch's stretch in numbers: members, how many are behind, facts by kind, and where points were lost."""

    members: int
    behind: int
    recorded: tuple[tuple[Text, int], ...]
    losses: tuple[Loss, ...]

    @property
    def facts(self) -> int:
        return sum(number for _, number in self.recorded)


def summary_of(asked: Asked) -> Summary:
    """Return the summary of a stretch."""
    standing = asked.parts[-1].standing
    counted = Counter(
        fact.kind
        for record in standing.records
        for fact in record.facts
        if asked.stretch.start <= fact.on <= asked.as_of
    )
    kinds = asked.scheme.kinds
    return Summary(
        members=len(standing.members),
        behind=sum(bool(behind_of(asked.scheme, result)) for result in standing.results),
        recorded=tuple((kinds[kind].title, number) for kind, number in counted.most_common()),
        losses=tuple(losses_of(asked.parts)),
    )


def group_names(branch: Unit) -> dict[int, str]:
    """Return the names of a branch's groups by id, in order of the tree. One query."""
    return dict(Unit.objects.unscoped().directly_below(branch).order_by("path").values_list("pk", "name"))


def is_ordered_on(branch: Unit) -> bool:
    """Return whether the committee may order its board by points: not unless it was switched on. One query."""
    return OrderedView.objects.filter(unit=branch, is_on=True).exists()
