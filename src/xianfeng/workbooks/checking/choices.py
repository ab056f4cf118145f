"""What may stand in a column of codes: each by its code or its title, in Chinese or English."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from xianfeng.engine.text import Text, joined, shown
from xianfeng.workbooks.files.cells import Raw, Wrong, text
from xianfeng.workbooks.tables import key_of

_LISTED = 8
"""So many choices are listed in a message; beyond that the template's list is pointed at."""
_SUGGESTIONS = 100
"""The nearest one is looked for so many times; a wrong column must not cost minutes."""
_COMPARED = 2_000
"""The nearest one is looked for among at most so many names."""

_REMEMBERED = 10_000
"""So many answers are remembered; a column of nothing but different typing errors must not fill the memory."""


class Nearest:
    """Finds the known name nearest to an unknown one, as long as that is cheap."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = list(names)
        self._left = _SUGGESTIONS if len(self._names) <= _COMPARED else 0

    def to(self, name: str) -> str | None:
        if self._left <= 0:
            return None
        self._left -= 1
        return next(iter(difflib.get_close_matches(name[:100], self._names, 1)), None)


@dataclass(slots=True)
class Choices:
    """Codes and their titles, and what else they may be called. `what` they are, as in "no such kind"."""

    what: Text
    titles: Mapping[str, Text]
    also: tuple[Mapping[str, Text], ...] = ()
    _codes: dict[str, list[str]] = field(default_factory=dict)
    _found: dict[str, str | Wrong] = field(default_factory=dict)
    _nearest: Nearest = field(init=False)

    def __post_init__(self) -> None:
        for names in (self.titles, *self.also):
            for code, title in names.items():
                for name in {key_of(title.zh), key_of(title.en)}:
                    self._codes.setdefault(name, [])
                    self._codes[name] += [code] if code not in self._codes[name] else []
        # A code is never ambiguous, whatever the titles are.
        self._codes |= {key_of(code): [code] for code in self.titles}
        self._nearest = Nearest(self._names())

    def _names(self) -> Iterator[str]:
        for code, title in self.titles.items():
            yield from dict.fromkeys((title.zh, title.en, code))

    def find(self, raw: Raw) -> str | Wrong:
        """Return the code of what stands in a cell."""
        written = text(raw)
        if isinstance(written, Wrong):
            return written
        if written not in self._found:
            if len(self._found) >= _REMEMBERED:
                self._found.clear()
            self._found[written] = self._look_up(written)
        return self._found[written]

    def _look_up(self, written: str) -> str | Wrong:
        codes = self._codes.get(key_of(written), [])
        if len(codes) == 1:
            return codes[0]
        return self._ambiguous(written, codes) if codes else self._unknown(written)

    def _ambiguous(self, written: str, codes: list[str]) -> Wrong:
        what = Text("“{value}”可以是好几个{what}", '"{value}" may be more than one {what}')
        fix = Text("请写代码：{codes}", "Write the code: {codes}")
        return Wrong(what.fill(value=shown(written), what=self.what), fix.fill(codes=_listed(codes)))

    def _unknown(self, written: str) -> Wrong:
        what = Text("没有“{value}”这个{what}", 'there is no {what} "{value}"')
        return Wrong(what.fill(value=shown(written), what=self.what), self.allowed(self._nearest.to(written)))

    def allowed(self, nearest: str | None = None) -> Text:
        """Return what may be written, the nearest first."""
        if nearest is not None:
            return Text("是不是“{name}”", 'Perhaps "{name}"').fill(name=nearest)
        if not self.titles:
            return Text("本办法没有，请留空", "The scheme has none; leave it empty")
        if len(self.titles) > _LISTED:
            return Text("请从模板的清单中选", "Choose from the template's list")
        return Text("可以写：{names}", "Write one of: {names}").fill(names=joined(list(self.titles.values())))

    def find_all(self, raw: Raw) -> frozenset[str] | Wrong:
        """Return the codes of a cell that holds several, separated by 、 or a comma."""
        written = text(raw)
        if isinstance(written, Wrong):
            return written
        parts = unicodedata.normalize("NFKC", written).replace("、", ",").split(",")
        found = [self.find(part) for part in parts if part.strip()]
        wrong = [each for each in found if isinstance(each, Wrong)]
        if wrong:
            return Wrong(
                joined([w.what for w in wrong], "；", "; "), joined([w.fix for w in wrong], "；", "; ")
            )
        return frozenset(each for each in found if isinstance(each, str))


def _listed(codes: Iterable[str]) -> Text:
    return joined([Text.same(code) for code in codes])
