"""What whoever watches over the server is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from xianfeng.host.heart import DEAD
from xianfeng.host.models import Worker

pytestmark = pytest.mark.django_db


def test_it_answers_without_signing_in() -> None:
    answer = Client().get("/health/live")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(("ago", "is_ready"), [(timedelta(), True), (2 * DEAD, False)])
def test_it_is_ready_while_a_job_worker_lives(ago: timedelta, is_ready: bool) -> None:
    Worker.objects.create(pk="one", started_at=timezone.now(), seen_at=timezone.now() - ago)
    answer = Client().get("/health/ready")
    assert answer.status_code == (200 if is_ready else 503)
    assert answer.json() == {"database": True, "worker": is_ready}


def test_nothing_can_be_posted_to_it() -> None:
    assert [Client().post(f"/health/{page}").status_code for page in ("live", "ready")] == [405, 405]
