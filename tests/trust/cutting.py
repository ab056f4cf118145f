"""Cuts the power at points of a deed, each in a copy of an installation of its own: python -m tests.trust.cutting.

Reads {"deed", "period", "round", "user", "before": rows, "copies": [[point, data folder, database], …]} from the
standard input, and prints for each copy whether the deed was killed, what was there then, and what was there after it
had been done again where nothing of it was done, and what a crash leaves was swept up.
Every cut is a process of its own, a fork of this one: so Django is loaded once.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.trust.dying import main as do
from tests.trust.states import keys, told


def plain(value: Any) -> Any:
    return json.loads(json.dumps(value, sort_keys=True, default=str))


def everything() -> Any:
    return plain({"rows": told(), "keys": keys()})


def live_in(data: str, database: str) -> None:
    """Let this process work in another installation."""
    from django.conf import settings
    from django.db import connections

    settings.DATA = Path(data)
    connections["default"].settings_dict["NAME"] = database


def in_a_process(work: Callable[[], Any]) -> tuple[bool, Any]:
    """Do something in a fork; return whether it was killed, and what it returned."""
    with tempfile.NamedTemporaryFile("r") as told_in:
        child = os.fork()
        if not child:
            answer = work()
            Path(told_in.name).write_text(json.dumps(answer))
            os._exit(0)
        status = os.waitpid(child, 0)[1]
        text = told_in.read()
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    assert killed or status == 0, status
    return killed, json.loads(text) if text else None


def cut(about: dict[str, Any], point: int, data: str, database: str) -> tuple[bool, Any, Any]:
    deed = (about["deed"], about["period"], about["round"], about["user"])

    def die() -> None:
        live_in(data, database)
        do(*deed, point)

    def again() -> Any:
        from xianfeng.merit.reviews.keys import sweep

        live_in(data, database)
        found = everything()
        if found["rows"] == about["before"]:
            do(*deed, 0)
        sweep()
        return found, everything()

    killed, _ = in_a_process(die)
    found, then = in_a_process(again)[1]
    return killed, found, then


if __name__ == "__main__":
    import django

    django.setup()
    asked = json.load(sys.stdin)
    answers = [cut(asked, *copy) for copy in asked["copies"]]
    sys.stdout.write("\n" + json.dumps(answers))
