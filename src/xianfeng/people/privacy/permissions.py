"""Who answers requests, and who decides how long things are kept."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.roles import Role
from xianfeng.people.organizations.scope import Scope
from xianfeng.people.privacy.models import ANSWERERS, DataRequest
from xianfeng.site.rights import Forbidden


def check_can_read_requests(scope: Scope) -> None:
    """Raise Forbidden for whoever answers nobody's requests."""
    if not scope.holds(*ANSWERERS):
        raise Forbidden(_("Requests are answered by branch secretaries, officers and data owners."))


def check_can_answer(scope: Scope, asked: DataRequest) -> None:
    """Raise Forbidden unless the request is open, not one's own, and of a unit one answers for."""
    if asked.user_id == scope.user_id:
        raise Forbidden(_("This is your own request; somebody else answers it."))
    if not scope.covers(asked.unit.path, *ANSWERERS):
        raise Forbidden(_("The branch secretary, an officer above or the data owner answers this."))
    if asked.state != DataRequest.State.RECEIVED:
        raise Forbidden(_("This request has been answered already."))


def check_can_keep_rules(scope: Scope) -> None:
    """Raise Forbidden unless one is data owner of a unit with none above it: the rules hold for all."""
    if not any(len(path) == Unit.steplen for path in scope.paths(Role.OWNER)):
        raise Forbidden(_("How long things are kept is decided by the data owner of the topmost unit."))
