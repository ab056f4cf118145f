"""xianfeng settle, explain, template: a person's own spreadsheets."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xianfeng.cli.common import language_option, option_problem, reports_problems, say, whole_file
from xianfeng.cli.summary import not_read, print_summary
from xianfeng.engine.calendar import Period, Unit
from xianfeng.engine.explain import explain as explain_member
from xianfeng.engine.explanation.nodes import Node, as_dict, render
from xianfeng.engine.explanation.years import explain_year
from xianfeng.engine.facts import Inputs, Member
from xianfeng.engine.organisation import periods_of, record_of, rolls_up
from xianfeng.engine.organisation import settle as settle_all
from xianfeng.engine.results import Settlement
from xianfeng.engine.scheme import Scheme
from xianfeng.engine.text import Language, Text, joined
from xianfeng.engine.words import EVERY
from xianfeng.engine.years import settle_year
from xianfeng.schemes import library

if TYPE_CHECKING:
    from xianfeng.workbooks.checking import Reading

INPUT = click.Path(path_type=Path)
DAY = click.DateTime(["%Y-%m-%d"])


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be settled: the scheme, its periods, up to which day."""

    scheme: Scheme
    periods: tuple[Period, ...]
    as_of: date | None


def _task(scheme: str, period: str, as_of: datetime | None) -> Task:
    loaded = library.load(scheme)
    day = as_of.date() if as_of else None
    try:
        wanted = Period.parse(period)
        return Task(loaded, periods_of(loaded, wanted, day), day)
    except ValueError as error:
        unit = EVERY[loaded.period]
        what = Text("“{period}”不能按这个办法结算", '"{period}" cannot be settled by this scheme').fill(
            period=period
        )
        fix = Text(
            "这个办法{unit}结算：写成{codes}这样、已经开始的一期",
            "it is settled {unit}: write a period that has begun, like {codes}",
        )
        raise option_problem("--period", what, fix.fill(unit=unit, codes=_like(loaded.period))) from error


def _like(unit: Unit) -> Text:
    """Return examples of the periods that a scheme of this unit can settle: its own and longer ones."""
    own = {Unit.MONTH: "2025-08", Unit.QUARTER: "2025-Q3", Unit.HALF_YEAR: "2025-H1", Unit.YEAR: "2025"}
    return joined([Text.same(code) for each, code in own.items() if each.months >= unit.months], "、", ", ")


def _checked_day(task: Task) -> Task:
    last = task.periods[-1]
    if task.as_of and not last.start <= task.as_of <= last.end:
        what = Text(f"{task.as_of}不在{last.code}之内", f"{task.as_of} is not within {last.code}")
        fix = Text(f"写{last.start}到{last.end}之间的一天", f"write a day from {last.start} to {last.end}")
        raise option_problem("--as-of", what, fix)
    return task


def _read(task: Task, source: Path) -> Reading:
    from xianfeng.workbooks.checking import read_inputs

    return read_inputs(source, task.scheme, task.periods, task.as_of)


def _settled(task: Task, reading: Reading) -> list[Settlement]:
    settlements = settle_all(task.scheme, reading.inputs, task.periods, task.as_of)
    return [replace(settlement, warnings=reading.warnings) for settlement in settlements]


def _scheme_options(command: Any) -> Any:
    command = click.option("--as-of", type=DAY, help="结算到这一天 Settle up to this day, 2025-08-31.")(
        command
    )
    command = click.option("--period", required=True, help="期 The period: 2025, 2025-H1, 2025-Q3, 2025-08.")(
        command
    )
    return click.option("--scheme", required=True, help="办法的名称或文件 A scheme's name or file.")(command)


@click.command()
@_scheme_options
@click.option("-o", "--output", type=INPUT, help="结果工作簿 The result workbook (.xlsx).")
@click.option("--json", "json_file", type=INPUT, help="结果的JSON文件 The result as JSON.")
@click.argument("source", metavar="INPUT", type=INPUT)
@language_option
@reports_problems
def settle(
    scheme: str, period: str, as_of: datetime | None, output: Path | None, json_file: Path | None,
    source: Path, language: Language,
) -> None:  # fmt: skip
    """结算 Settle a workbook, or a folder of CSV or Parquet files, by a scheme."""
    _wanted_files(source, output, json_file)
    task = _checked_day(_task(scheme, period, as_of))
    reading = _read(task, source)
    settlements = _settled(task, reading)
    _write(settlements, task, reading, output, json_file, language)
    print_summary(settlements, task.scheme, reading, language)
    for written in (output, json_file):
        if written:
            say(Text(f"已写出：{written}", f"Written: {written}"), language)


