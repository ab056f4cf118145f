"""What else can be done with a period besides the next step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from xianfeng.merit.assessments.permissions import check_can_confirm_above, check_can_reopen, check_can_run
from xianfeng.merit.assessments.queries import list_unconfirmed, of_secretaries
from xianfeng.merit.assessments.stages import Seen
from xianfeng.merit.assessments.states import State
from xianfeng.site.rights import can


@dataclass(frozen=True, slots=True)
class Other:
    """Something else that can be done, or why not."""

    verb: str
    url: str
    refusal: str = ""
    is_post: bool = False


def others_of(seen: Seen) -> list[Other]:
    """Return what else can be done now, and by whom."""
    return list(_others(seen))


def _others(seen: Seen) -> Iterator[Other]:
    state = seen.period.state
    if state in (State.COMPUTED, State.CONFIRMED, State.PUBLICISED) and can(
        check_can_run, seen.scope, seen.period
    ):
        yield Other(_("Compute again, with a reason"), seen.url("settle"))
    if state == State.COMPUTED and _confirms_above(seen):
        yield Other(_("Confirm the result of who leads the branch"), seen.url("confirm_above"))
    if state in (State.FINALISED, State.USED):
        yield Other(_("Open the results again"), seen.url("reopen"), seen.why_not(check_can_reopen))


def _confirms_above(seen: Seen) -> bool:
    """Return whether one may confirm, before the branch or after it, the results of who leads it."""
    leading = of_secretaries(seen.settlement, seen.today)
    waiting = leading & set(list_unconfirmed(seen.settlement))
    return bool(waiting) and can(check_can_confirm_above, seen.scope, seen.period, leading)
