"""What a reader of the sample should know: that it is fictional, its size, and its edge members."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from xianfeng.engine.amounts import half_up, show
from xianfeng.engine.text import Text
from xianfeng.sample.branches import AREA, BRANCHES, EMPLOYEES, MEMBERS
from xianfeng.sample.edges import EDGES
from xianfeng.sample.tables import Tables

FICTIONAL = Text("全部内容均为虚构", "Everything here is fictional")
COUNTED = ("volunteer.service", "difficulty.solved", "project.done", "award.granted")


def notes(tables: Tables) -> Iterator[Text]:
    """Yield the notes, a sentence each."""
    yield Text("{area}的样例数据，{fictional}。", "A sample, {area}. {fictional}.").fill(
        area=AREA, fictional=FICTIONAL
    )
    yield _size()
    yield _counts(tables)
    for edge in EDGES:
        yield Text("{id}：{shows}。", "{id}: {shows}.").fill(id=edge.id, shows=edge.shows)


def _size() -> Text:
    words = Text(
        "{branches}个党支部，党员{members}名，占员工{employees}名的{share}%。",
        "{branches} branches, {members} members, which is {share} % of {employees} employees.",
    )
    share = show(half_up(MEMBERS * 100 * 100, EMPLOYEES))
    return words.fill(branches=len(BRANCHES), members=MEMBERS, employees=EMPLOYEES, share=share)


def _counts(tables: Tables) -> Text:
    kinds = Counter(str(row["kind"]) for row in tables.facts)
    services, difficulties, projects, awards = (kinds[kind] for kind in COUNTED)
    words = Text(
        "到{day}，事实{facts}条，其中志愿服务{services}人次，解决难题{difficulties}个，"
        "项目结题{projects}个，表彰{awards}项；测评票{ballots}张。",
        "Up to {day}: {facts} facts, of these {services} person-times of volunteering, {difficulties} "
        "difficulties solved, {projects} projects concluded, {awards} awards; {ballots} ballots.",
    )
    return words.fill(
        day=str(tables.today), facts=len(tables.facts), services=services, difficulties=difficulties,
        projects=projects, awards=awards, ballots=len(tables.ballots),
    )  # fmt: skip
