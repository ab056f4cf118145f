"""Subjects that are never assessed: no scheme may name them in a title."""

from __future__ import annotations

import re
from dataclasses import dataclass

from xianfeng.engine.text import Text


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject and the words, simplified or traditional Chinese or English, that give it away."""

    title: Text
    pattern: re.Pattern[str]


def _subject(zh: str, en: str, words: str, english: str) -> Subject:
    return Subject(Text(zh, en), re.compile(rf"{words}|\b(?:{english})\b", re.IGNORECASE))


SUBJECTS = (
    _subject("宗教信仰", "religion", "宗教|信教|教徒", r"religio\w*"),
    _subject("民族", "ethnicity", "(?<!中华)(?<!中華)民族", r"ethnic\w*|nationalit(?:y|ies)"),
    _subject("家庭与亲属", "family and relatives",
             "家庭|家属|家屬|亲属|親屬|家风|家風|配偶|子女|入户|入戶", r"famil(?:y|ies)|relatives?|spouses?|households?"),
    _subject("健康状况", "health", "病情|病史|病假|患病|身体状况|身體狀況", r"illness(?:es)?|disease\w*|medical|sick leave"),
    _subject("个人收入", "income", "个人收入|個人收入|家庭收入|工资|工資|薪酬", r"income|salar(?:y|ies)|wages?"),
    _subject("维护稳定", "“stability” duties", "维稳|維穩|维护稳定|維護穩定|反恐|去极端|去極端|稳控|穩控",
             r"counter-?terror\w*|de-?extremi\w*|public order patrols?"),
    _subject("他人思想", "other people's thoughts", "思想稳定|思想穩定|思想动态|思想動態|政治观点|政治觀點",
             r"political (?:opinions?|views?|thoughts?)"),
    _subject("线索与举报", "clues and informing", "线索|線索|举报|舉報|检举|檢舉|涉黑|涉恶|涉惡|耳目|告密", r"informants?|informing|denounc\w*"),
    _subject("信访", "petitions", "信访|信訪|上访|上訪", r"petition\w*"),
    _subject("登录与在线", "logging in and time online", "登录|登錄|打卡|点赞|點贊|转发|轉發|在线时长|在線時長",
             r"log-?ins?|likes|forwards|time online|check-?in streaks?"),
)  # fmt: skip


def forbidden_subject(words: str) -> Subject | None:
    """Return the first subject that the words touch and that may not be assessed."""
    return next((subject for subject in SUBJECTS if subject.pattern.search(words)), None)
