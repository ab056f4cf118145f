"""What the engine reads about members: where and as what they belonged, and their facts in force."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from xianfeng.engine import facts as engine
from xianfeng.engine.scheme import Scheme
from xianfeng.facts.models import Fact, FactQuerySet
from xianfeng.people.members.models import Affiliation, Member, Office, StatusChange
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.roles import Role, role_of

DAY = timedelta(days=1)
OFFICES = {Role.SECRETARY: "secretary", Role.COMMITTEE: "committee"}
"""What schemes call the posts of a branch."""


@dataclass
class Life:
    """What happened to one member, in order of days."""

    member: Member
    affiliations: list[Affiliation] = field(default_factory=list)
    changes: list[StatusChange] = field(default_factory=list)
    offices: list[Office] = field(default_factory=list)
    facts: list[engine.Fact] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Lives:
    """What happened to some members, in their order; `branches` are ids by the paths of where they belonged."""

    of: tuple[Life, ...]
    branches: Mapping[str, int]

    @property
    def kinds(self) -> set[str]:
        """Return the codes of the kinds of all facts."""
        return {fact.kind for life in self.of for fact in life.facts}

    def records(self, scheme: Scheme) -> list[engine.Record]:
        """Return what a scheme reads. Facts of a kind that it does not know are left out: no rule counts them."""
        return [self._record(life, scheme) for life in self.of]

    def _record(self, life: Life, scheme: Scheme) -> engine.Record:
        member = life.member
        rows = tuple(_rows(life, self.branches, scheme))
        facts = tuple(fact for fact in life.facts if fact.kind in scheme.kinds)
        return engine.Record(engine.Member(str(member.pk), member.name, rows), facts)


def records_of(members: Sequence[Member], scheme: Scheme, year: int, as_of: date) -> list[engine.Record]:
    """Return the records of members, in their order, for a year up to a day. Five queries, however many there are.

    A member is called by the id, which says nothing about the person.
    """
    return read_lives(members, date(year, 1, 1), as_of).records(scheme)


def read_lives(members: Sequence[Member], first: date, last: date) -> Lives:
    """Return where and as what members belonged, and their facts in force from one day to another. Five queries."""
    lives = read_histories(members)
    by_member = {str(life.member.pk): life for life in lives.of}
    for fact in facts_in_force([life.member.pk for life in lives.of], first, last):
        by_member[fact.member].facts.append(fact)
    return lives


def read_histories(members: Sequence[Member]) -> Lives:
    """Return where and as what members belonged, without their facts. Four queries."""
    lives = {member.pk: Life(member) for member in members}
    for belonged in _of(Affiliation, lives).select_related("unit").order_by("from_on", "id"):
        lives[belonged.member_id].affiliations.append(belonged)
    for change in _of(StatusChange, lives).order_by("on", "id"):
        lives[change.member_id].changes.append(change)
    for office in _of(Office, lives).select_related("unit").order_by("from_on", "id"):
        lives[office.member_id].offices.append(office)
    return Lives(tuple(lives.values()), _branches(life.affiliations for life in lives.values()))


def _of(model: Any, lives: Mapping[int, Life]) -> Any:
    return model.objects.unscoped().filter(member__in=list(lives))


def facts_in_force(members: Iterable[int], first: date, last: date) -> Iterator[engine.Fact]:
    """Yield members' facts in force from one day to another, as the engine knows them. One query."""
    found = _facts_of(members, first, last).in_force()
    for row in found.values_list(*COLUMNS):
        yield _fact(row)


def facts_up_to(
    members: Iterable[int], first: date, last: date, ends: Mapping[int, int]
) -> Iterator[engine.Fact]:
    """Yield the facts that were in force when the records of branches ended at these numbers. One query.

    `ends` are numbers by branch; of a branch that is not in it nothing had been recorded.
    """
    found = _facts_of(members, first, last).values_list(*COLUMNS, "reverses_id", "reversal__number")
    for *row, undoes, undone in found:
        end = ends.get(row[1], 0)
        if undoes is None and row[2] <= end and not (undone and undone <= end):
            yield _fact(row)


