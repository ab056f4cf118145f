"""The steps of a round as its page takes them. The wing above puts its own in their place, which do more.

    from xianfeng.merit.reviews import steps

    steps.instead(begin=open_with_its_period, close=…, repeat=…, link=…)   # in AppConfig.ready

`link` gives the address and the title of the page of what a round is for, None where there is none.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from xianfeng.merit.reviews import operations
from xianfeng.merit.reviews.models import Round

_steps: dict[str, Callable[..., Any]] = {
    "begin": operations.begin,
    "close": operations.close,
    "repeat": operations.repeat,
    "link": lambda _round: None,
}


def instead(**steps: Callable[..., Any]) -> None:
    """Take these steps in place of those of the round alone; the arguments are the same."""
    _steps.update(steps)


def take(name: str, *given: Any, **options: Any) -> Round:
    """Begin, close or repeat a round."""
    taken: Round = _steps[name](*given, **options)
    return taken


def link(round_: Round) -> tuple[str, str] | None:
    """Return where to read what a round is for."""
    found: tuple[str, str] | None = _steps["link"](round_)
    return found
