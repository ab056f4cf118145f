"""What a mistake is, and how it is made."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

Function = Callable[..., Any]


class Mistake(NamedTuple):
    """A function of the second implementation, and a wrong one that is put in its place."""

    name: str
    correct: Function
    wrong: Function


def instead_of(correct: Function, mistakes: list[Mistake]) -> Callable[[Function], Function]:
    """Return a decorator that lists a function as a mistake, to be made in the place of the correct one."""

    def listed(wrong: Function) -> Function:
        mistakes.append(Mistake(wrong.__name__, correct, wrong))
        return wrong

    return listed


def make(mistake: Mistake, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the wrong function wherever the second implementation uses the correct one."""
    modules = [module for name, module in sys.modules.items() if name.startswith("tests.second.")]
    places = [(m, name) for m in modules for name, value in vars(m).items() if value is mistake.correct]
    assert places, f"{mistake.name}: nothing uses the function any more"
    for module, name in places:
        monkeypatch.setattr(module, name, mistake.wrong)
