"""Serve: the web server and the job worker as children of one process, which ends them when it ends."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from types import FrameType

from xianfeng.engine.text import Text
from xianfeng.host.asking import answers
from xianfeng.host.children import Children
from xianfeng.host.place import Place, check_place, environment

ANSWERS_WITHIN = 60.0
"""Seconds until the first answer must have come."""
Tell = Callable[[Text], None]


class Stopped(Exception):
    """Raised by the signals that ask the server to stop."""


def serve(place: Place, tell: Tell) -> int:
    """Serve until asked to stop; return the exit code: 0 when asked, 1 when a part ended by itself.

    Raises InvalidInput with everything that speaks against starting.
    """
    os.umask(0o077)  # whatever is written from here on is closed to others
    check_place(place)
    prepare(tell)
    children = Children(environment(place, os.environ))
    _listen(_raise_stopped)
    try:
        return _run(place, children, tell)
    except Stopped:
        return 0
    finally:
        _listen(signal.SIG_IGN)
        children.stop()


def prepare(tell: Tell) -> None:
    """Bring database and static files to this version. Raises InvalidInput when the database cannot be used."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xianfeng.settings")
    django.setup()
    from django.db import connection

    from xianfeng.host import database
    from xianfeng.host.statics import collect_static
    from xianfeng.site.schedule import jobs

    database.check_reachable()
    database.check_not_newer()
    if missing := database.missing_migrations():
        tell(Text(f"更新数据库：{len(missing)}步……", f"Updating the database: {len(missing)} steps …"))
        database.migrate()
    if collect_static():
        tell(Text("网页的静态文件已更新", "Static files are up to date"))
    for job in jobs().values():
        if job.at_start:
            job.run()
    connection.close()


def _run(place: Place, children: Children, tell: Tell) -> int:
    tls = [str(file) for file in (place.certificate, place.key) if file]
    children.start("web", "xianfeng.host.web", place.address, str(place.port), str(place.workers), *tls)
    children.start("worker", "xianfeng.host.worker")
    if not _answered(place, children):
        name = children.ended()
        return _failed(Text("没有启动起来：", "It did not start: ") + _what(name), tell)
    tell(Text(f"已启动：{place.url}  （Ctrl-C停止）", f"Running at {place.url}  (Ctrl-C stops it)"))
    return _failed(Text("停下来了：", "It stopped: ") + _what(children.wait()), tell)


def _answered(place: Place, children: Children) -> bool:
    until = time.monotonic() + ANSWERS_WITHIN
    while time.monotonic() < until and children.ended() is None:
        if answers(place):
            return True
        time.sleep(0.2)
    return False


def _what(name: str | None) -> Text:
    return {
        "web": Text(
            "网页服务自己退出了，原因见上面的日志", "the web server ended by itself; the log above says why"
        ),
        "worker": Text(
            "后台任务自己退出了，原因见上面的日志", "the job worker ended by itself; the log above says why"
        ),
    }.get(name or "", Text("一分钟内没有回应", "no answer within a minute"))


def _failed(words: Text, tell: Tell) -> int:
    tell(words)
    return 1


def _listen(handler: Callable[[int, FrameType | None], None] | signal.Handlers) -> None:
    for name in ("SIGTERM", "SIGINT", "SIGHUP"):
        with suppress(AttributeError):
            signal.signal(getattr(signal, name), handler)


def _raise_stopped(_: int, __: FrameType | None) -> None:
    raise Stopped
