"""Where a number comes from: 〔默认〕 after a default, 〔003:L93〕 after what a document says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from xianfeng.engine.scheme import DEFAULT, Scheme
from xianfeng.engine.text import Text
from xianfeng.engine.words import NOTHING

Marks = Callable[[str], Text]
"""The mark of the value at a path of the scheme."""

MARK = re.compile(r"(〔[^〕]*〕|\[[^\]]*\])")
"""A mark in running words, for writers that set it apart."""

BY_DEFAULT = Text("〔默认〕", " [default]")
DOCUMENTS = {
    "000": Text("新疆油田公司，党员意识提升工程“1+4+1”，2017年", "Xinjiang Oilfield Company, “1+4+1”, 2017"),
    "001": Text("一家国有企业，党性锻炼、岗位建功、评价争优三个平台，日期不详",
                "a state-owned enterprise, “three platforms”, undated"),
    "002": Text("中原油田第八社区管理中心，学习教育室和党员创新工作室，2016年",
                "Zhongyuan Oilfield No. 8 Community Centre, study room and innovation studio, 2016"),
    "003": Text("风城油田作业区，“十个一”先锋清单，日期不详",
                "Fengcheng Oilfield Operation Area, “ten ones” pioneer list, undated"),
    "004": Text("甘肃省高台县宣化镇，“三亮四评一争创”，2019年",
                "Xuanhua Town, Gaotai County, Gansu, “341”, 2019"),
}  # fmt: skip
"""The documents that citations such as 003:L93 refer to."""

_CITATION = re.compile(r"(\d{3}):L\d+(?:[-–]L?\d+)?(?:, ?(?:\d{3}:)?L\d+(?:[-–]L?\d+)?)*", re.ASCII)


def no_marks(path: str) -> Text:
    """Return no mark at all, for words outside the rule book."""
    return NOTHING


def source_marks(scheme: Scheme) -> Marks:
    """Return how the values of this scheme are marked; what its file does not write is a default too."""

    def mark(path: str) -> Text:
        source = source_of(scheme, path)
        if source == DEFAULT:
            return BY_DEFAULT
        label = cited(source)
        return Text(f"〔{label}〕", f" [{label}]")

    return mark


def source_of(scheme: Scheme, path: str) -> str:
    """Return the source of a value; a value in a mapping has its own source, or that of the mapping."""
    sources = scheme.sources
    return sources.of(path) or sources.of(path.rpartition(".")[0]) or DEFAULT


def cited(source: str) -> str:
    """Return the citation that a source begins with, or the source as it is."""
    found = _CITATION.match(source)
    return found[0] if found else source


def document_of(source: str) -> str | None:
    """Return the number of the document that a source cites."""
    found = _CITATION.match(source)
    return found[1] if found else None


def shared(marks: Iterable[Text]) -> Text | None:
    """Return one mark for a row of numbers that all have the same; None if they differ."""
    different = set(marks)
    if len(different) != 1:
        return None
    mark = different.pop()
    if mark == NOTHING:
        return mark
    return Text(mark.zh.replace("〔", "〔均", 1), mark.en.replace("[", "[all ", 1))
