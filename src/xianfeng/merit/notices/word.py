"""Word templates that a unit supplies: checked when they are added, and rendered in a process of their own only."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

from xianfeng.engine.text import Text
from xianfeng.merit.notices.sandbox.packages import MEGABYTE, MOST_MEGABYTES
from xianfeng.merit.notices.sandbox.refusals import TOO_LARGE, TOOK_TOO_LONG, about
from xianfeng.people.members.importing.words import said

SECONDS = 20
MOST_OUT = 8 * MEGABYTE
ROW_KEYS = ("name", "group", "band", "stars", "flags", "aspects", "score", "award")
SAMPLE: Mapping[str, Any] = {
    "title": "关于2026年第三季度党员量化考核结果的公示",
    "intro": "支部对3名党员2026年第三季度的表现作了考核。",
    "unit": "示例党支部",
    "signed": "中共示例支部委员会",
    "audience": "支部各班组",
    "from_on": "2026年10月15日",
    "to_on": "2026年10月21日",
    "workdays": 5,
    "version": 1,
    "check_code": "4F7C-19AE-B203",
    "rows": [{**dict.fromkeys(ROW_KEYS, ""), "name": f"示例{letter}", "band": "红旗"} for letter in "甲乙丙"],
    "others": [{"band": "蓝旗", "count": 2}],
}
"""Made-up words of every placeholder; with them a template is tried when it is added."""


class TemplateRefused(Exception):
    """Raised for a template that may not be used; `problems` say what is wrong, in the reader's language."""

    def __init__(self, problems: list[Text]) -> None:
        self.problems = [said(problem) for problem in problems]
        super().__init__("; ".join(self.problems))


def check_template(content: bytes) -> None:
    """Check a template and render it once with made-up words. Raises TemplateRefused."""
    render_template(content, SAMPLE)


def render_template(content: bytes, words: Mapping[str, Any]) -> bytes:
    """Return the document that a template makes of some words. Raises TemplateRefused.

    The process that does it has no access to data, a few seconds, and a gigabyte; when it dies nothing else does.
    """
    if len(content) > MOST_MEGABYTES * MEGABYTE:
        raise TemplateRefused([about(TOO_LARGE, str(MOST_MEGABYTES))])
    line = json.dumps(words, ensure_ascii=True).encode() + b"\n"
    try:
        done = subprocess.run(
            [sys.executable, "-m", "xianfeng.merit.notices.sandbox"], input=line + content,
            capture_output=True, timeout=SECONDS, check=True,
        )  # fmt: skip
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        raise TemplateRefused([TOOK_TOO_LONG]) from None
    return _answered(done.stdout)


def _answered(output: bytes) -> bytes:
    answer, _newline, document = output.partition(b"\n")
    problems = [Text(zh, en) for zh, en in json.loads(answer)["problems"]]
    if len(document) > MOST_OUT:
        problems = [TOOK_TOO_LONG]
    if problems:
        raise TemplateRefused(problems)
    return document
