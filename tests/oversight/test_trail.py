"""An auditor reads what was done below her unit, and nothing else; what leaves is recorded."""

from __future__ import annotations

import csv
import io

import pytest
from django.urls import reverse

from tests.people.world import World, account, appoint
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.organizations.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def trail(world: World) -> World:
    actor = Actor(world.users["secretary"].pk, "10.0.0.9")
    record(actor, "members.move", world.members["member"], unit=world.first.pk, document="北风〔2026〕3号")
    record(actor, "members.move", world.members["stranger"], unit=world.far.pk, document="elsewhere")
    record(Actor(None, None), "privacy.purge", unit=None, note="=HYPERLINK(1)")
    return world


def shown(world: World, who: str = "auditor", **query: str) -> set[str]:
    response = world.client(who).get(reverse("trail:entries"), query)
    made = {"members.move", "privacy.purge"}  # making the world leaves entries of its own
    return {line.details for line in response.context["lines"] if line.entry.action in made}


def test_an_auditor_of_a_root_reads_her_subtree_and_what_belongs_to_no_unit(trail: World) -> None:
    assert shown(trail) == {"document: 北风〔2026〕3号", "note: =HYPERLINK(1)"}


def test_an_auditor_of_a_branch_reads_that_branch_alone(trail: World) -> None:
    trail.users["local"] = account()
    appoint(trail.users["local"], Role.AUDITOR, trail.first)
    assert shown(trail, "local") == {"document: 北风〔2026〕3号"}


@pytest.mark.parametrize("who", ["secretary", "officer", "administrator", "owner", "inspector", "member"])
def test_nobody_else_reads_the_trail(trail: World, who: str) -> None:
    assert trail.client(who).get(reverse("trail:entries")).status_code == 403
    assert trail.client(who).post(reverse("trail:export")).status_code == 403


def test_entries_are_found_by_account_action_and_day(trail: World) -> None:
    secretary = trail.users["secretary"].username
    assert shown(trail, account=secretary) == {"document: 北风〔2026〕3号"}
    assert shown(trail, action="privacy.purge") == {"note: =HYPERLINK(1)"}
    assert shown(trail, until="2020-01-01") == set()


def test_days_in_the_wrong_order_are_said_and_what_was_typed_is_kept(trail: World) -> None:
    response = trail.client("auditor").get(
        reverse("trail:entries"), {"since": "2026-02-01", "until": "2026-01-01"}
    )
    assert response.status_code == 422
    assert "2026-02-01" in response.content.decode()


def test_an_export_is_harmless_and_is_itself_recorded(trail: World) -> None:
    response = trail.client("auditor").post(reverse("trail:export"))
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    left = {"document: 北风〔2026〕3号", "note: =HYPERLINK(1)"}
    assert {row["details"] for row in rows if row["action"] in ("members.move", "privacy.purge")} == left
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
    entry = AuditEntry.objects.get(action="trail.export")
    assert (entry.actor, entry.details) == (trail.users["auditor"].pk, {"entries": len(rows)})
