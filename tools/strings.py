"""Which strings the pages mark for translation, read from modules and templates."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

CALLS: dict[str, tuple[str, ...]] = {
    "_": ("msgid",),
    "gettext": ("msgid",),
    "gettext_lazy": ("msgid",),
    "gettext_noop": ("msgid",),
    "ngettext": ("msgid", "plural"),
    "ngettext_lazy": ("msgid", "plural"),
    "pgettext": ("context", "msgid"),
    "pgettext_lazy": ("context", "msgid"),
    "npgettext": ("context", "msgid", "plural"),
    "npgettext_lazy": ("context", "msgid", "plural"),
}
QUOTED = r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
IN_TEMPLATE = re.compile(rf"\b(_|n?p?gettext)\(\s*{QUOTED}(?:\s*,\s*{QUOTED})?(?:\s*,\s*{QUOTED})?")


@dataclass(frozen=True, slots=True)
class Message:
    """A string to be translated, and where it was found."""

    msgid: str
    plural: str = ""
    context: str = ""
    file: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """Return what a catalogue knows it by."""
        return self.context, self.msgid


def in_python(source: str, file: str) -> Iterator[Message]:
    """Yield the messages of a module. Raises ValueError when one is not written out where it is marked."""
    if "django.utils.translation" not in source:
        return
    for node in ast.walk(ast.parse(source, file)):
        name = _name(node.func) if isinstance(node, ast.Call) else ""
        if isinstance(node, ast.Call) and name in CALLS:
            words = [_literal(argument) for argument in node.args[: len(CALLS[name])]]
            if None in words or len(words) < len(CALLS[name]):
                raise ValueError(f"{file}:{node.lineno}: {name}() needs its words written out")
            yield replace(Message("", file=file), **dict(zip(CALLS[name], map(str, words), strict=True)))


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def _literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def in_template(source: str, file: str) -> Iterator[Message]:
    """Yield the messages of a template."""
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure()
    for found in IN_TEMPLATE.finditer(templatize(source, origin=file)):
        name, *words = found.groups()
        literals = [ast.literal_eval(word) for word in words[: len(CALLS[name])]]
        yield replace(Message("", file=file), **dict(zip(CALLS[name], literals, strict=True)))


def messages_of(package: Path) -> dict[Path, list[Message]]:
    """Return every message of the package by the app whose catalogue it belongs to."""
    found: dict[Path, list[Message]] = defaultdict(list)
    for path in sorted((*package.rglob("*.py"), *package.rglob("templates/**/*.html"))):
        read = in_python if path.suffix == ".py" else in_template
        name = str(path.relative_to(package))
        found[_app_of(path, package)].extend(read(path.read_text("utf-8"), name))
    return {app: messages for app, messages in found.items() if messages}


def _app_of(path: Path, package: Path) -> Path:
    folders = [folder for folder in path.parents if folder.is_relative_to(package)]
    return next((folder for folder in folders if (folder / "apps.py").is_file()), package / "site")
