"""One member: her record, or her name and work contact for the leader of her group."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET

from xianfeng.people.members.models import Affiliation, Member, Office
from xianfeng.people.members.permissions import (
    GONE,
    check_can_change_status,
    check_can_correct,
    check_can_end_office,
    check_can_give_office,
    check_can_move,
    is_keeper,
    sees_duties,
)
from xianfeng.people.members.queries import (
    list_changes,
    list_groupmates,
    list_offices_of,
    list_units_for_office,
)
from xianfeng.people.members.views.common import member_or_404
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.queries import names_above
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.people.organizations.scope import Scope
from xianfeng.site.rights import can, why_not


@dataclass(frozen=True, slots=True)
class Action:
    """Something to do with a record; `refusal` says why not."""

    words: Any
    url: str
    refusal: str


@dataclass(frozen=True, slots=True)
class HeldOffice:
    """An office; `is_held` today, `may_end` by who looks at it."""

    office: Office
    is_held: bool
    may_end: bool


@dataclass(frozen=True, slots=True)
class Stay:
    """Where the member belonged; `place` names the branch of a group too."""

    place: str
    affiliation: Affiliation


@require_GET
def member(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show the record, whole or short by right."""
    if not Member.objects.ever_within(request.scope).filter(pk=pk).exists():
        mate = get_object_or_404(list_groupmates(request.scope), pk=pk)
        return render(request, "members/short.html", {"member": mate})
    found = member_or_404(request, pk)
    return render(request, "members/member.html", _record(request.scope, found))


def _record(scope: Scope, member: Member) -> dict[str, Any]:
    actions = list(_actions(scope, member))
    is_refused = all(action.refusal for action in actions)
    return {
        "member": member,
        "is_own": scope.member_id == member.pk,
        "keeps": is_keeper(scope, member),
        "shows_duties": sees_duties(scope, member),
        "stays": list(_stays(member)),
        "offices": list(_offices(scope, member)),
        "changes": list_changes(scope, member),
        "actions": actions,
        "refusal": actions[0].refusal if is_refused else "",
    }


def _stays(member: Member) -> Iterator[Stay]:
    affiliations = list(member.affiliations.select_related("unit"))
    above = names_above([each.unit for each in affiliations])
    for each in affiliations:
        is_group = each.unit.kind == Unit.Kind.GROUP
        branch = above.get(each.unit.path[: -Unit.steplen], "") if is_group else ""
        yield Stay(" · ".join(filter(None, (branch, each.unit.name))), each)


def _offices(scope: Scope, member: Member) -> Iterator[HeldOffice]:
    today = timezone.localdate()
    for office in list_offices_of(member):
        is_held = office.from_on <= today and (office.to_on is None or office.to_on >= today)
        may_end = office.to_on is None and can(check_can_end_office, scope, office)
        yield HeldOffice(office, is_held, may_end)


def _actions(scope: Scope, member: Member) -> Iterator[Action]:
    checks = (
        (_("Correct"), "members:correct", check_can_correct),
        (pgettext_lazy("member", "Move"), "members:move", check_can_move),
        (_("Change status"), "members:status", check_can_change_status),
    )
    for words, name, check in checks:
        yield Action(words, reverse(name, args=[member.pk]), why_not(check, scope, member))
    url = reverse("members:give_office", args=[member.pk])
    yield Action(_("Give an office"), url, _why_no_office(scope, member))


def _why_no_office(scope: Scope, member: Member) -> str:
    """Return why the member can be given no post in any unit near her, '' when she can."""
    if member.branch is None:
        return str(GONE)
    refusals = [why_not(check_can_give_office, scope, member, unit) for unit in list_units_for_office(member)]
    return "" if "" in refusals else why_not(check_can_give_office, scope, member, member.branch)
