"""An installation with a database of its own kind, to be backed up and restored by its commands."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg

from tests.host.running import clean_environment, run


@dataclass
class Installation:
    """A data folder and, with PostgreSQL, the address of a database."""

    data: Path
    url: str = ""

    @property
    def environ(self) -> dict[str, str]:
        return {"DATABASE_URL": self.url} if self.url else {}

    def run(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        return run(self.data, *arguments, "--lang", "en", **self.environ)

    def done(self, *arguments: object) -> str:
        done = self.run(*arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def refused(self, *arguments: object) -> str:
        done = self.run(*arguments)
        assert done.returncode == 2, (done.returncode, done.stdout, done.stderr)
        return done.stderr

    def python(self, code: str, *arguments: str) -> subprocess.Popen[bytes]:
        """Start a Python of the installation."""
        begin = "import django; django.setup()\n"
        environ = clean_environment(self.data, DJANGO_SETTINGS_MODULE="xianfeng.settings", **self.environ)
        return subprocess.Popen(
            [sys.executable, "-c", begin + code, *arguments], env=environ, stdout=subprocess.PIPE
        )

    def ask(self, sql: str) -> list[Any]:
        """Return the rows of a query, or change something."""
        with self._connected() as database:
            cursor = database.execute(sql)
            rows = list(cursor.fetchall()) if cursor.description else []
            database.commit()
            return rows

    @contextmanager
    def _connected(self) -> Iterator[Any]:
        import sqlite3

        opened = (
            psycopg.connect(self.url)
            if self.url
            else sqlite3.connect(self.data / "xianfeng.sqlite3", timeout=20)
        )
        with closing(opened) as database:
            yield database

    def names(self) -> set[str]:
        return {name for (name,) in self.ask("SELECT name FROM host_due")}

    def put(self, name: str) -> None:
        self.ask(f"INSERT INTO host_due (name, at) VALUES ('{name}', '2026-01-01 00:00:00+00:00')")

    def upload(self, name: str, content: str) -> Path:
        path = self.data / "files" / name
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.write_text(content, "utf-8")
        return path

    def uploads(self) -> dict[str, str]:
        folder = self.data / "files"
        return {str(p.relative_to(folder)): p.read_text("utf-8") for p in folder.rglob("*") if p.is_file()}

    def everything(self) -> tuple[set[str], dict[str, str]]:
        return self.names(), self.uploads()


@contextmanager
def own_database() -> Iterator[str]:
    """Yield the address of a new database on the server of DATABASE_URL."""
    name, server = f"xianfeng_test_{uuid4().hex}", urlsplit(os.environ["DATABASE_URL"])
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield urlunsplit(server._replace(path=f"/{name}"))
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


Make = Callable[[], Installation]
