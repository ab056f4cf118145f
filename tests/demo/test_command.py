"""The command: made once, kept afterwards, on this machine alone."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.host.running import clean_environment, eventually, run


def demo(data: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return run(data, "demo", "--no-serve", "--lang", "en", *options)


def rows(data: Path, sql: str) -> list[Any]:
    with closing(sqlite3.connect(data / "xianfeng.sqlite3", timeout=20)) as database:
        return database.execute(sql).fetchall()


def test_it_refuses_an_address_that_others_reach(tmp_path: Path) -> None:
    done = run(tmp_path / "data", "demo", "--host", "0.0.0.0", "--lang", "en")
    assert done.returncode == 2
    assert "XIANFENG_DEMO" in done.stderr
    assert not (tmp_path / "data" / "xianfeng.sqlite3").exists()


def test_a_day_to_come_is_refused(tmp_path: Path) -> None:
    done = demo(tmp_path / "data", "--on", "2999-01-01")
    assert done.returncode == 2
    assert "--on" in done.stderr
    assert rows(tmp_path / "data", "SELECT count(*) FROM audit_auditentry") == [(0,)]


def test_a_folder_in_use_is_refused(tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert run(data, "manage", "migrate", "-v0").returncode == 0
    with closing(sqlite3.connect(data / "xianfeng.sqlite3")) as database:
        database.execute(
            "INSERT INTO organizations_unit (path, depth, numchild, kind, code, name, sector, founded_on, term_years)"
            " VALUES ('0001', 1, 0, 'branch', 'A', '我们的支部', 'office', '2000-07-01', 3)"
        )
        database.commit()
    done = demo(data)
    assert done.returncode == 2
    assert str(data) in done.stderr
    assert rows(data, "SELECT count(*) FROM members_member") == [(0,)]


@pytest.mark.slow
def test_a_stopped_start_is_completed_and_a_second_one_keeps_everything(tmp_path: Path) -> None:
    data = tmp_path / "data"
    command = [sys.executable, "-m", "xianfeng", "demo", "--no-serve", "--seed", "884", "--on", "2026-06-30"]
    first = subprocess.Popen(command, env=clean_environment(data), stdout=subprocess.DEVNULL)
    assert eventually(lambda: _branches(data) > 4, within=120)
    first.kill()
    first.wait()

    done = demo(data)
    assert done.returncode == 0, done.stderr
    assert "Auditor" in done.stdout
    assert rows(data, "SELECT count(*) FROM members_member") == [(1994,)]
    assert rows(data, "SELECT count(*) FROM organizations_unit WHERE kind = 'branch'") == [(21 + 18 + 10,)]
    begun = rows(data, "SELECT details FROM audit_auditentry WHERE action = 'demo.begin'")
    assert begun == [('{"size": "demo", "seed": 884, "on": "2026-06-30"}',)]

    with closing(sqlite3.connect(data / "xianfeng.sqlite3")) as database:
        database.execute("UPDATE members_member SET work_post = '新岗位' WHERE staff_no = 'BF102020'")
        database.commit()
    assert demo(data).returncode == 0
    assert rows(data, "SELECT work_post FROM members_member WHERE staff_no = 'BF102020'") == [("新岗位",)]
    assert rows(data, "SELECT count(*) FROM audit_auditentry WHERE action = 'demo.begin'") == [(1,)]


def _branches(data: Path) -> int:
    try:
        return int(rows(data, "SELECT count(*) FROM organizations_unit WHERE kind = 'branch'")[0][0])
    except sqlite3.OperationalError:
        return 0
