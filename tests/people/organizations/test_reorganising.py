"""Moving, merging, splitting and dissolving: nothing is lost, and everything wrong is refused at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tests.people.organizations.asking import (
    DAY,
    assert_tree_is_sound,
    children,
    found,
    last_entry,
    refused,
)
from tests.people.world import World, member
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.operations import (
    dissolve_unit,
    keep_team,
    merge_units,
    move_unit,
    split_unit,
)
from xianfeng.people.organizations.signals import unit_dissolved, unit_founded, unit_merged, unit_moved

pytestmark = pytest.mark.django_db
ON = date(2024, 3, 1)
PAPER = "北党组〔2024〕3号"


@pytest.fixture
def told() -> Iterator[list[tuple[Any, dict[str, Any]]]]:
    """What was told to those above, in order."""
    heard: list[tuple[Any, dict[str, Any]]] = []

    def hear(signal: Any, sender: Any, **values: Any) -> None:
        heard.append((signal, values))

    signals = (unit_founded, unit_moved, unit_merged, unit_dissolved)
    for signal in signals:
        signal.connect(hear)
    yield heard
    for signal in signals:
        signal.disconnect(hear)


def test_a_new_unit_is_told_to_those_above(told: list[tuple[Any, dict[str, Any]]]) -> None:
    top = found("committee")
    branch = found("branch", top)
    made = split_unit(PROGRAM, branch, name="乙支部", code="NEW-1", on=ON, document=PAPER)
    assert [(signal, values["unit"], values["above"]) for signal, values in told] == [
        (unit_founded, top, None), (unit_founded, branch, top), (unit_founded, made, top)
    ]  # fmt: skip


def test_a_moved_unit_takes_all_below_it_along(told: list[tuple[Any, dict[str, Any]]]) -> None:
    top = found("committee")
    old, new = found("general_branch", top), found("general_branch", top)
    branch = found("branch", old)
    group = found("group", branch)
    told.clear()
    move_unit(PROGRAM, branch, above=new, on=ON, document=PAPER)
    assert children(old) == []
    assert children(new) == [branch]
    assert children(branch) == [group]
    change = branch.changes.get(kind="moved")
    assert (change.on, change.document, change.other) == (ON, PAPER, new)
    assert last_entry().details == {"on": "2024-03-01", "document": PAPER, "old": old.pk, "new": new.pk}
    assert [(signal, values["unit"], values["old_above"], values["above"]) for signal, values in told] == [
        (unit_moved, branch, old, new)
    ]
    assert_tree_is_sound()


def test_a_unit_at_the_top_may_be_moved_below_another() -> None:
    lone, top = found("branch"), found("committee")
    move_unit(PROGRAM, lone, above=top, on=ON, document=PAPER)
    assert children(top) == [lone]
    assert_tree_is_sound()


def test_everything_wrong_with_a_move_is_refused_at_once() -> None:
    top = found("committee", founded_on=date(2024, 1, 1))
    branch = found("branch", founded_on=date(2023, 1, 1))
    group = found("group", branch, founded_on=date(2023, 1, 1))
    assert set(refused(move_unit, PROGRAM, branch, above=top, on=date(2023, 6, 1))) == {"on", "document"}
    assert set(refused(move_unit, PROGRAM, group, above=top, on=ON)) == {"above"}
    assert set(refused(move_unit, PROGRAM, group, above=branch, on=ON)) == {"above"}


def test_no_unit_is_moved_below_itself_or_its_own_subtree() -> None:
    outer = found("committee")
    middle = found("committee", outer)
    inner = found("committee", middle)
    for above in (outer, middle, inner):
        assert "above" in refused(move_unit, PROGRAM, outer, above=above, on=ON, document=PAPER)
    assert_tree_is_sound()


def test_nothing_is_moved_below_a_dissolved_unit(world: World) -> None:
    Unit.objects.filter(pk=world.general.pk).update(dissolved_on=DAY)
    wrong = refused(move_unit, PROGRAM, world.third, above=world.general, on=ON, document=PAPER)
    assert set(wrong) == {"__all__"}


def test_merged_units_are_one_and_the_history_of_both_stays(told: list[tuple[Any, dict[str, Any]]]) -> None:
    top = found("committee")
    old, into = found("branch", top, name="甲支部"), found("branch", top, name="乙支部")
    groups = [found("group", old), found("group", old)]
    own = found("group", into)
    team = keep_team(PROGRAM, unit=old, name="一班", employees=8)
    told.clear()
    merge_units(PROGRAM, old, into=into, on=ON, document=PAPER)
    old.refresh_from_db()
    team.refresh_from_db()
    assert old.dissolved_on == ON
    assert children(into) == [own, *groups]
    assert team.unit == into
    change = old.changes.get(kind="merged")
    assert (change.other, change.old_name, change.new_name) == (into, "甲支部", "乙支部")
    assert [group.changes.get(kind="moved").other for group in groups] == [into, into]
    assert [(signal, values["unit"]) for signal, values in told] == [
        (unit_moved, groups[0]), (unit_moved, groups[1]), (unit_merged, old)
    ]  # fmt: skip
    assert told[-1][1]["into"] == into
    assert last_entry().details == {
        "into": into.pk, "on": "2024-03-01", "document": PAPER, "units": 2, "teams": 1
    }  # fmt: skip
    assert_tree_is_sound()


def test_a_committee_may_go_up_in_the_one_above_it() -> None:
    top = found("committee")
    inner = found("committee", top)
    branch = found("branch", inner)
    merge_units(PROGRAM, inner, into=top, on=ON, document=PAPER)
    branch.refresh_from_db()
    assert set(children(top)) == {inner, branch}
    assert_tree_is_sound()


def test_a_dissolved_group_stays_where_it_was_when_its_branch_is_merged() -> None:
    top = found("committee")
    old, into = found("branch", top), found("branch", top)
    gone = found("group", old)
    dissolve_unit(PROGRAM, gone, on=date(2023, 1, 1))
    merge_units(PROGRAM, old, into=into, on=ON, document=PAPER)
    assert children(old) == [gone]
    assert children(into) == []


def test_everything_wrong_with_a_merger_is_refused_at_once() -> None:
    top = found("committee")
    branch, general = found("branch", top), found("general_branch", top, founded_on=date(2024, 6, 1))
    assert set(refused(merge_units, PROGRAM, branch, into=general, on=ON)) == {"into", "on", "document"}
    outer = found("committee")
    for into in (outer, found("committee", outer)):
        assert set(refused(merge_units, PROGRAM, outer, into=into, on=ON, document=PAPER)) == {"into"}


def test_a_merger_is_not_before_the_last_change_of_what_goes_over() -> None:
    top = found("committee")
    old, into = found("branch", top), found("branch", top)
    found("group", old, founded_on=date(2024, 5, 1))
    assert set(refused(merge_units, PROGRAM, old, into=into, on=ON, document=PAPER)) == {"on"}


def test_nothing_is_merged_into_a_dissolved_unit() -> None:
    top = found("committee")
    old, gone = found("branch", top), found("branch", top)
    dissolve_unit(PROGRAM, gone, on=DAY, document=PAPER)
    assert set(refused(merge_units, PROGRAM, old, into=gone, on=ON, document=PAPER)) == {"into"}


def test_two_teams_of_one_name_stand_in_the_way_of_a_merger() -> None:
    top = found("committee")
    old, into = found("branch", top), found("branch", top)
    for unit in (old, into):
        keep_team(PROGRAM, unit=unit, name="一班")
    wrong = refused(merge_units, PROGRAM, old, into=into, on=ON, document=PAPER)
    assert "一班" in wrong["into"][0]


def test_what_those_above_refuse_undoes_the_whole_merger(told: list[tuple[Any, dict[str, Any]]]) -> None:
    top = found("committee")
    old, into = found("branch", top), found("branch", top)
    group = found("group", old)

    def refuse(sender: Any, **values: Any) -> None:
        raise ValidationError({"on": "不行"})

    unit_merged.connect(refuse)
    try:
        assert set(refused(merge_units, PROGRAM, old, into=into, on=ON, document=PAPER)) == {"on"}
    finally:
        unit_merged.disconnect(refuse)
    assert children(old) == [group]
    old.refresh_from_db()
    assert old.dissolved_on is None
    assert_tree_is_sound()


def test_a_unit_that_splits_off_stands_beside_the_old_one_and_is_like_it() -> None:
    top = found("committee")
    old = found("branch", top, name="甲支部", sector="community", scheme="study-do", term_years=4)
    found("group", old)
    made = split_unit(PROGRAM, old, name="乙支部", code="NEW-1", on=ON, document=PAPER)
    assert children(top) == [old, made]
    assert (made.kind, made.sector, made.term_years) == ("branch", "community", 4)
    assert list(made.adoptions.unscoped().values_list("scheme", "from_on")) == [("study-do", made.founded_on)]
    assert (made.founded_on, len(children(old)), children(made)) == (ON, 1, [])
    assert [(c.kind, c.other) for c in made.changes.order_by("pk")] == [("founded", top), ("split", old)]
    split = made.changes.get(kind="split")
    assert (split.old_name, split.new_name, split.document) == ("甲支部", "乙支部", PAPER)
    assert last_entry().details == {"old": old.pk, "code": "NEW-1", "on": "2024-03-01", "document": PAPER}
    assert_tree_is_sound()


def test_a_unit_at_the_top_splits_into_two_at_the_top() -> None:
    old = found("branch")
    assert split_unit(PROGRAM, old, name="乙支部", code="NEW-1", on=ON, document=PAPER).depth == 1


def test_everything_wrong_with_a_split_is_refused_at_once() -> None:
    old = found("branch", code="TAKEN")
    tomorrow = timezone.localdate() + timedelta(days=1)
    wrong = refused(split_unit, PROGRAM, old, name="", code="TAKEN", on=tomorrow)
    assert set(wrong) == {"name", "code", "on", "document"}
    assert set(
        refused(split_unit, PROGRAM, old, name="乙", code="N", on=date(2020, 4, 30), document="1")
    ) == {"on"}


def test_an_empty_unit_is_dissolved_and_stays_on_record(told: list[tuple[Any, dict[str, Any]]]) -> None:
    top = found("committee")
    unit = found("branch", top)
    told.clear()
    dissolve_unit(PROGRAM, unit, on=ON, document=PAPER)
    unit.refresh_from_db()
    assert unit.dissolved_on == ON
    assert children(top) == [unit]
    assert [(signal, values["unit"]) for signal, values in told] == [(unit_dissolved, unit)]
    assert last_entry().action == "organizations.dissolve_unit"
    assert "__all__" in refused(dissolve_unit, PROGRAM, unit, on=ON, document=PAPER)


def test_everything_in_the_way_of_dissolving_is_named_at_once() -> None:
    unit = found("branch", found("committee"))
    found("group", unit)
    keep_team(PROGRAM, unit=unit, name="一班")
    member("周文海", unit)
    tomorrow = timezone.localdate() + timedelta(days=1)
    wrong = refused(dissolve_unit, PROGRAM, unit, on=tomorrow)
    assert set(wrong) == {"__all__", "on", "document"}
    assert len(wrong["__all__"]) == 3


def test_a_unit_outlives_what_was_below_it() -> None:
    unit = found("branch", found("committee"))
    dissolve_unit(PROGRAM, found("group", unit), on=date(2024, 6, 1))
    assert set(refused(dissolve_unit, PROGRAM, unit, on=ON, document=PAPER)) == {"on"}
    dissolve_unit(PROGRAM, unit, on=date(2024, 6, 1), document=PAPER)


def test_a_group_with_a_member_is_not_dissolved(world: World) -> None:
    assert set(refused(dissolve_unit, PROGRAM, world.one, on=ON)) == {"__all__"}
