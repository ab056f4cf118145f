"""A draft as a form: its amounts as fields by part, each with its source, the value before and its problems."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from xianfeng.engine.loading import Checked
from xianfeng.engine.problems import Problem
from xianfeng.engine.scheme import DEFAULT, Kind
from xianfeng.engine.text import Text
from xianfeng.merit.methods.differing import Change, changes_between, source_at, sources_in
from xianfeng.merit.methods.outline import Outline, outline_of
from xianfeng.merit.methods.written import Path, Written, amounts_in
from xianfeng.rulebook.marks import cited

RULE = 4
"""The level of a rule: sheet, section, item, rule."""


@dataclass
class Field:
    """An amount to be filled in. `before` is what it was, where it is another one now; `source` '' is a default."""

    number: int
    written: Written
    label: Text
    source: str
    before: str | None = None
    problems: list[Problem] = field(default_factory=list)


@dataclass
class Part:
    """A part of the method with the amounts that stand in it directly; its level from 1, sheets and components."""

    path: Path
    title: Text
    level: int
    fields: list[Field] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Block:
    """A part under one heading: itself, and the rules of an item with it. Rows are fields with the part they are of."""

    part: Part
    within: list[Part]

    @property
    def rows(self) -> list[tuple[Part, Field]]:
        return [(part, each) for part in self.within for each in part.fields]

    @property
    def problems(self) -> list[Problem]:
        return [problem for part in self.within for problem in part.problems]


@dataclass(frozen=True, slots=True)
class Found:
    """A problem with the text of its line, and the number of the field that it stands at, if any."""

    problem: Problem
    line: int
    words: str
    field: int | None


@dataclass(frozen=True, slots=True)
class Editor:
    """All that the pages of a draft show; a draft `is_new` when no text stands before it."""

    parts: tuple[Part, ...]
    problems: tuple[Found, ...]
    hints: tuple[Problem, ...]
    changes: tuple[Change, ...]
    is_readable: bool
    is_new: bool

    @property
    def blocks(self) -> list[Block]:
        """Return the parts by headings: the rules of an item stand under that of the item."""
        found: list[Block] = []
        for part in self.parts:
            if part.level < RULE or not found:
                found.append(Block(part, []))
            found[-1].within.append(part)
        return found


def editor_of(text: str, before: str, checked: Checked, kinds: Mapping[str, Kind]) -> Editor:
    """Return a text as a form, beside the text before it."""
    outline = outline_of(text, kinds)
    changes = tuple(changes_between(before, text, kinds)) if before else ()
    parts = _parts(text, outline, {change.path: change.before for change in changes})
    problems = tuple(_placed(checked.problems, parts, text))
    return Editor(parts, problems, checked.hints, changes, outline.tree is not None, not before)


def _parts(text: str, outline: Outline, before: Mapping[str, str | None]) -> tuple[Part, ...]:
    """Return every part in which amounts stand, and those around it, in the order written."""
    parts: dict[Path, Part] = {}
    sources = sources_in(text)
    for number, written in enumerate(amounts_in(text).values(), 1):
        things = list(outline.things(written.path))
        for level, thing in enumerate(things, 1):
            parts.setdefault(thing, Part(thing, outline.title(thing), level))
        inner = parts.setdefault(things[-1] if things else (), Part((), outline.title(()), 1))
        inner.fields.append(_field(number, written, outline, sources, before))
    return tuple(parts.values())


def _field(
    number: int,
    written: Written,
    outline: Outline,
    sources: Mapping[str, str],
    before: Mapping[str, str | None],
) -> Field:
    dotted = ".".join(written.path)
    source = source_at(sources, dotted)
    was = before.get(dotted, before.get(dotted.rpartition(".")[0]))
    return Field(
        number, written, outline.label(written.path), "" if source == DEFAULT else cited(source), was
    )


# ---- problems at their places


def _placed(problems: Iterable[Problem], parts: Iterable[Part], text: str) -> Iterable[Found]:
    """Put each problem at its field, else at the nearest part around it, and yield all of them."""
    fields = {".".join(each.written.path): each for part in parts for each in part.fields}
    by_path = {".".join(part.path): part for part in parts}
    lines = text.splitlines()
    for problem in problems:
        line, key = getattr(problem.place, "line", 0), getattr(problem.place, "key", "")
        place = fields.get(key) or _around(key, by_path)
        if place:
            place.problems.append(problem)
        words = lines[line - 1].strip() if 0 < line <= len(lines) else ""
        yield Found(problem, line, words, place.number if isinstance(place, Field) else None)


def _around(key: str, parts: Mapping[str, Part]) -> Part | None:
    around = [path for path in parts if path and f"{key}.".startswith(f"{path}.")]
    return parts[max(around, key=len)] if around else None
