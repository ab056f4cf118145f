"""The database and what is in it: its version and tables, soundness, clock, job workers, tasks, backups."""

from __future__ import annotations

import platform
import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from xianfeng.engine.problems import InvalidInput
from xianfeng.engine.text import Text
from xianfeng.host import database
from xianfeng.host.doctor.findings import Finding, bad, good, note
from xianfeng.host.heart import DEAD
from xianfeng.host.models import Worker
from xianfeng.people.audit.models import AuditEntry

NAME = Text("数据库", "database")
WAITING = timedelta(minutes=5)
AGREE = timedelta(seconds=5)
"""So far the clocks of this machine and of the database may be apart."""
BACKUP_WITHIN = timedelta(days=7)


def reached() -> Iterator[Finding]:
    """Look whether the database answers."""
    try:
        database.check_reachable()
    except InvalidInput as error:
        yield from (bad(NAME, problem.what, problem.fix) for problem in error.problems)
    else:
        yield good(NAME, Text.same(_version()))


def _version() -> str:
    if connection.vendor == "sqlite":
        return f"SQLite {sqlite3.sqlite_version}, Python {platform.python_version()}"
    return f"PostgreSQL {_ask('SHOW server_version')}, Python {platform.python_version()}"


def _ask(sql: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def tables() -> Iterator[Finding]:
    """Look whether the tables are this version's."""
    name = Text("表结构", "tables")
    if unknown := database.unknown_migrations():
        what = Text(f"属于更新的版本（{unknown[0]}）", f"they belong to a newer version ({unknown[0]})")
        yield bad(name, what, Text("请安装那个版本", "install that version"))
    elif missing := database.missing_migrations():
        what = Text(f"差{len(missing)}步更新", f"{len(missing)} steps behind")
        yield bad(name, what, Text("启动时会自动更新，或执行xianfeng manage migrate",
                                   "they are taken at the next start, or by xianfeng manage migrate"))  # fmt: skip
    else:
        yield good(name, Text("与程序版本一致", "as this version needs them"))


def soundness() -> Iterator[Finding]:
    """Look whether an SQLite file is whole, and written as it should be."""
    if connection.vendor != "sqlite":
        return
    name, mode = Text("数据库文件", "database file"), _ask("PRAGMA journal_mode")
    found = _ask("PRAGMA integrity_check(1)")
    if found != "ok":
        yield bad(name, Text.same(found), Text("请停下来，用备份恢复", "stop, and restore a backup"))
    elif mode != "wal":
        what = Text(f"日志方式是{mode}，不是wal", f"its journal mode is {mode}, not wal")
        yield bad(
            name, what, Text("数据文件夹不能在网络盘上", "the data folder must not be on a network drive")
        )
    else:
        yield good(name, Text("完好", "whole"))


def clocks() -> Iterator[Finding]:
    """Look whether the clock agrees with the database's, and has not been set back."""
    name, now = Text("数据库时间", "database time"), timezone.now()
    latest = AuditEntry.objects.order_by("-at").values_list("at", flat=True).first()
    apart = abs(now - _server_time(now))
    if apart > AGREE:
        what = Text(f"和本机差{apart.seconds}秒", f"{apart.seconds} seconds away from this machine's")
        yield bad(name, what, Text("两台机器都要对时", "set the time of both machines"))
    elif latest and latest > now + AGREE:
        what = Text("本机时间早于最近的审计记录", "this machine's is earlier than the latest audit entry")
        yield bad(name, what, Text("请校准系统时间", "set the time of the system"))
    else:
        yield good(name, Text("一致", "they agree"))


def _server_time(now: datetime) -> datetime:
    if connection.vendor == "sqlite":
        return now
    told = _ask("SELECT clock_timestamp()")
    return told if isinstance(told, datetime) else now


def workers() -> Iterator[Finding]:
    """Look whether a job worker lives, and whether tasks wait in vain."""
    name, now = Text("后台任务", "job worker"), timezone.now()
    fix = Text("请执行xianfeng serve", "run xianfeng serve")
    alive = Worker.objects.filter(seen_at__gte=now - DEAD).count()
    waiting = DBTaskResult.objects.ready().filter(enqueued_at__lt=now - WAITING).count()
    if waiting:
        what = Text(
            f"{waiting}个任务等了五分钟以上", f"{waiting} tasks have waited for more than five minutes"
        )
        yield bad(name, what, fix)
    elif Worker.objects.filter(seen_at__lt=now - DEAD).exists() and not alive:
        yield bad(name, Text("突然断了", "it ended suddenly"), fix)
    elif not alive:
        yield note(name, Text("没有运行", "not running"), fix)
    else:
        yield good(name, Text(f"{alive}个在运行", f"{alive} running"))


def failures() -> Iterator[Finding]:
    """Say how many tasks have failed in the last week."""
    since = timezone.now() - timedelta(days=7)
    if failed := DBTaskResult.objects.failed().filter(finished_at__gte=since).count():
        what = Text(f"一周内有{failed}个没有做成", f"{failed} have failed within a week")
        yield note(Text("任务", "tasks"), what, Text("原因见日志", "the log says why"))


def backups() -> Iterator[Finding]:
    """Say when the last backup was made."""
    name = Text("备份", "backup")
    fix = Text("请执行xianfeng backup", "run xianfeng backup")
    last = (
        AuditEntry.objects.filter(action="host.backup").order_by("-at").values_list("at", flat=True).first()
    )
    if last is None:
        yield note(name, Text("还没有备份过", "none has been made"), fix)
    elif last < timezone.now() - BACKUP_WITHIN:
        yield note(name, Text(f"最近一次是{last:%Y-%m-%d}", f"the last one is of {last:%Y-%m-%d}"), fix)
    else:
        yield good(name, Text(f"最近一次是{last:%Y-%m-%d}", f"the last one is of {last:%Y-%m-%d}"))


CHECKS = (tables, soundness, clocks, workers, failures, backups)
