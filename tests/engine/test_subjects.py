"""Titles that touch what is never assessed are refused; ordinary work is not mistaken for it."""

from __future__ import annotations

import pytest

from xianfeng.engine.language.subjects import SUBJECTS, forbidden_subject
from xianfeng.schemes import library

REFUSED = [
    "宗教信仰情况", "信教群众", "民族团结", "家属表现", "家屬表現", "良好家风", "家庭和睦", "入户走访", "病假天数", "个人收入",
    "维护稳定", "維穩任務", "思想动态", "思想穩定", "提供线索", "舉報", "信访处理", "每日登录", "点赞数", "轉發", "打卡",
    "religious views", "ethnicity", "family visits", "relatives", "household visits", "illness", "salary",
    "political opinions", "informants", "petitions", "logins", "time online",
]  # fmt: skip
ALLOWED = [
    "安全生产", "隐患整改", "中华民族伟大复兴主题党日", "稳产增产", "健康安全环保", "村集体增收", "设备维修", "社区报到",
    "政治生日", "技术比武", "扶贫帮困", "登记台账", "理想信念", "家电维修服务", "hazards fixed", "familiarity with rules",
    "nation-wide contest", "informative talk", "in good faith",
]  # fmt: skip


@pytest.mark.parametrize("title", REFUSED)
def test_a_title_on_a_forbidden_subject_is_refused(title: str) -> None:
    assert forbidden_subject(title) is not None


@pytest.mark.parametrize("title", ALLOWED)
def test_an_ordinary_title_is_allowed(title: str) -> None:
    assert forbidden_subject(title) is None


def test_every_subject_is_refused_by_some_example() -> None:
    assert {forbidden_subject(title) for title in REFUSED} == set(SUBJECTS)


def test_no_packaged_scheme_or_kind_touches_a_forbidden_subject() -> None:
    for name in library.NAMES:
        scheme = library.load(name)
        titles = [kind.title for kind in scheme.kinds.values()]
        titles += [
            i.title
            for sheet in scheme.sheets.values()
            for s in sheet.sections.values()
            for i in s.items.values()
        ]
        assert [title for title in titles if forbidden_subject(f"{title.zh}\n{title.en}")] == []
