"""The task that does a repeated job."""

from __future__ import annotations

from django_tasks import task

from xianfeng.site.schedule import jobs


@task()
def repeated(name: str) -> None:
    """Do the job of this name; one that an earlier version queued and this one no longer knows is left out."""
    if name in jobs():
        jobs()[name].run()
