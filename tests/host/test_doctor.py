"""The doctor names what is wrong and what to do, and its exit code says whether something is."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.host.running import run

pytestmark = pytest.mark.slow


def wrong(data: Path, **more: str) -> list[str]:
    """Return the lines that say that something is wrong; the exit code agrees with them."""
    done = run(data, "doctor", "--lang", "en", **more)
    assert not done.stderr
    found = [line for line in done.stdout.splitlines() if line.startswith("WRONG")]
    assert done.returncode == (1 if found else 0)
    return found


def spoil(data: Path, sql: str) -> None:
    with closing(sqlite3.connect(data / "xianfeng.sqlite3")) as database:
        database.execute(sql)
        database.commit()


def test_all_is_well_after_setting_up(data: Path) -> None:
    assert wrong(data) == []
    done = run(data, "doctor", "--lang", "zh")
    assert "一切正常" in done.stdout
    assert len(done.stdout.splitlines()) > 10


def test_settings_that_are_wrong_end_the_examination(data: Path) -> None:
    assert len(wrong(data, XIANFENG_HTTPS="yes", XIANFENG_HOTSS="x")) == 2


def test_folders_that_others_can_open_are_named(data: Path) -> None:
    (data / "keys").chmod(0o755)
    (data / "files").mkdir(mode=0o755)
    assert len(wrong(data)) >= 1


@pytest.mark.parametrize(
    ("sql", "name"),
    [
        ("DELETE FROM django_migrations WHERE app = 'host'", "tables"),
        (
            "INSERT INTO django_migrations (app, name, applied) VALUES ('host', '9999_future', '2026-01-01')",
            "tables",
        ),
        (
            "INSERT INTO host_worker (id, started_at, seen_at) VALUES ('x', '2026-01-01', '2026-01-01')",
            "job worker",
        ),
        (
            "INSERT INTO audit_auditentry (at, action, subject_type, details) VALUES ('2999-01-01', 'x.y', '', '{}')",
            "database time",
        ),
    ],
)
def test_what_is_wrong_in_the_database_is_named(data: Path, sql: str, name: str) -> None:
    spoil(data, sql)
    [line] = wrong(data)
    assert line.startswith(f"WRONG  {name}:")


def test_a_broken_database_file_is_named(data: Path) -> None:
    path = data / "xianfeng.sqlite3"
    content = bytearray(path.read_bytes())
    content[20_000:60_000] = b"\0" * 40_000
    path.write_bytes(content)
    assert any("database" in line for line in wrong(data))


def test_a_database_that_does_not_answer_is_named(data: Path) -> None:
    [line] = wrong(data, DATABASE_URL="postgres://nobody@127.0.0.1:9/nothing")
    assert line.startswith("WRONG  database:")


def test_a_demonstration_is_told_but_is_not_wrong(data: Path) -> None:
    done = run(data, "doctor", "--lang", "en", XIANFENG_DEMO="1")
    assert done.returncode == 0
    assert "note   demonstration" in done.stdout
