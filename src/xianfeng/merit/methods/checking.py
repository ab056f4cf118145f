"""What is wrong with the text of a draft: what the language finds, and what a version of a unit asks besides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from xianfeng.engine.calendar import Period
from xianfeng.engine.calendar import Unit as CalendarUnit
from xianfeng.engine.language.records import ANNOTATIONS
from xianfeng.engine.language.tree import Branch, read_tree
from xianfeng.engine.loading import Checked
from xianfeng.engine.problems import LineOfFile, Problem
from xianfeng.engine.scheme import Kind
from xianfeng.engine.text import Text, joined, shown
from xianfeng.facts.catalogue import packaged
from xianfeng.merit.methods.models import SchemeVersion
from xianfeng.merit.methods.queries import read_text
from xianfeng.merit.methods.written import Written, values_in

AHEAD = 3
"""How many periods after this one are offered as the first day of a version."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a text is checked against: its code, the kinds its unit knows, the days that are taken, today."""

    code: str
    kinds: Mapping[str, Kind]
    taken: frozenset[date]
    today: date


def circumstances_of(draft: SchemeVersion, kinds: Mapping[str, Kind], today: date) -> Circumstances:
    """Return what a draft is checked against. One query."""
    published = SchemeVersion.objects.unscoped().filter(
        owner=draft.owner_id, code=draft.code, state=SchemeVersion.State.PUBLISHED
    )
    days = published.exclude(pk=draft.pk).values_list("version", flat=True)
    return Circumstances(draft.code, kinds, frozenset(days), today)


def check_text(text: str, around: Circumstances) -> Checked:
    """Return the scheme of a draft's text, or every problem in order of lines; and hints."""
    checked = read_text(text, around.code, around.kinds)
    values = values_in(text)
    named = {path[0]: written for path, written in values.items() if len(path) == 1}
    own = [*_code(named, around), *_day(named, around), *_kinds(text, checked, around)]
    if not own:
        return checked
    problems = sorted([*checked.problems, *own], key=lambda problem: getattr(problem.place, "line", 0))
    return Checked(None, tuple(problems), checked.hints)


def first_days(unit: CalendarUnit, today: date) -> list[date]:
    """Return the days from which a version may hold: this period's first and those of the next ones."""
    days = [Period.containing(unit, today).start]
    while len(days) <= AHEAD:
        days.append(following(unit, days[-1]))
    return days


def days_ahead(today: date) -> list[date]:
    """Return the first days of quarters, half-years and years from which something may begin to hold soon."""
    units = (CalendarUnit.QUARTER, CalendarUnit.HALF_YEAR, CalendarUnit.YEAR)
    days = {day for unit in units for day in first_days(unit, today)}
    return sorted(day for day in days if day <= date(today.year + 1, 12, 31))


def days_for(text: str, today: date) -> list[date]:
    """Return the days from which a text may hold by its period, and the one that it writes."""
    named = {path[0]: written for path, written in values_in(text).items() if len(path) == 1}
    unit, day = period_in(named), day_in(named)
    return sorted({*(first_days(unit, today) if unit else ()), *((day,) if day else ())})


def following(unit: CalendarUnit, day: date) -> date:
    """Return the first day of the period after the one that contains a day."""
    month = day.year * 12 + Period.containing(unit, day).start.month - 1 + unit.months
    return date(month // 12, month % 12 + 1, 1)


def period_in(named: Mapping[str, Written]) -> CalendarUnit | None:
    """Return the period that a text writes, None where it writes none."""
    written = named.get("period")
    return CalendarUnit(written.text) if written and written.text in set(CalendarUnit) else None


def day_in(named: Mapping[str, Written]) -> date | None:
    """Return the day from which a text holds, None where it writes none."""
    try:
        return date.fromisoformat(named["version"].text)
    except (KeyError, ValueError):
        return None


def _at(written: Written, around: Circumstances) -> LineOfFile:
    return LineOfFile(f"{around.code}.yaml", written.line, ".".join(written.path))


def _code(named: Mapping[str, Written], around: Circumstances) -> Iterator[Problem]:
    written = named.get("scheme")
    if written and written.text != around.code:
        what = Text("办法的代码改动了", "the code of the method was changed")
        fix = Text(
            "写回{code}；另立办法请另起草稿", "write {code} again; a new method needs a draft of its own"
        )
        yield Problem(_at(written, around), what, fix.fill(code=around.code))


def _day(named: Mapping[str, Written], around: Circumstances) -> Iterator[Problem]:
    day, unit = day_in(named), period_in(named)
    if day is None or unit is None:
        return
    days = first_days(unit, around.today)
    fix = Text("可以从{days}起", "it may hold from {days}").fill(
        days=joined(list(map(_shown, days)), "、", ", ")
    )
    if Period.containing(unit, day).start != day:
        yield Problem(
            _at(named["version"], around), Text("不是一期的第一天", "not the first day of a period"), fix
        )
    elif day < days[0]:
        yield Problem(_at(named["version"], around), Text("早于本期", "before the period of today"), fix)
    elif day in around.taken:
        what = Text("从这一天起已经公布了一版", "a version that holds from this day is published already")
        yield Problem(_at(named["version"], around), what, fix)


def _shown(day: date) -> Text:
    return Text.same(day.isoformat())


def _kinds(text: str, checked: Checked, around: Circumstances) -> Iterator[Problem]:
    """Yield the kinds of facts that a text declares by itself: entries would not know them."""
    root, _problems = read_tree(text, "")
    kinds = root.entries.get("kinds") if isinstance(root, Branch) else None
    if kinds is None or not isinstance(kinds.node, Branch):
        return
    for code, entry in kinds.node.entries.items():
        place = LineOfFile(f"{around.code}.yaml", entry.line, f"kinds.{code}")
        if code not in {**packaged(), **around.kinds} and code not in ANNOTATIONS:
            what = Text(f"“{shown(code)}”不在事实目录里", f'"{shown(code)}" is not in the catalogue of facts')
            fix = Text(
                "先在事实目录里添加，再从这里删去", "add it to the catalogue first, then remove it here"
            )
            yield Problem(place, what, fix)
        elif checked.scheme and checked.scheme.kinds[code] != packaged().get(code):
            what = Text(
                f"“{shown(code)}”和事实目录里的不一样", f'"{shown(code)}" differs from the catalogue of facts'
            )
            yield Problem(
                place, what, Text("照原样写，或换用别的类型", "write it as it was, or use another kind")
            )
