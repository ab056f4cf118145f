"""Forms made of other forms: lists, mappings by code, records with known keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from xianfeng.engine.language.forms import Amount, Code, SourceForm, Words
from xianfeng.engine.language.reader import BROKEN, Form, Path, Reader, is_not, nearest
from xianfeng.engine.language.tree import Branch, Leaf, Node, Row
from xianfeng.engine.text import Text

ANNOTATIONS = ("title", "note", "source")
NAMES_ONLY = ("scheme", "version", "code", "sheet", "unit", "outcomes", "offices")
"""Keys whose contents are names; all others hold values, whose sources are printed."""


@dataclass(frozen=True)
class ListOf:
    """A list, or one thing that stands for a list of one."""

    form: Form
    single: bool = True
    length: int | None = None

    def read(self, node: Node, reader: Reader, path: Path) -> Any:
        rows = node.items if isinstance(node, Row) else (node,)
        if (
            not rows
            or (not self.single and not isinstance(node, Row))
            or self.length not in (None, len(rows))
        ):
            expected = Text(f"{self.length}项的列表", f"a list of {self.length}")
            if self.length is None:
                expected = Text("至少有一项的列表", "a list of at least one")
            return reader.report(path, is_not(node, expected), Text("写成[…]", "write it as […]"))
        values = []
        for number, row in enumerate(rows, 1):
            place = (*path, str(number))
            reader.lines[place] = row.line
            values.append(self.form.read(row, reader, place))
        return tuple(value for value in values if value is not BROKEN)

    def schema(self) -> dict[str, Any]:
        many = {"type": "array", "items": self.form.schema(), "minItems": self.length or 1}
        if self.length:
            many["maxItems"] = self.length
        return {"anyOf": [self.form.schema(), many]} if self.single else many


@dataclass(frozen=True)
class MapOf:
    """A mapping of codes to things of one form. With `leaf`, it is one value, not a place for values."""

    form: Form
    leaf: bool = False
    empty: bool = False

    def read(self, node: Node, reader: Reader, path: Path) -> Any:
        if not isinstance(node, Branch) or not (self.empty or node.entries):
            expected = Text("由代码和内容组成的表", "a mapping of codes")
            return reader.report(path, is_not(node, expected), Text("写成{代码: …}", "write it as {code: …}"))
        values = {}
        for code, entry in node.entries.items():
            if code in ANNOTATIONS:
                annotate(code, entry.node, reader, path)
                continue
            reader.lines[(*path, code)] = entry.line
            if Code().read(Leaf(code, entry.line), reader, (*path, code)) is not BROKEN:
                values[code] = self.form.read(entry.node, reader, (*path, code))
        return {code: value for code, value in values.items() if value is not BROKEN}

    def schema(self) -> dict[str, Any]:
        notes = {key: form.schema() for key, form in ANNOTATION_FORMS.items()}
        return {"type": "object", "properties": notes, "additionalProperties": self.form.schema()}


@dataclass(frozen=True)
class AmountBy:
    """One amount for all, or amounts by code; `otherwise` is the rest and always comes last."""

    amount: Amount
    otherwise: str

    def read(self, node: Node, reader: Reader, path: Path) -> Any:
        if isinstance(node, Leaf):
            value = self.amount.read(node, reader, path)
            return value if value is BROKEN else {self.otherwise: value}
        values = MapOf(self.amount, leaf=True).read(node, reader, path)
        if values is not BROKEN and self.otherwise in values:
            values[self.otherwise] = values.pop(self.otherwise)
        return values

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [self.amount.schema(), MapOf(self.amount).schema()]}


@dataclass(frozen=True)
class OneOrByCode:
    """One amount, or amounts by code."""

    amount: Amount

    def read(self, node: Node, reader: Reader, path: Path) -> Any:
        if isinstance(node, Leaf):
            return self.amount.read(node, reader, path)
        return MapOf(self.amount, leaf=True).read(node, reader, path)

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [self.amount.schema(), MapOf(self.amount).schema()]}


ANNOTATION_FORMS: dict[str, Form] = {"title": Words(), "note": Words(), "source": SourceForm()}


def annotate(key: str, node: Node, reader: Reader, path: Path) -> Any:
    """Read a title, note or source; remember the source of everything at and below the path."""
    reader.lines[(*path, key)] = node.line
    value = ANNOTATION_FORMS[key].read(node, reader, (*path, key))
    if key == "source" and value is not BROKEN:
        reader.sources[path] = value
    return value


@dataclass(frozen=True)
class Key:
    """A key of a record. `attribute` is the name the builder wants, if it differs."""

    form: Form
    required: bool = False
    attribute: str = ""


@dataclass(frozen=True)
class Record:
    """A mapping with known keys, built into an object. `one_of` are keys of which exactly one is given."""

    keys: Mapping[str, Key]
    build: Callable[..., Any]
    coded: bool = False
    titled: bool = True
    noted: bool = True
    one_of: tuple[str, ...] = ()
    partial: bool = False

    def read(self, node: Node, reader: Reader, path: Path) -> Any:
        if not isinstance(node, Branch):
            expected = Text("由键和值组成的表", "a mapping of keys and values")
            return reader.report(path, is_not(node, expected), nearest("", self.keys))
        values = self._values(node, reader, path)
        missing = [key for key, spec in self.keys.items() if spec.required and key not in node.entries]
        for key in missing:
            what = Text(f"缺少“{key}”", f'"{key}" is missing')
            reader.report(path, what, Text(f"补上“{key}”", f'add "{key}"'))
        needed = [self._name(key) for key, spec in self.keys.items() if spec.required]
        absent = any(name not in values for name in needed) and not self.partial
        chosen = not self.one_of or any(key in values for key in self.one_of)
        if not self._exactly_one(node, reader, path) or absent or not chosen:
            return BROKEN
        return self.build(**values)

    def _values(self, node: Branch, reader: Reader, path: Path) -> dict[str, Any]:
        values: dict[str, Any] = {}
        if self.coded:
            values["code"] = path[-1]
            values["title"] = Text.same(path[-1])
        for key, entry in node.entries.items():
            reader.lines[(*path, key)] = entry.line
            value = self._value(key, entry.node, reader, path)
            if value is not BROKEN:
                values[self._name(key)] = value
        kept = {self._name(key) for key in self.keys} | {"code"}
        kept |= {"title"} if self.titled else set()
        kept |= {"note"} if self.noted else set()
        return {name: value for name, value in values.items() if name in kept}

    def _value(self, key: str, node: Node, reader: Reader, path: Path) -> Any:
        if key in self.keys:
            form = self.keys[key].form
            value = form.read(node, reader, (*path, key))
            if key not in NAMES_ONLY and _is_value(form):
                reader.values.append((*path, key))
                reader.values += [(*path, key, code) for code in value] if isinstance(value, dict) else []
            return value
        if key in ANNOTATIONS:
            return annotate(key, node, reader, path)
        what = Text(f"不认识的键“{key}”", f'unknown key "{key}"')
        return reader.report((*path, key), what, nearest(key, {*self.keys, *ANNOTATIONS}))

    def _name(self, key: str) -> str:
        spec = self.keys.get(key)
        return spec.attribute or key if spec else key

    def _exactly_one(self, node: Branch, reader: Reader, path: Path) -> bool:
        given = [key for key in self.one_of if key in node.entries]
        if not self.one_of or len(given) == 1:
            return True
        what = Text(
            f"要有且只有一个：{'、'.join(self.one_of)}", f"exactly one is needed of: {', '.join(self.one_of)}"
        )
        reader.report(path, what, Text(f"现在有{len(given)}个", f"there are {len(given)}"))
        return False

    def schema(self) -> dict[str, Any]:
        properties = {key: spec.form.schema() for key, spec in self.keys.items()}
        notes = {key: form.schema() for key, form in ANNOTATION_FORMS.items()}
        described: dict[str, Any] = {
            "type": "object",
            "properties": notes | properties,
            "additionalProperties": False,
        }
        required = [key for key, spec in self.keys.items() if spec.required]
        if required:
            described["required"] = required
        if self.one_of:
            described["oneOf"] = [{"required": [key]} for key in self.one_of]
        return described


def _is_value(form: Form) -> bool:
    """Return whether a key holds a value whose source is printed, not a place for further values."""
    if isinstance(form, Record):
        return False
    if isinstance(form, MapOf):
        return form.leaf
    return not (isinstance(form, ListOf) and isinstance(form.form, Record))
