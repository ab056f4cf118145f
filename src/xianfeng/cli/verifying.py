"""xianfeng verify: whether the record of facts still stands as it was written."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from xianfeng.cli.common import language_option, reports_problems, say, set_up
from xianfeng.engine.text import Language, Text

if TYPE_CHECKING:
    from xianfeng.facts.verifying import Difference, Verdict

FIRST = Text("{branch}（单位{unit}）第{number}号：{what}", "{branch} (unit {unit}), number {number}: {what}")
TRIGGER = Text(
    "数据库缺少触发器，或触发器被改过：{name}", "the database lacks a trigger, or it was changed: {name}"
)
SOUND = Text(
    "{branches}个支部，{facts}条，其中冲正{reversals}条：都和写下时一样",
    "{branches} branches, {facts} facts, {reversals} of them reversals: all as they were written",
)


@click.command()
@language_option
@reports_problems
def verify(language: Language) -> None:
    """验算事实记录 Recompute the record of facts: numbers, digests, reversals, triggers; exit code 1 if it differs."""
    set_up()
    from xianfeng.facts.verifying import verify as examine
    from xianfeng.host import database

    database.check_reachable()
    database.check_current()
    verdict = examine()
    for name in verdict.triggers:
        say(TRIGGER.fill(name=name), language)
    say(_sound(verdict) if verdict.difference is None else _first(verdict.difference), language)
    sys.exit(0 if verdict.is_sound else 1)


def _first(found: Difference) -> Text:
    return FIRST.fill(branch=found.branch, unit=found.unit_id, number=found.number, what=found.what)


def _sound(verdict: Verdict) -> Text:
    return SOUND.fill(branches=verdict.branches, facts=verdict.facts, reversals=verdict.reversals)
