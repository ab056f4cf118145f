"""Hints about a valid scheme: what works but may surprise."""

from __future__ import annotations

from collections.abc import Iterator

from xianfeng.engine.language.draft import Draft
from xianfeng.engine.language.reader import Path
from xianfeng.engine.problems import LineOfFile, Problem
from xianfeng.engine.scheme import Measure, Rule, Sort
from xianfeng.engine.text import Text

_PART_YEAR = Text(
    "按次计分，中途加入或离开的党员可能够不到满分",
    "points for each fact: members who join or leave midway may not reach the full points",
)
_PREFER = Text("可改用ratio或reach", "ratio or reach may suit better")
_EXCUSED = Text(
    "{names}是免计的结果，写在这里也不会计入",
    "{names} is excused and never counts, though it is written here",
)
_LEAVE_OUT = Text("可以去掉", "it may be left out")


def hints(draft: Draft) -> Iterator[Problem]:
    """Yield what a scheme's author may not expect: part-year members, outcomes that never count."""
    for path, _, section, item, rule in draft.rules():
        adds = rule.measure is Measure.EACH and not rule.deducts
        if section.sort is Sort.OF and not item.deduct and adds:
            yield _hint(draft, path, _PART_YEAR, _PREFER)
        names = sorted(_named_though_excused(draft, rule))
        if names:
            yield _hint(draft, path, _EXCUSED.fill(names=", ".join(names)), _LEAVE_OUT)


def _named_though_excused(draft: Draft, rule: Rule) -> set[str]:
    excused = {code for kind in rule.kinds for code in draft.kinds[kind].excused}
    averaged = rule.measure in (Measure.LATEST, Measure.AVERAGE)
    return excused & (rule.met | set(rule.by_outcome or () if averaged else ()))


def _hint(draft: Draft, path: Path, what: Text, fix: Text) -> Problem:
    place = LineOfFile(draft.reader.file, draft.reader.line(path), ".".join(path))
    return Problem(place, what, fix)
