"""Installations for these tests, and copies of them: of a folder with SQLite, or of a database on PostgreSQL."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg

from tests.host.installation import Installation, own_database
from tests.host.running import clean_environment, copied, run

ROOT = Path(__file__).parents[2]


@contextmanager
def installation(kind: str, template: Path, folder: Path) -> Iterator[Installation]:
    """Yield an installation whose tables are there; `template` is a data folder that was set up."""
    data = copied(template, folder)
    if kind == "sqlite":
        yield Installation(data)
        return
    with own_database() as url:
        made = Installation(data, url)
        done = run(data, "manage", "migrate", "-v0", **made.environ)
        assert done.returncode == 0, done.stderr
        yield made


@contextmanager
def copy_of(one: Installation, folder: Path) -> Iterator[Installation]:
    """Yield a copy of an installation that nobody uses at the moment."""
    data = copied(one.data, folder)
    if not one.url:
        yield Installation(data)
        shutil.rmtree(folder)
        return
    parts, name = urlsplit(one.url), f"xianfeng_test_{uuid4().hex}"
    with psycopg.connect(urlunsplit(parts._replace(path="/postgres")), autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE {parts.path[1:]}")
        try:
            yield Installation(data, urlunsplit(parts._replace(path=f"/{name}")))
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")
    shutil.rmtree(folder)


def database_of(one: Installation) -> str:
    """Return the name of the database, as Django's settings have it."""
    return urlsplit(one.url).path[1:] if one.url else str(one.data / "xianfeng.sqlite3")


def start(
    one: Installation, module: str, *arguments: object, told: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run a module of these tests in an installation; `told` is what it reads."""
    environ = clean_environment(one.data, DJANGO_SETTINGS_MODULE="xianfeng.settings", **one.environ)
    command = [sys.executable, "-m", f"tests.trust.{module}", *map(str, arguments)]
    return subprocess.run(
        command, env=environ, capture_output=True, text=True, check=False, cwd=ROOT, timeout=1200, input=told
    )


def answer(one: Installation, module: str, *arguments: object, told: str = "") -> Any:
    """Return what a module prints as JSON."""
    done = start(one, module, *arguments, told=told)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.rsplit("\n", 1)[-1])
