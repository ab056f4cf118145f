"""Every action that is recorded has words, and no words stand for nothing."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import xianfeng
from xianfeng.oversight.trail.actions import ACTIONS

ACTION = re.compile(
    r"(accounts|assessments|boards|demo|facts|followups|host|identity|members|methods|notices|organizations|privacy"
    r"|reviews|scores|trail)\.[a-z_]+"
)
SOURCES = Path(xianfeng.__file__).parent


def recorded() -> Iterator[str]:
    """Yield every "app.operation" written out in a module that records."""
    for path in SOURCES.rglob("*.py"):
        source = path.read_text("utf-8")
        if re.search(r"^from xianfeng.people.audit.operations import .*\brecord\b", source, re.MULTILINE):
            words = (node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant))
            yield from (word for word in words if isinstance(word, str) and ACTION.fullmatch(word))


def test_every_recorded_action_has_words_and_every_word_an_action() -> None:
    assert set(recorded()) == set(ACTIONS)
