"""What an installation says about itself, read from the environment and checked at start, all at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dj_database_url

from xianfeng.engine.problems import InvalidInput, Named, Problem
from xianfeng.engine.text import Text


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of the environment: what it is called, means and defaults to, and how it is read.

    `read` returns the value or raises ValueError; `fix` says what is allowed.
    """

    name: str
    default: str
    meaning: Text
    fix: Text
    read: Callable[[str], Any] = str


def _flag(value: str) -> bool:
    return {"1": True, "0": False}[value]


def _list(value: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in value.split(","))))


def _folder(value: str) -> Path:
    return Path(value).expanduser().resolve()


def _database(value: str) -> dict[str, Any]:
    if value and not value.startswith(("postgres://", "postgresql://")):
        raise ValueError(value)
    return dict(dj_database_url.parse(value)) if value else {}


def _bytes_or_empty(value: str) -> str:
    if value and len(value) < 50:
        raise ValueError(value)
    return value


FLAG = Text("写1或0", "write 1 or 0")
ANY = Text("", "")
VARIABLES: tuple[Variable, ...] = (
    Variable(
        "XIANFENG_DATA", "~/.local/share/xianfeng",
        Text("存放数据库、密钥、照片和备份的文件夹", "folder for the database, keys, photos and backups"),
        ANY, _folder,
    ),
    Variable(
        "DATABASE_URL", "",
        Text("PostgreSQL的地址；不写就用数据文件夹里的SQLite", "address of PostgreSQL; without it SQLite in the data folder"),
        Text("写成postgres://用户:密码@主机:端口/库名", "write postgres://user:password@host:port/name"), _database,
    ),
    Variable(
        "XIANFENG_SECRET_KEY", "",
        Text("签名密钥；不写就在数据文件夹里生成一个", "signing key; without it one is made in the data folder"),
        Text("至少50个字符", "at least 50 characters"), _bytes_or_empty,
    ),
    Variable(
        "XIANFENG_HOSTS", "localhost,127.0.0.1,[::1]",
        Text("对外的主机名，用逗号隔开", "host names it answers to, separated by commas"), ANY, _list,
    ),
    Variable(
        "XIANFENG_HTTPS", "0",
        Text("是否只走HTTPS（1是，0否）", "whether it is reached by HTTPS alone (1 yes, 0 no)"), FLAG, _flag,
    ),
    Variable(
        "XIANFENG_DEMO", "0",
        Text("演示：登录页可一键进入，只能在本机使用", "demonstration: one-click accounts, on this machine alone"), FLAG, _flag,
    ),
    Variable(
        "XIANFENG_DEBUG", "0",
        Text("开发时显示详细错误，正式使用不要打开", "detailed errors for developers; never in use"), FLAG, _flag,
    ),
)  # fmt: skip


def read_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    """Return the value of every variable by its name. Raises InvalidInput with every wrong one."""
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for variable in VARIABLES:
        try:
            values[variable.name] = variable.read(environ.get(variable.name, variable.default))
        except (ValueError, KeyError):
            problems.append(
                Problem(Named.of(variable.name), Text("写法不对", "is not understood"), variable.fix)
            )
    if problems:
        raise InvalidInput(problems)
    return values
