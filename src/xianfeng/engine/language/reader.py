"""What the reading of a file collects: problems, lines, values and their sources."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from xianfeng.engine.language.tree import Leaf, Node
from xianfeng.engine.problems import LineOfFile, Problem
from xianfeng.engine.text import Text, joined

Path = tuple[str, ...]


class _Broken:
    """What a form returns after reporting a problem."""


BROKEN: Any = _Broken()


@dataclass
class Reader:
    """Collects problems, where everything stands, and the sources, while forms read a tree."""

    file: str
    problems: list[Problem] = field(default_factory=list)
    broken: set[Path] = field(default_factory=set)
    lines: dict[Path, int] = field(default_factory=dict)
    values: list[Path] = field(default_factory=list)
    sources: dict[Path, str | dict[str, str]] = field(default_factory=dict)

    def report(self, path: Path, what: Text, fix: Text, line: int | None = None) -> Any:
        """Add a problem at a path and return BROKEN."""
        place = LineOfFile(self.file, line or self.line(path), ".".join(path))
        self.problems.append(Problem(place, what, fix))
        self.broken.add(path)
        return BROKEN

    def line(self, path: Path) -> int:
        """Return the line of the path, or of the nearest thing around it that was written."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def intact(self, path: Path) -> bool:
        """Return whether nothing at or below the path has a problem so far."""
        return not any(broken[: len(path)] == path for broken in self.broken)


class Form(Protocol):
    """How one kind of value is written."""

    def read(self, node: Node, reader: Reader, path: Path) -> Any: ...

    def schema(self) -> dict[str, Any]: ...


def nearest(word: str, known: Iterable[str]) -> Text:
    """Return what is allowed instead of an unknown word: the nearest known one first."""
    options = sorted(known)
    close = difflib.get_close_matches(word, options, 1, 0.6)
    listed = joined([Text.same(option) for option in options]) if options else Text("（没有）", "(none)")
    allowed = Text("可以用：{options}", "Allowed: {options}").fill(options=listed)
    if not close:
        return allowed
    hint = Text("是不是“{close}”？", 'Did you mean "{close}"? ').fill(close=close[0])
    return hint + allowed


def is_not(node: Node, expected: Text) -> Text:
    """Return the words for a node that is not what was expected."""
    shown = f"“{node.text}”" if isinstance(node, Leaf) else ""
    quoted = f'"{node.text}"' if isinstance(node, Leaf) else "this"
    return Text(f"{shown}不是{expected.zh}", f"{quoted} is not {expected.en}")


def resolve_sources(reader: Reader) -> dict[str, str]:
    """Return the source of each value that was written, by its path, in the order written.

    A part of a value (one key of a target, say) is listed only where its source is another one.
    """
    sources = {path: _source(path, reader.sources) for path in reader.values}
    return {".".join(path): source for path, source in sources.items() if sources.get(path[:-1]) != source}


def _source(path: Path, sources: dict[Path, str | dict[str, str]]) -> str:
    """Return the nearest source: the value's own, else the one for its key, going up."""
    for depth in range(len(path), -1, -1):
        source = sources.get(path[:depth])
        if isinstance(source, str):
            return source
        if source:
            on_the_way = path[depth] if depth < len(path) else path[-1]
            found = source.get(path[-1]) or source.get(on_the_way) or source.get("otherwise")
            if found:
                return found
    return ""
