"""xianfeng compare: the same facts by two schemes, before one of them is adopted."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from xianfeng.cli.changes import print_changes
from xianfeng.cli.common import language_option, option_problem, reports_problems, say, whole_file
from xianfeng.cli.summary import not_read
from xianfeng.cli.tasks import Task, task_of
from xianfeng.engine.compare import compare as compare_sides
from xianfeng.engine.comparison.differences import differences
from xianfeng.engine.comparison.outcomes import Comparison, Difference, Side
from xianfeng.engine.organisation import settle
from xianfeng.engine.problems import InvalidInput, LineOfFile, Named, Place, Problem
from xianfeng.engine.results import Settlement
from xianfeng.engine.text import Language, Text, joined
from xianfeng.schemes import library

if TYPE_CHECKING:
    from xianfeng.workbooks.checking import Reading

FILE = click.Path(path_type=Path)
T = TypeVar("T")


@click.command()
@click.option(
    "--scheme", "schemes", multiple=True, help="办法的名称或文件，写两次 A scheme's name or file, twice."
)
@click.option("--period", required=True, help="期 The period: 2025, 2025-H1, 2025-Q3, 2025-08.")
@click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]), help="结算到这一天 Settle up to this day, 2025-08-31."
)
@click.option("-o", "--output", type=FILE, help="比较工作簿 The workbook of the comparison (.xlsx).")
@click.option("--json", "json_file", type=FILE, help="比较的JSON文件 The comparison as JSON.")
@click.argument("source", metavar="INPUT", type=FILE)
@language_option
@reports_problems
def compare(
    schemes: Sequence[str], period: str, as_of: datetime | None, output: Path | None, json_file: Path | None,
    source: Path, language: Language,
) -> None:  # fmt: skip
    """比较两个办法 Compare: settle the same input by two schemes and show what would change, and why."""
    names = _two(schemes)
    _wanted_files(source, output, json_file)
    tasks = _for_both(names, lambda n: task_of(schemes[n], period, as_of))
    readings = _readings(names, tasks, source)
    comparison = _compared(schemes, names, tasks, readings)
    notes = (not_read(readings[0]), not_read(readings[1]))
    _write(comparison, output, json_file, language, notes)
    print_changes(comparison, notes, language)
    for written in (output, json_file):
        if written:
            say(Text(f"已写出：{written}", f"Written: {written}"), language)


# ---- options


def _two(schemes: Sequence[str]) -> tuple[str, str]:
    """Return the names by which people know the two schemes."""
    if len(schemes) != 2:
        what = Text(f"要写两次，现在写了{len(schemes)}次", f"it is needed twice, not {len(schemes)} times")
        fix = Text("写成 --scheme 现行办法 --scheme 拟改办法", "write --scheme NOW --scheme PLANNED")
        raise option_problem("--scheme", what, fix)
    return Path(schemes[0]).name, Path(schemes[1]).name


def _wanted_files(source: Path, output: Path | None, json_file: Path | None) -> None:
    if output is not None and output.suffix.lower() != ".xlsx":
        what = Text(f"{output}不是.xlsx文件名", f"{output} does not end in .xlsx")
        raise option_problem("-o", what, Text("工作簿以.xlsx结尾", "a workbook ends in .xlsx"))
    files = [path.resolve() for path in (source, output, json_file) if path is not None]
    if len(set(files)) < len(files):
        what = Text("两个文件用了同一个名字", "two files have the same name")
        raise option_problem("-o", what, Text("换一个文件名", "choose another name"))


# ---- reading under both schemes


@dataclass(frozen=True, slots=True)
class Under:
    """A place, when it is read by one of the two schemes."""

    side: Text
    place: Place

    @property
    def words(self) -> Text:
        return joined([self.side, self.place.words], "：", ": ")


def _for_both(names: tuple[str, str], make: Callable[[int], T]) -> tuple[T, T]:
    """Return what is made for A and for B. Raises InvalidInput with the problems of both."""
    made: list[T] = []
    problems: list[tuple[Problem, ...]] = [(), ()]
    for number in (0, 1):
        try:
            made.append(make(number))
        except InvalidInput as error:
            problems[number] = error.problems
    if any(problems):
        raise InvalidInput(_told_apart(names, problems))
    return made[0], made[1]


def _told_apart(names: tuple[str, str], problems: Sequence[Sequence[Problem]]) -> list[Problem]:
    """Return each problem that both have once, then those of A and those of B, which say so."""
    both = set(problems[0]) & set(problems[1])
    own = [
        replace(problem, place=_under(side, problem.place))
        for side, found in zip(map(_side, "AB", names), problems, strict=True)
        for problem in found
        if problem not in both
    ]
    return [*(problem for problem in problems[0] if problem in both), *own]


def _side(letter: str, name: str) -> Text:
    return Text(f"按{letter}（{name}）", f"by {letter} ({name})")


def _under(side: Text, place: Place) -> Place:
    """Return the place, and by which scheme it is read; a line of a scheme's file needs no such word."""
    return place if isinstance(place, LineOfFile) else Under(side, place)


