"""A node of an explanation: a number, how it comes about, and the nodes it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from xianfeng.engine.text import Language, Text
from xianfeng.engine.words import NOTHING


class Step(StrEnum):
    """How a node's value comes from the numbers given beside it and from its children."""

    FINISH = "finish"
    FINISH_WHOLE = "finish_whole"
    UNFINISHED = "unfinished"
    WEIGHTED = "weighted"
    POLL = "poll"
    POLLED = "polled"
    TALLIES = "tallies"
    SHEET = "sheet"
    BASE = "base"
    SECTION = "section"
    ITEM = "item"
    EACH = "each"
    EACH_POINTS = "each_points"
    EACH_PER = "each_per"
    EACH_JUDGED = "each_judged"
    EACH_BEYOND = "each_beyond"
    RATIO = "ratio"
    LATEST = "latest"
    AVERAGE = "average"
    REACH = "reach"
    SHORTFALL = "shortfall"
    NEED = "need"
    FACT = "fact"
    NO_FACTS = "no_facts"
    NOT_DUE = "not_due"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Node:
    """A printed number (None: there is none), the numbers given beside it, and its children.

    `sum` says in words how the value comes about and contains every given number. A component's
    node also gives its `weight`, `out_of` and exact `part`.
    """

    step: Step
    title: Text
    value: str | None
    sum: Text
    given: Mapping[str, str] = field(default_factory=dict)
    children: tuple[Node, ...] = ()
    share: Mapping[str, str] = field(default_factory=dict)
    unit: Text = NOTHING


def as_dict(node: Node, language: Language) -> dict[str, Any]:
    """Return the tree as plain data, in one language, with every number as it is printed."""
    return {
        "step": str(node.step),
        "title": node.title.get(language),
        "value": node.value,
        "sum": node.sum.get(language),
        "given": dict(node.given),
        "share": dict(node.share),
        "children": [as_dict(child, language) for child in node.children],
    }


def render(node: Node, language: Language, depth: int = 0) -> Iterator[str]:
    """Yield the tree as indented lines of text."""
    yield "  " * depth + headline(node, language)
    for child in node.children:
        yield from render(child, language, depth + 1)


def headline(node: Node, language: Language) -> str:
    """Return a node as one line: title, value, the share it has in the result, the sum."""
    parts = [node.title.get(language)]
    if node.value is not None:
        parts.append(_with_unit(node, language))
    share, total = _share(node, language), node.sum.get(language)
    if language == "zh":
        return " ".join(parts) + (f"（{share}）" if share else "") + (f"：{total}" if total else "")
    return " ".join(parts) + (f" ({share})" if share else "") + (f": {total}" if total else "")


def _with_unit(node: Node, language: Language) -> str:
    unit = node.unit.get(language)
    space = " " if unit and language == "en" else ""
    return f"{node.value}{space}{unit}"


def _share(node: Node, language: Language) -> str:
    share = node.share
    if not share or "part" not in share:
        return ""
    words = Text("占{weight}%，折合{part}", "weight {weight}%, part {part}")
    return words.fill(weight=share["weight"], part=share["part"]).get(language)
