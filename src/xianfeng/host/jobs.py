"""What the frameworks beneath leave lying about."""

from __future__ import annotations

from datetime import timedelta

from django.core.management import call_command

from xianfeng.site.schedule import every


@every(timedelta(days=1), "host.sessions")
def clear_sessions() -> None:
    """Delete sessions that have ended."""
    call_command("clearsessions")


@every(timedelta(days=1), "host.tasks")
def prune_tasks() -> None:
    """Delete finished tasks after two weeks, failed ones after a month."""
    call_command("prune_db_task_results", min_age_days=14, failed_min_age_days=30, queue_name="*")