def _wanted_files(source: Path, output: Path | None, json_file: Path | None) -> None:
    if output is None and json_file is None:
        what = Text("没有写明结果放在哪里", "no place for the result is given")
        raise option_problem("-o", what, Text("加上 -o 结果.xlsx", "add -o RESULT.xlsx"))
    if output is not None:
        _ends_in_xlsx(output)
    files = [path.resolve() for path in (source, output, json_file) if path is not None]
    if len(set(files)) < len(files):
        what = Text("两个文件用了同一个名字", "two files have the same name")
        raise option_problem("-o", what, Text("换一个文件名", "choose another name"))


def _ends_in_xlsx(output: Path) -> None:
    if output.suffix.lower() != ".xlsx":
        what = Text(f"{output}不是.xlsx文件名", f"{output} does not end in .xlsx")
        raise option_problem("-o", what, Text("工作簿以.xlsx结尾", "a workbook ends in .xlsx"))


def _write(
    settlements: Sequence[Settlement], task: Task, reading: Reading,
    output: Path | None, json_file: Path | None, language: Language,
) -> None:  # fmt: skip
    from xianfeng.workbooks.writing.jsonout import as_json
    from xianfeng.workbooks.writing.output import write_results

    # Both files appear together or not at all.
    with ExitStack() as files:
        if json_file:
            shaped = [as_json(settlement) for settlement in settlements]
            text = json.dumps(shaped if len(shaped) > 1 else shaped[0], ensure_ascii=False, indent=1)
            files.enter_context(whole_file(json_file)).write_text(text + "\n", "utf-8")
        if output:
            path = files.enter_context(whole_file(output))
            write_results(settlements, task.scheme, path, language, not_read(reading))


@click.command()
@_scheme_options
@click.option("--member", required=True, help="党员的编号 The member's id.")
@click.option("--json", "as_json", is_flag=True, help="输出JSON Print JSON.")
@click.argument("source", metavar="INPUT", type=INPUT)
@language_option
@reports_problems
def explain(
    scheme: str,
    period: str,
    as_of: datetime | None,
    member: str,
    as_json: bool,
    source: Path,
    language: Language,
) -> None:
    """说明一个人的得分 Explain one member's score, step by step."""
    task = _checked_day(_task(scheme, period, as_of))
    inputs = _read(task, source).inputs
    found = next((each for each in inputs.members if each.id == member), None)
    if found is None:
        what = Text(f"名册里没有编号“{member}”", f'no member has the id "{member}"')
        raise option_problem(
            "--member", what, Text("照“党员”表的编号写", "write an id of the members' sheet")
        )
    trees = list(_trees(task, inputs, found))
    if as_json:
        shaped = [{"period": code, "tree": as_dict(tree, language)} for code, tree in trees]
        click.echo(json.dumps(shaped, ensure_ascii=False, indent=1))
        return
    for code, tree in trees:
        click.echo(f"{found.name} {found.id} {task.scheme.title.get(language)} {code}")
        for line in render(tree, language):
            click.echo(line)


def _trees(task: Task, inputs: Inputs, member: Member) -> Iterator[tuple[str, Node]]:
    """Yield the tree of each period by its code, and of the year where all of it was settled."""
    results = []
    for each in task.periods:
        until = min(each.end, task.as_of) if task.as_of else each.end
        result, tree = explain_member(task.scheme, each, record_of(inputs, member, each, until), until)
        results.append(result)
        yield each.code, tree
    if rolls_up(task.scheme, task.periods, task.as_of):
        carried = inputs.carried_stars.get(member.id, 0)
        year = settle_year(task.scheme, results, carried)
        yield str(task.periods[0].year), explain_year(task.scheme, results, year, carried)


@click.command()
@click.option("--scheme", required=True, help="办法的名称或文件 A scheme's name or file.")
@click.option("-o", "--output", required=True, type=INPUT, help="空白工作簿 The blank workbook (.xlsx).")
@language_option
@reports_problems
def template(scheme: str, output: Path, language: Language) -> None:
    """写一个空白的填报工作簿 Write an empty workbook to fill in."""
    from xianfeng.workbooks.writing.template import write_template

    _ends_in_xlsx(output)
    loaded = library.load(scheme)
    with whole_file(output) as path:
        write_template(loaded, path, language)
    say(Text(f"已写出：{output}", f"Written: {output}"), language)
