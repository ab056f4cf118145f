"""YAML text to a scheme or a catalogue. All problems are reported at once, each with its line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from xianfeng.engine.language import whole
from xianfeng.engine.language.draft import Draft
from xianfeng.engine.language.hints import hints
from xianfeng.engine.language.keys import KINDS, SCHEME
from xianfeng.engine.language.reader import BROKEN, Reader, resolve_sources
from xianfeng.engine.language.rules import check_rules
from xianfeng.engine.language.sheets import check_sheets
from xianfeng.engine.language.tree import Node, read_tree
from xianfeng.engine.problems import InvalidInput, Problem
from xianfeng.engine.scheme import Kind, Scheme, Sources
from xianfeng.engine.text import Text


@dataclass(frozen=True, slots=True)
class Checked:
    """A scheme if it is sound, every problem if it is not, and hints in either case."""

    scheme: Scheme | None
    problems: tuple[Problem, ...]
    hints: tuple[Problem, ...] = ()


def load_scheme(text: str, file: str, catalogue: Mapping[str, Kind]) -> Scheme:
    """Return the scheme written in a YAML text. Raises InvalidInput with every problem."""
    checked = check_scheme(text, file, catalogue)
    if checked.scheme is None:
        raise InvalidInput(checked.problems)
    return checked.scheme


def load_catalogue(text: str, file: str) -> dict[str, Kind]:
    """Return the kinds of facts written in a YAML text. Raises InvalidInput with every problem."""
    node, problems = read_tree(text, file)
    reader = Reader(file, problems)
    kinds = KINDS.read(node, reader, ()) if node else BROKEN
    if kinds is not BROKEN and node:
        draft = Draft({}, kinds, reader)
        whole.check_kinds(draft, {}, kinds, ())
        whole.check_titles(draft, node)
    if reader.problems:
        raise InvalidInput(_in_order(reader.problems))
    return dict(kinds)


def check_scheme(text: str, file: str, catalogue: Mapping[str, Kind]) -> Checked:
    """Return the scheme written in a YAML text, or every problem; and hints."""
    node, problems = read_tree(text, file)
    reader = Reader(file, problems)
    parts = SCHEME.read(node, reader, ()) if node else BROKEN
    if parts is BROKEN or node is None:
        return Checked(None, _in_order(reader.problems))
    draft = Draft(parts, {**catalogue, **parts.get("kinds", {})}, reader)
    _check(draft, dict(catalogue), node)
    if reader.problems:
        return Checked(None, _in_order(reader.problems))
    return Checked(_scheme(draft), (), tuple(hints(draft)))


def _check(draft: Draft, catalogue: dict[str, Kind], node: Node) -> None:
    whole.check_codes(draft)
    whole.check_kinds(draft, catalogue, draft.parts.get("kinds", {}), ("kinds",))
    check_rules(draft)
    check_sheets(draft)
    whole.check_components(draft)
    whole.check_bands(draft)
    whole.check_follow_ups(draft)
    whole.check_titles(draft, node)


def _scheme(draft: Draft) -> Scheme:
    parts: dict[str, Any] = dict(draft.parts)
    parts["variants"] = draft.variants
    parts["kinds"] = draft.kinds
    parts["own_kinds"] = tuple(draft.parts.get("kinds", {}))
    parts.setdefault("title", Text.same(parts["code"]))
    return Scheme(**parts, sources=Sources(resolve_sources(draft.reader)))


def _in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: getattr(problem.place, "line", 0)))
