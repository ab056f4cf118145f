"""What a check has found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from xianfeng.engine.text import Language, Text


class State(StrEnum):
    """Sound; worth knowing; wrong: the doctor's exit code says so."""

    GOOD = "good"
    NOTE = "note"
    BAD = "bad"


WORDS = {State.GOOD: Text("正常", "ok"), State.NOTE: Text("注意", "note"), State.BAD: Text("有误", "WRONG")}
NO_FIX = Text("", "")


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, how it is, what was found, what to do."""

    name: Text
    state: State
    what: Text
    fix: Text = NO_FIX

    def get(self, language: Language) -> str:
        """Return the finding as one line."""
        state, name, what, fix = (
            each.get(language) for each in (WORDS[self.state], self.name, self.what, self.fix)
        )
        if language == "zh":
            return f"{state}  {name}：{what}{f'。{fix}' if fix else ''}"
        return f"{state:5}  {name}: {what}{f'. {fix[0].upper()}{fix[1:]}' if fix else ''}"


def good(name: Text, what: Text) -> Finding:
    """Return that something is sound."""
    return Finding(name, State.GOOD, what)


def note(name: Text, what: Text, fix: Text = NO_FIX) -> Finding:
    """Return that something is worth knowing, without being wrong."""
    return Finding(name, State.NOTE, what, fix)


def bad(name: Text, what: Text, fix: Text) -> Finding:
    """Return that something is wrong, and what to do."""
    return Finding(name, State.BAD, what, fix)
