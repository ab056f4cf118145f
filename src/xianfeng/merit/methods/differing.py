"""What a version changes: the values before and after, in the words of its parts; and where values come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xianfeng.engine.comparison.differences import differences
from xianfeng.engine.comparison.outcomes import Difference
from xianfeng.engine.language.keys import SCHEME
from xianfeng.engine.language.reader import Reader, resolve_sources
from xianfeng.engine.language.tree import read_tree
from xianfeng.engine.scheme import DEFAULT, Kind
from xianfeng.engine.text import Text
from xianfeng.merit.methods.outline import Outline, outline_of

UNSOURCED = ("version", "scheme", "title")
"""What changes without a source to follow."""


@dataclass(frozen=True, slots=True)
class Change:
    """A value before and after; None where there was or is none.

    `source` is what the new value is said to come from although it said so of the old one already.
    """

    path: str
    place: Text
    label: Text
    before: str | None
    after: str | None
    source: str = ""


def changes_between(before: str, after: str, kinds: Mapping[str, Kind]) -> list[Change]:
    """Return what a text changes of the one before, in order; nothing while either cannot be read."""
    old, new = outline_of(before, kinds), outline_of(after, kinds)
    if old.tree is None or new.tree is None:
        return []
    sources = (sources_in(before), sources_in(after))
    return [
        _change(old if each.b is None else new, each, _kept_source(each, *sources))
        for each in differences(before, after)
    ]


def _change(outline: Outline, each: Difference, source: str) -> Change:
    path = outline.path(each.path)
    return Change(each.path, outline.place(path), outline.label(path), each.a, each.b, source)


def _kept_source(each: Difference, before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """Return the document that is still named for a value that is another one now."""
    source = source_at(after, each.path)
    is_kept = each.a is not None and each.b is not None and source == source_at(before, each.path)
    about = each.path.split(".")
    return source if is_kept and source != DEFAULT and not set(about) & set(UNSOURCED) else ""


def sources_in(text: str) -> Mapping[str, str]:
    """Return where the values of a text come from, by their paths; sound or not."""
    node, problems = read_tree(text, "")
    reader = Reader("", problems)
    if node is None:
        return {}
    SCHEME.read(node, reader, ())
    return resolve_sources(reader)


def source_at(sources: Mapping[str, str], path: str) -> str:
    """Return the source of a value: its own, else that of the mapping in which it stands, else a default."""
    return sources.get(path) or sources.get(path.rpartition(".")[0]) or DEFAULT
