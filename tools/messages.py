"""The catalogues of the web pages: compiled, derived, checked and brought up to date, without gettext's binaries.

    python tools/messages.py build    compile every zh_Hans catalogue, and derive zh_Hant from it
    python tools/messages.py check    say what is missing, doubtful, left over or contradicts itself
    python tools/messages.py update   add an empty entry for what is missing, drop what is left over

Strings belong to the catalogue of the nearest folder above them that is an app; else to the site's.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import polib
from opencc import OpenCC

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # so that this file can be run as well as imported

from tools.strings import Message, messages_of  # noqa: E402

PACKAGE = ROOT / "src" / "xianfeng"
SIMPLIFIED, TRADITIONAL = "zh_Hans", "zh_Hant"
HEADER = {
    "Language": SIMPLIFIED,
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]|%(s|d)|\{(\w*)\}")


def catalogue(app: Path, language: str = SIMPLIFIED, suffix: str = ".po") -> Path:
    """Return the path of an app's catalogue."""
    return app / "locale" / language / "LC_MESSAGES" / f"django{suffix}"


# ── build ───────────────────────────────────────────────────────────────────────────────────────────────────────


def build(package: Path = PACKAGE) -> list[Path]:
    """Compile every catalogue that was edited and derive the traditional one; return what was written."""
    stale = [source for source in _catalogues(package) if _is_stale(source)]
    convert = OpenCC("s2t").convert if stale else str
    return [path for source in stale for path in _compile(source, convert)]


def _is_stale(source: Path) -> bool:
    app = source.parents[3]
    made = [catalogue(app, language, ".mo") for language in (SIMPLIFIED, TRADITIONAL)]
    sources = [source, _overrides(app), Path(__file__)]
    newest = max(path.stat().st_mtime_ns for path in sources if path.is_file())
    return not all(path.is_file() and path.stat().st_mtime_ns >= newest for path in made)


def _catalogues(package: Path) -> list[Path]:
    return sorted(package.rglob(f"locale/{SIMPLIFIED}/LC_MESSAGES/django.po"))


def _compile(source: Path, convert: Callable[[str], str]) -> Iterator[Path]:
    app = source.parents[3]
    simplified = polib.pofile(str(source))
    target = catalogue(app, SIMPLIFIED, ".mo")
    simplified.save_as_mofile(str(target))
    yield target
    target = catalogue(app, TRADITIONAL, ".mo")
    target.parent.mkdir(parents=True, exist_ok=True)
    _traditional(simplified, _overrides(app), convert).save_as_mofile(str(target))
    yield target


def _overrides(app: Path) -> Path:
    """Return the optional catalogue of what is said otherwise in the traditional version."""
    return catalogue(app, TRADITIONAL).with_name("overrides.po")


def _traditional(simplified: polib.POFile, overrides: Path, convert: Callable[[str], str]) -> polib.POFile:
    own = {(e.msgctxt, e.msgid): e for e in polib.pofile(str(overrides))} if overrides.is_file() else {}
    derived = polib.POFile()
    derived.metadata = {**simplified.metadata, "Language": TRADITIONAL}
    for entry in simplified:
        plurals = {number: convert(words) for number, words in entry.msgstr_plural.items()}
        converted = polib.POEntry(
            msgid=entry.msgid, msgid_plural=entry.msgid_plural, msgctxt=entry.msgctxt,
            msgstr=convert(entry.msgstr), msgstr_plural=plurals,
        )  # fmt: skip
        derived.append(own.get((entry.msgctxt, entry.msgid), converted))
    return derived


# ── check ───────────────────────────────────────────────────────────────────────────────────────────────────────


def check(package: Path = PACKAGE) -> list[str]:
    """Return every complaint about the catalogues, naming the file and the message."""
    wanted = messages_of(package)
    apps = {*wanted, *(path.parents[3] for path in _catalogues(package))}
    complaints = [line for app in sorted(apps) for line in _check_app(app, wanted.get(app, []))]
    return [*complaints, *_contradictions(apps)]


