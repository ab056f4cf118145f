"""Finds what people write: a unit or a team by its name or code, or the nearest name there is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Generic, TypeVar

from xianfeng.engine.text import Text, shown
from xianfeng.people.members.importing.titles import plain_title

T = TypeVar("T")
_ENDINGS = ("党支部", "支部", "党小组", "小组")


@dataclass(frozen=True, slots=True)
class Unknown:
    """What was written names nothing, or several: in words, with what may be meant."""

    what: Text
    fix: Text


def bare(name: str) -> str:
    """Return a name without what people leave out: width, blanks, remarks, the word branch or group at its end."""
    plain = plain_title(name)
    ending = next((each for each in _ENDINGS if plain.endswith(each) and plain != each), "")
    return plain.removesuffix(ending)


@dataclass(slots=True)
class Names(Generic[T]):
    """Things by their names and codes. Whole names and codes come first, then names without their endings."""

    _whole: dict[str, list[T]] = field(default_factory=dict)
    _bare: dict[str, list[T]] = field(default_factory=dict)
    _titles: list[str] = field(default_factory=list)
    _found: dict[str, T | Unknown] = field(default_factory=dict)

    @classmethod
    def of(
        cls, things: Iterable[T], name: Callable[[T], str], code: Callable[[T], str] | None = None
    ) -> Names[T]:
        names = cls()
        for thing in things:
            for key in {plain_title(name(thing)), *([plain_title(code(thing))] if code else [])}:
                names._whole.setdefault(key, []).append(thing)
            names._bare.setdefault(bare(name(thing)), []).append(thing)
            names._titles.append(name(thing))
        return names

    def find(self, written: str) -> T | Unknown:
        """Return what is named; each name is looked for once."""
        if written not in self._found:
            self._found[written] = self._find(written)
        return self._found[written]

    def _find(self, written: str) -> T | Unknown:
        found = self._whole.get(plain_title(written)) or self._bare.get(bare(written)) or []
        if len(found) == 1:
            return found[0]
        name = shown(written)
        if found:
            what = Text(f"有{len(found)}个叫“{name}”", f'there are {len(found)} of the name "{name}"')
            return Unknown(what, Text("请写代码", "Write the code"))
        return Unknown(Text(f"没有“{name}”", f'there is no "{name}"'), self._nearest(written))

    def _nearest(self, written: str) -> Text:
        near = get_close_matches(written, self._titles, n=1, cutoff=0.5)
        if near:
            return Text(f"是不是“{near[0]}”", f'Perhaps "{near[0]}" is meant')
        return Text("请写现有的名称或代码", "Write a name or a code that there is")
