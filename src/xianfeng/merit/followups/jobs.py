"""What happens at intervals without anybody asking for it."""

from __future__ import annotations

from datetime import timedelta

from xianfeng.merit.followups.operations import draw_up
from xianfeng.merit.followups.queries import list_waiting
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.site.schedule import every


@every(timedelta(hours=1), name="followups.draw_up")
def draw_up_what_is_final() -> None:
    """Draw up what follows from periods that have become final, so that talks are due from that day."""
    for period in list_waiting():
        draw_up(PROGRAM, period)
