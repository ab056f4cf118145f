"""Hints about a valid scheme: what works but may surprise."""

from __future__ import annotations

from collections.abc import Iterator

from xianfeng.engine.amounts import FULL, show
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
_SHORT = Text(
    "类别{variant}的测评项目只有{total}分，测评到不了100分",
    "the items that variant {variant} is rated on add up to {total}, so its ballots cannot reach 100",
)
_FOR_ALL = Text("让每一类的项目都合计100", "let the items of every variant add up to 100")
_EXCUSED = Text(
    "{names}是免计的结果，写在这里也不会计入",
    "{names} is excused and never counts, though it is written here",
)
_LEAVE_OUT = Text("可以去掉", "it may be left out")


def hints(draft: Draft) -> Iterator[Problem]:
    """Yield what an author may not expect: part-year members, short ballots, outcomes that never count."""
    yield from _short_ballots(draft)
    for path, _, section, item, rule in draft.rules():
        adds = rule.measure is Measure.EACH and not rule.deducts
        if section.sort is Sort.OF and not item.deduct and adds:
            yield _hint(draft, path, _PART_YEAR, _PREFER)
        names = sorted(_named_though_excused(draft, rule))
        if names:
            yield _hint(draft, path, _EXCUSED.fill(names=", ".join(names)), _LEAVE_OUT)


def _short_ballots(draft: Draft) -> Iterator[Problem]:
    """Yield a hint for each variant whose ballots cannot reach 100, as only `prefilled` rescales."""
    polled = [
        c for c in draft.components.values() if c.raters and c.sheet in draft.sheets and not c.prefilled
    ]
    for component in polled:
        sheet = draft.sheets[component.sheet or ""]
        for variant in draft.variants:
            total = sum(item.points or 0 for _, item in sheet.items_for(variant))
            if component.weight_for(variant) and total != FULL:
                words = _SHORT.fill(variant=variant, total=show(total))
                yield _hint(draft, ("components", component.code, "sheet"), words, _FOR_ALL)


def _named_though_excused(draft: Draft, rule: Rule) -> set[str]:
    excused = {code for kind in rule.kinds for code in draft.kinds[kind].excused}
    averaged = rule.measure in (Measure.LATEST, Measure.AVERAGE)
    return excused & (rule.met | set(rule.by_outcome or () if averaged else ()))


def _hint(draft: Draft, path: Path, what: Text, fix: Text) -> Problem:
    place = LineOfFile(draft.reader.file, draft.reader.line(path), ".".join(path))
    return Problem(place, what, fix)
