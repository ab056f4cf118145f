"""xianfeng schemes: look at schemes, check one's own, write the rule book."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from xianfeng.cli.common import language_option, print_problems, reports_problems, say, whole_file
from xianfeng.engine.language.keys import SCHEME
from xianfeng.engine.text import Language, Text
from xianfeng.schemes import library


@click.group()
def schemes() -> None:
    """办法 Schemes: list, show, check, schema, book."""


@schemes.command("list")
@language_option
@reports_problems
def list_(language: Language) -> None:
    """列出自带的办法 List the schemes that come with the product."""
    for name in library.NAMES:
        scheme = library.load(name)
        click.echo(f"{name:16} {scheme.version}  {scheme.title.get(language)}")


@schemes.command()
@click.argument("name")
@language_option
@reports_problems
def show(name: str, language: Language) -> None:
    """显示一个办法的全文 Show a scheme's text."""
    library.load(name)
    click.echo(library.read(name)[0], nl=False)


@schemes.command()
@click.argument("file")
@language_option
@reports_problems
def check(file: str, language: Language) -> None:
    """检查一个办法 Check a scheme and report every problem at once."""
    checked = library.check(file)
    if checked.scheme is None:
        print_problems(checked.problems, language)
        sys.exit(2)
    for hint in checked.hints:
        click.echo(hint.get(language))
    items = sum(
        len(section.items) for sheet in checked.scheme.sheets.values() for section in sheet.sections.values()
    )
    defaults = len(checked.scheme.sources.defaults)
    words = Text(
        "可以使用：{title}，{items}个项目，{defaults}个默认值，{hints}条提示",
        "Sound: {title}, {items} items, {defaults} defaults, {hints} hints",
    )
    say(
        words.fill(title=checked.scheme.title, items=items, defaults=defaults, hints=len(checked.hints)),
        language,
    )


@schemes.command()
def schema() -> None:
    """输出编辑器用的JSON Schema Print the JSON Schema for editors."""
    described = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Xianfeng scheme"}
    click.echo(json.dumps(described | SCHEME.schema(), ensure_ascii=False, indent=1))


@schemes.command()
@click.argument("name")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="FILE.md, FILE.docx")
@language_option
@reports_problems
def book(name: str, output: Path, language: Language) -> None:
    """写出考核细则 Write the rule book that members read."""
    from xianfeng.rulebook import write_book

    scheme = library.load(name)
    with whole_file(output) as path:
        write_book(scheme, path, language)
    say(Text(f"已写出：{output}", f"Written: {output}"), language)
