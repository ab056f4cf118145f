"""xianfeng pack: a checked workbook or folder as a store, to be settled in buckets again and again."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from xianfeng.cli.common import language_option, reports_problems, say, whole_folder
from xianfeng.cli.sources import open_source
from xianfeng.cli.summary import notes_of
from xianfeng.cli.tasks import task_of, task_options
from xianfeng.engine.text import Language, Text
from xianfeng.store.manifest import is_store


@click.command()
@task_options
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    help="存储文件夹 The folder of the store.",
)
@click.option(
    "--per-bucket", type=click.IntRange(1, 20_000), default=8_000, show_default=True,
    help="每个桶约多少名党员 About how many members make a bucket.",
)  # fmt: skip
@click.argument("source", metavar="INPUT", type=click.Path(path_type=Path))
@language_option
@reports_problems
def pack(
    scheme: str, period: str, as_of: datetime | None, output: Path, per_bucket: int, source: Path,
    language: Language,
) -> None:  # fmt: skip
    """打包 Check a workbook or folder and write it as a store of Parquet files."""
    from xianfeng.store.writing import write_store

    opened = open_source(task_of(scheme, period, as_of), source)
    with whole_folder(output, is_store) as folder:
        manifest = write_store(opened.inputs, folder, per_bucket)
    words = Text("{members}名党员，分成{buckets}个桶", "{members} members in {buckets} buckets")
    say(words.fill(members=manifest.members, buckets=len(manifest.buckets)), language)
    for note in notes_of(opened):
        say(note, language)
    say(Text(f"已写出：{output}", f"Written: {output}"), language)
