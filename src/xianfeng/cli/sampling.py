"""xianfeng sample: the fictional oilfield area as a workbook, to try things out."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from xianfeng.cli.common import language_option, reports_problems, say, whole_file
from xianfeng.engine.text import Language, Text, joined


@click.command()
@click.option("--seed", default=710, show_default=True, help="随机数种子 The seed.")
@click.option(
    "--on", "today", required=True, type=click.DateTime(["%Y-%m-%d"]), help="“今天” The last day of facts."
)
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path), help="样例工作簿 The workbook (.xlsx)."
)
@language_option
@reports_problems
def sample(seed: int, today: datetime, output: Path, language: Language) -> None:
    """生成样例数据 Write the sample: 21 branches, 710 members, a year of facts and ballots, all fictional."""
    from xianfeng.sample import EDGES, generate, write_workbook

    tables = generate(seed, today.date())
    with whole_file(output) as path:
        write_workbook(tables, path, language)
    words = Text(
        "样例（全部虚构）：{members}名党员，{facts}条事实，{ballots}张测评，写在{output}",
        "Sample, all fictional: {members} members, {facts} facts, {ballots} ballots, written to {output}",
    )
    members = len({row["id"] for row in tables.members})
    counts = {"members": members, "facts": len(tables.facts), "ballots": len(tables.ballots)}
    say(words.fill(**counts, output=str(output)), language)
    shown = [Text(f"{edge.id} {edge.shows.zh}", f"{edge.id} {edge.shows.en}") for edge in EDGES[::3]]
    say(Text("值得一看：{people}", "Worth a look: {people}").fill(people=joined(shown, "；", "; ")), language)
