"""The documentation says what is there: links, files, commands, keys of the language."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from xianfeng.cli import main
from xianfeng.engine.language import keys
from xianfeng.engine.language.forms import Choice, Either
from xianfeng.engine.language.records import AmountBy, ListOf, MapOf, Record
from xianfeng.engine.results import LineReason, Missing, Why

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
CHINESE_GUIDES = sorted(ROOT.glob("docs/guide/*.zh-CN.md"))
LINK = re.compile(r"\]\(([^)\s]+)\)")
IN_CODE = re.compile(r"`([^`\n]+)`")
A_FILE = re.compile(r"\.?[\w-]+(?:/[\w.-]+)*(?:/|/[\w-]+\.(?:py|yaml|md|toml))")
OPTION = re.compile(r"(?<![\w-])--?[a-z][a-z-]*")
LANGUAGE = (ROOT / "docs/reference/scheme-language.md").read_text("utf-8")
COMMANDS = (ROOT / "docs/reference/command-line.md").read_text("utf-8")


# ---- links and files


def _anchors(paper: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", paper.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("paper", PAGES, ids=lambda paper: str(paper.relative_to(ROOT)))
def test_every_link_leads_somewhere(paper: Path) -> None:
    lost = []
    for link in LINK.findall(paper.read_text("utf-8")):
        file, _, anchor = link.partition("#")
        target = (paper.parent / file).resolve() if file else paper
        if "://" in link or (target.exists() and (not anchor or anchor in _anchors(target))):
            continue
        lost.append(link)
    assert not lost


@pytest.mark.parametrize("paper", PAGES, ids=lambda paper: str(paper.relative_to(ROOT)))
def test_every_file_that_is_named_exists(paper: Path) -> None:
    named = filter(A_FILE.fullmatch, IN_CODE.findall(paper.read_text("utf-8")))
    places = (ROOT, ROOT / "src/xianfeng", ROOT / "src/xianfeng/schemes")
    assert not [name for name in named if not any((place / name).exists() for place in places)]


@pytest.mark.parametrize("paper", CHINESE_GUIDES, ids=lambda paper: paper.name)
def test_guides_say_the_same_in_both_languages(paper: Path) -> None:
    english = paper.with_name(paper.name.replace(".zh-CN", ""))
    heads = [
        re.findall(r"^#+|^\||^```|^- |^\d\.|^    ", each.read_text("utf-8"), re.MULTILINE)
        for each in (paper, english)
    ]
    assert heads[0] == heads[1]


# ---- commands


def _commands(group: click.Group = main, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from _commands(command, (*path, name))
        else:
            yield " ".join((*path, name)), command


def _sections(text: str) -> dict[str, str]:
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_command_is_documented_and_no_other() -> None:
    assert set(_sections(COMMANDS)) == {name for name, _ in _commands()}


@pytest.mark.parametrize(("name", "command"), [pytest.param(*each, id=each[0]) for each in _commands()])
def test_every_option_of_a_command_is_documented_and_no_other(name: str, command: click.Command) -> None:
    section = _sections(COMMANDS)[name]
    options = [param for param in command.params if isinstance(param, click.Option)]
    words = {word for option in options for word in (*option.opts, *option.secondary_opts)}
    assert set(OPTION.findall(section)) == words
    for param in command.params:
        if isinstance(param, click.Argument):
            assert f"| `{param.human_readable_name}` |" in section


def _examples() -> Iterator[str]:
    for paper in PAGES:
        for line in paper.read_text("utf-8").splitlines():
            found = re.match(r"    (?:\.venv/bin/)?xianfeng (.+?)(?: >.*)?$", line)
            if found:
                yield found[1]


@pytest.mark.parametrize("example", sorted(set(_examples())))
def test_every_example_is_a_proper_command(example: str) -> None:
    words, command = shlex.split(example, comments=True), main
    while isinstance(command, click.Group):
        command = command.commands[words.pop(0)]
    assert command.make_context("example", words)


# ---- the scheme language


def _records(form: Any) -> Iterator[Record]:
    if isinstance(form, keys.Grade):
        form = form.record
    if isinstance(form, Record):
        yield form
        for key in form.keys.values():
            yield from _records(key.form)
    elif isinstance(form, ListOf | MapOf | Either):
        yield from _records(form.form)


def _words(form: Any) -> Iterator[str]:
    """Yield the words that a form accepts."""
    if isinstance(form, Choice):
        yield from form.options
    elif isinstance(form, Either):
        yield from (form.word, *_words(form.form))
    elif isinstance(form, ListOf):
        yield from _words(form.form)
    elif isinstance(form, AmountBy):
        yield form.otherwise


def _in_code(text: str) -> set[str]:
    return {word for code in IN_CODE.findall(text) for word in re.findall(r"[a-z_]+", code)}


def test_every_key_and_word_of_the_language_is_in_its_reference() -> None:
    known = {"title", "note", "source", "default"}
    for record in _records(keys.SCHEME):
        known |= {*record.keys, *(word for key in record.keys.values() for word in _words(key.form))}
    assert len(known) > 80
    assert not known - _in_code(LANGUAGE)


def test_every_measure_is_documented_with_its_keys() -> None:
    rows = re.findall(r"^\| `(\w+)` \| [^|`]+ \| ([^|]*) \| ([^|]*) \|$", LANGUAGE, re.MULTILINE)
    documented = {name: (_in_code(needs), _in_code(may)) for name, needs, may in rows}
    assert {name: needs | may for name, (needs, may) in documented.items()} == {
        str(measure): set(taken) for measure, taken in keys.TAKES.items()
    }
    for measure, needed in keys.NEEDS.items():
        assert documented[measure][0] == set(needed or ("points", "judged"))


def test_every_reason_is_documented() -> None:
    reasons = {str(reason) for enum in (Why, Missing, LineReason) for reason in enum}
    assert not reasons - _in_code(LANGUAGE)


def test_sections_are_numbered_as_the_code_refers_to_them() -> None:
    numbers = re.findall(r"^## (\d+) ", LANGUAGE, re.MULTILINE)
    assert numbers == [str(number) for number in range(1, 13)]
