"""A mark of all that the settlements of a run read, by branch: where it is the same, nothing that was read has changed.

It is taken of all branches at once, in a dozen queries, so that a run stores a thousand branches while others wait for
seconds only. It may differ where nothing that counts has changed; then the branch is read again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any

from django.db.models import Q

from xianfeng.engine.calendar import Period
from xianfeng.facts.models import Ledger
from xianfeng.merit.assessments.models import Adjustment, AssessmentPeriod, Resolution, Run
from xianfeng.merit.methods.models import SchemeVersion
from xianfeng.merit.reviews.models import SignedBallot
from xianfeng.people.members.models import Affiliation, Member, Office, StatusChange
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.scope import subtree

Rows = dict[Any, list[tuple[Any, ...]]]


def marks_of(run: Run) -> dict[int, str]:
    """Return the mark of each branch at or below the unit of a run, by its id."""
    branches = dict(Unit.objects.unscoped().filter(kind=Unit.Kind.BRANCH).values_list("path", "pk"))
    read = _Read(run, branches)
    methods = repr(sorted(SchemeVersion.objects.unscoped().values_list("pk", "digest", "state")))
    return {
        pk: sha256(f"{methods}{read.of_branch(pk, path)}".encode()).hexdigest()
        for path, pk in branches.items()
        if path.startswith(run.unit.path)
    }


class _Read:
    """What is there about the members of a run's branches, grouped by member, branch or period."""

    def __init__(self, run: Run, branches: dict[str, int]) -> None:
        self.branches = branches
        there = _belonging(run)
        self.members = _grouped(
            (self._branch(path), (member,)) for member, path in there.values_list("member", "unit__path")
        )
        about = Q(member__in=there.values("member"))
        self.affiliations = _grouped(
            (row[0], row)
            for row in _rows(
                Affiliation, about, "member", "unit", "unit__path", "unit__kind", "from_on", "to_on"
            )
        )
        self.own = _grouped(
            (row[0], row)
            for row in _rows(Member, Q(pk__in=there.values("member")), "pk", "status", "category", "duties")
        )
        self.changes = _grouped(
            (row[0], row) for row in _rows(StatusChange, about, "member", "field", "old", "new", "on")
        )
        self.offices = _grouped(
            (row[0], row)
            for row in _rows(Office, about, "member", "unit", "unit__kind", "post", "from_on", "to_on")
        )
        self.ledgers = dict(Ledger.objects.values_list("unit", "last_number"))
        self.periods = _periods(run)
        self.decided = _decided(run)

    def _branch(self, path: str) -> int:
        return self.branches.get(path) or self.branches[path[: -Unit.steplen]]

    def of_branch(self, pk: int, path: str) -> str:
        """Return everything that a settlement of a branch may read, as text."""
        members = sorted(member for (member,) in self.members.get(pk, ()))
        kept = [
            [
                sorted(rows.get(member, ()), key=repr)
                for rows in (self.own, self.affiliations, self.changes, self.offices)
            ]
            for member in members
        ]
        places = {self._branch(row[2]) for each in kept for row in each[1]} | {pk}
        around = [(place, self.ledgers.get(place), self.periods.get(place)) for place in sorted(places)]
        return repr((path, members, kept, around, self.decided.get(pk)))


def _belonging(run: Run) -> Any:
    """Return where members belonged on the last day, in the branches of a run."""
    day = Period.parse(run.code).end
    held = Affiliation.objects.unscoped().filter(Q(to_on=None) | Q(to_on__gte=day), from_on__lte=day)
    return held.filter(subtree("unit__path", (run.unit.path,))).order_by()


def _rows(model: Any, about: Q, *columns: str) -> Any:
    return model.objects.unscoped().filter(about).order_by().values_list(*columns)


def _grouped(rows: Iterator[tuple[Any, tuple[Any, ...]]]) -> Rows:
    found: Rows = defaultdict(list)
    for key, row in rows:
        found[key].append(row)
    return found


def _periods(run: Run) -> dict[int, list[Any]]:
    """Return by branch what holds of the other periods of the year and the year before."""
    year = int(run.code[:4])
    of_years = Q(code__startswith=str(year)) | Q(code__startswith=str(year - 1))
    others = AssessmentPeriod.objects.unscoped().filter(of_years).exclude(code=run.code)
    found: dict[int, list[Any]] = defaultdict(list)
    for unit, *rest in others.order_by("code").values_list("unit", "code", "scheme", "state", "settlement"):
        found[unit].append(rest)
    return dict(found)


def _decided(run: Run) -> dict[int, list[Any]]:
    """Return by branch what was decided and signed in the period."""
    found: dict[int, list[Any]] = defaultdict(list)
    of_code: Sequence[tuple[Any, Q, tuple[str, ...]]] = (
        (Adjustment, Q(period__code=run.code), ("period__unit", "member", "points", "reason", "document")),
        (Resolution, Q(period__code=run.code), ("period__unit", "member", "weights", "reason", "document")),
        (SignedBallot, Q(ratee__round__period=run.code, replaced_at=None), ("ratee__round__unit", "pk")),
    )
    for model, about, columns in of_code:
        for unit, *rest in model.objects.unscoped().filter(about).order_by("pk").values_list(*columns):
            found[unit].append(rest)
    return dict(found)
