"""A stored result is computed again from what was read; what was changed behind the triggers is noticed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from tests.cli.test_cli import run
from tests.facts.making import _Editor
from tests.merit.assessments.making import (
    BALLOTS,
    LATE,
    QUARTERS,
    done,
    result,
    settled,
    tampered,
    with_ballots,
)
from tests.people.world import World, adopt
from xianfeng.engine.amounts import show
from xianfeng.facts.operations import reverse
from xianfeng.merit.assessments import verifying
from xianfeng.merit.assessments.explaining import Explained, explained
from xianfeng.merit.assessments.models import AssessmentPeriod, Result, Settlement
from xianfeng.merit.assessments.operations import settle
from xianfeng.merit.assessments.verifying import verify
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.members.operations import move_member

pytestmark = pytest.mark.django_db
AUGUST = date(2026, 8, 1)


@pytest.fixture
def stored(world: World) -> Settlement:
    adopt(world.committee, QUARTERS)
    done(world, "member", AUGUST)
    return settled(world.first, "2026-Q3")


def why(settlement: Settlement, world: World, who: str = "member") -> Explained:
    found = explained(result(settlement, world, who))
    assert found is not None
    return found


def test_an_explanation_agrees_and_lays_out_every_step(world: World, stored: Settlement) -> None:
    found = why(stored, world)
    assert (found.agrees, found.lacks_ballots) == (True, False)
    assert show(found.settled.score or 0) == show(found.result.score or 0) == "2.00"
    assert [tree.value for tree in found.facts.components] == ["2.00"]


def test_what_is_recorded_reversed_or_moved_later_does_not_change_it(
    world: World, stored: Settlement
) -> None:
    fact = done(world, "member", date(2026, 8, 2))
    (counted,) = [line.ref for line in why(stored, world).settled.lines if line.ref]
    reverse(PROGRAM, type(fact).objects.get(number=1), reason="记错了人")
    move_member(PROGRAM, world.members["member"], world.second, date(2026, 11, 2))
    world.members["member"].affiliations.filter(to_on=date(2026, 11, 1)).update(from_on=date(2026, 9, 29))
    found = why(stored, world)
    assert found.agrees
    assert [line.ref for line in found.settled.lines if line.ref] == [counted]
    assert verify().is_sound
    newer = settle(PROGRAM, stored.period, at=LATE)
    assert newer.version == 2
    assert why(stored, world).agrees
    assert why(newer, world).agrees


def test_ballots_are_explained_too(world: World) -> None:
    adopt(world.first, BALLOTS)
    stored = settle(PROGRAM, with_ballots(world, {"member": [9000, 8000, 8500]}), at=LATE)
    found = why(stored, world)
    assert found.agrees
    assert len(found.record.ballots) == 3


CHANGES: dict[str, str] = {
    "score": "score + 1", "weighted": "weighted + 1", "band": "'excellent'", "status": "'incomplete'", "stars": "3",
    "variant": "'x'", "adjustment": "1", "veto": "NOT veto", "components": "'[]'", "reasons": "'[1]'",
    "consequences": "'[1]'", "digest": "'x'",
}  # fmt: skip


def test_every_column_of_a_result_is_listed() -> None:
    assert set(CHANGES) == {f.column for f in Result._meta.concrete_fields} - {
        "id",
        "settlement_id",
        "member_id",
    }


def test_a_changed_result_is_noticed_whatever_was_changed(world: World, stored: Settlement) -> None:
    me = world.members["member"].pk
    for column, value in CHANGES.items():
        before = Result.objects.filter(settlement=stored, member=me).values_list(column, flat=True)[0]
        tampered(f"UPDATE assessments_result SET {column} = {value} WHERE member_id = %s", me)
        assert not why(stored, world).agrees, column
        assert why(stored, world, "groupmate").agrees
        assert what() == verifying.OTHER_RESULT.fill(member=me), column
        field = Result._meta.get_field(column)
        put_back = field.get_db_prep_value(before, connection)  # type: ignore[union-attr]
        tampered(f"UPDATE assessments_result SET {column} = %s WHERE member_id = %s", put_back, me)
    assert verify().is_sound


def what() -> Any:
    verdict = verify()
    assert not verdict.is_sound
    assert verdict.difference is not None
    return verdict.difference.what


@pytest.mark.parametrize(
    ("sql", "noticed"),
    [
        ("UPDATE assessments_settlement SET inputs_digest = 'x'", verifying.OTHER_INPUTS),
        ("UPDATE assessments_settlement SET results_digest = 'x'", verifying.OTHER_DIGEST),
        ("UPDATE assessments_settlement SET read_up_to = '{}'", verifying.OTHER_INPUTS),
        ("UPDATE assessments_settlement SET version = 3", verifying.GAP.fill(wanted=1)),
        (
            "DELETE FROM assessments_result WHERE id = (SELECT min(id) FROM assessments_result)",
            verifying.OTHER_MEMBERS,
        ),
        ("UPDATE assessments_assessmentperiod SET settlement_id = NULL", verifying.ANOTHER_HOLDS),
        ("UPDATE assessments_assessmentperiod SET version = '2001-01-01'", verifying.METHOD_GONE),
    ],
)
def test_what_was_done_to_a_settlement_is_named(stored: Settlement, sql: str, noticed: Any) -> None:
    tampered(sql)
    assert what() == noticed


def test_a_result_of_a_year_that_was_changed_is_named(world: World) -> None:
    adopt(world.first, QUARTERS)
    for number in range(1, 5):
        settled(world.first, f"2026-Q{number}")
    assert verify().is_sound
    me = world.members["member"].pk
    tampered("UPDATE assessments_yearresult SET score = 9000 WHERE member_id = %s", me)
    assert what() == verifying.OTHER_YEAR.fill(member=me)


def test_where_ballots_are_past_their_time_the_digests_are_still_checked(world: World) -> None:
    adopt(world.first, BALLOTS)
    stored = settle(PROGRAM, with_ballots(world, {"member": [9000, 8000, 8500]}), at=LATE)
    from xianfeng.merit.reviews import triggers as of_reviews

    with connection.cursor() as cursor:
        of_reviews.unprotect(_Editor(cursor))  # type: ignore[arg-type]
        cursor.execute("DELETE FROM reviews_openedballot")
        of_reviews.protect(_Editor(cursor))  # type: ignore[arg-type]
    assert what() == verifying.BALLOTS_GONE
    assert why(stored, world).lacks_ballots
    AssessmentPeriod.objects.update(state="archived")
    verdict = verify()
    assert (verdict.is_sound, verdict.unread) == (True, 1)
    tampered("UPDATE assessments_result SET digest = 'x' WHERE member_id = %s", world.members["member"].pk)
    assert what() == verifying.OTHER_DIGEST


def test_the_command_counts_settlements_and_names_the_first_difference(
    world: World, stored: Settlement
) -> None:
    sound = run("verify", "--lang", "en")
    assert sound.exit_code == 0, sound.output
    assert sound.output.splitlines()[-1] == "1 versions, 6 results: all come out again"
    tampered("UPDATE assessments_settlement SET results_digest = 'x'")
    wrong = run("verify", "--lang", "zh")
    assert wrong.exit_code == 1
    assert wrong.output.splitlines()[-1] == f"{world.first.name}2026-Q3第1版结果：结果与摘要不符"


def test_the_command_names_a_missing_trigger(stored: Settlement) -> None:
    name = (
        "assessments_result_no_change"
        if connection.vendor == "postgresql"
        else "assessments_result_no_update"
    )
    where = " ON assessments_result" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{where}")
    result_of = run("verify", "--lang", "en")
    assert result_of.exit_code == 1
    assert name in result_of.output


def test_an_explanation_of_long_ago_needs_no_more_than_a_dozen_queries(
    world: World, stored: Settlement, django_assert_max_num_queries: Any
) -> None:
    one = Result.objects.select_related("settlement__period__unit").get(member=world.members["member"])
    assert stored.settled_at - LATE < timedelta(seconds=1)
    with django_assert_max_num_queries(6):
        assert explained(one) is not None
