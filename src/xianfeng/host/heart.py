"""The heart of a job worker: it says that the worker lives, takes up what a dead one left, and queues what is due.

A worker that was killed leaves its task marked as running for ever, and says nothing. So each worker writes its
heartbeat, and any of them puts a task whose worker is gone back into the queue. Tasks must therefore bear being
done twice; an operation is one transaction, so nothing of the first attempt is left half-done.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from threading import Event, Thread
from typing import Any

from django.db import close_old_connections, connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from xianfeng.host.models import Due, Worker
from xianfeng.host.tasks import repeated
from xianfeng.site.schedule import Job, jobs

BEAT = timedelta(seconds=5)
DEAD = timedelta(seconds=60)
"""A worker that has not been seen for so long is taken for dead."""
ATTEMPTS = 3
"""So often a task is begun; one whose workers die again and again is given up."""

logger = logging.getLogger("xianfeng.host.heart")


class WorkerLost(Exception):
    """The worker of a task died in each of its attempts."""


class Heart:
    """Beats in a thread of its own, so that a long task does not look like a dead worker."""

    def __init__(self, worker_id: str, beat: timedelta = BEAT) -> None:
        self._worker_id, self._beat, self._stopped = worker_id, beat, Event()
        self._thread = Thread(target=self._run, name="heart", daemon=True)

    def __enter__(self) -> Heart:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._thread.join(timeout=10)
        Worker.objects.filter(pk=self._worker_id).delete()

    def _run(self) -> None:
        while True:
            close_old_connections()
            try:
                beat(self._worker_id, timezone.now())
            except Exception:
                logger.exception("a heartbeat was missed")
            if self._stopped.wait(self._beat.total_seconds()):
                connection.close()
                return


def beat(worker_id: str, now: datetime) -> None:
    """Write the heartbeat; then, unless this worker itself was away, look after the others' tasks and what is due."""
    was_seen = Worker.objects.filter(pk=worker_id).values_list("seen_at", flat=True).first()
    Worker.objects.update_or_create(
        pk=worker_id, defaults={"seen_at": now}, create_defaults={"seen_at": now, "started_at": now}
    )
    if was_seen is None or now - was_seen > DEAD:
        return  # just started, or the machine slept: give the others time to write theirs
    take_up_lost_tasks(now)
    for job in jobs().values():
        queue_if_due(job, now)


def take_up_lost_tasks(now: datetime) -> None:
    """Put tasks whose worker is dead back into the queue; fail those that were begun too often."""
    Worker.objects.filter(seen_at__lt=now - DEAD).delete()
    alive = set(Worker.objects.values_list("pk", flat=True))
    for task in DBTaskResult.objects.running():
        if task.worker_ids and task.worker_ids[-1] not in alive:
            _take_up(task)


def _take_up(lost: DBTaskResult[Any, Any]) -> None:
    with transaction.atomic():
        task = DBTaskResult.objects.running().select_for_update().filter(pk=lost.pk).first()
        if task is None or task.worker_ids != lost.worker_ids:
            return
        if len(task.worker_ids) >= ATTEMPTS:
            task.set_failed(WorkerLost(f"given up after {ATTEMPTS} attempts"))
            return
        task.status, task.started_at = "READY", None
        task.save(update_fields=["status", "started_at"])
    logger.warning("task %s is queued again: its worker is gone", lost.pk)


def queue_if_due(job: Job, now: datetime) -> None:
    """Put a job into the queue when its time has come; of several workers one does it."""
    due, _ = Due.objects.get_or_create(pk=job.name, defaults={"at": now})
    if due.at > now:
        return
    with transaction.atomic():
        if Due.objects.filter(pk=job.name, at=due.at).update(at=now + job.interval):
            repeated.enqueue(job.name)
