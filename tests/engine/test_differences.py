"""What differs between two scheme files is found from what is written, and from nothing else."""

from __future__ import annotations

import pytest

from tests.engine.comparing import SMALL, changed
from xianfeng.engine.comparison.differences import differences
from xianfeng.engine.comparison.outcomes import Difference
from xianfeng.schemes import library


@pytest.mark.parametrize("name", library.NAMES)
def test_a_file_does_not_differ_from_itself(name: str) -> None:
    text = library.read(name)[0]
    assert differences(text, text) == ()


def test_every_written_value_that_differs_is_listed_by_its_path() -> None:
    text = changed(
        ("weight: 60", "weight: 50.00"), ("weight: 40", "weight: 50"), ("at_most: 6", "at_most: 6.00"),
        ("met: present", "met: [present]"), ("  - {code: pass", "  - {code: fair, at_least: 65}\n  - {code: pass"),
        ("source: default", "source: {period: agreed, otherwise: default}\nnote: 新"),
        ("adjust: {by: consult, within: 5}\n", ""),
        ("rules: [{each: publicity.done", "rules: [{each: coaching.done, points: 1}, {each: publicity.done"),
    )  # fmt: skip
    assert differences(SMALL, text) == (
        Difference("sheets.list.sections.extra.items.work.rules.1.each", None, "coaching.done"),
        Difference("sheets.list.sections.extra.items.work.rules.1.points", None, "1"),
        Difference("components.points.weight", "60", "50.00"),
        Difference("components.mutual.weight", "40", "50"),
        Difference("adjust.by", "consult", None),
        Difference("adjust.within", "5", None),
        Difference("bands.2.code", None, "fair"),
        Difference("bands.2.at_least", None, "65"),
    )


def test_a_key_without_content_is_a_difference_too() -> None:
    assert differences(SMALL, f"{SMALL}year: {{}}\n") == (Difference("year", None, "{}"),)
