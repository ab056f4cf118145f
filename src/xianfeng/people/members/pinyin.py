"""By what a name is found and where it stands in a list: its readings in pinyin, whole and as initials.

A member is found by the whole reading (zhouwenhai), by first letters (zwh), by initials (zhwh) or a mixture,
and by any part of the Chinese name, simplified or traditional. Each key stands behind a bar, so that a key
that begins with what was typed is one `contains` of "|" + what was typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice, product
from typing import Any

READINGS = 3
"""So many readings of a character that is no surname are taken from the dictionary, the usual ones first."""
COMBINATIONS = 16
"""So many combinations of readings, and of initials in each, are kept."""
SORT_LENGTH, SEARCH_LENGTH = 120, 1200
CHARACTER = re.compile(r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")

SURNAMES = {
    "单": "shan", "解": "xie", "仇": "qiu", "区": "ou", "查": "zha", "曾": "zeng", "盖": "ge", "翟": "zhai",
    "种": "chong", "缪": "miao", "朴": "piao", "乐": "yue", "覃": "qin", "洗": "xian", "繁": "po", "员": "yun",
    "牟": "mu", "召": "shao", "句": "gou", "么": "yao", "折": "she", "黑": "he", "能": "nai", "祭": "zhai",
    "藏": "zang", "都": "du", "佴": "nai", "阚": "kan", "秘": "bi", "薄": "bo", "卜": "bu", "郇": "xun",
    "乜": "nie", "尉迟": "yu chi", "万俟": "mo qi", "单于": "chan yu", "澹台": "tan tai",
}  # fmt: skip
"""How surnames are read where the dictionary puts another reading first."""


@dataclass(frozen=True, slots=True)
class Keys:
    """`sort_key` has letters and digits only and sorts alike in every collation; see `search_condition`."""

    sort_key: str
    search_keys: str


def keys_of(name: str) -> Keys:
    """Return the keys of a name, cut to what their columns hold."""
    words = list(_words(name))
    readings = [list(choices) for choices in _readings(words)]
    sort_key = "".join(_sorted_by(word, choices[0]) for word, choices in zip(words, readings, strict=True))
    keys = dict.fromkeys([_plain(name), *_typed(readings)])
    return Keys(sort_key[:SORT_LENGTH], _joined(keys, SEARCH_LENGTH))


def typed_key(text: str) -> str:
    """Return what was typed as it would stand in a key: letters, digits and simplified characters only."""
    return _plain(text.replace("ü", "v").replace("Ü", "v")).replace("lyu", "lv")


def has_characters(text: str) -> bool:
    """Return whether there is a Chinese character in the text."""
    return bool(CHARACTER.search(text))


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


def _plain(text: str) -> str:
    """Return letters and digits in lower case; each character by itself in simplified script.

    By itself, because a phrase would be converted differently from its parts, and parts are looked for.
    """
    return "".join(_converter().convert(letter) for letter in _folded(text) if letter.isalnum())


def _words(name: str) -> Iterator[str]:
    """Yield each Chinese character, and each run of other letters as one word, without accents."""
    letters = rf"{CHARACTER.pattern}|[^\W\d_]+?(?={CHARACTER.pattern}|[\W\d_]|$)"
    yield from re.findall(letters, _folded(name))


def _folded(text: str) -> str:
    """Return the text in lower case, full-width letters as usual ones, without accents."""
    parted = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", "".join(c for c in parted if not unicodedata.combining(c)))


def _readings(words: list[str]) -> Iterator[Iterable[str]]:
    """Yield the readings of each word, the most plausible first.

    Of a surname those are its own and the usual one of the character, which many type; no others, or a
    search for y would find every 王.
    """
    surname = _surname(words)
    for at, word in enumerate(words):
        found = _in_dictionary(word)
        of_surname = [*surname[at : at + 1], found[0]]
        yield dict.fromkeys(of_surname if at < max(1, len(surname)) else found)


def _surname(words: list[str]) -> list[str]:
    simplified = "".join(_converter().convert(word) for word in words[:2])
    return (SURNAMES.get(simplified) or SURNAMES.get(simplified[:1], "")).split()


@cache
def _in_dictionary(word: str) -> tuple[str, ...]:
    from pypinyin import Style, pinyin

    if not CHARACTER.match(word):
        return (word,)
    found = pinyin(word, heteronym=True, style=Style.NORMAL)[0]
    return tuple(dict.fromkeys(found))[:READINGS]


def _typed(readings: list[list[str]]) -> Iterator[str]:
    """Yield what may be typed, the most plausible readings first."""
    for syllables in _combinations(readings):
        yield "".join(syllables)
        yield from map("".join, islice(product(*map(_initials, syllables)), COMBINATIONS))


def _combinations(readings: list[list[str]]) -> list[tuple[str, ...]]:
    """Return the combinations of readings with the fewest unusual ones."""
    ranked = [list(enumerate(choices)) for choices in readings]
    some = islice(product(*ranked), COMBINATIONS**2)
    usual = sorted(some, key=lambda chosen: sum(rank for rank, _ in chosen))[:COMBINATIONS]
    return [tuple(syllable for _, syllable in chosen) for chosen in usual]


def _initials(syllable: str) -> tuple[str, ...]:
    return (syllable[:2], syllable[0]) if syllable[:2] in ("zh", "ch", "sh") else (syllable[0],)


def _sorted_by(word: str, reading: str) -> str:
    """Return the reading and a number of the character: a digit ends a syllable, so that li comes before lian."""
    if not CHARACTER.match(word):
        return f"{reading}0"
    return f"{reading}{ord(word):06}"


def _joined(keys: Iterable[str], most: int) -> str:
    joined = ""
    for key in filter(None, keys):
        if len(joined) + len(key) < most:
            joined += f"|{key}"
    return joined