def _readings(names: tuple[str, str], tasks: tuple[Task, Task], source: Path) -> tuple[Reading, Reading]:
    try:
        return _for_both(names, lambda n: _read(tasks[n], source))
    except InvalidInput as error:
        raise InvalidInput([*_unfit(error.problems), *error.problems]) from error


def _unfit(problems: Sequence[Problem]) -> Iterator[Problem]:
    """Yield, before all else, that the input fits only one of the two schemes, where that is so."""
    places = [problem.place for problem in problems]
    sides = {place.side if isinstance(place, Under) else None for place in places}
    side = sides.pop() if len(sides) == 1 else None
    if side:
        what = Text("这份输入合另一个办法，不合这一个", "the input fits the other scheme and not this one")
        fix = Text("比较用的输入，两个办法都要读得懂；请照下面改输入，或改办法",
                   "both schemes must be able to read it; please change the input or the scheme as follows")  # fmt: skip
        yield Problem(Named(side), what, fix)


def _read(task: Task, source: Path) -> Reading:
    from xianfeng.workbooks.checking import read_inputs

    return read_inputs(source, task.scheme, task.periods, task.as_of)


# ---- settling and comparing


def _settled(task: Task, reading: Reading) -> tuple[Settlement, ...]:
    """Return the settlements by one scheme: the only place where compare settles."""
    found = settle(task.scheme, reading.inputs, task.periods, task.as_of)
    return tuple(replace(settlement, warnings=reading.warnings) for settlement in found)


def _compared(
    schemes: Sequence[str], names: tuple[str, str], tasks: tuple[Task, Task], readings: tuple[Reading, Reading]
) -> Comparison:  # fmt: skip
    a, b = (
        Side(name, task.scheme, _settled(task, reading))
        for name, task, reading in zip(names, tasks, readings, strict=True)
    )
    return compare_sides(a, b, _differences(schemes, a, b))


def _differences(schemes: Sequence[str], a: Side, b: Side) -> tuple[Difference, ...] | None:
    """Return what differs between two versions of one scheme; None for two methods."""
    if a.scheme.code != b.scheme.code:
        return None
    texts = [library.read(scheme)[0] for scheme in schemes]
    return differences(texts[0], texts[1])


# ---- writing


def _write(
    comparison: Comparison, output: Path | None, json_file: Path | None, language: Language,
    notes: tuple[Sequence[Text], Sequence[Text]],
) -> None:  # fmt: skip
    from xianfeng.workbooks.writing.comparison import write_comparison
    from xianfeng.workbooks.writing.comparisonjson import comparison_as_json

    # Both files appear together or not at all.
    with ExitStack() as files:
        if json_file:
            text = json.dumps(comparison_as_json(comparison), ensure_ascii=False, indent=1)
            files.enter_context(whole_file(json_file)).write_text(text + "\n", "utf-8")
        if output:
            write_comparison(comparison, files.enter_context(whole_file(output)), language, notes)
