"""What the options --scheme, --period and --as-of ask for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import click

from xianfeng.cli.common import option_problem
from xianfeng.engine.calendar import Period, Unit
from xianfeng.engine.organisation import periods_of
from xianfeng.engine.problems import InvalidInput
from xianfeng.engine.scheme import Scheme
from xianfeng.engine.text import Text, joined
from xianfeng.engine.words import EVERY
from xianfeng.schemes import library


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be settled: the scheme, its periods, up to which day."""

    scheme: Scheme
    periods: tuple[Period, ...]
    as_of: date | None


def task_of(scheme: str, period: str, as_of: datetime | None) -> Task:
    """Return what is to be settled. Raises InvalidInput when the options do not go together."""
    loaded = library.load(scheme)
    day = as_of.date() if as_of else None
    try:
        periods = periods_of(loaded, Period.parse(period), day)
    except ValueError as error:
        raise _no_period(loaded, period) from error
    if day and not periods[-1].start <= day <= periods[-1].end:
        raise _outside(periods[-1], day)
    return Task(loaded, periods, day)


def _no_period(scheme: Scheme, period: str) -> InvalidInput:
    what = Text("“{period}”不能按这个办法结算", '"{period}" cannot be settled by this scheme')
    fix = Text(
        "这个办法{unit}结算：写成{codes}这样、已经开始的一期",
        "it is settled {unit}: write a period that has begun, like {codes}",
    )
    words = fix.fill(unit=EVERY[scheme.period], codes=_like(scheme.period))
    return option_problem("--period", what.fill(period=period), words)


def _like(unit: Unit) -> Text:
    """Return examples of the periods that a scheme of this unit can settle: its own and longer ones."""
    own = {Unit.MONTH: "2025-08", Unit.QUARTER: "2025-Q3", Unit.HALF_YEAR: "2025-H1", Unit.YEAR: "2025"}
    return joined([Text.same(code) for each, code in own.items() if each.months >= unit.months], "、", ", ")


def _outside(last: Period, day: date) -> InvalidInput:
    what = Text(f"{day}不在{last.code}之内", f"{day} is not within {last.code}")
    fix = Text(f"写{last.start}到{last.end}之间的一天", f"write a day from {last.start} to {last.end}")
    return option_problem("--as-of", what, fix)


def task_options(command: Any) -> Any:
    """Add --scheme, --period and --as-of to a command."""
    scheme = click.option("--scheme", required=True, help="办法的名称或文件 A scheme's name or file.")
    return scheme(period_options(command))


def period_options(command: Any) -> Any:
    """Add --period and --as-of to a command."""
    for option in (
        click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="结算到这一天 Settle up to this day, 2025-08-31."),
        click.option("--period", required=True, help="期 The period: 2025, 2025-H1, 2025-Q3, 2025-08."),
    ):  # fmt: skip
        command = option(command)
    return command
