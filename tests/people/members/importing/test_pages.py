"""The way through the pages, who may go it, and what is shown on it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.people.members.importing.sheets import HEAD, confirm, drafted, send, url, xlsx
from tests.people.world import World
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.members.importing.models import ImportDraft
from xianfeng.people.members.models import Affiliation, Member

NEW = ("韩清源", "N00001", "采油一站党支部", "第一党小组", "2015-07-01", "2016-07-01", "正式党员")


def test_a_file_is_read_shown_and_then_imported(world: World) -> None:
    client = world.client("secretary")
    draft = drafted(client, world.first, xlsx([HEAD, NEW]))
    shown = client.get(url(draft))
    assert shown.context["plan"].counts == {"added": 1, "changed": 0, "moved": 0, "closed": 0, "unchanged": 0}
    assert not Member.objects.filter(staff_no="N00001").exists()
    assert confirm(client, draft).status_code == 302
    made = Member.objects.get(staff_no="N00001")
    assert (made.name, made.unit, made.branch) == ("韩清源", world.one, world.first)
    assert Affiliation.objects.get(member=made).unit == world.one
    assert not ImportDraft.objects.exists()
    entry = AuditEntry.objects.get(action="members.import")
    assert (entry.unit, entry.details["added"]) == (world.first.pk, 1)
