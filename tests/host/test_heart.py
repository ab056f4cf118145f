"""Tasks of dead workers are taken up, repeated jobs are queued once each time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from xianfeng.host.heart import ATTEMPTS, BEAT, DEAD, beat, queue_if_due, take_up_lost_tasks
from xianfeng.host.models import Due, Worker
from xianfeng.host.tasks import repeated
from xianfeng.site.schedule import Job, every, jobs

pytestmark = pytest.mark.django_db
NOW = timezone.now()
JOB = Job("tests.job", timedelta(hours=1), lambda: None)


def running(*workers: str) -> DBTaskResult:
    made = DBTaskResult.objects.get(pk=repeated.enqueue("host.sessions").id)
    for worker in workers:
        made.claim(worker)
    return made


def state(task: DBTaskResult) -> str:
    task.refresh_from_db()
    return str(task.status)


def test_a_task_of_a_dead_worker_is_queued_again() -> None:
    Worker.objects.create(pk="dead", started_at=NOW, seen_at=NOW - DEAD - BEAT)
    task = running("dead")
    take_up_lost_tasks(NOW)
    assert state(task) == "READY"
    assert task.started_at is None
    assert not Worker.objects.exists()


def test_a_task_of_a_living_worker_is_left_to_it() -> None:
    Worker.objects.create(pk="alive", started_at=NOW, seen_at=NOW - BEAT)
    task = running("dead", "alive")
    take_up_lost_tasks(NOW)
    assert state(task) == "RUNNING"


def test_a_task_that_kills_its_workers_is_given_up() -> None:
    task = running(*(f"worker {number}" for number in range(ATTEMPTS)))
    take_up_lost_tasks(NOW)
    assert state(task) == "FAILED"
    assert task.exception_class_path.endswith("WorkerLost")


def test_a_worker_that_has_just_started_or_slept_takes_nothing_from_others() -> None:
    task = running("perhaps asleep too")
    beat("new", NOW)
    assert state(task) == "RUNNING"
    beat("new", NOW + DEAD + BEAT)
    assert state(task) == "RUNNING"
    beat("new", NOW + DEAD + 2 * BEAT)
    assert state(task) == "READY"


def queued() -> list[str]:
    return [task.args_kwargs["args"][0] for task in DBTaskResult.objects.ready()]


def test_a_repeated_job_is_queued_once_an_interval() -> None:
    queue_if_due(JOB, NOW)
    queue_if_due(JOB, NOW + timedelta(minutes=59))
    assert queued() == ["tests.job"]
    queue_if_due(JOB, NOW + timedelta(minutes=61))
    assert queued() == ["tests.job"] * 2


def test_of_two_workers_one_queues_the_job(monkeypatch: pytest.MonkeyPatch) -> None:
    due = Due.objects.create(pk=JOB.name, at=NOW)
    monkeypatch.setattr(Due.objects.__class__, "get_or_create", lambda *_, **__: (due, False))
    queue_if_due(JOB, NOW)
    queue_if_due(JOB, NOW)  # it looked before the other one wrote
    assert queued() == ["tests.job"]


def test_every_registered_job_runs() -> None:
    assert {"host.sessions", "host.tasks"} <= set(jobs())
    for name in jobs():
        repeated.call(name)
    repeated.call("of an older version")


def test_a_name_belongs_to_one_job() -> None:
    with pytest.raises(ValueError, match="two jobs"):
        every(timedelta(days=1), "host.sessions")(lambda: None)
