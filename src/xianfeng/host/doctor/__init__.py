"""Looks at everything that running well depends on, and says of each what is wrong and what to do."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

from xianfeng.engine.problems import InvalidInput
from xianfeng.engine.text import Text
from xianfeng.host.doctor.findings import Finding, State, bad, good

Check = Callable[[], Iterator[Finding]]
SETTINGS = Text("设置", "settings")


def examine() -> Iterator[Finding]:
    """Yield a finding for every check; without sound settings, or a database, the others are not tried."""
    wrong = list(_settings())
    yield from wrong
    if wrong[0].state is State.BAD:
        return
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xianfeng.settings")
    django.setup()
    from xianfeng.host.doctor import databases, machine, program

    yield from _findings((*machine.CHECKS, *program.CHECKS))
    reached = list(databases.reached())
    yield from reached
    if reached[0].state is not State.BAD:
        yield from _findings(databases.CHECKS)


def _settings() -> Iterator[Finding]:
    try:
        from xianfeng.settings import DATA
    except InvalidInput as error:
        for problem in error.problems:
            yield bad(SETTINGS + Text(" ", " ") + problem.place.words, problem.what, problem.fix)
    else:
        yield good(
            SETTINGS,
            Text("都读得懂，数据在{data}", "understood; data in {data}").fill(data=str(DATA)),
        )


def _findings(checks: tuple[Check, ...]) -> Iterator[Finding]:
    for check in checks:
        try:
            yield from check()
        except Exception as error:  # a doctor does not fall ill with what it finds
            what = Text.same(f"{type(error).__name__}: {error}".splitlines()[0])
            yield bad(
                Text.same(check.__name__),
                what,
                Text("请看日志和安装", "look at the log and the installation"),
            )
