"""xianfeng compare: the same facts by two schemes, before one of them is adopted."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import click

from xianfeng.cli.changes import print_changes
from xianfeng.cli.common import language_option, option_problem, reports_problems, say, whole_file
from xianfeng.cli.engines import settled_to_compare
from xianfeng.cli.sources import Source, open_source
from xianfeng.cli.summary import notes_of
from xianfeng.cli.tasks import Task, period_options, task_of
from xianfeng.cli.wanted import Wanted
from xianfeng.engine.compare import compare as compare_sides
from xianfeng.engine.comparison.differences import differences
from xianfeng.engine.comparison.outcomes import Comparison, Difference, Side
from xianfeng.engine.problems import InvalidInput, LineOfFile, Named, Place, Problem
from xianfeng.engine.results import Settlement
from xianfeng.engine.text import Language, Text, joined
from xianfeng.schemes import library

FILE = click.Path(path_type=Path)
T = TypeVar("T")


@click.command()
@click.option(
    "--scheme", "schemes", multiple=True, help="办法的名称或文件，写两次 A scheme's name or file, twice."
)
@period_options
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
    wanted = Wanted(output, json_file, None)
    wanted.check(source)
    tasks = _for_both(names, lambda n: task_of(schemes[n], period, as_of))
    sources = _opened(names, tasks, source)
    comparison = _compared(schemes, names, tasks, sources, language)
    notes = (notes_of(sources[0]), notes_of(sources[1]))
    _write(comparison, wanted, language, notes)
    print_changes(comparison, notes, language)
    for written in wanted.paths:
        say(Text(f"已写出：{written}", f"Written: {written}"), language)


# ---- options


def _two(schemes: Sequence[str]) -> tuple[str, str]:
    """Return the names by which people know the two schemes."""
    if len(schemes) != 2:
        what = Text(f"要写两次，现在写了{len(schemes)}次", f"it is needed twice, not {len(schemes)} times")
        fix = Text("写成 --scheme 现行办法 --scheme 拟改办法", "write --scheme NOW --scheme PLANNED")
        raise option_problem("--scheme", what, fix)
    return Path(schemes[0]).name, Path(schemes[1]).name


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


def _opened(names: tuple[str, str], tasks: tuple[Task, Task], source: Path) -> tuple[Source, Source]:
    try:
        return _for_both(names, lambda n: open_source(tasks[n], source))
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


# ---- settling and comparing


def _settled(task: Task, source: Source, language: Language) -> tuple[Settlement, ...]:
    """Return the settlements by one scheme: the only place where compare settles."""
    settlements = settled_to_compare(task, source, language)
    warnings = source.reading.warnings if source.reading else ()
    return tuple(replace(settlement, warnings=warnings) for settlement in settlements)


def _compared(
    schemes: Sequence[str],
    names: tuple[str, str],
    tasks: tuple[Task, Task],
    sources: tuple[Source, Source],
    language: Language,
) -> Comparison:
    a, b = (
        Side(name, task.scheme, _settled(task, source, language))
        for name, task, source in zip(names, tasks, sources, strict=True)
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
    comparison: Comparison,
    wanted: Wanted,
    language: Language,
    notes: tuple[Sequence[Text], Sequence[Text]],
) -> None:
    """Write the workbook and the JSON file; both appear together or not at all."""
    from xianfeng.workbooks.writing.comparison import write_comparison
    from xianfeng.workbooks.writing.comparisonjson import comparison_as_json

    with ExitStack() as files:
        if wanted.json_file:
            text = json.dumps(comparison_as_json(comparison), ensure_ascii=False, indent=1)
            files.enter_context(whole_file(wanted.json_file)).write_text(text + "\n", "utf-8")
        if wanted.output:
            path = files.enter_context(whole_file(wanted.output))
            write_comparison(comparison, path, language, notes)
