"""What happens every day without anybody asking for it."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.privacy.purging import purge
from xianfeng.site.schedule import every


@every(timedelta(days=1), name="privacy.purge")
def purge_what_is_due() -> None:
    """Remove what has been kept as long as the rules say."""
    purge(PROGRAM, timezone.now())
