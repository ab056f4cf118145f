"""The language of templates: placeholders, `if` and `for`, and nothing that calls, computes or looks behind a value.

Every source that is compiled passes `Environment._parse`, so that body, headers, footnotes and properties are all
checked. What passes runs in jinja2's sandbox, escaped, with names that are not there refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from xianfeng.engine.text import Text
from xianfeng.merit.notices.sandbox import refusals
from xianfeng.merit.notices.sandbox.refusals import Refused

ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Getattr, nodes.For, nodes.If,
    nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Filter, nodes.Test,
)  # fmt: skip
FILTERS, TESTS = ("length",), ("none",)
OF_LOOPS = ("index", "index0", "first", "last", "length")
DEEPEST_LOOP = 2


class Environment(ImmutableSandboxedEnvironment):
    """Compiles what `check` lets through, with no function in reach."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in FILTERS}
        self.tests = {name: self.tests[name] for name in TESTS}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        problems = list(dict.fromkeys(check(tree)))
        if problems:
            raise Refused(problems)
        return tree

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Return whether an attribute may be read: keys of mappings come without it, so only a loop has any."""
        return attr in OF_LOOPS and super().is_safe_attribute(obj, attr, value)

    def call(*args: Any, **options: Any) -> Any:
        """Refuse every call; the check has refused it before."""
        raise SecurityError("nothing is called in a template")

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return the value of a key; a loop is the only other thing that has something behind a dot."""
        if isinstance(obj, Mapping):
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        if isinstance(obj, LoopContext):
            return super().getattr(obj, attribute)
        return self.unsafe_undefined(obj, attribute)


def check(tree: nodes.Node, depth: int = 0) -> Iterator[Text]:
    """Yield everything in a template that is no placeholder, `if` or `for`."""
    for node in tree.iter_child_nodes():
        if not isinstance(node, ALLOWED):
            yield refusals.about(refusals.NOT_A_PLACEHOLDER, _name(node))
            continue
        yield from _inside(node)
        deeper = depth + isinstance(node, nodes.For)
        if deeper > DEEPEST_LOOP:
            yield refusals.about(refusals.NESTED_TOO_DEEP, str(DEEPEST_LOOP))
            continue
        yield from check(node, deeper)


def _inside(node: nodes.Node) -> Iterator[Text]:
    if isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
        yield refusals.about(refusals.NOT_A_PLACEHOLDER, node.attr)
    if isinstance(node, nodes.Name) and (node.name.startswith("_") or node.name == "self"):
        yield refusals.about(refusals.NOT_A_PLACEHOLDER, node.name)
    if isinstance(node, nodes.Filter) and (node.name not in FILTERS or node.args or node.kwargs):
        yield refusals.about(refusals.NOT_A_PLACEHOLDER, node.name)
    if isinstance(node, nodes.Test) and node.name not in TESTS:
        yield refusals.about(refusals.NOT_A_PLACEHOLDER, node.name)
    if isinstance(node, nodes.For) and (
        node.recursive or not isinstance(node.iter, nodes.Name | nodes.Getattr)
    ):
        yield refusals.about(refusals.NOT_A_PLACEHOLDER, "for")


def _name(node: nodes.Node) -> str:
    """Return what a node is called for people: the function called, the word written."""
    if isinstance(node, nodes.Call):
        return f"{_name(node.node)}()"
    for value in (getattr(node, "name", None), getattr(node, "attr", None)):
        if isinstance(value, str):
            return value
    return type(node).__name__.lower()
