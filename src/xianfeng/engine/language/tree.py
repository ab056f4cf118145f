"""YAML as a tree of texts with line numbers: no types, no anchors, no merges, no tags."""

from __future__ import annotations

from dataclasses import dataclass

import yaml

from xianfeng.engine.problems import LineOfFile, Problem
from xianfeng.engine.text import Text

MAX_SIZE = 1_000_000


@dataclass(frozen=True, slots=True)
class Leaf:
    """A scalar, always as text."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Row:
    """A sequence."""

    items: tuple[Node, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A value of a mapping and the line of its key."""

    line: int
    node: Node


@dataclass(frozen=True, slots=True)
class Branch:
    """A mapping, in the order written."""

    entries: dict[str, Entry]
    line: int


Node = Leaf | Row | Branch

_DECORATED = Text("用了锚点、引用或标签", "an anchor, alias or tag is used")
_WRITE_OUT = Text("把内容照写一遍", "write the content out")
_TWICE = Text(
    "键“{key}”写了两次（第一次在第{line}行）", 'key "{key}" is written twice (first on line {line})'
)
_KEEP_ONE = Text("只保留一个", "keep one of them")
_SPELL = Text("检查缩进、冒号和引号", "check indentation, colons and quotes")


def read_tree(text: str, file: str) -> tuple[Node | None, list[Problem]]:
    """Return the tree of a YAML text, or None when it cannot be read, and every problem found."""
    if len(text) > MAX_SIZE:
        too_big = Text("文件超过1 MB", "the file is larger than 1 MB")
        return None, [Problem(LineOfFile(file, 1), too_big, Text("拆分或删减", "split or shorten it"))]
    try:
        problems = _decorations(text, file)
        root = yaml.compose(text, Loader=yaml.CBaseLoader)
        if root is None:
            empty = Text("文件是空的", "the file is empty")
            return None, [Problem(LineOfFile(file, 1), empty, Text("写入办法的内容", "write the scheme"))]
        return _node(root, file, problems), problems
    except yaml.MarkedYAMLError as error:
        return None, [_malformed(error, file)]
    except (yaml.YAMLError, RecursionError, ValueError):
        broken = Text("不是可读的YAML文本", "this is not readable YAML text")
        return None, [Problem(LineOfFile(file, 1), broken, _SPELL)]


def _decorations(text: str, file: str) -> list[Problem]:
    problems = []
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        anchored = isinstance(event, yaml.events.NodeEvent) and event.anchor is not None
        tagged = getattr(event, "tag", None) is not None
        if anchored or tagged:
            line = event.start_mark.line + 1 if event.start_mark else 1
            problems.append(Problem(LineOfFile(file, line), _DECORATED, _WRITE_OUT))
    return problems


def _malformed(error: yaml.MarkedYAMLError, file: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    words = Text(f"YAML写法有误（{error.problem}）", f"the YAML is malformed ({error.problem})")
    return Problem(LineOfFile(file, mark.line + 1 if mark else 1), words, _SPELL)


def _node(node: yaml.Node, file: str, problems: list[Problem]) -> Node:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        return Leaf(node.value, line)
    if isinstance(node, yaml.SequenceNode):
        return Row(tuple(_node(item, file, problems) for item in node.value), line)
    return _branch(node, file, problems)


def _branch(node: yaml.Node, file: str, problems: list[Problem]) -> Branch:
    entries: dict[str, Entry] = {}
    for key_node, value in node.value:
        key = key_node.value if isinstance(key_node, yaml.ScalarNode) else "?"
        line = key_node.start_mark.line + 1
        if key in entries:
            what = _TWICE.fill(key=key, line=entries[key].line)
            problems.append(Problem(LineOfFile(file, line, key), what, _KEEP_ONE))
        else:
            entries[key] = Entry(line, _node(value, file, problems))
    return Branch(entries, node.start_mark.line + 1)