def _check_app(app: Path, messages: list[Message]) -> Iterator[str]:
    path = catalogue(app)
    entries = _entries(path)
    wanted = {message.key: message for message in messages}
    for key, message in wanted.items():
        entry = entries.get(key)
        if entry is None or not all(_translations(entry)):
            yield f"{message.file}: missing in {_short(path)}: {message.msgid!r}"
        else:
            yield from (
                f"{_short(path)}: {problem}: {message.msgid!r}" for problem in _problems(entry, message)
            )
    for key in entries.keys() - wanted.keys():
        yield f"{_short(path)}: left over: {key[1]!r}"


def _entries(path: Path) -> dict[tuple[str, str], polib.POEntry]:
    entries = polib.pofile(str(path)) if path.is_file() else polib.POFile()
    return {(entry.msgctxt or "", entry.msgid): entry for entry in entries}


def _translations(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def _problems(entry: polib.POEntry, message: Message) -> Iterator[str]:
    if entry.obsolete:
        yield "left over"
    if entry.fuzzy:
        yield "fuzzy"
    if (entry.msgid_plural or "") != message.plural:
        yield "the plural differs"
    expected = _placeholders(message.plural or message.msgid)
    if any(_placeholders(words) != expected for words in _translations(entry)):
        yield "the placeholders differ"


def _placeholders(words: str) -> list[str]:
    return sorted(found.group() for found in PLACEHOLDER.finditer(words.replace("%%", "")))


def _contradictions(apps: Iterable[Path]) -> Iterator[str]:
    """All catalogues are one when the program runs: two translations of a message need a context each."""
    first: dict[tuple[str, str], tuple[Path, list[str]]] = {}
    for path in map(catalogue, sorted(apps)):
        for key, entry in _entries(path).items():
            other, words = first.setdefault(key, (path, _translations(entry)))
            if words != _translations(entry) and all(words) and all(_translations(entry)):
                yield f"{_short(path)}: translated differently in {_short(other)}: {key[1]!r}"


def _short(path: Path) -> str:
    return str(path.relative_to(PACKAGE)) if path.is_relative_to(PACKAGE) else str(path)


# ── update ──────────────────────────────────────────────────────────────────────────────────────────────────────


def update(package: Path = PACKAGE) -> list[Path]:
    """Bring every catalogue up to date with the sources; return those that have changed."""
    return [path for app, messages in messages_of(package).items() if (path := _update_app(app, messages))]


def _update_app(app: Path, messages: list[Message]) -> Path | None:
    path = catalogue(app)
    entries = _entries(path)
    wanted = {message.key: message for message in messages}
    if wanted.keys() == entries.keys() and not any(entry.obsolete for entry in entries.values()):
        return None
    file = polib.POFile(wrapwidth=110)
    file.metadata = HEADER
    file.extend(entry for key, entry in entries.items() if key in wanted and not entry.obsolete)
    file.extend(_empty(message) for key, message in wanted.items() if key not in entries)
    path.parent.mkdir(parents=True, exist_ok=True)
    file.save(str(path))
    return path


def _empty(message: Message) -> polib.POEntry:
    plural = {"msgid_plural": message.plural, "msgstr_plural": {0: ""}} if message.plural else {}
    return polib.POEntry(msgid=message.msgid, msgctxt=message.context or None, **plural)


def main(arguments: list[str]) -> int:
    actions: dict[str, Callable[[], list[Path] | list[str]]] = {
        "build": build,
        "check": check,
        "update": update,
    }
    if len(arguments) != 1 or arguments[0] not in actions:
        print(__doc__)
        return 2
    found = actions[arguments[0]]()
    if arguments[0] != "build":
        sys.stdout.writelines(f"{line}\n" for line in found)
    return int(arguments[0] == "check" and bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
