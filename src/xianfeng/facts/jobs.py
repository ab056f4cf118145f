"""What happens at intervals without anybody asking for it."""

from __future__ import annotations

from datetime import timedelta

from xianfeng.facts.entry.drafts import purge_drafts
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.site.schedule import every


@every(timedelta(hours=1), name="facts.purge_imports")
def purge_imports() -> None:
    """Forget files that nobody confirmed within a day."""
    purge_drafts(PROGRAM)