COLUMNS = ("member_id", "unit_id", "number", "kind", "on", "quantity", "outcome", "document")


def _facts_of(members: Iterable[int], first: date, last: date) -> FactQuerySet:
    found: FactQuerySet = Fact.objects.unscoped().filter(member__in=list(members), on__range=(first, last))
    return found.order_by("on", "id")


def _fact(row: Sequence[Any]) -> engine.Fact:
    member, unit, number, kind, on, quantity, outcome, document = row
    return engine.Fact(f"{unit:06}-{number:08}", str(member), kind, on, quantity, outcome, document)


def _branches(affiliations: Iterable[list[Affiliation]]) -> dict[str, int]:
    """Return the ids of the branches of some affiliations by their paths. One query."""
    paths = {_branch_path(each.unit) for several in affiliations for each in several}
    return dict(Unit.objects.unscoped().filter(path__in=paths).values_list("path", "pk"))


def _branch_path(unit: Unit) -> str:
    path: str = unit.path
    return path if unit.is_branch else path[: -Unit.steplen]


# ---- the roster: one row for each stretch in which nothing changed


def _rows(life: Life, branches: Mapping[str, int], scheme: Scheme) -> Iterator[engine.RosterRow]:
    """Yield the roster rows of a member in order of days; they do not overlap."""
    for belonged in life.affiliations:
        for start, end in _stretches(belonged, life):
            held = [office for office in life.offices if _held(office, start)]
            yield engine.RosterRow(
                branch=str(branches[_branch_path(belonged.unit)]),
                variant=variant_of(life.member, start, life.changes, held, scheme),
                group="" if belonged.unit.is_branch else str(belonged.unit_id),
                offices=frozenset(_offices(held)),
                start=start,
                end=end,
            )


def _stretches(belonged: Affiliation, life: Life) -> Iterator[tuple[date, date | None]]:
    """Yield the stretches of an affiliation, cut where a status or an office changed."""
    days = {belonged.from_on, *(change.on for change in life.changes)}
    days |= {office.from_on for office in life.offices}
    days |= {office.to_on + DAY for office in life.offices if office.to_on}
    cuts = sorted(
        day for day in days if belonged.from_on <= day and (not belonged.to_on or day <= belonged.to_on)
    )
    yield from zip(cuts, [*(day - DAY for day in cuts[1:]), belonged.to_on], strict=True)


def _held(office: Office, day: date) -> bool:
    return office.from_on <= day and (office.to_on is None or day <= office.to_on)


def _offices(held: Iterable[Office]) -> Iterator[str]:
    for office in held:
        role = role_of(office.post, office.unit.kind)
        if role in OFFICES:
            yield OFFICES[role]


def variant_of(
    member: Member, day: date, changes: Sequence[StatusChange], held: Iterable[Office], scheme: Scheme
) -> str:
    """Return as what a member counts on a day: the first of these that the scheme knows, else its first variant."""
    signs = {
        "reduced": value_on("duties", member.duties, day, changes) == Member.Duties.REDUCED,
        "floating": value_on("status", member.status, day, changes) == Member.Status.FLOATING,
        "leader": any(role_of(office.post, office.unit.kind) == Role.OFFICER for office in held),
        "retired": member.category == Member.Category.RETIRED,
    }
    fitting = (code for code, fits in signs.items() if fits and code in scheme.variants)
    return next(fitting, next(iter(scheme.variants)))


def value_on(name: str, now: str, day: date, changes: Sequence[StatusChange]) -> str:
    """Return what a field was on a day: before the first later change its old value, else today's."""
    later = (change for change in changes if change.field == name and change.on > day)
    return next((change.old for change in later), now)
