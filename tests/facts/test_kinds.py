"""Units' own kinds of facts, and what they may never be about."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tests.facts.making import actor, today
from tests.people.world import World
from xianfeng.engine.language.subjects import SUBJECTS
from xianfeng.facts.catalogue import is_claimable, kinds_for, kinds_of, packaged
from xianfeng.facts.models import Kind
from xianfeng.facts.operations import add_kind, retire_kind
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.schemes import library


def test_the_catalogue_is_the_engines_and_that_of_the_packaged_methods() -> None:
    expected = set(library.catalogue())
    for name in library.NAMES:
        expected |= set(library.load(name).own_kinds)
    assert set(packaged()) == expected


def test_a_kind_is_known_where_it_was_added_and_below(world: World) -> None:
    made = add_kind(
        actor(world),
        world.general,
        title=" 井场清洁 ",
        measure="次",
        outcomes={"good": "好"},
        excused=["good"],
    )
    for unit, knows in ((world.general, True), (world.first, True), (world.one, True), (world.committee, False), (world.third, False), (world.far, False)):  # fmt: skip
        assert (made.code in kinds_for(unit)) is knows
    kind = kinds_for(world.first)[made.code]
    assert (kind.title.zh, kind.unit and kind.unit.zh, set(kind.outcomes), kind.excused) == (
        "井场清洁", "次", {"good"}, frozenset({"good"}),
    )  # fmt: skip
    assert AuditEntry.objects.get(action="facts.add_kind").details == {"code": made.code}


def test_codes_are_given_one_after_the_other(world: World) -> None:
    codes = [add_kind(PROGRAM, world.first, title=str(number)).code for number in range(3)]
    assert codes == ["own.kind_00001", "own.kind_00002", "own.kind_00003"]


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "no title": ({"title": " "}, "title"),
    "a long title": ({"title": "好" * 41}, "title"),
    "a long measure": ({"measure": "次" * 11}, "measure"),
    "nine outcomes": ({"outcomes": {str(number): "好" for number in range(9)}}, "outcomes"),
    "an excuse that is no outcome": ({"excused": ["sick"]}, "outcomes"),
    "a packaged code": ({"code": "hazard.fixed"}, "code"),
    "a code without a dot": ({"code": "cleaning"}, "code"),
    "a code in capitals": ({"code": "Own.cleaning"}, "code"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_refused_at_its_field(world: World, what: str) -> None:
    values, field = REFUSED[what]
    with pytest.raises(ValidationError) as refused:
        add_kind(PROGRAM, world.first, **{"title": "井场清洁", **values})
    assert set(refused.value.message_dict) == {field}
    assert not Kind.objects.exists()


def test_a_code_is_taken_once(world: World) -> None:
    add_kind(PROGRAM, world.first, title="清洁", code="own.cleaning")
    with pytest.raises(ValidationError):
        add_kind(PROGRAM, world.far, title="清洁", code="own.cleaning")


FORBIDDEN = (
    "宗教活动",
    "民族成分",
    "家屬情况",
    "患病情况",
    "工资",
    "维稳值班",
    "思想动态",
    "举报",
    "上访",
    "打卡",
)


@pytest.mark.parametrize("words", FORBIDDEN)
@pytest.mark.parametrize("where", ["title", "measure", "outcome"])
def test_no_kind_is_about_what_is_never_assessed(world: World, words: str, where: str) -> None:
    values: dict[str, Any] = {"title": "活动"}
    values |= {"outcomes": {"one": words}} if where == "outcome" else {where: words}
    with pytest.raises(ValidationError):
        add_kind(PROGRAM, world.first, **values)
    assert not Kind.objects.exists()


def test_every_forbidden_subject_was_tried() -> None:
    tried = {subject.title.en for subject in SUBJECTS for words in FORBIDDEN if subject.pattern.search(words)}
    assert tried == {subject.title.en for subject in SUBJECTS}


def test_a_kind_is_retired_once_and_still_known_for_its_facts(world: World) -> None:
    made = add_kind(PROGRAM, world.first, title="清洁")
    retire_kind(PROGRAM, made, on=today())
    assert made.code in kinds_for(world.first)
    assert made.code not in kinds_for(world.first, with_retired=False)
    assert made.code not in kinds_of(world.first.pk, [made.code])
    with pytest.raises(ValidationError):
        retire_kind(PROGRAM, made, on=today())
    assert AuditEntry.objects.filter(action="facts.retire_kind").count() == 1


def test_deeds_are_claimed_and_attendance_dues_and_decisions_are_not() -> None:
    claimable = {code for code, kind in library.catalogue().items() if is_claimable(kind)}
    assert {"hazard.fixed", "volunteer.service", "improvement.adopted"} <= claimable
    assert (
        not {"meeting.assembly", "dues.month", "leave.month", "decision.safety", "award.granted"} & claimable
    )
