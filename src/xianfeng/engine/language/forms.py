"""Forms of single values: how each is written, read, and described for editors.

A form reads a node into a value, or reports a problem and returns BROKEN.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from xianfeng.engine.amounts import AMOUNT, MAX_AMOUNT, parse_amount, show
from xianfeng.engine.language.reader import Form, Path, Reader, is_not, nearest
from xianfeng.engine.language.tree import Branch, Leaf, Node
from xianfeng.engine.text import Text

CODE = re.compile(r"\w[\w.\-]{0,63}")


@dataclass(frozen=True)
class Words:
    """Text, the same in both languages, or {zh, en}."""

    def read(self, node: Node, reader: Reader, path: Path) -> Any:
        if isinstance(node, Leaf) and node.text.strip():
            return Text.same(node.text)
        if isinstance(node, Branch) and set(node.entries) == {"zh", "en"}:
            both = [entry.node for entry in node.entries.values()]
            if all(isinstance(each, Leaf) and each.text.strip() for each in both):
                return Text(**{key: getattr(entry.node, "text", "") for key, entry in node.entries.items()})
        expected = Text("文字，也不是{zh: …, en: …}", "a text nor {zh: …, en: …}")
        return reader.report(
            path,
            is_not(node, expected),
            Text("写一段文字；含逗号时加引号", "write some words; quote them if they hold a comma"),
        )

    def schema(self) -> dict[str, Any]:
        text = {"type": "string", "minLength": 1}
        both = {"type": "object", "properties": {"zh": text, "en": text}, "required": ["zh", "en"]}
        return {"anyOf": [text, both | {"additionalProperties": False}]}


@dataclass(frozen=True)
class Amount:
    """A decimal with at most two places, as hundredths, within bounds (hundredths)."""

    least: int = -MAX_AMOUNT
    most: int = MAX_AMOUNT
    whole: bool = False

    def read(self, node: Node, reader: Reader, path: Path) -> Any:
        kind = (
            Text("整数", "a whole number")
            if self.whole
            else Text("最多两位小数的数", "a number with at most two decimals")
        )
        least, most = (str(n // 100) if self.whole else show(n) for n in (self.least, self.most))
        fix = Text(f"写{least}到{most}之间的数", f"write a number from {least} to {most}")
        if not isinstance(node, Leaf) or not AMOUNT.fullmatch(node.text):
            return reader.report(path, is_not(node, kind), fix)
        value = parse_amount(node.text)
        if not self.least <= value <= self.most or (self.whole and value % 100):
            return reader.report(path, Text(f"{node.text}不在范围内", f"{node.text} is out of range"), fix)
        return value // 100 if self.whole else value

    def schema(self) -> dict[str, Any]:
        pattern = r"^-?\d{1,5}$" if self.whole else r"^-?\d{1,5}(\.\d{1,2})?$"
        bounds = {"minimum": self.least / 100, "maximum": self.most / 100}
        number = {"type": "integer"} if self.whole else {"type": "number", "multipleOf": 0.01}
        return {"anyOf": [number | bounds, {"type": "string", "pattern": pattern}]}


@dataclass(frozen=True)
class Choice:
    """One of a few words, turned into what they stand for."""

    options: Mapping[str, Any]

    def read(self, node: Node, reader: Reader, path: Path) -> Any:
        if isinstance(node, Leaf) and node.text in self.options:
            return self.options[node.text]
        word = node.text if isinstance(node, Leaf) else ""
        expected = Text("可用的词", "one of the allowed words")
        return reader.report(path, is_not(node, expected), nearest(word, self.options))

    def schema(self) -> dict[str, Any]:
        words: list[Any] = list(self.options)
        return {"enum": words + [word == "true" for word in words if word in ("true", "false")]}


YES_NO = Choice({"true": True, "false": False})


@dataclass(frozen=True)
class Code:
    """A code: letters, digits, `_`, `.`, `-`."""

    def read(self, node: Node, reader: Reader, path: Path) -> Any:
        if isinstance(node, Leaf) and CODE.fullmatch(node.text):
            return node.text
        fix = Text("用字母、数字、_ . -，不含空格", "use letters, digits, _ . - and no spaces")
        return reader.report(path, is_not(node, Text("代码", "a code")), fix)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^[^\s]+$", "maxLength": 64}


@dataclass(frozen=True)
class Day:
    """A date, 2024-01-01."""

    def read(self, node: Node, reader: Reader, path: Path) -> Any:
        try:
            return date.fromisoformat(node.text if isinstance(node, Leaf) else "")
        except ValueError:
            fix = Text("写成2024-01-01的样子", "write it like 2024-01-01")
            return reader.report(path, is_not(node, Text("日期", "a date")), fix)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}


@dataclass(frozen=True)
class Either:
    """A particular word that stands for a value, or another form."""

    word: str
    value: Any
    form: Form

    def read(self, node: Node, reader: Reader, path: Path) -> Any:
        if isinstance(node, Leaf) and node.text == self.word:
            return self.value
        return self.form.read(node, reader, path)

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [{"const": self.word}, self.form.schema()]}


class SourceForm:
    """Where values come from: a text, or texts by key."""

    def read(self, node: Node, reader: Reader, path: Path) -> Any:
        if isinstance(node, Leaf) and node.text.strip():
            return node.text
        if isinstance(node, Branch) and all(isinstance(e.node, Leaf) for e in node.entries.values()):
            return {key: getattr(entry.node, "text", "") for key, entry in node.entries.items()}
        fix = Text("写出处，例如“003:L93”，或写default", 'write the place, such as "003:L93", or default')
        return reader.report(path, is_not(node, Text("出处", "a source")), fix)

    def schema(self) -> dict[str, Any]:
        text = {"type": "string", "minLength": 1}
        return {"anyOf": [text, {"type": "object", "additionalProperties": text}]}
