"""Where members stand: the period settled by the specification from the facts so far. Nothing of it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from xianfeng.engine.calendar import Period
from xianfeng.engine.facts import Record
from xianfeng.engine.results import MemberResult
from xianfeng.engine.settle import settle_member
from xianfeng.merit.methods.queries import Method, method_of
from xianfeng.merit.scores.records import records_of
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.models import Unit


@dataclass(frozen=True, slots=True)
class Standing:
    """Members of one branch with their records and results, in the order given, up to a day."""

    method: Method
    period: Period
    as_of: date
    members: tuple[Member, ...]
    records: tuple[Record, ...]
    results: tuple[MemberResult, ...]


def standing_of(branch: Unit, members: Sequence[Member], as_of: date) -> Standing | None:
    """Return where members of a branch stand by its method, None where there is none.

    Eight queries, however many members there are. Components that wait for ballots have no score yet.
    """
    method = method_of(branch, as_of)
    if method is None:
        return None
    period = method.period_of(as_of)
    records = records_of(members, method.scheme, period.year, as_of)
    results = [settle_member(method.scheme, period, record, as_of) for record in records]
    return Standing(method, period, as_of, tuple(members), tuple(records), tuple(results))


def standing_of_branch(branch: Unit, as_of: date) -> Standing | None:
    """Return where everybody of a branch stands, by surname."""
    members = Member.objects.unscoped().filter(branch=branch).order_by("sort_key", "id")
    return standing_of(branch, list(members), as_of)
