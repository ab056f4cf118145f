"""`xianfeng verify` notices what was done to the record behind the triggers, and names the first of it."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from tests.cli.test_cli import run
from tests.facts.making import actor, entry, recorded, today, without_triggers
from tests.people.world import World
from xianfeng.facts import verifying
from xianfeng.facts.models import Fact
from xianfeng.facts.operations import record_many, reverse
from xianfeng.facts.triggers import POSTGRESQL
from xianfeng.facts.verifying import verify
from xianfeng.people.audit.operations import PROGRAM


@pytest.fixture
def history(world: World) -> list[Fact]:
    """Six facts of the first branch, the fourth of which reverses the second, and one fact of the second."""
    days = [today() - timedelta(days=day) for day in range(3)]
    facts = record_many(actor(world), [entry(world, on=day, note="泵房") for day in days])
    facts.append(reverse(actor(world), facts[1], reason="记重了"))
    facts += [recorded(world, "groupmate"), recorded(world, "committee")]
    recorded(world, "neighbour")
    return facts


def tampered(sql: str, *values: object) -> None:
    with without_triggers() as cursor:
        cursor.execute(sql, values)
        assert cursor.rowcount >= 1


def difference() -> tuple[int, verifying.Text]:
    verdict = verify()
    assert not verdict.is_sound
    assert verdict.difference is not None
    return verdict.difference.number, verdict.difference.what


def test_an_empty_record_is_sound(world: World) -> None:
    verdict = verify()
    assert verdict.is_sound
    assert (verdict.branches, verdict.facts, verdict.reversals) == (0, 0, 0)


def test_a_sound_record_is_counted(history: list[Fact]) -> None:
    verdict = verify()
    assert verdict.is_sound
    assert (verdict.branches, verdict.facts, verdict.reversals) == (2, 7, 1)


CHANGES = {
    "quantity": "quantity + 1",
    "kind": "'volunteer.service'",
    '"on"': "'2020-02-02'",
    "outcome": "'x'",
    "document": "'x'",
    "source": "'imported'",
    "recorded_by": "NULL",
    "confirmed_by": "confirmed_by + 1",
    "recorded_at": "'2020-02-02 00:00:00+00:00'",
    "reason": "'x'",
    "key": "'x'",
    "digest": "'x'",
    "member_id": "(SELECT member_id FROM facts_fact WHERE id <> f.id AND member_id <> f.member_id LIMIT 1)",
    "reverses_id": "(SELECT min(id) FROM facts_fact)",
}


def test_every_column_but_the_id_and_the_branch_is_listed() -> None:
    columns = {connection.ops.quote_name(field.column).strip('"') for field in Fact._meta.concrete_fields}
    assert {column.strip('"') for column in CHANGES} == columns - {"id", "unit_id", "number"}


@pytest.mark.parametrize("column", CHANGES)
def test_a_changed_fact_is_named(history: list[Fact], column: str) -> None:
    sql = f"UPDATE facts_fact AS f SET {column} = {CHANGES[column]} WHERE id = %s"
    tampered(sql, history[4].pk)
    assert difference() == (5, verifying.CHANGED)


def test_a_fact_moved_to_another_branch_is_missed_where_it_was(world: World, history: list[Fact]) -> None:
    tampered("UPDATE facts_fact SET unit_id = %s WHERE id = %s", world.far.pk, history[4].pk)
    assert difference() == (6, verifying.GAP.fill(wanted=5))


def test_another_number_is_a_gap(history: list[Fact]) -> None:
    tampered("UPDATE facts_fact SET number = 77 WHERE id = %s", history[5].pk)
    assert difference() == (77, verifying.GAP.fill(wanted=6))


def test_a_removed_fact_is_a_gap(history: list[Fact]) -> None:
    tampered("DELETE FROM facts_fact WHERE id = %s", history[4].pk)
    assert difference() == (6, verifying.GAP.fill(wanted=5))


def test_a_removed_end_is_noticed_by_the_ledger(history: list[Fact]) -> None:
    tampered("DELETE FROM facts_fact WHERE id = %s", history[5].pk)
    assert difference() == (5, verifying.ENDS_ELSEWHERE.fill(last=6))


def test_a_branch_without_any_of_its_facts_is_noticed(world: World, history: list[Fact]) -> None:
    tampered("DELETE FROM facts_fact WHERE unit_id = %s", world.second.pk)
    verdict = verify()
    assert verdict.difference == verifying.Difference(
        world.second.pk, world.second.name, 0, verifying.ENDS_ELSEWHERE.fill(last=1)
    )


@pytest.mark.parametrize(
    ("sql", "what"),
    [
        ("UPDATE facts_ledger SET last_number = 4", verifying.ENDS_ELSEWHERE.fill(last=4)),
        ("UPDATE facts_ledger SET last_number = 7", verifying.ENDS_ELSEWHERE.fill(last=7)),
        ("UPDATE facts_ledger SET last_digest = 'x'", verifying.OTHER_DIGEST),
        ("DELETE FROM facts_ledger", verifying.NO_LEDGER),
    ],
)
def test_another_ledger_is_noticed(history: list[Fact], sql: str, what: verifying.Text) -> None:
    tampered(sql)
    assert difference() == (6, what)


# ---- forged with right digests: what a digest alone does not tell


def forged(history: list[Fact], at: int, **values: Any) -> None:
    """Change a fact, and every digest from there to the ledger, so that the chain holds again."""
    for name, value in values.items():
        setattr(history[at], name, value)
    with without_triggers() as cursor:
        digest = history[at - 1].digest if at else ""
        for fact in history[at:]:
            fact.digest = digest = verifying.digest_of(digest, fact, fact.reverses and fact.reverses.number)
            cursor.execute(
                "UPDATE facts_fact SET digest = %s, member_id = %s, reverses_id = %s WHERE id = %s",
                [digest, fact.member_id, fact.reverses_id, fact.pk],
            )
        cursor.execute(
            "UPDATE facts_ledger SET last_digest = %s WHERE unit_id = %s", [digest, history[0].unit_id]
        )


def test_a_forger_who_changes_nothing_else_is_believed(history: list[Fact]) -> None:
    """So that the next tests prove what they say."""
    forged(history, 3)
    assert verify().is_sound


FORGERIES: dict[str, Callable[[World, list[Fact]], dict[str, Any]]] = {
    "a later fact": lambda world, history: {"reverses": history[4]},
    "itself": lambda world, history: {"reverses": history[3]},
    "another member's": lambda world, history: {"member_id": world.members["groupmate"].pk},
    "another branch's": lambda world, history: {"reverses": Fact.objects.get(unit=world.second)},
}


@pytest.mark.parametrize("how", FORGERIES)
def test_a_reversal_of_what_it_may_not_reverse_is_named(world: World, history: list[Fact], how: str) -> None:
    forged(history, 3, **FORGERIES[how](world, history))
    assert difference() == (4, verifying.REVERSES_ANOTHER)


def test_a_reversal_of_a_reversal_is_named(world: World, history: list[Fact]) -> None:
    history[5].member_id = history[3].member_id
    forged(history, 5, reverses=history[3])
    assert difference() == (6, verifying.REVERSES_REVERSAL)


# ---- the command


def test_the_command_counts_and_ends_well(history: list[Fact]) -> None:
    result = run("verify", "--lang", "en")
    assert (result.exit_code, result.output) == (
        0,
        "2 branches, 7 facts, 1 of them reversals: all as they were written\n",
    )


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", "采油一站党支部（单位{unit}）第5号：内容与摘要不符：这一条或其前面被改过\n"),
        (
            "en",
            "采油一站党支部 (unit {unit}), number 5: it does not match its digest:"
            " it, or what stood before it, was changed\n",
        ),
    ],
)
def test_the_command_names_the_first_difference_and_fails(
    world: World, history: list[Fact], lang: str, words: str
) -> None:
    tampered("UPDATE facts_fact SET quantity = 999 WHERE number >= 5")
    result = run("verify", "--lang", lang)
    assert (result.exit_code, result.output) == (1, words.format(unit=world.first.pk))


def test_the_command_names_a_missing_trigger_and_fails(history: list[Fact]) -> None:
    name = "facts_ledger_follows" if connection.vendor == "postgresql" else "facts_ledger_no_delete"
    where = " ON facts_ledger" if name in POSTGRESQL else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{where}")
    result = run("verify", "--lang", "en")
    assert result.exit_code == 1
    assert f"the database lacks a trigger, or it was changed: {name}" in result.output
    assert "7 facts" in result.output


@pytest.mark.parametrize(("facts", "most"), [(6000, 6_000_000)])
def test_it_reads_row_by_row(world: World, facts: int, most: int) -> None:
    """6,000 facts at once would be above 10 MB."""
    record_many(PROGRAM, [entry(world) for _ in range(facts)])
    tracemalloc.start()
    try:
        assert verify().facts == facts
        assert tracemalloc.get_traced_memory()[1] < most
    finally:
        tracemalloc.stop()
