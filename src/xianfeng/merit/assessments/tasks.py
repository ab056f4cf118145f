"""The task that does a run; after a worker was killed another goes on where it stopped."""

from __future__ import annotations

from django_tasks import task


@task()
def settle_many(run: int) -> None:
    """Do a run, if it is still there."""
    from xianfeng.merit.assessments.models import Run
    from xianfeng.merit.assessments.runs import work

    found = Run.objects.unscoped().filter(pk=run).first()
    if found is not None:
        work(found)
