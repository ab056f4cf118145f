"""xianfeng template: a blank workbook to fill in."""

from __future__ import annotations

from pathlib import Path

import click

from xianfeng.cli.common import ends_in_xlsx, language_option, reports_problems, say, whole_file
from xianfeng.engine.text import Language, Text
from xianfeng.schemes import library


@click.command()
@click.option("--scheme", required=True, help="办法的名称或文件 A scheme's name or file.")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    help="空白工作簿 The blank workbook (.xlsx).",
)
@language_option
@reports_problems
def template(scheme: str, output: Path, language: Language) -> None:
    """写一个空白的填报工作簿 Write an empty workbook to fill in."""
    from xianfeng.workbooks.writing.template import write_template

    ends_in_xlsx(output)
    loaded = library.load(scheme)
    with whole_file(output) as path:
        write_template(loaded, path, language)
    say(Text(f"已写出：{output}", f"Written: {output}"), language)
