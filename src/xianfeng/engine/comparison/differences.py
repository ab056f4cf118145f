"""What differs between two scheme files: every written value, by its path."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

from xianfeng.engine.amounts import AMOUNT, parse_amount, show
from xianfeng.engine.comparison.outcomes import Difference
from xianfeng.engine.language.tree import Branch, Leaf, Node, Row, read_tree

ABOUT = ("note", "source")
"""Keys that say something about values and are none; they are not compared."""

Path = tuple[str, ...]
At = tuple[Path, Node]
"""A node and the path at which it stands."""
Pair = tuple[At | None, At | None]


def differences(text_a: str, text_b: str) -> tuple[Difference, ...]:
    """Return every value that is written otherwise, or in one file only, in the order of the files.

    Amounts are the same however they are written: 50 is 50.00. Parts of a list are paired by their
    `code`; where they have none, those that are the same first, then by their order.
    """
    (a, _), (b, _) = read_tree(text_a, "a"), read_tree(text_b, "b")
    return tuple(_walk(((), a) if a else None, ((), b) if b else None))


def _walk(a: At | None, b: At | None) -> Iterator[Difference]:
    nodes = [side[1] for side in (a, b) if side]
    if all(isinstance(node, Branch) and node.entries for node in nodes):
        pairs = _by_key(_entries(a), _entries(b))
    elif all(isinstance(node, Row) and _has_parts(node) for node in nodes):
        pairs = _by_place(_numbered(a), _numbered(b))
    else:
        yield from _leaf(a, b)
        return
    for one, other in pairs:
        yield from _walk(one, other)


def _entries(at: At | None) -> dict[str, At]:
    path, node = at or ((), None)
    if not isinstance(node, Branch):
        return {}
    return {key: ((*path, key), entry.node) for key, entry in node.entries.items() if key not in ABOUT}


def _by_key(a: Mapping[str, At], b: Mapping[str, At]) -> list[Pair]:
    return [(a.get(key), b.get(key)) for key in dict.fromkeys([*a, *b])]


def _has_parts(node: Row) -> bool:
    return bool(node.items) and all(isinstance(item, Branch) for item in node.items)


def _numbered(at: At | None) -> list[At]:
    path, node = at or ((), None)
    items = node.items if isinstance(node, Row) else ()
    return [((*path, str(number)), item) for number, item in enumerate(items, 1)]


def _by_place(a: Sequence[At], b: Sequence[At]) -> list[Pair]:
    coded = [{_code(node): (path, node) for path, node in side} for side in (a, b)]
    if all(all(side) for side in coded):
        return _by_key(*coded)
    names = [[_written(node, _amount) for _, node in side] for side in (a, b)]
    blocks = SequenceMatcher(None, names[0], names[1], autojunk=False).get_opcodes()
    return [pair for _, a1, a2, b1, b2 in blocks for pair in zip_longest(a[a1:a2], b[b1:b2])]


def _code(node: Node) -> str:
    code = node.entries.get("code") if isinstance(node, Branch) else None
    return _written(code.node) if code else ""


def _leaf(a: At | None, b: At | None) -> Iterator[Difference]:
    if a is None or b is None or _written(a[1], _amount) != _written(b[1], _amount):
        path, _ = b or a or ((), None)
        yield Difference(".".join(path), a and _written(a[1]), b and _written(b[1]))


def _written(node: Node, word: Callable[[str], str] = str) -> str:
    """Return a value on one line, its words as they are written or as given; a list of one is that one."""
    if isinstance(node, Leaf):
        return word(node.text)
    if isinstance(node, Row):
        return ", ".join(_written(item, word) for item in node.items)
    parts = (f"{key}: {_written(part, word)}" for key, (_, part) in _entries(((), node)).items())
    return "{" + ", ".join(parts) + "}"


def _amount(text: str) -> str:
    return show(parse_amount(text)) if AMOUNT.fullmatch(text) else text
