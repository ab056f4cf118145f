"""What is done in the units that go by each method: tables for `drawing`, so that every rule has something to count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xianfeng.demo.history.drawing import Deed, Duty
from xianfeng.sample import duties
from xianfeng.sample.deeds import ANYWHERE, AT_WORK

QUARTERLY, FORMS_AND_CHECKS = (2, 5, 8, 11), (1, 4, 7, 10)
HALF_HOURS = (100, 150, 200, 300, 400)
FROM_AFAR = {"floating": 0.2, "reduced": 0.3}
AT_HOME = {"floating": 0.0, "reduced": 0.3}
SERVICE = ("社区清洁", "河道巡护", "敬老院义务维修", "义务植树", "路口文明引导")
TALKS = ("班前微党课", "新章程学习导读", "安全月宣讲", "身边榜样事迹")
COACHING = ("带徒考核", "新员工上岗指导")
AWARDS = Deed(
    "award.granted",
    1,
    shares={"floating": 0.1, "reduced": 0.1},
    outcomes=("branch", "branch", "unit", "company"),
)


@dataclass(frozen=True, slots=True)
class Life:
    """What members do by a method: duties drawn as the sample draws them, further duties, and deeds."""

    usual: Sequence[duties.Duty]
    duties: Sequence[Duty]
    deeds: Sequence[Deed]


TEN_ONES = Life(
    duties.ALL,
    (
        Duty("volunteer.service", QUARTERLY, only=("standard",), kept=0.96, quantities=HALF_HOURS),
        Duty("decision.safety", (3,), only=("standard",), kept=0.008, document="北油安〔{year}〕7号"),
    ),
    (
        Deed("publicity.done", 5, shares=ANYWHERE, notes=TALKS),
        Deed("article.adopted", 3, shares=ANYWHERE),
        Deed("hazard.fixed", 6, (100, 100, 200), {"retired": 0.2, "floating": 0.0, "reduced": 0.2},
             notes=("3号井口法兰渗漏", "配电箱门锁损坏", "巡检通道积冰", "压力表超期未检", "注水泵护罩松动")),
        Deed("safety.teaching", 3, shares=ANYWHERE),
        Deed("emergency.duty", 2, shares=AT_WORK),
        Deed("improvement.adopted", 3, shares=AT_WORK, notes=("加热炉余热利用", "取样口防冻改造", "盘根盒密封改进")),
        Deed("saving.certified", 1, (100, 150, 200, 250, 300, 400), AT_WORK),
        Deed("difficulty.solved", 1, shares=AT_WORK),
        Deed("project.done", 1, (200, 300, 400, 500), {"standard": 0.12, **AT_WORK, "reduced": 0.0}),
        Deed("coaching.done", 4, shares={"floating": 0.1, "reduced": 0.3}, notes=COACHING),
        Deed("volunteer.service", 3, HALF_HOURS, ANYWHERE, notes=SERVICE),
        AWARDS,
    ),
)  # fmt: skip

ONE_FOUR_ONE = Life(
    (duties.dues, duties.forms),
    (
        Duty("pledge.progress", QUARTERLY, "fulfilled", duties.PLEDGES, "not_required"),
        Duty("display.check", FORMS_AND_CHECKS, kept=0.97, quantities=(500, 500, 500, 400, 300)),
        Duty("problem.item", (1, 3, 4, 6, 7, 9, 10, 12), "closed", {"overdue": 8}, kept=0.08),
        Duty("community.report", (10,), kept=0.95),
        Duty("decision.discipline", (5,), only=("standard",), kept=0.006, document="北油纪〔{year}〕3号"),
    ),
    (
        Deed("volunteer.service", 24, HALF_HOURS, ANYWHERE, notes=SERVICE),
        Deed("improvement.judged", 13, (200, 250, 300, 400, 500), AT_WORK),
        Deed("contest.award", 6, (200, 300, 400, 500), AT_WORK),
        Deed("publicity.done", 14, shares=ANYWHERE, notes=TALKS),
        Deed("coaching.done", 10, shares={"floating": 0.1, "reduced": 0.3}, notes=COACHING),
        AWARDS,
    ),
)

THREE_PLATFORMS = Life(
    (duties.dues, duties.forms),
    (
        Duty("form.study", (1, 2, 4, 5, 7, 8, 10, 11), "accepted", duties.FORMS, "not_required"),
        Duty("problem.item", (1, 2, 4, 5, 7, 8, 10, 11), "closed", {"overdue": 12}, kept=0.1),
        Duty("pledge.progress", FORMS_AND_CHECKS, "fulfilled", duties.PLEDGES, "not_required"),
        Duty("pledge.item", (1, 2, 4, 5, 7, 8, 10, 11), "fulfilled", duties.PLEDGES, "not_required"),
    ),
    (
        Deed("volunteer.service", 6, HALF_HOURS, ANYWHERE, notes=SERVICE),
        Deed("hazard.fixed", 3, shares=AT_WORK),
        AWARDS,
    ),
)

THREE_FOUR_ONE = Life(
    (duties.dues,),
    (
        Duty("talk.attended", QUARTERLY, only=("standard", "retired", "reduced"), kept=0.96),
        Duty(
            "badge.check",
            (1, 3, 5, 7, 9, 11),
            "worn",
            {"missing": 5},
            "excused",
            only=("standard", "retired", "reduced"),
        ),
        Duty("study.online", (1, 3, 4, 6, 7, 9, 10, 12), only=("floating",), kept=0.95),
        Duty("pledge.progress", (3, 5, 9, 11), "fulfilled", duties.PLEDGES, "not_required"),
        Duty("pledge.item", (4, 10), "fulfilled", duties.PLEDGES, "not_required"),
        Duty("decision.conduct", (9,), only=("standard",), kept=0.004, document="清镇村〔{year}〕9号"),
    ),
    (
        Deed("volunteer.service", 9, HALF_HOURS, FROM_AFAR, notes=("村道清扫", "文化广场值守", "渠道清淤")),
        Deed("clean.up", 8, shares=FROM_AFAR, notes=("庄前屋后整治", "白色垃圾清理")),
        Deed("mediation.done", 4, shares=AT_HOME),
        Deed("help.given", 4, shares=FROM_AFAR),
        Deed("industry.demo", 2, shares=AT_HOME, notes=("林果管护示范", "节水滴灌示范")),
        Deed("award.points", 1, (300, 400, 500, 800), AT_HOME),
    ),
)

STUDY_DO = Life(
    (duties.dues,),
    (
        Duty("problem.item", (2, 4, 6, 8, 10, 12), "closed", {"overdue": 9}, kept=0.6),
        Duty("form.report", FORMS_AND_CHECKS, "accepted", duties.FORMS, "not_required"),
    ),
    (
        Deed("publicity.done", 4, shares=ANYWHERE, notes=TALKS),
        Deed("contest.final", 2, shares={"floating": 0.2, "reduced": 0.2}),
        Deed("essay.written", 5, shares=ANYWHERE),
        Deed("project.approved", 1, shares={"retired": 0.2, "floating": 0.0, "reduced": 0.0},
             outcomes=("leader", "member", "member", "member")),
        Deed("project.in_production", 1, shares={"retired": 0.1, "standard": 0.5, "floating": 0.0, "reduced": 0.0},
             outcomes=("leader", "member", "member", "member")),
        Deed("volunteer.service", 6, HALF_HOURS, ANYWHERE, notes=SERVICE),
        Deed("coaching.done", 2, shares=FROM_AFAR, notes=COACHING),
    ),
)  # fmt: skip

LIVES: Mapping[str, Life] = {
    "ten-ones": TEN_ONES, "one-four-one": ONE_FOUR_ONE, "three-platforms": THREE_PLATFORMS,
    "three-four-one": THREE_FOUR_ONE, "study-do": STUDY_DO,
}  # fmt: skip
"""By the code of the method."""
