"""xianfeng verify: whether facts, ballots and what was computed from them still stand as they were written."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from xianfeng.cli.common import language_option, reports_problems, say, set_up
from xianfeng.engine.text import Language, Text

if TYPE_CHECKING:
    from xianfeng.facts.verifying import Difference
    from xianfeng.facts.verifying import Verdict as OfFacts
    from xianfeng.merit.assessments.verifying import Difference as OfASettlement
    from xianfeng.merit.assessments.verifying import Verdict as OfSettlements
    from xianfeng.merit.reviews.verifying import Verdict as OfRounds

FIRST = Text("{branch}（单位{unit}）第{number}号：{what}", "{branch} (unit {unit}), number {number}: {what}")
TRIGGER = Text(
    "数据库缺少触发器，或触发器被改过：{name}", "the database lacks a trigger, or it was changed: {name}"
)
SOUND = Text(
    "{branches}个支部，{facts}条，其中冲正{reversals}条：都和写下时一样",
    "{branches} branches, {facts} facts, {reversals} of them reversals: all as they were written",
)

OF_ROUND = Text(
    "{branch}{period}第{number}轮评议：{what}", "{branch}, {period}, round {number} of ballots: {what}"
)
RECEIVED = Text(
    "{rounds}轮评议，{receipts}张选票：都和关闭时一样",
    "{rounds} rounds, {receipts} ballots: all as they were at the close",
)
OF_SETTLEMENT = Text(
    "{branch}{code}第{version}版结果：{what}", "{branch}, {code}, version {version} of the results: {what}"
)
SETTLED = Text(
    "{settlements}个版本，{results}个结果：重新计算都一样",
    "{settlements} versions, {results} results: all come out again",
)
UNREAD = Text(
    "其中{unread}个版本的测评票已过保存期，只核对了摘要",
    "of these {unread} whose ballots are past their time: only their digests were checked",
)


@click.command()
@language_option
@reports_problems
def verify(language: Language) -> None:
    """验算事实记录、选票和考评结果 Check the record of facts, all ballots and all results; exit code 1 if anything differs."""
    set_up()
    from xianfeng.facts import verifying as facts
    from xianfeng.host import database
    from xianfeng.merit.assessments import verifying as settlements
    from xianfeng.merit.reviews import verifying as rounds

    database.check_reachable()
    database.check_current()
    recorded, received, settled = facts.verify(), rounds.verify(), settlements.verify()
    for name in (*recorded.triggers, *received.triggers, *settled.triggers):
        say(TRIGGER.fill(name=name), language)
    for words in (_of_facts(recorded), *_of_rounds(received), *_of_settlements(settled)):
        say(words, language)
    sys.exit(0 if recorded.is_sound and received.is_sound and settled.is_sound else 1)


def _of_facts(verdict: OfFacts) -> Text:
    if verdict.difference is not None:
        return _first(verdict.difference)
    return SOUND.fill(branches=verdict.branches, facts=verdict.facts, reversals=verdict.reversals)


def _first(found: Difference) -> Text:
    return FIRST.fill(branch=found.branch, unit=found.unit_id, number=found.number, what=found.what)


def _of_rounds(verdict: OfRounds) -> Iterator[Text]:
    found = verdict.difference
    if found is not None:
        yield OF_ROUND.fill(branch=found.branch, period=found.period, number=found.number, what=found.what)
    elif verdict.rounds:
        yield RECEIVED.fill(rounds=verdict.rounds, receipts=verdict.receipts)


def _of_settlements(verdict: OfSettlements) -> Iterator[Text]:
    if verdict.difference is not None:
        yield _first_settlement(verdict.difference)
    elif verdict.settlements:
        yield SETTLED.fill(settlements=verdict.settlements, results=verdict.results)
    if verdict.unread:
        yield UNREAD.fill(unread=verdict.unread)


def _first_settlement(found: OfASettlement) -> Text:
    return OF_SETTLEMENT.fill(branch=found.branch, code=found.code, version=found.version, what=found.what)
