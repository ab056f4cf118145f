"""Founding units, renaming them and correcting what was entered."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.people.organizations.asking import (
    DAY,
    assert_tree_is_sound,
    children,
    found,
    last_entry,
    refused,
)
from tests.people.world import World
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.audit.operations import PROGRAM, Actor
from xianfeng.people.organizations.models import Unit, UnitChange
from xianfeng.people.organizations.operations import correct_unit, found_unit, rename_unit

pytestmark = pytest.mark.django_db
ME = Actor(None, "10.0.0.1")


def test_a_founded_unit_stands_under_the_one_above_with_its_history_and_an_audit_entry() -> None:
    top = found("committee")
    made = found_unit(
        ME, kind="branch", name="  采油  一站党支部 ", code="X-1", sector="village", founded_on=date(2021, 1, 2),
        above=top, document=" 北党组〔2021〕1号 ",
    )  # fmt: skip
    made.refresh_from_db()
    assert children(top) == [made]
    assert (made.name, made.kind, made.sector, made.term_years) == ("采油 一站党支部", "branch", "village", 5)
    change = made.changes.get()
    assert (change.kind, change.on, change.document) == ("founded", date(2021, 1, 2), "北党组〔2021〕1号")
    assert (change.new_name, change.other) == (made.name, top)
    entry = last_entry()
    assert (entry.action, entry.subject, entry.unit) == ("organizations.found_unit", made.pk, made.pk)
    assert entry.address == "10.0.0.1"
    assert entry.details == {
        "kind": "branch", "code": "X-1", "above": top.pk, "document": "北党组〔2021〕1号"
    }  # fmt: skip
    assert_tree_is_sound()


@pytest.mark.parametrize(
    ("sector", "years"), [("village", 5), ("community", 5), ("office", 3), ("retired", 3)]
)
def test_the_term_of_office_is_the_usual_one_of_the_sector(sector: str, years: int) -> None:
    assert found("branch", sector=sector).term_years == years
    assert found("branch", sector=sector, term_years=4).term_years == 4


def test_a_unit_is_of_the_sector_of_the_one_above_unless_another_is_given() -> None:
    village = found("branch", sector="village")
    assert found("group", village).sector == "village"
    assert found("group", village, sector="floating").sector == "floating"
    assert found("branch").sector == "production"


@pytest.mark.parametrize(
    ("above", "below", "may_stand"),
    [
        (None, "committee", True),
        (None, "general_branch", True),
        (None, "branch", True),
        (None, "group", False),
        ("committee", "committee", True),
        ("committee", "general_branch", True),
        ("committee", "branch", True),
        ("committee", "group", False),
        ("general_branch", "committee", False),
        ("general_branch", "general_branch", False),
        ("general_branch", "branch", True),
        ("general_branch", "group", False),
        ("branch", "committee", False),
        ("branch", "general_branch", False),
        ("branch", "branch", False),
        ("branch", "group", True),
        ("group", "group", False),
        ("group", "branch", False),
    ],
)
def test_only_certain_kinds_stand_under_which(above: str | None, below: str, may_stand: bool) -> None:
    place = None
    if above:
        place = found("branch") if above == "group" else found(above)
        place = found("group", place) if above == "group" else place
    if may_stand:
        assert found(below, place).kind == below
    else:
        assert set(refused(found, below, place)) == {"kind"}


def test_everything_wrong_with_a_founding_is_refused_at_once() -> None:
    top = found("committee", code="TAKEN", founded_on=date(2010, 1, 1))
    wrong = refused(
        found_unit, PROGRAM, kind="group", name="  ", code="taken", sector="moon",
        founded_on=date(2009, 12, 31), above=top, document="x" * 61, term_years=6, scheme="s" * 41,
    )  # fmt: skip
    assert set(wrong) == {"kind", "name", "code", "sector", "founded_on", "document", "term_years", "scheme"}
    assert top.name in wrong["code"][0]
    assert "2010" in wrong["founded_on"][0]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": "名" * 81}, "name"),
        ({"code": ""}, "code"),
        ({"code": "A B"}, "code"),
        ({"code": "A" * 31}, "code"),
        ({"term_years": 0}, "term_years"),
        ({"kind": "club"}, "kind"),
    ],
)
def test_a_wrong_value_is_named_by_its_field(values: dict[str, object], field: str) -> None:
    valid = {"kind": "branch", "name": "某党支部", "code": "A1", "founded_on": DAY}
    assert list(refused(found_unit, PROGRAM, **{**valid, **values})) == [field]


def test_a_founding_may_be_today_but_not_tomorrow() -> None:
    today = timezone.localdate()
    assert found("branch", founded_on=today).founded_on == today
    assert set(refused(found, "branch", founded_on=today + timedelta(days=1))) == {"founded_on"}


def test_a_dissolved_unit_takes_nothing(world: World) -> None:
    Unit.objects.filter(pk=world.second.pk).update(dissolved_on=DAY)
    assert set(refused(found, "group", world.second)) == {"__all__"}


def test_the_longest_name_and_code_fit() -> None:
    made = found("branch", name="名" * 80, code="C" * 30)
    made.refresh_from_db()
    assert (len(made.name), len(made.code)) == (80, 30)


def test_a_renamed_unit_keeps_its_old_name_in_its_history() -> None:
    unit = found("branch", name="采油一站党支部")
    rename_unit(ME, unit, name=" 采油一队党支部 ", on=date(2024, 3, 1), document="北党组〔2024〕3号")
    unit.refresh_from_db()
    assert unit.name == "采油一队党支部"
    change = unit.changes.get(kind=UnitChange.Kind.RENAMED)
    assert (change.old_name, change.new_name) == ("采油一站党支部", "采油一队党支部")
    assert (change.on, change.document) == (date(2024, 3, 1), "北党组〔2024〕3号")
    entry = last_entry()
    assert (entry.action, entry.details) == (
        "organizations.rename_unit", {"on": "2024-03-01", "document": "北党组〔2024〕3号"}
    )  # fmt: skip


def test_everything_wrong_with_a_renaming_is_refused_at_once() -> None:
    unit = found("branch", name="采油一站党支部")
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert set(refused(rename_unit, PROGRAM, unit, name="", on=tomorrow)) == {"name", "on", "document"}
    assert set(refused(rename_unit, PROGRAM, unit, name=unit.name, on=DAY, document="1号")) == {"name"}


def test_a_group_is_renamed_without_a_document() -> None:
    group = found("group", found("branch"))
    rename_unit(PROGRAM, group, name="党员突击组", on=DAY)
    assert group.name == "党员突击组"


def test_history_grows_in_order_of_days() -> None:
    unit = found("branch")
    rename_unit(PROGRAM, unit, name="甲", on=date(2022, 6, 1), document="1号")
    assert set(refused(rename_unit, PROGRAM, unit, name="乙", on=date(2022, 5, 31), document="2号")) == {"on"}
    rename_unit(PROGRAM, unit, name="乙", on=date(2022, 6, 1), document="2号")


def test_a_dissolved_unit_is_not_renamed_nor_corrected() -> None:
    unit = found("branch")
    Unit.objects.filter(pk=unit.pk).update(dissolved_on=date(2023, 1, 1))
    assert "__all__" in refused(rename_unit, PROGRAM, unit, name="甲", on=DAY, document="1号")
    wrong = refused(correct_unit, PROGRAM, unit, code="N1", sector="office", term_years=3)
    assert set(wrong) == {"__all__"}


def test_a_correction_is_known_to_the_audit_alone() -> None:
    unit = found("branch", code="OLD", sector="office", term_years=3)
    correct_unit(ME, unit, code="NEW", sector="office", term_years=4)
    unit.refresh_from_db()
    assert (unit.code, unit.term_years, unit.changes.count()) == ("NEW", 4, 1)
    assert last_entry().details == {"fields": ["code", "term_years"]}


def test_correcting_nothing_writes_nothing() -> None:
    unit = found("branch", code="OLD", sector="office", term_years=3)
    entries = AuditEntry.objects.count()
    correct_unit(ME, unit, code="OLD", sector="office", term_years=3)
    assert AuditEntry.objects.count() == entries


def test_everything_wrong_with_a_correction_is_refused_at_once() -> None:
    found("branch", code="TAKEN")
    unit = found("branch")
    wrong = refused(correct_unit, PROGRAM, unit, code="TAKEN", sector="", term_years=9)
    assert set(wrong) == {"code", "sector", "term_years"}
