"""A new installation gets its first unit and its first administrator, once, and no password."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from tests.host.running import run
from xianfeng.engine.problems import InvalidInput
from xianfeng.host.setting_up import set_up
from xianfeng.people.accounts.models import User
from xianfeng.people.accounts.operations import use_slip
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.organizations.models import Unit

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


def first(**values: str) -> str:
    given = {"unit": "北风党委", "kind": "committee", "code": "1", "administrator": "admin", "name": "林嘉然"}
    return set_up(**{**given, **values}, today=TODAY)


def test_the_code_lets_the_administrator_in_and_nothing_else_does() -> None:
    code = first()
    user = User.objects.get(username="admin")
    assert not user.has_usable_password()
    assert [(each.role, each.unit.name) for each in user.appointments.all()] == [
        ("administrator", "北风党委")
    ]
    page = Client().get(reverse("accounts:activate"))
    assert page.status_code == 200
    use_slip(PROGRAM, code, "a long password 2026")
    assert Client().login(username="admin", password="a long password 2026")
    assert {"organizations.found_unit", "accounts.open", "accounts.appoint", "accounts.issue_slip"} <= set(
        AuditEntry.objects.values_list("action", flat=True)
    )


def test_a_code_that_was_lost_is_replaced_until_it_has_been_used() -> None:
    lost, code = first(), first()
    assert lost != code
    assert (Unit.objects.count(), User.objects.count()) == (1, 1)
    use_slip(PROGRAM, code, "a long password 2026")
    with pytest.raises(InvalidInput):
        first()


@pytest.mark.parametrize("wrong", [{"unit": " "}, {"kind": "group"}, {"code": ""}])
def test_what_is_wrong_is_told_and_nothing_is_made(wrong: dict[str, str]) -> None:
    with pytest.raises(InvalidInput) as caught:
        first(**wrong)
    option = {"unit": "--unit", "kind": "--kind", "code": "--code"}[next(iter(wrong))]
    assert [problem.place.words.en for problem in caught.value.problems] == [option]
    assert not Unit.objects.exists()


def test_an_installation_in_use_is_left_alone() -> None:
    use_slip(PROGRAM, first(), "a long password 2026")
    with pytest.raises(InvalidInput):
        first(administrator="intruder")
    assert User.objects.count() == 1


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_command_prints_where_to_enter_which_code(tmp_path: Path, language: str) -> None:
    given = ("--unit", "北风党委", "--administrator", "admin", "--lang", language)
    done = run(tmp_path / "data", "setup", *given)
    assert done.returncode == 0, done.stderr
    assert "/accounts/activate/" in done.stdout
    assert re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", done.stdout)
