"""Words for people, always in both languages at once, so that none can be missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
SHOWN = 40
"""The most characters of a value that a message repeats."""


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in Chinese and English."""

    zh: str
    en: str

    @classmethod
    def same(cls, words: str) -> Text:
        """Return words that need no translation: a code, a name, a number."""
        return cls(words, words)

    def __add__(self, other: Text) -> Text:
        return Text(self.zh + other.zh, self.en + other.en)

    def get(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en

    def fill(self, **values: Text | str | int) -> Text:
        """Return the words with {placeholders} filled in, each in its own language."""
        return Text(
            self.zh.format(**{key: _in(value, "zh") for key, value in values.items()}),
            self.en.format(**{key: _in(value, "en") for key, value in values.items()}),
        )


def _in(value: Text | str | int, language: Language) -> str:
    return value.get(language) if isinstance(value, Text) else str(value)


def joined(parts: list[Text], zh: str = "、", en: str = ", ") -> Text:
    """Return the parts as one enumeration."""
    return Text(zh.join(part.zh for part in parts), en.join(part.en for part in parts))


def shown(value: object) -> str:
    """Return a value fit for a message: one line, nothing invisible, at most 40 characters; 45658.0 is 45658."""
    words = f"{value:.15g}" if isinstance(value, float) else str(value)
    line = "".join(_visible(letter) for letter in words[: SHOWN + 1])
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"


def _visible(letter: str) -> str:
    if letter.isprintable():
        return letter
    return " " if letter.isspace() else "\N{REPLACEMENT CHARACTER}"
