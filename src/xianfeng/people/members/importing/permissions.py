"""Who may import: whoever keeps the register of the unit. What she may do to each member, the plan asks again."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xianfeng.people.members.permissions import KEEPERS, ONLY_KEEPERS
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.scope import Scope
from xianfeng.site.rights import Forbidden


def check_can_import(scope: Scope) -> None:
    if not scope.holds(*KEEPERS):
        raise Forbidden(ONLY_KEEPERS)


def check_can_import_into(scope: Scope, unit: Unit) -> None:
    if not scope.covers(unit.path, *KEEPERS):
        raise Forbidden(ONLY_KEEPERS)
    if unit.kind == Unit.Kind.GROUP:
        raise Forbidden(_("A file is imported into a branch or a unit above; it may name the groups."))
    if unit.dissolved_on is not None:
        raise Forbidden(_("This unit has been dissolved."))
