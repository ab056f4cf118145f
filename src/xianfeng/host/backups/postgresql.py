"""PostgreSQL: copied and put back by its own tools."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from django.core.management import call_command
from django.db import connection, transaction

from xianfeng.engine.problems import InvalidInput, Named, Problem
from xianfeng.engine.text import Text

TOOLS = ("pg_dump", "pg_restore", "psql")
EMPTY = """
DO $$ DECLARE found record; BEGIN
  FOR found IN SELECT c.oid::regclass AS name, c.relkind AS kind FROM pg_class c
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
  LOOP
    EXECUTE format(CASE found.kind WHEN 'v' THEN 'DROP VIEW IF EXISTS %s CASCADE'
      WHEN 'm' THEN 'DROP MATERIALIZED VIEW IF EXISTS %s CASCADE' ELSE 'DROP TABLE IF EXISTS %s CASCADE' END, found.name);
  END LOOP;
  FOR found IN SELECT c.oid::regclass AS name FROM pg_class c
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'S'
  LOOP EXECUTE format('DROP SEQUENCE IF EXISTS %s CASCADE', found.name); END LOOP;
  FOR found IN SELECT p.oid::regprocedure AS name FROM pg_proc p
    WHERE p.pronamespace = current_schema()::regnamespace
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
  LOOP EXECUTE format('DROP ROUTINE IF EXISTS %s CASCADE', found.name); END LOOP;
END $$;
"""
"""Takes away what is in the schema, within the transaction that puts the copy there."""


class PostgreSQL:
    """The database server."""

    def check(self) -> None:
        missing = [tool for tool in TOOLS if not shutil.which(tool)]
        if missing:
            what = Text("没有找到", "not found: ") + Text.same(", ".join(missing))
            fix = Text(
                "请安装PostgreSQL的客户端，版本不低于服务器",
                "install PostgreSQL's client, not older than the server",
            )
            raise InvalidInput([Problem(Named.of("PostgreSQL"), what, fix)])

    def take(self, file: Path) -> Mapping[str, int]:
        """Counts and copy are of one snapshot, which a transaction holds open meanwhile."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = str(cursor.fetchone()[0])
            _run(
                "pg_dump",
                "--format=custom",
                "--no-owner",
                "--no-privileges",
                f"--snapshot={snapshot}",
                f"--file={file}",
            )
            return _counts()

    def put(self, file: Path, counts: Mapping[str, int]) -> None:
        parts = [file.with_suffix(suffix) for suffix in (".empty", ".sql", ".check")]
        parts[0].write_text(EMPTY, "utf-8")
        _run("pg_restore", "--no-owner", "--no-privileges", f"--file={parts[1]}", str(file))
        parts[2].write_text(_same_counts(counts), "utf-8")
        connection.close()
        files = [f"--file={part}" for part in parts]
        _run(
            "psql",
            "--no-psqlrc",
            "--quiet",
            "--single-transaction",
            "--set=ON_ERROR_STOP=1",
            "--output=/dev/null",
            *files,
        )
        call_command("migrate", interactive=False, verbosity=0)


def _counts() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1")
        found = {}
        for (name,) in cursor.fetchall():
            cursor.execute(f'SELECT count(*) FROM "{name}"')  # noqa: S608
            found[name] = cursor.fetchone()[0]
        return found


def _same_counts(counts: Mapping[str, int]) -> str:
    """Return SQL that fails, and with it the transaction, when a table has other rows."""
    checks = [
        f"IF (SELECT count(*) FROM {_quoted(name)}) <> {int(number)} THEN "  # noqa: S608
        f"RAISE EXCEPTION 'rows are missing'; END IF;"
        for name, number in counts.items()
    ]
    return "RESET search_path;\nDO $$ BEGIN\n" + "\n".join(checks) + "\nEND $$;\n"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _run(tool: str, *arguments: str) -> None:
    """Run a tool on our database; raise InvalidInput with its last words when it fails."""
    command = [tool, *arguments]
    done = subprocess.run(command, env=_environment(), capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        words = (done.stderr.strip().splitlines() or [""])[-1]
        what = Text(f"没有做成：{words}", f"it failed: {words}")
        raise InvalidInput(
            [Problem(Named.of(tool), what, Text("数据库没有改动", "the database is unchanged"))]
        )


def _environment() -> dict[str, str]:
    """Return the environment that leads the tools to our database; a password does not show among processes."""
    given = connection.settings_dict
    options = given.get("OPTIONS", {})
    names = {"PGHOST": given["HOST"], "PGPORT": given["PORT"], "PGUSER": given["USER"], "PGPASSWORD": given["PASSWORD"],
             "PGDATABASE": given["NAME"], "PGSSLMODE": options.get("sslmode"), "PGSSLROOTCERT": options.get("sslrootcert")}  # fmt: skip
    return {**os.environ, **{name: str(value) for name, value in names.items() if value}}
