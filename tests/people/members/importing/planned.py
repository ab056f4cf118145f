"""From rows to a draft, a plan and its outcome, without the pages."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from tests.people.members.importing.sheets import Rows, xlsx
from tests.people.world import World
from xianfeng.people.accounts.access import scope_of
from xianfeng.people.audit.operations import Actor
from xianfeng.people.members.importing.applying import Outcome, run_import
from xianfeng.people.members.importing.drafts import keep_draft, make_plan, set_options
from xianfeng.people.members.importing.models import ImportDraft
from xianfeng.people.members.importing.plans import Options, Plan
from xianfeng.people.members.importing.reading import read_upload
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.scope import Scope

ON = date(2026, 11, 1)


def scope(world: World, who: str) -> Scope:
    return scope_of(world.users[who], timezone.localdate())


def draft(world: World, who: str, unit: Unit, rows: Rows, **options: Any) -> ImportDraft:
    actor = Actor(world.users[who].pk)
    made = keep_draft(actor, unit, read_upload(xlsx(rows), timezone.localdate()), ON)
    set_options(actor, made, Options(**{"on": ON, **options}))
    return ImportDraft.objects.get(pk=made.pk)


def plan(world: World, who: str, unit: Unit, rows: Rows, **options: Any) -> Plan:
    return make_plan(draft(world, who, unit, rows, **options), scope(world, who))[0]


def done(world: World, who: str, unit: Unit, rows: Rows, **options: Any) -> Outcome:
    """Plan and do it."""
    made = draft(world, who, unit, rows, **options)
    digest = make_plan(made, scope(world, who))[0].digest
    return run_import(Actor(world.users[who].pk), made, scope(world, who), digest)


def told(plan: Plan, is_note: bool = False) -> list[tuple[int | None, str]]:
    return [(each.row, each.code) for each in plan.findings.of(is_note)]
