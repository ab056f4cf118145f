"""What a rule is read with, and how amounts, sentences and ranges of members are put."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xianfeng.engine.amounts import show
from xianfeng.engine.calendar import Unit
from xianfeng.engine.scheme import Scheme, Scope
from xianfeng.engine.text import Text, joined
from xianfeng.engine.words import NOTHING, plain
from xianfeng.rulebook.marks import Marks, no_marks


@dataclass(frozen=True, slots=True)
class Reading:
    """What a rule is read with: its scheme, the unit its sheet is scored in, its path, and the marks."""

    scheme: Scheme
    unit: Unit
    path: str = ""
    mark: Marks = no_marks

    def points(self, value: int, key: str) -> Text:
        """Return an amount of points, without its sign, with its mark."""
        return points_words(abs(value), self.at(key))

    def number(self, value: int, key: str, unit: Text) -> Text:
        """Return a quantity in its unit, with its mark."""
        return joined([Text(f"{plain(value)}{unit.zh}", f"{plain(value)} {unit.en}"), self.at(key)], "", "")

    def at(self, key: str) -> Text:
        """Return the mark of the rule's value at a key."""
        return self.mark(f"{self.path}.{key}")


def points_words(value: int, mark: Text = NOTHING) -> Text:
    """Return an amount of points with its mark."""
    return joined([Text(f"{show(value)}分", f"{show(value)} points"), mark], "", "")


def sentence(parts: Sequence[Text]) -> Text:
    """Return the parts put together, with a capital and a full stop."""
    return closed(capital(joined(list(parts), "", "")))


def capital(words: Text) -> Text:
    """Return the words with a capital letter at the beginning of the English."""
    return Text(words.zh, words.en[:1].upper() + words.en[1:])


def closed(words: Text) -> Text:
    """Return a note with the full stop that it may lack."""
    return Text(words.zh.rstrip("。") + "。", words.en.rstrip(".") + ".")


def scope_words(scope: Scope, scheme: Scheme) -> Text:
    """Return for whom something holds; nothing if for everyone."""
    if scope.only is not None:
        return Text("只用于{who}", "only for: {who}").fill(who=_variants(scope.only, scheme))
    if scope.exempt:
        return Text("{who}除外", "not for: {who}").fill(who=_variants(scope.exempt, scheme))
    return NOTHING


def _variants(codes: frozenset[str], scheme: Scheme) -> Text:
    return joined([variant.title for code, variant in scheme.variants.items() if code in codes])
