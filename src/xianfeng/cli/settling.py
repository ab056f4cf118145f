"""xianfeng settle: a person's own spreadsheets, or a whole company's store."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from xianfeng.cli.common import language_option, option_problem, reports_problems, say
from xianfeng.cli.engines import Means, means_options, settle_source
from xianfeng.cli.sources import open_source
from xianfeng.cli.summary import print_summary
from xianfeng.cli.tasks import task_of, task_options
from xianfeng.cli.wanted import Wanted
from xianfeng.engine.text import Language, Text

PATH = click.Path(path_type=Path)


@click.command()
@task_options
@click.option("-o", "--output", type=PATH, help="结果工作簿 The result workbook (.xlsx).")
@click.option("--json", "json_file", type=PATH, help="结果的JSON文件 The result as JSON.")
@click.option("--parquet", type=PATH, help="结果的Parquet文件夹 The result as a folder of Parquet files.")
@means_options
@click.argument("source", metavar="INPUT", type=PATH)
@language_option
@reports_problems
def settle(
    scheme: str, period: str, as_of: datetime | None, output: Path | None, json_file: Path | None,
    parquet: Path | None, engine: str, workers: int | None, cluster: str | None, scratch: Path | None,
    source: Path, language: Language,
) -> None:  # fmt: skip
    """结算 Settle a workbook, a folder of CSV or Parquet files, or a store, by a scheme."""
    wanted = Wanted(output, json_file, parquet)
    if not wanted.paths:
        what = Text("没有写明结果放在哪里", "no place for the result is given")
        raise option_problem("-o", what, Text("加上 -o 结果.xlsx", "add -o RESULT.xlsx"))
    wanted.check(source)
    means = Means.of(engine, workers, cluster, scratch, wanted)
    task = task_of(scheme, period, as_of)
    opened = open_source(task, source)
    overview = settle_source(task, opened, means, wanted, language)
    print_summary(overview, task.scheme, opened, language)
    for written in wanted.paths:
        say(Text(f"已写出：{written}", f"Written: {written}"), language)
