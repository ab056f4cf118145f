"""xianfeng explain: why one member's score is what it is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click

from xianfeng.cli.common import language_option, option_problem, reports_problems
from xianfeng.cli.sources import open_source
from xianfeng.cli.tasks import Task, task_of, task_options
from xianfeng.engine.explain import explain as explain_member
from xianfeng.engine.explanation.nodes import Node, as_dict, render
from xianfeng.engine.explanation.years import explain_year
from xianfeng.engine.facts import Inputs, Member
from xianfeng.engine.organisation import day_settled, record_of, rolls_up
from xianfeng.engine.text import Language, Text
from xianfeng.engine.years import settle_year


@click.command()
@task_options
@click.option("--member", required=True, help="党员的编号 The member's id.")
@click.option("--json", "as_json", is_flag=True, help="输出JSON Print JSON.")
@click.argument("source", metavar="INPUT", type=click.Path(path_type=Path))
@language_option
@reports_problems
def explain(
    scheme: str,
    period: str,
    as_of: datetime | None,
    member: str,
    as_json: bool,
    source: Path,
    language: Language,
) -> None:
    """说明一个人的得分 Explain one member's score, step by step."""
    task = task_of(scheme, period, as_of)
    inputs = open_source(task, source).inputs
    found = next((each for each in inputs.members if each.id == member), None)
    if found is None:
        what = Text(f"名册里没有编号“{member}”", f'no member has the id "{member}"')
        raise option_problem(
            "--member", what, Text("照“党员”表的编号写", "write an id of the members' sheet")
        )
    trees = list(_trees(task, inputs, found))
    if as_json:
        shaped = [{"period": code, "tree": as_dict(tree, language)} for code, tree in trees]
        click.echo(json.dumps(shaped, ensure_ascii=False, indent=1))
        return
    for code, tree in trees:
        click.echo(f"{found.name} {found.id} {task.scheme.title.get(language)} {code}")
        for line in render(tree, language):
            click.echo(line)


def _trees(task: Task, inputs: Inputs, member: Member) -> Iterator[tuple[str, Node]]:
    """Yield the tree of each period by its code, and of the year where all of it was settled."""
    results = []
    for each in task.periods:
        until = day_settled(each, task.as_of)
        result, tree = explain_member(task.scheme, each, record_of(inputs, member, each, until), until)
        results.append(result)
        yield each.code, tree
    if rolls_up(task.scheme, task.periods, task.as_of):
        carried = inputs.carried_stars.get(member.id, 0)
        year = settle_year(task.scheme, results, carried)
        yield str(task.periods[0].year), explain_year(task.scheme, results, year, carried)
