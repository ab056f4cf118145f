"""The machine: folders and keys, the disk, the clock."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from xianfeng.engine.text import Text
from xianfeng.host.doctor.findings import Finding, bad, good, note
from xianfeng.settings.folders import is_open

LEAST_FREE = 500 * 1024 * 1024
"""Bytes; and never less than twice what the data take now, so that a backup has room."""
WRITTEN = datetime(2026, 11, 1, tzinfo=UTC)
"""This program did not exist before."""


def keys() -> Iterator[Finding]:
    """Look whether keys and data are closed to others."""
    name, folder = Text("密钥和数据", "keys and data"), Path(settings.DATA)
    closed = (folder, folder / "keys", *(folder / "keys").rglob("*"), folder / "files")
    opened = [path for path in closed if path.exists() and is_open(path)]
    for path in opened:
        what = Text(f"{path}别人也能打开", f"{path} can be opened by others")
        yield bad(name, what, Text(f"请执行chmod go= {path}", f"run chmod go= {path}"))
    if not opened:
        yield good(name, Text("只有本账号能打开", "can be opened by this account alone"))


def disk() -> Iterator[Finding]:
    """Look whether there is room for the data to grow, and for a backup."""
    name, folder = Text("磁盘", "disk"), Path(settings.DATA)
    used = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    free, needed = shutil.disk_usage(folder).free, max(LEAST_FREE, 2 * used)
    what = Text(f"剩{_mb(free)}MB，数据占{_mb(used)}MB", f"{_mb(free)} MB free; data take {_mb(used)} MB")
    if free >= needed:
        yield good(name, what)
    else:
        fix = Text(f"请腾出空间，至少要{_mb(needed)}MB", f"make room: {_mb(needed)} MB are needed")
        yield bad(name, what, fix)


def _mb(size: int) -> str:
    return f"{size // (1024 * 1024):,}"


def clock() -> Iterator[Finding]:
    """Look whether the clock shows a time that can be true."""
    name, now = Text("时钟", "clock"), datetime.now(UTC)
    what = Text.same(now.astimezone().isoformat(" ", "seconds"))
    if now >= WRITTEN:
        yield good(name, what)
    else:
        yield bad(name, what, Text("请校准系统时间", "set the time of the system"))


def demonstration() -> Iterator[Finding]:
    """Say when this is a demonstration, or shows developers' errors."""
    if settings.DEMO:
        what = Text("一键登录已打开，数据都是虚构的", "one-click sign-in is on; all data are fictional")
        yield note(
            Text("演示", "demonstration"),
            what,
            Text("正式使用请去掉XIANFENG_DEMO", "unset XIANFENG_DEMO for real use"),
        )
    else:
        yield good(Text("演示", "demonstration"), Text("没有打开", "off"))
    if settings.DEBUG:
        what = Text("详细错误已打开", "detailed errors are on")
        yield bad(Text("开发", "development"), what, Text("请去掉XIANFENG_DEBUG", "unset XIANFENG_DEBUG"))


CHECKS = (keys, disk, clock, demonstration)
