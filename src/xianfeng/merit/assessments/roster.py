"""Who is assessed in a branch, where and as what: those who belong to it on the period's last day (domain A36)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Q

from xianfeng.engine import facts as engine
from xianfeng.engine.scheme import Scheme
from xianfeng.merit.scores.records import Lives, read_histories, value_on
from xianfeng.people.members.models import Affiliation, Member
from xianfeng.people.organizations.models import Unit, UnitQuerySet
from xianfeng.people.organizations.scope import subtree

Status = Member.Status
ASSESSED = (Status.ACTIVE, Status.FLOATING, Status.TRANSFERRING)
"""Who is out of contact, suspended or has not handed in the letter is not assessed."""

Rows = Mapping[str, Sequence[Sequence[Any]]]
"""Roster rows as a settlement keeps them, by member: branch, group, variant, offices, from, to."""


def list_branches(unit: Unit, day: date) -> UnitQuerySet:
    """Return the branches at or below a unit that stood on a day, in order of the tree."""
    stood = Q(dissolved_on=None) | Q(dissolved_on__gt=day)
    found = Unit.objects.unscoped().filter(subtree("path", (unit.path,)), stood, kind=Unit.Kind.BRANCH)
    ordered: UnitQuerySet = found.filter(founded_on__lte=day).order_by("path")
    return ordered


def list_assessed(branch: Unit, day: date) -> list[Member]:
    """Return whom a branch assesses for a period that ends on a day, by surname. Five queries."""
    return [life.member for life in read_assessed(branch, day).of]


def read_assessed(branch: Unit, day: date) -> Lives:
    """Return the same with where and as what they belonged. Five queries."""
    held = Affiliation.objects.unscoped().filter(Q(to_on=None) | Q(to_on__gte=day), from_on__lte=day)
    there = held.filter(subtree("unit__path", (branch.path,))).values("member")
    members = Member.objects.unscoped().filter(pk__in=there).order_by("sort_key", "id")
    lives = read_histories(list(members))
    known = (life for life in lives.of if _status(life.member, day, life.changes) in ASSESSED)
    return Lives(tuple(known), lives.branches)


def _status(member: Member, day: date, changes: Sequence[Any]) -> str:
    # Who has left since has no status of then but in the changes.
    return value_on("status", member.status, day, changes)


# ---- as a settlement keeps it


def written(lives: Lives, scheme: Scheme, day: date) -> dict[str, list[list[Any]]]:
    """Return roster rows up to a day, so that nothing that happens later changes them."""
    members = (record.member for record in lives.records(scheme))
    return {member.id: [_row(row, day) for row in member.rows if _began(row, day)] for member in members}


def _began(row: engine.RosterRow, day: date) -> bool:
    return row.start is None or row.start <= day


def _row(row: engine.RosterRow, day: date) -> list[Any]:
    end = row.end.isoformat() if row.end and row.end < day else None
    start = row.start.isoformat() if row.start else None
    return [row.branch, row.group, row.variant, sorted(row.offices), start, end]


def read(rows: Rows) -> tuple[engine.Member, ...]:
    """Return members as the engine knows them; they are called by their ids."""
    return tuple(
        engine.Member(member, "", tuple(map(_as_engine, several))) for member, several in rows.items()
    )


def _as_engine(row: Sequence[Any]) -> engine.RosterRow:
    branch, group, variant, offices, start, end = row
    return engine.RosterRow(branch, variant, group, frozenset(offices), _day(start), _day(end))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
