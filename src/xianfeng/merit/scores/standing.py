"""Where members stand: the period settled by the specification from the facts so far. Nothing of it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from xianfeng.engine import scheme as engine
from xianfeng.engine.calendar import Period
from xianfeng.engine.facts import Record
from xianfeng.engine.results import MemberResult
from xianfeng.engine.settle import settle_member
from xianfeng.facts.catalogue import as_engine
from xianfeng.facts.models import Kind
from xianfeng.merit.methods.queries import Method, knowing, method_of
from xianfeng.merit.scores.records import Lives, read_lives
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
    lives: Lives


def standing_of(
    branch: Unit, members: Sequence[Member], as_of: date, lives: Lives | None = None
) -> Standing | None:
    """Return where members of a branch stand by its method, None where there is none.

    Eight queries, however many members there are; a ninth where a member brought facts of a kind that the
    branch does not know. Who has the members' `lives` of the year passes them and saves five. Components
    that wait for ballots have no score yet.
    """
    method = method_of(branch, as_of)
    if method is None:
        return None
    period = method.period_of(as_of)
    lives = lives or read_lives(members, date(period.year, 1, 1), as_of)
    method = replace(method, scheme=knowing(method.scheme, _kinds_from_elsewhere(method, lives)))
    records = lives.records(method.scheme)
    results = [settle_member(method.scheme, period, record, as_of) for record in records]
    return Standing(method, period, as_of, tuple(members), tuple(records), tuple(results), lives)


def _kinds_from_elsewhere(method: Method, lives: Lives) -> dict[str, engine.Kind]:
    """Return the kinds of facts that members brought from another branch."""
    unknown = lives.kinds - method.scheme.kinds.keys()
    found = Kind.objects.filter(code__in=unknown) if unknown else ()
    return {kind.code: as_engine(kind) for kind in found}


def standing_of_branch(branch: Unit, as_of: date) -> Standing | None:
    """Return where everybody of a branch stands, by surname."""
    members = Member.objects.unscoped().filter(branch=branch).order_by("sort_key", "id")
    return standing_of(branch, list(members), as_of)


def earlier_standings(branch: Unit, now: Standing) -> list[Standing]:
    """Return how the periods of the year before the present one ended, in order, for the same members.

    Periods in which the branch had no method, or one of other periods, are left out. Three queries a period.
    """
    periods = [replace(now.period, number=number) for number in range(1, now.period.number)]
    found = (standing_of(branch, now.members, period.end, now.lives) for period in periods)
    return [each for each, period in zip(found, periods, strict=True) if each and each.period == period]
