"""Defaults, bounds, and the data owner who decides within them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from tests.people.world import World, account, appoint, signed_in
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.organizations.roles import Role
from xianfeng.people.privacy.models import RetentionRule
from xianfeng.people.privacy.operations import set_rule
from xianfeng.people.privacy.retention import SUBJECTS, cutoff, in_words, lengths, months_before

RETENTION = reverse("privacy:retention")


def test_the_defaults_are_those_of_the_domain() -> None:
    expected = {"results": 60, "ballots": 12, "talks": 36, "drafts": 12, "audit": 12, "imports": 24}
    assert {code: SUBJECTS[code].default for code in expected} == expected
    assert SUBJECTS["audit"].least == 6
    assert SUBJECTS["imports"].step == "hours"


@pytest.mark.parametrize("subject", SUBJECTS.values(), ids=lambda subject: subject.code)
def test_every_rule_is_kept_within_its_bounds(db: None, subject: Any) -> None:
    assert subject.least <= subject.default <= subject.most
    for length in (subject.least, subject.most):
        set_rule(PROGRAM, subject, length=length)
        assert lengths()[subject.code] == length
    for length in (subject.least - 1, subject.most + 1):
        with pytest.raises(ValidationError):
            set_rule(PROGRAM, subject, length=length)
    assert lengths()[subject.code] == subject.most


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2026-11-21", 12, "2025-11-21"),
        ("2026-08-31", 6, "2026-02-28"),
        ("2024-03-31", 1, "2024-02-29"),
        ("2026-01-15", 1, "2025-12-15"),
        ("2026-12-31", 12, "2025-12-31"),
        ("2026-11-21", 0, "2026-11-21"),
    ],
)
def test_months_are_counted_by_the_calendar(day: str, months: int, expected: str) -> None:
    at = datetime.fromisoformat(day).replace(tzinfo=UTC)
    assert months_before(at, months).date().isoformat() == expected


def test_days_and_hours_are_counted_as_such() -> None:
    at = datetime(2026, 11, 21, 12, tzinfo=UTC)
    assert cutoff(SUBJECTS["sessions"], 30, at) == datetime(2026, 10, 22, 12, tzinfo=UTC)
    assert cutoff(SUBJECTS["imports"], 24, at) == datetime(2026, 11, 20, 12, tzinfo=UTC)
    assert in_words("months", 60) != in_words("months", 5)


@pytest.mark.parametrize("name", ["retention", "purge", "erase", "rule"])
def test_only_the_data_owner_of_the_topmost_unit_decides(world: World, name: str) -> None:
    address = reverse(f"privacy:{name}", args=["audit"] if name == "rule" else [])
    lower = account(name="下级")
    appoint(lower, Role.OWNER, world.first)
    assert signed_in(lower).get(address).status_code == 403
    for who in world.users:
        assert world.client(who).get(address).status_code == (200 if who == "owner" else 403)


def test_a_change_is_logged_and_bad_lengths_are_refused_at_the_field(world: World) -> None:
    client = world.client("owner")
    address = reverse("privacy:rule", args=["audit"])
    for wrong in ("5", "121", "many", ""):
        refused = client.post(address, {"length": wrong})
        assert refused.status_code == 422
        assert "length" in refused.context["form"].errors
        assert refused.context["form"]["length"].value() == wrong
    assert not RetentionRule.objects.exists()
    assert client.post(address, {"length": "6"}).status_code == 302
    assert lengths()["audit"] == 6
    entry = AuditEntry.objects.filter(action="privacy.set_rule").get()
    assert entry.details == {"rule": "audit", "length": 6}
    assert (entry.actor, entry.unit) == (world.users["owner"].pk, world.committee.pk)
    assert client.post(reverse("privacy:rule", args=["gossip"]), {"length": "6"}).status_code == 404


def test_the_page_says_of_what_nothing_is_kept(world: World) -> None:
    rules = {rule.subject.code: rule.due for rule in world.client("owner").get(RETENTION).context["rules"]}
    assert rules["drafts"] is None
    assert rules["results"] == rules["ballots"] == rules["audit"] == 0
    assert set(rules) == set(SUBJECTS)
