"""What is wrong with an input: where, what, and what to do. All problems are reported at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from xianfeng.engine.text import Language, Text


class Place(Protocol):
    """Where a problem is, in words a person can follow."""

    @property
    def words(self) -> Text: ...


@dataclass(frozen=True, slots=True)
class LineOfFile:
    """A line of a text file and the key it is about."""

    file: str
    line: int
    key: str = ""

    @property
    def words(self) -> Text:
        key = f" {self.key}" if self.key else ""
        return Text(f"{self.file} 第{self.line}行{key}", f"{self.file} line {self.line}{key}")


@dataclass(frozen=True, slots=True)
class Named:
    """Something that its name is enough to find: a file, an option."""

    words: Text

    @classmethod
    def of(cls, name: str) -> Named:
        return cls(Text.same(name))


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: its place, what is wrong, what is allowed or what to do."""

    place: Place
    what: Text
    fix: Text

    def get(self, language: Language) -> str:
        """Return the problem as one line of text."""
        words = (self.place.words, self.what, self.fix)
        place, what, fix = (each.get(language) for each in words)
        if language == "zh":
            return f"{place}：{what}。{fix}" if fix else f"{place}：{what}"
        return f"{place}: {what}. {fix[0].upper()}{fix[1:]}" if fix else f"{place}: {what}"


class InvalidInput(ValueError):
    """Raised when an input has problems; carries every one of them, in reading order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.get("en") for problem in self.problems))
