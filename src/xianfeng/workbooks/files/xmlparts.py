"""Reads one XML part of a workbook piece by piece: no document type, no bottomless nesting, no endless token."""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat

from xianfeng.workbooks.files.refusals import damaged, has_dtd, too_intricate

DEEPEST = 100
"""The deepest nesting; parts of workbooks need about fifteen."""
MOST_NAMES = 1_000
"""The most different element names in a part."""
LONGEST_TOKEN = 2 * 1024 * 1024
"""The longest tag or comment in bytes; the parser has to keep one whole in memory."""

Attributes = list[str]
"""Names and values in turn, as expat gives them fastest."""
_UNREADABLE = (expat.ExpatError, ValueError, LookupError)
"""What expat raises for what is no XML; the last two for encodings it does not have."""
Action = Callable[[Attributes], None]


def local(name: str) -> str:
    """Return a name without its prefix."""
    return name.rpartition(":")[2]


def attribute(attributes: Attributes, name: str) -> str | None:
    """Return the value of an attribute by its name without prefix."""
    for index in range(0, len(attributes), 2):
        if local(attributes[index]) == name:
            return attributes[index + 1]
    return None


def nothing(_: Attributes) -> None:
    """Do nothing about an element."""


class Part:
    """An XML part that is fed in pieces. Subclasses say what they do at which element."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.depth = 0
        self._fed = 0
        self._actions: dict[str, Action] = {}
        self._parser = expat.ParserCreate()
        self._parser.ordered_attributes = True
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def action(self, name: str) -> Action:
        """Return what to do when an element of that local name starts."""
        return nothing

    def closed(self, depth: int) -> None:
        """Take note that an element has ended; so many are still open around it."""

    def feed(self, piece: bytes) -> None:
        """Read the next piece. Raises Refused when the part is damaged or hostile."""
        self._parse(piece, False)
        self._fed += len(piece)
        if self._fed - self._parser.CurrentByteIndex > LONGEST_TOKEN:
            raise too_intricate(self.name)

    def finish(self) -> None:
        """Read the end of the part."""
        self._parse(b"", True)

    def _parse(self, piece: bytes, last: bool) -> None:
        try:
            self._parser.Parse(piece, last)
        except _UNREADABLE as error:
            raise damaged(self.name) from error

    def _doctype(self, *_: object) -> None:
        raise has_dtd(self.name)

    def _start(self, name: str, attributes: Attributes) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise too_intricate(self.name)
        (self._actions.get(name) or self._learnt(name))(attributes)

    def _end(self, _: str) -> None:
        self.depth -= 1
        if self.depth <= 1:
            self.closed(self.depth)

    def _learnt(self, name: str) -> Action:
        if len(self._actions) >= MOST_NAMES:
            raise too_intricate(self.name)
        self._actions[name] = self.action(local(name))
        return self._actions[name]


class Prologue(Part):
    """A part that nothing is read from, damaged or not: only a document type is looked for."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._is_over = False

    def feed(self, piece: bytes) -> None:
        if not self._is_over:
            super().feed(piece)

    def finish(self) -> None:
        self._is_over = True

    def _parse(self, piece: bytes, last: bool) -> None:
        try:
            self._parser.Parse(piece, last)
        except _UNREADABLE:
            self._is_over = True

    def _start(self, name: str, attributes: Attributes) -> None:
        self._parser.StartElementHandler = self._parser.EndElementHandler = None
        self._is_over = True


class Listing(Part):
    """A part that lists things: the wanted elements and their attributes are kept, in order."""

    def __init__(self, name: str, wanted: str, most: int) -> None:
        super().__init__(name)
        self.found: list[Attributes] = []
        self._wanted, self._most = wanted, most

    def action(self, name: str) -> Action:
        return self._keep if name == self._wanted else nothing

    def _keep(self, attributes: Attributes) -> None:
        if len(self.found) >= self._most:
            raise too_intricate(self.name)
        self.found.append(attributes)
