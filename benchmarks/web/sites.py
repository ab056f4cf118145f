"""The installations that are measured: one of each size and database, made once and kept below .bench."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".bench" / "web"
MADE_BY = ("src/xianfeng/demo/**/*.py", "src/xianfeng/sample/*.py", "src/xianfeng/**/migrations/*.py")
"""When one of these changes, the installations are made anew."""


@dataclass(frozen=True, slots=True)
class Site:
    """An installation of a size, in SQLite or in a database of its own on the server of an address."""

    size: str
    server: str = ""

    @property
    def name(self) -> str:
        return f"{self.size}-{_generation()}"

    def run(self, *arguments: str) -> Any:
        """Let a process of the installation do something and return what it says."""
        command = [sys.executable, "-m", "benchmarks.web.visiting", self.size, *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self._environ(), stdout=subprocess.PIPE, text=True, check=True
        )
        return json.loads(done.stdout.splitlines()[-1])

    def ensure(self) -> None:
        """Make the installation if it is not there yet."""
        if self.server:
            _make_database(self.server, self._database)
        self.run("make")

    @property
    def _database(self) -> str:
        return f"xianfeng_bench_{self.name.replace('-', '_')}"

    def _environ(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("XIANFENG_")}
        kept |= {"XIANFENG_DATA": str(FOLDER / self.name), "XIANFENG_DEMO": "1"}
        kept["DATABASE_URL"] = _address(self.server, self._database) if self.server else ""
        return kept


@cache
def _generation() -> str:
    digest = hashlib.sha256()
    for pattern in MADE_BY:
        for file in sorted(ROOT.glob(pattern)):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:8]


def _address(server: str, database: str) -> str:
    return urlunsplit(urlsplit(server)._replace(path=f"/{database}"))


def _make_database(server: str, name: str) -> None:
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(f'CREATE DATABASE "{name}"')
