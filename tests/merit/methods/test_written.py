"""Changing an amount changes it alone: comments, order and layout stay."""

from __future__ import annotations

from difflib import unified_diff

import pytest

from xianfeng.merit.methods.written import amounts_in, replaced, values_in
from xianfeng.schemes import library

TEXT = """\
# what the branch agreed on
scheme: ours
version: "2026-01-01"
components:
  # the larger part
  inner: {weight: 50 , raters: mutual}   # agreed in May
  'own':
    weight:
      "standard": '30.5'
      otherwise: 20
    sheet: list
sheets:
  list:
    title: {zh: 党员“十个一”, en: "ten: ones"}
    sections:
      a:
        plus: unlimited
        items:
          b:
            rules:
              - {each: x.y, judged: [1, 4]}
"""


def lines_changed(before: str, after: str) -> list[str]:
    diff = unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return [line for line in diff if line[0] in "+-" and line[:3] not in ("+++", "---")]


def test_the_amounts_are_found_with_their_lines() -> None:
    found = {written.name: (written.text, written.line) for written in amounts_in(TEXT).values()}
    assert found == {
        "components/inner/weight": ("50", 6),
        "components/own/weight/standard": ("30.5", 9),
        "components/own/weight/otherwise": ("20", 10),
        "sheets/list/sections/a/plus": ("unlimited", 17),
        "sheets/list/sections/a/items/b/rules/1/judged/1": ("1", 21),
        "sheets/list/sections/a/items/b/rules/1/judged/2": ("4", 21),
    }


def test_only_what_was_changed_changes() -> None:
    after = replaced(
        TEXT, {("components", "inner", "weight"): "55.5", ("components", "own", "weight", "otherwise"): "20"}
    )
    assert lines_changed(TEXT, after) == [
        "-  inner: {weight: 50 , raters: mutual}   # agreed in May",
        "+  inner: {weight: 55.5 , raters: mutual}   # agreed in May",
    ]


def test_quotes_stay_as_they_were() -> None:
    after = replaced(TEXT, {("components", "own", "weight", "standard"): "31", ("version",): "2027-01-01"})
    assert lines_changed(TEXT, after) == [
        '-version: "2026-01-01"', '+version: "2027-01-01"', "-      \"standard\": '30.5'", "+      \"standard\": '31'",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "typed", ["", "五", "5, raters: self", '5" # x', "{a: b}", "- 1", "1\n2", "*x", "é\0"]
)
def test_what_is_no_amount_stays_one_value_in_its_place(typed: str) -> None:
    path = ("sheets", "list", "sections", "a", "items", "b", "rules", "1", "judged", "1")
    after = replaced(TEXT, {path: typed})
    before, now = values_in(TEXT), values_in(after)
    assert now.keys() == before.keys()
    assert {
        path: (now[path].text, now[path].line) for path in now if now[path].text != before[path].text
    }.keys() <= {path}


@pytest.mark.parametrize("text", ["", "a: [", "\0", "a: &x 1\nb: *x", "- - -", "[" * 5000])
def test_a_text_that_cannot_be_read_has_no_amounts(text: str) -> None:
    assert amounts_in(text) == {}


@pytest.mark.parametrize("name", library.NAMES)
def test_every_amount_of_a_packaged_method_can_be_changed_alone(name: str) -> None:
    text = library.read(name)[0]
    amounts = amounts_in(text)
    assert len(amounts) > 10
    for path, written in amounts.items():
        after = replaced(text, {path: "7.77"})
        assert (
            after
            == text[: written.start]
            + text[written.start : written.end].replace(written.text, "7.77")
            + text[written.end :]
        )
        assert amounts_in(after)[path].text == "7.77"
        assert len(lines_changed(text, after)) == 2
