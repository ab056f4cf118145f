"""What the site does every day without anybody asking for it."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from xianfeng.site.once import remove_old_keys
from xianfeng.site.schedule import every


@every(timedelta(days=1), name="site.once")
def forget_forms() -> None:
    """Remove the keys of forms that nobody will send again."""
    remove_old_keys(timezone.now())
