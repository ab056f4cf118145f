"""What an installation says about itself, read from the environment and checked at start, all at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url

from xianfeng.engine.problems import InvalidInput, Named, Problem
from xianfeng.engine.text import Text
from xianfeng.settings.folders import closed_folder
from xianfeng.settings.keys import SHORTEST


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of the environment: what it is called, means and defaults to, and how it is read.

    `read` returns the value or raises ValueError; `fix` says what is allowed. Where it can say more about what
    is wrong it raises InvalidInput itself.
    """

    name: str
    default: str
    meaning: Text
    fix: Text
    read: Callable[[str], Any] = str


def _flag(value: str) -> bool:
    return {"1": True, "0": False}[value]


def _list(value: str) -> tuple[str, ...]:
    parts = tuple(filter(None, (part.strip() for part in value.split(","))))
    if not parts or "*" in parts:
        raise ValueError(value)
    return parts


def _folder(value: str) -> Path:
    return closed_folder("XIANFENG_DATA", Path(value).expanduser().resolve())


def _database(value: str) -> dict[str, Any]:
    if value and not value.startswith(("postgres://", "postgresql://")):
        raise ValueError(value)
    parsed = dict(dj_database_url.parse(value)) if value else {}
    if value and not parsed["NAME"]:
        raise ValueError(value)
    return parsed


def _long_or_empty(value: str) -> str:
    if value and len(value) < SHORTEST:
        raise ValueError(value)
    return value


def _https(value: str) -> str:
    address = urlsplit(value)
    loopback = address.scheme == "http" and address.hostname in ("localhost", "127.0.0.1")
    if value and not (address.hostname and (address.scheme == "https" or loopback)):
        raise ValueError(value)
    return value.rstrip("/")


def _pair(prefix: str, chinese: str, english: str) -> Iterator[Variable]:
    """Yield the two variables by which a provider of accounts knows this installation."""
    number = Text(f"{chinese}登录的应用编号；不写就没有", f"client id at {english}; without it none")
    secret = Text(f"{chinese}登录的应用密钥", f"client secret at {english}")
    yield Variable(f"XIANFENG_{prefix}_CLIENT_ID", "", number, ANY)
    yield Variable(f"XIANFENG_{prefix}_SECRET", "", secret, ANY)


FLAG = Text("写1或0", "write 1 or 0")
ANY = Text("", "")
REMOVE = Text("请删去", "remove it")
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
        Text("至少50个字符", "at least 50 characters"), _long_or_empty,
    ),
    Variable(
        "XIANFENG_HOSTS", "localhost,127.0.0.1,[::1]",
        Text("对外的主机名，用逗号隔开", "host names it answers to, separated by commas"),
        Text("写主机名，不能用*", "write host names; * is not allowed"), _list,
    ),
    Variable(
        "XIANFENG_HTTPS", "0",
        Text("是否只走HTTPS（1是，0否）", "whether it is reached by HTTPS alone (1 yes, 0 no)"), FLAG, _flag,
    ),
    Variable(
        "XIANFENG_BEHIND_PROXY", "0",
        Text("前面是否有本机上的反向代理（1是，0否）；同--behind-proxy",
             "whether a reverse proxy on this machine stands before it (1 yes, 0 no); as --behind-proxy"),
        FLAG, _flag,
    ),
    Variable(
        "XIANFENG_DEMO", "0",
        Text("演示：登录页可一键进入，只能在本机使用", "demonstration: one-click accounts, on this machine alone"), FLAG, _flag,
    ),
    Variable(
        "XIANFENG_DEMO_SECOND_FACTOR", "0",
        Text("演示时，管理类角色是否也要第二重验证（1是，0否）；正式安装总是要",
             "whether roles with more rights need a second factor in a demonstration too; elsewhere they always do"),
        FLAG, _flag,
    ),
    Variable(
        "XIANFENG_DEBUG", "0",
        Text("开发时显示详细错误，正式使用不要打开", "detailed errors for developers; never in use"), FLAG, _flag,
    ),
    Variable(
        "XIANFENG_LANG", "",
        Text("命令行的语言，zh或en；不写就看系统的语言", "language of the command line, zh or en; else the system's"),
        ANY,
    ),
    Variable(
        "XIANFENG_OIDC_SERVER", "",
        Text("单位统一登录（OpenID Connect）的地址；不写就没有", "address of the unit's OpenID Connect server; without it none"),
        Text("写成https://主机/路径", "write https://host/path"), _https,
    ),
    Variable(
        "XIANFENG_OIDC_NAME", "",
        Text("登录页按钮上的名称，如统一身份认证", "what its button on the sign-in page says"), ANY,
    ),
    Variable(
        "XIANFENG_OIDC_STAFF_CLAIM", "",
        Text("哪一项给出员工号；不写就只按已验证的邮箱认人", "the claim that holds the staff number; else verified e-mail alone counts"),
        ANY,
    ),
    *_pair("OIDC", "OpenID Connect", "OpenID Connect"),
    *_pair("DINGTALK", "钉钉", "DingTalk"),
    *_pair("FEISHU", "飞书", "Feishu"),
    *_pair("WEIXIN", "微信", "WeChat"),
)  # fmt: skip


def read_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    """Return the value of every variable by its name; the data folder is made.

    Raises InvalidInput with everything that is wrong, variables that nobody reads among it.
    """
    values: dict[str, Any] = {}
    problems: list[Problem] = list(_unknown(environ))
    for variable in VARIABLES:
        try:
            values[variable.name] = variable.read(environ.get(variable.name, variable.default))
        except InvalidInput as error:
            problems.extend(error.problems)
        except (ValueError, KeyError):
            what = Text("写法不对", "is not understood")
            problems.append(Problem(Named.of(variable.name), what, variable.fix))
    if problems:
        raise InvalidInput(problems)
    return values


def _unknown(environ: Mapping[str, str]) -> Iterator[Problem]:
    """Yield the variables that look like ours and are not: a slip of the pen must not go unnoticed."""
    known = [variable.name for variable in VARIABLES]
    for name in sorted(environ):
        if name.startswith("XIANFENG_") and name not in known:
            close = get_close_matches(name, known, 1)
            fix = Text(f"是不是{close[0]}？", f"is {close[0]} meant?") if close else REMOVE
            yield Problem(Named.of(name), Text("没有这个变量", "there is no such variable"), fix)
