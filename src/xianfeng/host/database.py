"""The database at start: whether it answers, and whether it is as this version needs it."""

from __future__ import annotations

from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from xianfeng.engine.problems import InvalidInput, Named, Problem
from xianfeng.engine.text import Text


def check_reachable() -> None:
    """Raise InvalidInput when the database does not answer."""
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        what = Text("数据库连不上：", "the database cannot be reached: ") + Text.same(_reason(error))
        raise InvalidInput([Problem(place(), what, _FIX[connection.vendor == "sqlite"])]) from error


_FIX = (
    Text(
        "请检查地址、账号和密码，并确认PostgreSQL在运行",
        "check address, account and password, and that PostgreSQL runs",
    ),
    Text("请检查数据文件夹的权限和磁盘", "check the permissions of the data folder, and the disk"),
)


def place() -> Named:
    """Return what a problem of the database is about."""
    if connection.vendor == "sqlite":
        return Named.of(str(connection.settings_dict["NAME"]))
    return Named.of("DATABASE_URL")


def _reason(error: DatabaseError) -> str:
    """Return the first line of what the driver says."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


def known_migrations() -> set[str]:
    """Return the steps that this version knows."""
    loader = MigrationLoader(None)
    return {f"{app}.{name}" for app, name in (*loader.disk_migrations, *loader.replacements)}


def unknown_migrations() -> list[str]:
    """Return the steps that a newer version has taken in this database."""
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted({f"{app}.{name}" for app, name in applied} - known_migrations())


def missing_migrations() -> list[str]:
    """Return the steps that this version still has to take."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{step.app_label}.{step.name}" for step, _ in plan]


def check_not_newer() -> None:
    """Raise InvalidInput when a newer version has used the database."""
    if unknown := unknown_migrations():
        what = Text(
            f"数据库属于更新的版本（{unknown[0]}等{len(unknown)}步）",
            f"the database belongs to a newer version ({unknown[0]} and so on, {len(unknown)} steps)",
        )
        fix = Text("请安装那个版本，或者换一个数据库", "install that version, or use another database")
        raise InvalidInput([Problem(place(), what, fix)])


def check_current() -> None:
    """Raise InvalidInput when the database is not as this version needs it."""
    check_not_newer()
    if missing := missing_migrations():
        what = Text(
            f"数据库还没有更新到这个版本（{missing[0]}等{len(missing)}步）",
            f"the database is not yet of this version ({missing[0]} and so on, {len(missing)} steps)",
        )
        fix = Text("先运行一次xianfeng serve，它会更新", "run xianfeng serve once, which brings it there")
        raise InvalidInput([Problem(place(), what, fix)])


def migrate() -> None:
    """Bring the tables to this version."""
    call_command("migrate", interactive=False, verbosity=0)
