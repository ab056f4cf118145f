"""A notice as a sheet: the words that stand on the page, on A4 and in Word. Chinese, as official documents are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from xianfeng.merit.assessments.grades import FLAGS
from xianfeng.merit.notices.content import check_code, chinese_day
from xianfeng.merit.notices.models import ANSWER_WITHIN, Notice


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade as it is shown: its words, the colour of its flag or '', how many stars."""

    title: str
    flag: str = ""
    stars: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A person on the sheet: the grade, and what else the notice shows."""

    name: str
    grade: Grade | None
    more: tuple[str, ...]
    aspects: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that stands on the sheet."""

    title: str
    intro: str
    lines: tuple[Line, ...]
    others: str
    points: tuple[str, ...]
    signed: str
    day: str
    foot: str
    is_wide: bool
    """Whether a person needs a line of her own: there are words about aspects or an award."""

    @property
    def has_more(self) -> bool:
        return any(line.more for line in self.lines)

    @property
    def has_stars(self) -> bool:
        return any(line.grade and line.grade.stars is not None for line in self.lines)


def sheet_of(notice: Notice, content: Mapping[str, Any]) -> Sheet:
    """Return the sheet of a notice that says `content`; days are left open until it is published."""
    grades = {band["code"]: _grade(band) for band in content["bands"]}
    lines = tuple(_line(row, grades) for row in content["rows"])
    return Sheet(
        title=content["title"],
        intro=content["intro"],
        lines=lines,
        others=_others(content, grades),
        points=_points(notice, content),
        signed=content["signed"],
        day=chinese_day(notice.from_on) if notice.from_on else "（公布之日）",
        foot=_foot(notice),
        is_wide=any(line.aspects for line in lines) or "award" in notice.fields,
    )


def _grade(band: Mapping[str, Any]) -> Grade:
    code = band["code"]
    return Grade(band["title"], code if code in FLAGS else "", band["stars"])


def _line(row: Mapping[str, Any], grades: Mapping[str, Grade]) -> Line:
    code = row.get("band", "")
    grade = grades.get(code) if code else _by_stars(row, grades)
    score, flags = row.get("score"), row.get("flags")
    more = (
        row.get("award", ""), row.get("group", ""), f"{score}分" if score else "", f"全年红旗{flags}面" if flags else "",
    )  # fmt: skip
    return Line(row["name"], grade, tuple(filter(None, more)), row.get("aspects", ""))


def _by_stars(row: Mapping[str, Any], grades: Mapping[str, Grade]) -> Grade | None:
    """Return the grade with so many stars where the notice shows stars instead of grades."""
    stars = row.get("stars")
    return next((grade for grade in grades.values() if stars is not None and grade.stars == stars), None)


def _others(content: Mapping[str, Any], grades: Mapping[str, Grade]) -> str:
    """Return how many are in the grades whose members are not named, and how many results are not complete."""
    counted = [f"{grades[other['band']].title}{other['count']}名" for other in content["others"]]
    waiting = content.get("waiting", 0)
    words = f"另有{'、'.join(counted)}，只计人数，不列姓名。" if counted else ""
    return words + (f"还有{waiting}名党员的结果待补齐后另行公示。" if waiting else "")


def _points(notice: Notice, content: Mapping[str, Any]) -> tuple[str, ...]:
    days = f"{notice.workdays}个工作日"
    if notice.from_on and notice.to_on:
        days = f"{chinese_day(notice.from_on)}至{chinese_day(notice.to_on)}，共{notice.workdays}个工作日"
    return (
        f"一、公示时间：{days}。",
        f"二、公示范围：{AUDIENCES[notice.audience]}，请勿转发。",
        "三、提出异议：党员对公示内容有异议的，请在公示期内署名提出，可在本页提交，也可以书面交支部。"
        f"与事项无关的同志办理，{ANSWER_WITHIN}个工作日内书面答复。职工群众的意见可在本页提出，支部书面答复。",
    )


AUDIENCES: Mapping[str, str] = {
    Notice.Audience.GROUP: "本支部各党小组",
    Notice.Audience.TEAM: "本支部及所属班组",
    Notice.Audience.BRANCH: "本支部",
    Notice.Audience.UNIT: "上级党组织及所属各支部",
    Notice.Audience.SIGNED_IN: "各级党组织的党员",
}


def _foot(notice: Notice) -> str:
    code = (
        f"核对码 {check_code(notice.digest)}，可在“公示”页核对本文未被改动。"
        if notice.digest
        else "尚未批准，内容还可能改动。"
    )
    return f"第{notice.version}版。期满自动撤下。{code}"
