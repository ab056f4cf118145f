"""To which audiences of a branch somebody belongs: what its members agreed to show is shown to these alone."""

from __future__ import annotations

from xianfeng.people.identity.models import Audience
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.roles import Role
from xianfeng.people.organizations.scope import Scope

OF_THE_BRANCH = (Role.SECRETARY, Role.COMMITTEE, Role.GROUP_LEADER)


def audiences_of(scope: Scope, branch: Unit) -> frozenset[str]:
    """Return the audiences of the branch to which somebody belongs.

    `branch`: its members, and who holds an office in it or one of its groups. `unit`: whose own branch or
    role lies in the committee right above the branch. Roles above that committee, and reading rights in the
    register, add nothing: a consent names those to whom it is given.
    """
    if _is_of_branch(scope, branch):
        return frozenset(Audience.values)
    committee = committee_of(branch)
    if committee is None or not any(path.startswith(committee.path) for path in _own_paths(scope)):
        return frozenset()
    return frozenset({Audience.UNIT})


def committee_of(branch: Unit) -> Unit | None:
    """Return the committee right above a branch."""
    above = Unit.objects.unscoped().filter(path__in=branch.paths_above, kind=Unit.Kind.COMMITTEE)
    found: Unit | None = above.order_by("-path").first()
    return found


def _is_of_branch(scope: Scope, branch: Unit) -> bool:
    held = (reach.path for reach in scope.reaches if reach.role in OF_THE_BRANCH)
    return scope.branch_id == branch.pk or any(path.startswith(branch.path) for path in held)


def _own_paths(scope: Scope) -> tuple[str, ...]:
    own = Unit.objects.unscoped().filter(pk=scope.branch_id or 0).values_list("path", flat=True)
    return (*own, *scope.paths())
