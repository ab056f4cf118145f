"""What waits for confirmation is kept for a day at most, and only for who made it."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from tests.people.members.importing.planned import draft, scope
from tests.people.world import World
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.members.importing.drafts import purge_drafts
from xianfeng.people.members.importing.models import ImportDraft
from xianfeng.site.schedule import jobs

ROWS = [("姓名", "员工号", "入党时间"), ("韩清源", "N1", "2015-07-01")]


def test_after_a_day_a_draft_is_gone_and_not_before(world: World) -> None:
    made = draft(world, "secretary", world.first, ROWS).made_at
    assert purge_drafts(PROGRAM, made + timedelta(hours=24) - timedelta(seconds=1)) == 0
    assert ImportDraft.objects.count() == 1
    assert purge_drafts(PROGRAM, made + timedelta(hours=24)) == 1
    assert ImportDraft.objects.count() == 0
    assert AuditEntry.objects.get(action="members.import_purge").details == {"drafts": 1}


def test_the_purge_is_a_job_that_is_done_by_itself(world: World) -> None:
    made = draft(world, "secretary", world.first, ROWS)
    ImportDraft.objects.filter(pk=made.pk).update(made_at=timezone.now() - timedelta(days=2))
    jobs()["members.purge_imports"].run()
    assert not ImportDraft.objects.exists()


def test_a_draft_is_in_the_reach_of_its_owner_alone(world: World) -> None:
    made = draft(world, "secretary", world.first, ROWS)
    for who in world.users:
        found = list(ImportDraft.objects.within(scope(world, who)))
        assert found == ([made] if who == "secretary" else [])


def test_reading_and_forgetting_are_recorded_without_what_was_read(world: World) -> None:
    draft(world, "secretary", world.first, ROWS)
    entry = AuditEntry.objects.get(action="members.import_read")
    assert (entry.unit, entry.details["rows"], entry.details["problems"]) == (world.first.pk, 1, 0)
    assert not any(word in repr(entry.details) for word in ("韩清源", "N1", "2015"))
