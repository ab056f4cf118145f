"""Who reads, drafts, publishes and adopts methods (domain 2.4): the secretary proposes, an officer decides."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from xianfeng.merit.methods.models import SchemeVersion
from xianfeng.people.organizations.models import Adoption, Unit
from xianfeng.people.organizations.permissions import check_can_see_unit
from xianfeng.people.organizations.roles import Role
from xianfeng.people.organizations.scope import Scope
from xianfeng.site.rights import Forbidden

DRAFTERS = (Role.SECRETARY, Role.OFFICER)
"""Who writes and reads drafts of the units in their charge."""

State = SchemeVersion.State


def check_can_read(scope: Scope, unit: Unit) -> None:
    check_can_see_unit(scope, unit)


def check_can_adopt(scope: Scope, unit: Unit) -> None:
    _check_keeps_methods(unit)
    if not scope.covers(unit.path, Role.OFFICER):
        raise Forbidden(_("Which method a unit goes by is decided by an officer of it or of one above."))


def check_can_take_back(scope: Scope, adoption: Adoption, today: date) -> None:
    check_can_adopt(scope, adoption.unit)
    if adoption.from_on <= today:
        raise Forbidden(_("It holds already. Adopt another method from a later period instead."))


def check_can_draft(scope: Scope, unit: Unit) -> None:
    _check_keeps_methods(unit)
    if not scope.covers(unit.path, *DRAFTERS):
        raise Forbidden(
            _("Versions are drafted by the branch secretary, or by an officer of the unit or of one above.")
        )


def check_can_edit(scope: Scope, version: SchemeVersion) -> None:
    if version.state != State.DRAFT:
        raise Forbidden(_("What was published stays as it is. Draft a further version instead."))
    check_can_draft(scope, version.owner)


def check_can_publish(scope: Scope, version: SchemeVersion) -> None:
    check_can_edit(scope, version)
    if not scope.covers(version.owner.path, Role.OFFICER):
        raise Forbidden(_("Versions are published by an officer of the unit or of one above."))


def check_can_withdraw(scope: Scope, version: SchemeVersion, today: date) -> None:
    if version.state != State.PUBLISHED:
        raise Forbidden(_("Only what was published can be withdrawn."))
    if version.version <= today:
        raise Forbidden(_("It holds already. Publish a further version for a later period instead."))
    if not scope.covers(version.owner.path, Role.OFFICER):
        raise Forbidden(_("Versions are withdrawn by an officer of the unit or of one above."))


def _check_keeps_methods(unit: Unit) -> None:
    if unit.dissolved_on:
        raise Forbidden(_("This organisation has been dissolved."))
    if unit.kind == Unit.Kind.GROUP:
        raise Forbidden(_("A group goes by the method of its branch."))
