"""Who enters many facts at once, and which of them wait for somebody else."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from xianfeng.engine.scheme import Kind
from xianfeng.facts.permissions import COMMITTEE, ONLY_COMMITTEE, check_can_enter, check_can_record
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.roles import Role
from xianfeng.people.organizations.scope import Scope
from xianfeng.site.rights import Forbidden, can, why_not

IMPORTERS = (*COMMITTEE, Role.OFFICER)
ABOUT_YOU = _("About you: another committee member confirms it.")
DECISION = _("A decision: the level above confirms it.")
FROM_ABOVE = _("Entered from above: the committee of the branch confirms it.")


def check_can_import(scope: Scope, unit: Unit) -> None:
    """Check for reading a file of facts: into one's branch, or by an officer into the branches below.

    What the officer reads waits for the committees: they keep the records.
    """
    if unit.kind == Unit.Kind.GROUP or unit.dissolved_on is not None:
        raise Forbidden(_("A file is read into a branch, or a unit above branches, that stands."))
    if not scope.covers(unit.path, *IMPORTERS):
        raise Forbidden(ONLY_COMMITTEE)


def way_of(scope: Scope, member: Member, kind: Kind) -> Any:
    """Return why an entry waits for somebody else's confirmation, '' when it is recorded at once.

    Raises Forbidden where neither is possible.
    """
    branch = member.branch
    if branch is None or can(check_can_record, scope, member, kind):
        return ""  # who left the register is refused with the other problems of the entry
    if can(check_can_enter, scope, branch):
        return ABOUT_YOU if scope.member_id == member.pk and not kind.document else DECISION
    if branch.is_branch and branch.dissolved_on is None and scope.covers(branch.path, Role.OFFICER):
        return DECISION if kind.document else FROM_ABOVE
    raise Forbidden(why_not(check_can_enter, scope, branch))
