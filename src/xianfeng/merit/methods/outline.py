"""A scheme's text as people know its parts: sheets, sections, items, rules, by their titles. It need not be sound."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from xianfeng.engine.language.tree import Branch, Leaf, Node, Row, read_tree
from xianfeng.engine.scheme import OTHERWISE, Kind, Measure
from xianfeng.engine.text import Text, joined
from xianfeng.merit.methods.written import Path
from xianfeng.workbooks.writing.defaults import WHOLE, key_words

COLLECTIONS = (
    "sheets",
    "sections",
    "items",
    "rules",
    "components",
    "bands",
    "consequences",
    "variants",
    "kinds",
)
SINGLE = {
    "adjust": Text("调整", "Adjustment"),
    "veto": Text("否决", "Veto"),
    "year": Text("全年", "The year"),
}
NUMBERED = {"rules": Text("第{n}条", "Rule {n}"), "consequences": Text("后续第{n}条", "What follows, {n}")}
GROUPED = ("trim", "flags", "when")
"""Keys under which further keys stand."""
OWN_WORDS = {
    "when": Text("满几张票才去掉", "ballots from which on"),
    "grades": Text("等次折合", "worth of a grade"),
    "stars": Text("几颗红星", "stars"),
}
ENTRIES = {OTHERWISE: Text("其他", "others"), "zh": Text("中文", "Chinese"), "en": Text("英文", "English")}
ENDS = {"1": Text("最低", "lowest"), "2": Text("最高", "highest")}
ALL_OF_IT = Text("全部内容", "all of it")


@dataclass(frozen=True, slots=True)
class Outline:
    """The tree of a text, None where it cannot be read, and the kinds by which rules are called."""

    tree: Node | None
    kinds: Mapping[str, Kind]

    def things(self, path: Path) -> Iterator[Path]:
        """Yield the parts in which a value stands, from the outside in: sheet, section, item, rule."""
        if path and path[0] in SINGLE and len(path) > 1:
            yield path[:1]
        at = 0
        while at + 1 < len(path) and path[at] in COLLECTIONS:
            at += 2
            yield path[:at]

    def title(self, thing: Path) -> Text:
        """Return what a part is called: its title, else the kinds that it counts, its number or its code."""
        node = self.at(thing)
        if not thing:
            return _titled(node) or WHOLE
        if thing[0] in SINGLE and len(thing) == 1:
            return SINGLE[thing[0]]
        named = _titled(node) or self._counted(node)
        if named:
            return named
        number = NUMBERED.get(thing[-2])
        return number.fill(n=thing[-1]) if number else Text.same(thing[-1])

    def place(self, path: Path) -> Text:
        """Return in which parts a value stands, in titles."""
        titles = [self.title(thing) for thing in self.things(path)]
        return joined(titles, " › ", " › ") if titles else WHOLE

    def label(self, path: Path) -> Text:
        """Return which value of its part it is."""
        thing = next(reversed(list(self.things(path))), ())
        key, *rest = path[len(thing) :] or ("",)
        if not key:
            return ALL_OF_IT
        if key in GROUPED and rest:
            key, *rest = rest
        words = OWN_WORDS.get(key) or key_words(f"{path[0]}.{key}")
        return joined([words, self._entry(thing, key, rest[0])], "：", ": ") if rest else words

    def path(self, dotted: str) -> Path:
        """Return the steps of a path that is written with dots; codes may hold some too."""
        node, steps, rest = self.tree, [], dotted
        while rest:
            entries = node.entries if isinstance(node, Branch) else ()
            fitting = [key for key in entries if f"{rest}.".startswith(f"{key}.")]
            step = max(fitting, key=len) if fitting else rest.partition(".")[0]
            node, rest = _below(node, step), rest[len(step) + 1 :]
            steps.append(step)
        return tuple(steps)

    def at(self, path: Path) -> Node | None:
        """Return what stands at a path; parts of a list are counted from 1."""
        node = self.tree
        for step in path:
            node = _below(node, step)
        return node

    def _entry(self, thing: Path, key: str, code: str) -> Text:
        """Return what an entry of a mapping is about: a variant, an office, an outcome, a grade, an end of a range."""
        if code in ENTRIES:
            return ENTRIES[code]
        if key == "judged":
            return ENDS.get(code, Text.same(code))
        named = _titled(self.at(("variants", code))) or _words(self.at(("offices", code)))
        return named or self._outcome(thing, code) or _titled(self.at((*thing, key, code))) or Text.same(code)

    def _outcome(self, rule: Path, code: str) -> Text | None:
        known = [self.kinds[kind] for kind in _counts(self.at(rule)) if kind in self.kinds]
        return next((kind.outcomes[code] for kind in known if code in kind.outcomes), None)

    def _counted(self, node: Node | None) -> Text | None:
        titles = [self.kinds[code].title for code in _counts(node) if code in self.kinds]
        return joined(titles) if titles else None


def outline_of(text: str, kinds: Mapping[str, Kind]) -> Outline:
    """Return the outline of a text; without parts where the text cannot be read."""
    return Outline(read_tree(text, "")[0], kinds)


def _below(node: Node | None, step: str) -> Node | None:
    if isinstance(node, Branch):
        return node.entries[step].node if step in node.entries else None
    if isinstance(node, Row) and step.isdecimal() and 0 < int(step) <= len(node.items):
        return node.items[int(step) - 1]
    return None


def _titled(node: Node | None) -> Text | None:
    return _words(_below(node, "title"))


def _words(node: Node | None) -> Text | None:
    if isinstance(node, Leaf):
        return Text.same(node.text)
    zh, en = _below(node, "zh"), _below(node, "en")
    return Text(zh.text, en.text) if isinstance(zh, Leaf) and isinstance(en, Leaf) else None


def _counts(node: Node | None) -> Iterator[str]:
    """Yield the kinds of facts that a rule counts."""
    for measure in Measure:
        kinds = _below(node, measure)
        for each in kinds.items if isinstance(kinds, Row) else (kinds,):
            if isinstance(each, Leaf):
                yield each.text
