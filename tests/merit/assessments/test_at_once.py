"""Several who settle at the same moment, and processes that are killed while they do: one version, never half of one."""

from __future__ import annotations

import json
import os
import random
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.host.installation import Installation, own_database
from tests.merit.assessments.making import LATE, QUARTERS, closed, done
from tests.people.accounts.racing import seen_by_threads
from tests.people.world import World, adopt, small_world
from xianfeng.merit.assessments.models import AssessmentPeriod, PeriodChange, Result, Settlement
from xianfeng.merit.assessments.operations import settle
from xianfeng.people.audit.operations import PROGRAM

RUNNERS = 8


@pytest.mark.django_db(transaction=True)
def test_two_settlements_at_once_are_one_version(tmp_path: Path) -> None:
    world: World = small_world()
    adopt(world.first, QUARTERS)
    done(world, "member", LATE.date().replace(year=2026, month=8))
    period = closed(world.first, "2026-Q3")

    def deed(_: int) -> int:
        return int(settle(PROGRAM, AssessmentPeriod.objects.get(pk=period.pk), at=LATE).pk)

    def look(_: int) -> tuple[int, int, int]:
        steps = PeriodChange.objects.filter(done="settle").count()
        return Settlement.objects.count(), Result.objects.count(), steps

    with seen_by_threads(tmp_path) as race:
        answers = race(deed, RUNNERS)
        assert race(look, 1) == [(1, 6, 1)]
    assert len(set(answers)) == 1, answers


POINTS = 20
CODES = [f"{year}-Q{quarter}" for year in range(2019, 2026) for quarter in (1, 2, 3)][: POINTS + 1]
"""Without fourth quarters: what comes of a year changes with the quarters before."""
SET_UP = f"""
from datetime import date
from tests.merit.assessments.making import QUARTERS, closed
from tests.people.world import adopt, member, small_world
from django.core.management import call_command
call_command("migrate", verbosity=0)
world = small_world()
adopt(world.committee, QUARTERS)
for number in range(40):
    member(str(number), world.two)
for code in {CODES}:
    closed(world.first, code)
"""
SETTLE = """
import json, sys, time
from xianfeng.merit.assessments.models import AssessmentPeriod
from xianfeng.merit.assessments.operations import settle
from xianfeng.people.audit.operations import PROGRAM
periods = [AssessmentPeriod.objects.get(code=code) for code in sys.argv[1:]]
print(json.dumps("going"), flush=True)
for period in periods:
    began = time.monotonic()
    made = settle(PROGRAM, period)
    print(json.dumps([made.pk, made.inputs_digest, made.results_digest, time.monotonic() - began]), flush=True)
"""
STATE = """
SELECT (SELECT count(*) FROM assessments_settlement s WHERE s.period_id = p.id),
       (SELECT count(*) FROM assessments_result r JOIN assessments_settlement s ON s.id = r.settlement_id WHERE s.period_id = p.id),
       (SELECT count(*) FROM assessments_periodchange c WHERE c.period_id = p.id AND c.done = 'settle'),
       (SELECT count(*) FROM audit_auditentry a WHERE a.subject = p.id AND a.action = 'assessments.settle'), p.state
FROM assessments_assessmentperiod p WHERE p.code = '{code}'
"""
NOTHING, EVERYTHING = (0, 0, 0, 0, "closed"), (1, 46, 1, 1, "computed")


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    if connection.vendor == "postgresql":
        with own_database() as url:
            yield Installation(tmp_path / "data", url)
    else:
        yield Installation(tmp_path / "data")


@pytest.mark.slow
def test_killed_at_twenty_points_nothing_is_left_half_done_and_the_rerun_is_identical(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(Path.cwd()), str(Path.cwd() / "src")]))
    said(installation, SET_UP)
    lasts, chance, nothing = said(installation, SETTLE, CODES[0])[-1][-1], random.Random(6), 0
    for point, code in enumerate(CODES[1:]):
        kill_while_settling(installation, code, lasts * 1.1 * (point + chance.random()) / POINTS)
        (found,) = installation.ask(STATE.format(code=code))
        assert found in (NOTHING, EVERYTHING), code
        nothing += found == NOTHING
    _going, *rerun = said(installation, SETTLE, *CODES, *CODES)
    assert [one[:3] for one in rerun[: len(CODES)]] == [one[:3] for one in rerun[len(CODES) :]]
    assert all(installation.ask(STATE.format(code=code)) == [EVERYTHING] for code in CODES)
    assert nothing >= POINTS // 2
    assert f"{len(CODES)} versions" in installation.done("verify")


def kill_while_settling(installation: Installation, code: str, after: float) -> None:
    running = installation.python(SETTLE, code)
    assert running.stdout
    assert json.loads(running.stdout.readline()) == "going"
    time.sleep(after)
    running.send_signal(signal.SIGKILL)
    running.communicate()


def said(installation: Installation, code: str, *arguments: str) -> list[Any]:
    process = installation.python(code, *arguments)
    out, _ = process.communicate()
    assert process.returncode == 0
    return [json.loads(line) for line in out.splitlines()]
