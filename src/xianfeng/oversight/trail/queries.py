"""Audit entries through the auditor's scope."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet

from xianfeng.oversight.trail.actions import title_of
from xianfeng.people.accounts.models import User
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.organizations.models import Unit, is_everything
from xianfeng.people.organizations.roles import Role
from xianfeng.people.organizations.scope import Scope


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an auditor asked for; None and '' ask for everything."""

    since: date | None = None
    until: date | None = None
    action: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """An entry in words; the account is named by what it signs in with."""

    entry: AuditEntry
    title: str
    account: str
    unit: str

    @property
    def details(self) -> str:
        told = ((key, value) for key, value in self.entry.details.items() if value not in ("", None, [], {}))
        return "; ".join(f"{key}: {value}" for key, value in told)

    @property
    def subject_kind(self) -> Any:
        """What the subject is, in words; the code of an earlier version as it is."""
        try:
            return apps.get_model(self.entry.subject_type)._meta.verbose_name
        except (LookupError, ValueError):
            return self.entry.subject_type


def list_entries(scope: Scope, wanted: Wanted) -> QuerySet[AuditEntry]:
    """Return the entries of the auditor's subtrees, newest first; those of no unit to a root's auditor."""
    paths = scope.paths(Role.AUDITOR)
    if is_everything(paths):
        return AuditEntry.objects.filter(_asked(wanted))
    units = Unit.objects.within(scope, Role.AUDITOR)
    reached = Q(unit__in=units.values("pk"))
    if any(len(path) == Unit.steplen for path in paths):
        reached |= Q(unit=None)
    return AuditEntry.objects.filter(reached, _asked(wanted))


def _asked(wanted: Wanted) -> Q:
    asked = Q()
    if wanted.since:
        asked &= Q(at__date__gte=wanted.since)
    if wanted.until:
        asked &= Q(at__date__lte=wanted.until)
    if wanted.action:
        asked &= Q(action=wanted.action)
    if wanted.account:
        asked &= Q(actor__in=User.objects.filter(username__iexact=wanted.account).values("pk"))
    return asked


def lines_of(entries: Iterable[AuditEntry]) -> list[Line]:
    """Return the entries with accounts and units named: two queries whatever their number."""
    entries = list(entries)
    accounts = _named(User.objects.filter(pk__in={e.actor for e in entries}), "username")
    units = _named(Unit.objects.unscoped().filter(pk__in={e.unit for e in entries}), "name")
    return [Line(e, title_of(e.action), accounts.get(e.actor, ""), units.get(e.unit, "")) for e in entries]


def _named(rows: QuerySet[Any], field: str) -> dict[int | None, str]:
    return dict(rows.values_list("pk", field))
