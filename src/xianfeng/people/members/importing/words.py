"""Words in two languages, from those of Django's catalogue and for the language of a request."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from django.utils import translation

from xianfeng.engine.text import Text

Problems = Mapping[str, list[Any]]
"""What the register's rules find, by field; in the language of the moment."""


def in_both_languages(find: Callable[[], Problems]) -> Iterator[tuple[str, Text]]:
    """Yield each problem that a check finds, by its field, in both languages at once."""
    with translation.override("zh-hans"):
        chinese = _spoken(find())
    with translation.override("en"):
        english = _spoken(find())
    for (name, zh), (_, en) in zip(chinese, english, strict=True):
        yield name, Text(zh, en)


def told(messages: Iterable[Any], who: str = "") -> Problems:
    """Return messages of a rule that names no field; with the person they are about."""
    found = [f"{who}: {message}" if who else message for message in messages]
    return {"": found} if found else {}


def _spoken(problems: Problems) -> list[tuple[str, str]]:
    return [(name, str(message).rstrip("。.")) for name, messages in problems.items() for message in messages]


def said(text: Text) -> str:
    """Return the words in the language of the request; in traditional script they are derived."""
    language = translation.get_language() or ""
    if language.startswith("en"):
        return text.en
    return str(_traditional().convert(text.zh)) if language == "zh-hant" else text.zh


def sentence(what: Text, fix: Text) -> str:
    """Return what is wrong and what to do as one or two sentences in the language of the request."""
    words, advice = said(what), said(fix)
    if (translation.get_language() or "").startswith("en"):
        parts = [part[:1].upper() + part[1:] for part in (words, advice) if part]
        return " ".join(f"{part}." for part in parts)
    return "".join(f"{part}。" for part in (words, advice) if part)


@cache
def _traditional() -> Any:
    from opencc import OpenCC

    return OpenCC("s2t")
