"""Words for the codes of the engine, once for every page, workbook and command. Tables of Text, and how to read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xianfeng.engine.amounts import show
from xianfeng.engine.calendar import Unit
from xianfeng.engine.results import LineReason, Missing, Proposal, Reason, Why
from xianfeng.engine.scheme import Action, Scheme, Status
from xianfeng.engine.text import Text, joined

NOTHING = Text("", "")
YES = Text("是", "yes")
NO = Text("否", "no")

STATUS: Mapping[Status, Text] = {
    Status.COMPLETE: Text("完整", "complete"),
    Status.INCOMPLETE: Text("不完整", "incomplete"),
    Status.NOT_ASSESSED: Text("不考核", "not assessed"),
}

RATERS: Mapping[str, Text] = {
    "self": Text("个人自评", "self-review"),
    "mutual": Text("党员互评", "mutual review"),
    "mass": Text("群众参评", "review by the masses"),
    "organisation": Text("组织考评", "organisational review"),
    "consult": Text("商评", "consulted review"),
}

RATERS_IN_SHORT: Mapping[str, Text] = {
    "self": Text("自评", "self"),
    "mutual": Text("互评", "mutual"),
    "mass": Text("群众", "mass"),
    "organisation": Text("组织", "organisation"),
}
"""What people also call the raters in their spreadsheets."""

ACTIONS: Mapping[Action, Text] = {
    Action.TALK: Text("谈话", "a talk"),
    Action.RESTUDY: Text("补学", "study again"),
    Action.PROBLEM_ITEM: Text("列入问题清单", "an entry in the problem list"),
    Action.NOMINATE: Text("推荐评先评优", "a nomination for awards"),
    Action.PUBLISH: Text("公布", "publication"),
}

WHO: Mapping[str, Text] = {
    "secretary": Text("党支部书记", "the branch secretary"),
    "deputy_secretary": Text("党支部副书记", "the deputy branch secretary"),
    "committee": Text("支部委员", "a branch committee member"),
    "group_leader": Text("党小组长", "the group leader"),
    "branch": Text("党支部", "the branch"),
    "branch_meeting": Text("支部党员大会", "the branch meeting"),
    "consult": Text("商评小组", "the consultation panel"),
    "group": Text("党小组", "the group"),
    "team": Text("小队（班组）", "the team"),
    "village": Text("村党务公开栏", "the village notice board"),
    "unit": Text("本单位", "the unit"),
}
"""Who acts on a result, or where it is published."""

UNITS: Mapping[Unit, Text] = {
    Unit.MONTH: Text("月", "month"),
    Unit.QUARTER: Text("季度", "quarter"),
    Unit.HALF_YEAR: Text("半年", "half-year"),
    Unit.YEAR: Text("年", "year"),
}
EVERY: Mapping[Unit, Text] = {unit: Text(f"每{word.zh}", f"each {word.en}") for unit, word in UNITS.items()}
WITHIN: Mapping[Unit, Text] = {
    Unit.MONTH: Text("一个月内", "within a month"),
    Unit.QUARTER: Text("一个季度内", "within a quarter"),
    Unit.HALF_YEAR: Text("半年内", "within a half-year"),
    Unit.YEAR: Text("一年内", "within a year"),
}
AT_THE_END: Mapping[Unit, Text] = {
    unit: Text(f"{word.zh}末", f"the end of the {word.en}") for unit, word in UNITS.items()
}

LINE_REASONS: Mapping[LineReason, Text] = {
    LineReason.COUNTED: Text("计入", "counted"),
    LineReason.TIMES: Text("次数已满", "the number of times is used up"),
    LineReason.AT_MOST: Text("已到上限", "the cap is reached"),
    LineReason.NOTHING_DUE: Text("没有应做的，不计", "nothing was due; not counted"),
    LineReason.NO_FACTS: Text("没有记录", "nothing is recorded"),
}

MISSING: Mapping[Missing, Text] = {
    Missing.TOO_FEW_BALLOTS: Text("票数不够", "too few ballots"),
    Missing.NOTHING_DUE: Text("没有应计的项目", "no item is due"),
    Missing.NOTHING_COUNTS: Text("没有可计的时段", "no stretch of time counts"),
}

REASONS: Mapping[Why, Text] = {
    Why.TOO_FEW_BALLOTS: Text(
        "“{subject}”有{have}张票，至少要{need}张", "“{subject}” has {have} ballots and needs at least {need}"
    ),
    Why.NOTHING_DUE: Text("“{subject}”没有应计的项目", "“{subject}” has no item that is due"),
    Why.NOTHING_COUNTS: Text("“{subject}”没有可计的时段", "“{subject}” has no stretch of time that counts"),
    Why.VARIANT: Text("{subject}不参加考核", "{subject}: not assessed"),
    Why.AWAY: Text("{need}个月中计{have}个月，不到一半", "{have} of {need} months count, fewer than half"),
    Why.VETO: Text("有正式决定，凭据{subject}", "there is a formal decision, ref {subject}"),
}


def plain(hundredths: int) -> str:
    """Return a quantity without needless zeros: 3200 as "32", 250 as "2.5"."""
    return show(hundredths).rstrip("0").rstrip(".")


def who(code: str) -> Text:
    """Return who acts, or the code itself where it is not known."""
    return WHO.get(code, Text.same(code))


def reason_words(reason: Reason, scheme: Scheme) -> Text:
    """Return why a result is not complete, or in the lowest band, as a clause."""
    return REASONS[reason.why].fill(
        subject=_subject(reason.subject, scheme), have=plain(reason.have or 0), need=plain(reason.need or 0)
    )


def _subject(code: str, scheme: Scheme) -> Text:
    if code in scheme.components:
        return scheme.components[code].title
    return scheme.variants[code].title if code in scheme.variants else Text.same(code)


def proposal_words(proposal: Proposal) -> Text:
    """Return what is proposed, by whom and within how many days, as a clause."""
    deed = deed_words(proposal.do, proposal.by)
    if proposal.within_days is None:
        return deed
    return joined([deed, Text("，{n}天内", ", within {n} days").fill(n=proposal.within_days)], "", "")


def deed_words(do: Action, by: Sequence[str]) -> Text:
    """Return what is proposed and who does it; for what is published, where."""
    if not by:
        return ACTIONS[do]
    people = joined([who(code) for code in by], "或", " or ")
    if do is Action.PUBLISH:
        return Text("在{by}{deed}", "{deed}: {by}").fill(by=people, deed=ACTIONS[do])
    return Text("由{by}{deed}", "{deed} by {by}").fill(by=people, deed=ACTIONS[do])
