"""Where a demo may begin."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.demo.small import ON
from xianfeng.demo.filling import NotADemo, Recipe, begin, is_finished
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.organizations.operations import found_unit

pytestmark = pytest.mark.django_db
WANTED = Recipe("demo", 710, ON)


def test_a_demo_begun_is_remembered() -> None:
    assert begin(WANTED) == WANTED
    assert begin(Recipe("demo", 711, ON - timedelta(days=3))) == WANTED
    assert not is_finished()


def test_a_database_in_use_is_refused() -> None:
    found_unit(PROGRAM, kind="committee", name="党委", code="A", founded_on=ON)
    with pytest.raises(NotADemo):
        begin(WANTED)
    assert not AuditEntry.objects.filter(action="demo.begin").exists()
