"""Adopting, drafting, publishing and withdrawing: what is refused, what is recorded."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.merit.methods.conftest import TODAY
from tests.merit.methods.writing import NEXT_YEAR, YEAR, draft, published, refused, text_of, written
from tests.people.world import World, adopt
from xianfeng.facts.operations import add_kind
from xianfeng.merit.methods import operations
from xianfeng.merit.methods.models import SchemeVersion
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.audit.operations import PROGRAM, Actor
from xianfeng.people.organizations.models import Adoption, Unit

pytestmark = pytest.mark.django_db
SOMEBODY = Actor(7, "10.0.0.9")


def last_entry() -> AuditEntry:
    return AuditEntry.objects.order_by("-pk")[0]


def adopting(world: World, scheme: str, from_on: date, unit: Unit | None = None) -> dict[str, list[str]]:
    refusal = refused(operations.adopt, PROGRAM, unit or world.first, scheme=scheme, from_on=from_on)
    return refusal.message_dict if hasattr(refusal, "error_dict") else {"": refusal.messages}


# Adopting


@pytest.mark.parametrize(
    ("scheme", "from_on"),
    [
        ("study-do", YEAR),
        ("study-do", NEXT_YEAR),
        ("three-platforms", date(2026, 4, 1)),
        ("three-four-one", date(2026, 7, 1)),
    ],
)
def test_a_method_is_adopted_from_the_first_day_of_one_of_its_periods(
    world: World, scheme: str, from_on: date
) -> None:
    made = operations.adopt(SOMEBODY, world.first, scheme=scheme, from_on=from_on)
    assert (made.unit, made.scheme, made.from_on) == (world.first, scheme, from_on)
    entry = last_entry()
    assert (entry.action, entry.actor, entry.unit) == ("methods.adopt", 7, world.first.pk)
    assert entry.details == {"scheme": scheme, "from_on": from_on.isoformat()}


@pytest.mark.parametrize(
    ("scheme", "from_on"),
    [("study-do", date(2026, 7, 1)), ("study-do", date(2025, 1, 1)), ("three-platforms", date(2026, 1, 1)),
     ("three-platforms", date(2026, 4, 2))],
)  # fmt: skip
def test_no_method_is_adopted_within_or_before_a_period(world: World, scheme: str, from_on: date) -> None:
    assert list(adopting(world, scheme, from_on)) == ["from_on"]


def test_a_method_that_is_not_there_yet_is_not_adopted(world: World) -> None:
    published(world.first, text_of("ten-ones"), NEXT_YEAR, code="ours")
    assert list(adopting(world, "nobody-knows", NEXT_YEAR)) == ["scheme"]
    assert list(adopting(world, "ours", YEAR)) == ["scheme"]
    assert list(adopting(world, "ours", NEXT_YEAR, world.second)) == ["scheme"]
    assert operations.adopt(PROGRAM, world.first, scheme="ours", from_on=NEXT_YEAR).scheme == "ours"


def test_one_adoption_a_day_and_none_that_says_the_same_again(world: World) -> None:
    operations.adopt(PROGRAM, world.first, scheme="study-do", from_on=YEAR)
    assert list(adopting(world, "baseline", YEAR)) == ["from_on"]
    assert list(adopting(world, "study-do", NEXT_YEAR)) == ["scheme"]
    assert operations.adopt(PROGRAM, world.first, scheme="baseline", from_on=NEXT_YEAR)


def test_groups_and_dissolved_units_adopt_nothing(world: World) -> None:
    Unit.objects.filter(pk=world.second.pk).update(dissolved_on=TODAY)
    for unit in (world.one, world.second):
        assert list(adopting(world, "study-do", NEXT_YEAR, unit)) == [""]


def test_an_adoption_is_taken_back_until_its_day(world: World) -> None:
    coming = operations.adopt(PROGRAM, world.first, scheme="study-do", from_on=NEXT_YEAR)
    operations.take_back(SOMEBODY, coming)
    assert not Adoption.objects.unscoped().filter(unit=world.first).exists()
    assert (last_entry().action, last_entry().details["scheme"]) == ("methods.take_back", "study-do")
    holding = adopt(world.first, "baseline", TODAY)
    refused(operations.take_back, PROGRAM, holding)
    assert Adoption.objects.unscoped().filter(pk=holding.pk).exists()


# Drafting


def test_a_draft_is_the_text_with_its_own_day(world: World) -> None:
    made = operations.draft_version(SOMEBODY, world.first, text=text_of("ten-ones"), from_on=NEXT_YEAR)
    assert (made.code, made.version, made.state, made.made_by) == ("ten-ones", NEXT_YEAR, "draft", 7)
    assert made.text == written(text_of("ten-ones"), **{'version: "2024-01-01"': 'version: "2027-01-01"'})
    assert (last_entry().action, last_entry().subject) == ("methods.draft_version", made.pk)


def test_a_draft_with_a_code_of_its_own_is_another_method(world: World) -> None:
    made = draft(world.first, code="our-ten")
    assert made.code == "our-ten"
    assert made.text.splitlines()[0] == "scheme: our-ten"


@pytest.mark.parametrize("code", ["study-do", "taken", "Großes", "with space", "-x", "x" * 41, "a/b"])
def test_a_code_that_is_taken_or_none_is_refused(world: World, code: str) -> None:
    published(world.far, code="taken")
    assert list(refused(draft, world.first, code=code).message_dict) == ["code"]


def test_there_is_one_draft_of_a_method_in_a_unit(world: World) -> None:
    draft(world.first)
    refused(draft, world.first)
    assert draft(world.second)


def test_what_is_no_method_is_no_draft(world: World) -> None:
    for text in ("", "a: [", "scheme: x", "[1, 2]"):
        refused(draft, world.first, text or " ")


def test_a_draft_keeps_any_text_and_its_day(world: World) -> None:
    made = draft(world.first)
    later = written(made.text, **{'version: "2026-01-01"': 'version: "2027-01-01"'})
    made = operations.change_draft(SOMEBODY, made, text=later, digest=made.digest)
    assert (made.text, made.version) == (later, NEXT_YEAR)
    assert last_entry().action == "methods.change_draft"
    made = operations.change_draft(PROGRAM, made, text="unfinished: [", digest=made.digest)
    assert (made.text, made.version) == ("unfinished: [", NEXT_YEAR)


def test_a_draft_that_somebody_else_saved_is_not_overwritten(world: World) -> None:
    made = draft(world.first)
    operations.change_draft(PROGRAM, made, text=made.text + "# one\n", digest=made.digest)
    refused(operations.change_draft, PROGRAM, made, text=made.text + "# two\n", digest=made.digest)


def test_saving_without_a_change_records_nothing(world: World) -> None:
    made = draft(world.first)
    before = AuditEntry.objects.count()
    operations.change_draft(PROGRAM, made, text=made.text, digest=made.digest)
    assert AuditEntry.objects.count() == before


@pytest.mark.parametrize("text", ["x" * 1_000_001, "a\0b"])
def test_a_text_without_measure_is_not_kept(world: World, text: str) -> None:
    made = draft(world.first)
    assert list(
        refused(operations.change_draft, PROGRAM, made, text=text, digest=made.digest).message_dict
    ) == ["text"]


def test_a_draft_can_be_thrown_away_and_nothing_else(world: World) -> None:
    made = draft(world.first)
    operations.discard_draft(SOMEBODY, made)
    assert not SchemeVersion.objects.unscoped().exists()
    assert last_entry().action == "methods.discard_draft"
    refused(operations.discard_draft, PROGRAM, published(world.first))


# Publishing


def test_publishing_says_who_and_when_and_changes_nothing_else(world: World) -> None:
    made = draft(world.first, from_on=NEXT_YEAR)
    done = operations.publish_version(SOMEBODY, made)
    assert (done.state, done.published_by, done.text, done.digest) == ("published", 7, made.text, made.digest)
    assert done.published_at is not None
    assert last_entry().details == {"scheme": "ten-ones", "from_on": "2027-01-01"}


def publishing(world: World, owner: Unit | None = None, **instead: str) -> str:
    """Return what is refused of the ten ones with other words."""
    made = draft(owner or world.first)
    text = written(made.text, **instead)
    made = operations.change_draft(PROGRAM, made, text=text, digest=made.digest)
    return "\n".join(refused(operations.publish_version, PROGRAM, made).messages)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("scheme: ten-ones", "scheme: other"),
        ('version: "2026-01-01"', 'version: "2026-07-01"'),
        ('version: "2026-01-01"', 'version: "2025-01-01"'),
        ("title: {zh: 成本员,", "title: {zh: 家庭和睦,"),
        ("each: coaching.done", "each: coaching.dune"),
        ("at_least: 75}", "at_least: 95}"),
    ],
)
def test_a_text_with_a_problem_is_not_published_and_says_where(world: World, old: str, new: str) -> None:
    lines = text_of("ten-ones").replace("2024-01-01", "2026-01-01").splitlines()
    line = next(number for number, words in enumerate(lines, 1) if old in words)
    assert f"第{line}行" in publishing(world, **{old: new})


def test_weights_that_do_not_add_up_are_not_published(world: World) -> None:
    assert "100" in publishing(world, **{"    weight: 50\n": "    weight: 51\n"})


def test_a_day_is_published_once(world: World) -> None:
    published(world.first, from_on=NEXT_YEAR)
    assert "第3行" in "\n".join(
        refused(operations.publish_version, PROGRAM, draft(world.first, from_on=NEXT_YEAR)).messages
    )


def test_a_withdrawn_day_may_be_published_again(world: World) -> None:
    operations.withdraw_version(PROGRAM, published(world.first, from_on=NEXT_YEAR))
    assert published(world.first, from_on=NEXT_YEAR).state == "published"


def test_kinds_of_facts_are_not_declared_by_a_version(world: World) -> None:
    told = publishing(world, **{"sheets:\n": "kinds:\n  own.talks: {title: 讲座}\nsheets:\n"})
    assert "own.talks" in told


def test_a_kind_of_a_unit_below_is_unknown_above(world: World) -> None:
    add_kind(PROGRAM, world.first, title="讲座", code="own.talks")
    assert "own.talks" in publishing(world, world.committee, **{"coaching.done": "own.talks"})


def test_kinds_that_a_packaged_method_brings_stay_as_they_are(world: World) -> None:
    text = text_of("three-four-one")
    assert published(world.first, text, code="ours-341")
    changed = written(text, **{"title: {zh: 表彰奖励,": "title: {zh: 表扬,"})
    assert "award" in "\n".join(
        refused(operations.publish_version, PROGRAM, draft(world.second, changed)).messages
    )


def test_what_was_published_is_neither_changed_nor_published_again(world: World) -> None:
    made = published(world.first)
    refused(operations.publish_version, PROGRAM, made)
    refused(operations.change_draft, PROGRAM, made, text="x", digest=made.digest)


# Withdrawing


def test_a_version_is_withdrawn_only_before_its_day(world: World) -> None:
    coming, holding = published(world.first, from_on=NEXT_YEAR), published(world.second)
    assert operations.withdraw_version(SOMEBODY, coming).state == "withdrawn"
    assert (last_entry().action, last_entry().actor) == ("methods.withdraw_version", 7)
    for version in (coming, holding, draft(world.third)):
        refused(operations.withdraw_version, PROGRAM, version)
    assert coming.version > TODAY + timedelta(days=1)
