"""The tables of changes: every allowed one works, every other is refused, and the README shows them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.people.members.making import DOCUMENT, refused, registered
from tests.people.world import World
from xianfeng import people
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.members import states
from xianfeng.people.members.models import Member, StatusChange
from xianfeng.people.members.operations import change_status

ON = date(2026, 3, 1)
STATUS = {
    "active": "floating unregistered transferring lost_contact left:deceased left:withdrawn left:removed",
    "floating": "active transferring lost_contact suspended left:deceased left:withdrawn left:removed",
    "unregistered": "active transferring lost_contact left:deceased left:withdrawn left:removed",
    "transferring": "active lost_contact left:transferred left:deceased left:withdrawn left:removed",
    "lost_contact": "active suspended left:deceased",
    "suspended": "active left:deceased left:removed",
    "left": "active",
}
KIND = {"probationary": "full", "full": "probationary"}
DUTIES = {"standard": "reduced", "reduced": "standard"}
EXITS = ["", "transferred", "deceased", "withdrawn", "removed"]


def made_with(world: World, field: str, value: str) -> Member:
    made = registered(world.one)
    if value == "left":
        change_status(PROGRAM, made, "status", "left", date(2020, 1, 1), DOCUMENT, exit="withdrawn")
    else:
        Member.objects.filter(pk=made.pk).update(**{field: value})
    return made


def every(table: dict[str, str], values: list[str]) -> list[tuple[str, str, str, bool]]:
    return [
        (old, new, exit, f"{new}:{exit}".strip(":") in allowed.split())
        for old, allowed in table.items()
        for new in values
        for exit in EXITS
    ]


CASES = [
    *(("status", *case) for case in every(STATUS, [*STATUS])),
    *(("kind", *case) for case in every(KIND, [*KIND])),
    *(("duties", *case) for case in every(DUTIES, [*DUTIES])),
]


@pytest.mark.django_db
@pytest.mark.parametrize("allowed", [True, False])
def test_exactly_the_allowed_changes_are_made(world: World, allowed: bool) -> None:
    for field, old, new, exit, is_allowed in CASES:
        if is_allowed != allowed:
            continue
        made = made_with(world, field, old)
        made.refresh_from_db()
        before = made.changes.count()
        if is_allowed:
            kept = change_status(PROGRAM, made, field, new, ON, DOCUMENT, exit=exit)
            assert (kept.old, kept.new, kept.exit, kept.document) == (old, new, exit, DOCUMENT)
        else:
            assert set(refused(change_status, PROGRAM, made, field, new, ON, DOCUMENT, exit=exit)) == {"new"}
        made.refresh_from_db()
        assert getattr(made, field) == (new if is_allowed else old), (field, old, new, exit)
        assert made.changes.count() == before + is_allowed


@pytest.mark.django_db
def test_who_left_is_restored_and_changes_nothing_else(world: World) -> None:
    made = made_with(world, "status", "left")
    for field, new in (("kind", "probationary"), ("duties", "reduced")):
        assert set(refused(change_status, PROGRAM, made, field, new, ON, DOCUMENT)) == {"new"}


def test_the_tables_know_every_status_kind_and_way_to_leave() -> None:
    assert set(states.STATUS) == set(Member.Status)
    assert set(states.KIND) == set(Member.Kind)
    assert set(states.DUTIES) == set(Member.Duties)
    leaving = {old for old, news in states.STATUS.items() if "left" in news}
    assert set(states.EXITS) == leaving
    assert {exit for exits in states.EXITS.values() for exit in exits} == set(StatusChange.Exit)


def test_the_diagram_in_the_readme_is_the_one_of_the_tables() -> None:
    readme = (Path(people.__path__[0]) / "members" / "README.md").read_text("utf-8")
    assert f"```mermaid\n{states.diagram()}\n```" in readme
