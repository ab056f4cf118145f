"""Where each value of a scheme's text stands, so that one can be changed and everything else stays as it was written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from xianfeng.engine.amounts import AMOUNT
from xianfeng.engine.language.forms import Amount, Either
from xianfeng.engine.language.keys import SCHEME, Grade
from xianfeng.engine.language.records import ANNOTATIONS, AmountBy, ListOf, MapOf, OneOrByCode, Record
from xianfeng.engine.text import shown

Path = tuple[str, ...]
PLAIN = re.compile(rf"{AMOUNT.pattern}|\d{{4}}-\d\d-\d\d|[a-z][a-z0-9-]*", re.ASCII)
"""What may stand in the text without quotes: an amount, a day, a code."""


@dataclass(frozen=True, slots=True)
class Written:
    """A value as it is written: where, on which line, and whether the language wants an amount there."""

    path: Path
    text: str
    line: int
    start: int
    end: int
    quote: str
    is_amount: bool

    @property
    def name(self) -> str:
        """Return its path as the name of a field of a form."""
        return "/".join(self.path)


def values_in(text: str) -> dict[Path, Written]:
    """Return every single value by its path, in the order written; none where the text cannot be read."""
    found: dict[Path, Written] = {}
    try:
        root = yaml.compose(text, Loader=yaml.CBaseLoader)
        for written in _walk(root, SCHEME, ()) if root is not None else ():
            found.setdefault(written.path, written)
    except (yaml.YAMLError, RecursionError, ValueError):
        return {}
    return found


def amounts_in(text: str) -> dict[Path, Written]:
    """Return the values that are amounts: points, caps, targets, weights, limits, numbers of ballots and days."""
    return {path: written for path, written in values_in(text).items() if written.is_amount}


def replaced(text: str, values: Mapping[Path, str]) -> str:
    """Return the text with other values at some paths; comments, order and layout stay.

    What is no amount, day or code is put in quotes, so that the check of the language finds it in its place.
    """
    places = values_in(text)
    changed = [(places[path], typed) for path, typed in values.items() if places[path].text != typed]
    for place, typed in sorted(changed, key=lambda each: -each[0].start):
        text = text[: place.start] + _quoted(typed, place.quote) + text[place.end :]
    return text


def _quoted(typed: str, quote: str) -> str:
    if PLAIN.fullmatch(typed):
        return f"{quote}{typed}{quote}"
    return json.dumps(shown(typed), ensure_ascii=False)


# ---- walking the text along the language


def _walk(node: yaml.Node, form: Any, path: Path) -> Iterator[Written]:
    if isinstance(node, yaml.ScalarNode):
        yield _written(node, path, _wants_amount(form))
    elif isinstance(node, yaml.SequenceNode):
        inner = form.form if isinstance(form, ListOf) else None
        for number, item in enumerate(node.value, 1):
            yield from _walk(item, inner, (*path, str(number)))
    else:
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                yield from _walk(value, _below(form, key.value), (*path, key.value))


def _written(node: yaml.ScalarNode, path: Path, is_amount: bool) -> Written:
    start, end = node.start_mark, node.end_mark
    quote = node.style if node.style in ('"', "'") else ""
    return Written(path, node.value, start.line + 1, start.index, end.index, quote, is_amount)


def _wants_amount(form: Any) -> bool:
    if isinstance(form, Either):
        return isinstance(form.form, Amount)
    return isinstance(form, Amount | AmountBy | OneOrByCode | Grade)


def _below(form: Any, key: str) -> Any:
    """Return the form of what stands under a key, None for what the language does not know."""
    if key in ANNOTATIONS:
        return None
    if isinstance(form, Grade):
        form = form.record
    if isinstance(form, Record):
        return form.keys[key].form if key in form.keys else None
    if isinstance(form, AmountBy | OneOrByCode):
        return form.amount
    return form.form if isinstance(form, MapOf) else None
