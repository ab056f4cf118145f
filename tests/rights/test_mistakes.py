"""Each permission check in turn is left out: the table of rights must notice.

A check stands in the module of permissions of its app and is called by name in the views, or by another
check; leaving it out means that both find one that refuses nothing.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator
from importlib import import_module

import pytest
from django.urls import get_resolver

from tests.rights.conftest import Worlds
from tests.rights.families import ALL, family_of
from tests.rights.table import Row
from tests.rights.test_matrix import deviations, views

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

APPS = {
    "people.organizations": "organizations:",
    "people.members": "members:",
    "people.members.importing": "members:importing:",
    "people.identity": "identity:",
    "people.privacy": "privacy:",
    "people.accounts": "accounts:",
    "oversight.trail": "trail:",
    "facts": "facts:",
    "facts.entry": "facts:",
    "merit.methods": "methods:",
    "merit.scores": "scores:",
    "merit.reviews": "reviews:",
    "merit.assessments": "assessments:",
    "merit.notices": "notices:",
    "merit.notices.hearing": "notices:",
    "merit.boards": "boards:",
    "merit.followups": "followups:",
}


def checks() -> Iterator[tuple[str, str]]:
    """Yield each app and the name of each check that it has."""
    for app in APPS:
        module = import_module(f"xianfeng.{app}.permissions")
        own = (name for name in vars(module) if name.startswith("check_can_"))
        yield from ((app, name) for name in own if getattr(module, name).__module__ == module.__name__)


def leave_out(patch: pytest.MonkeyPatch, check: Callable[..., None]) -> None:
    """Put one that refuses nothing wherever the check is known."""
    for name, module in list(sys.modules.items()):
        if name.startswith("xianfeng."):
            for known, value in list(vars(module).items()):
                if value is check:
                    patch.setattr(module, known, lambda *_, **__: None)


def rows_near(app: str, check: str) -> list[Row]:
    """Return the rows of the app, those first where the check is noticed soonest.

    Where the view itself, or its module, knows the check; then where the address is named like it.
    """
    word, view_of = check.removeprefix("check_can_").partition("_")[0], dict(views(get_resolver()))

    def distance(row: Row) -> tuple[bool, bool, bool]:
        view = inspect.unwrap(view_of[row.name])
        names, module = getattr(view, "__code__", None), getattr(view, "__globals__", {})
        return names is None or check not in names.co_names, check not in module, word not in row.name

    own = sorted((row for row in ALL if row.name.startswith(APPS[app])), key=distance)
    return own + [row for row in ALL if row not in own and row.name.startswith(APPS[app].split(":")[0])]


BY_WHAT_IS_SENT = {
    "check_can_move",
    "check_can_move_to",
    "check_can_make_change",
    "check_can_import_into",
    "check_can_issue_to",
    "check_can_merge",
    "check_can_claim_kind",
    "check_can_record",
    "check_can_compare_paper",
    "check_can_read_talk",
}
"""Checks of what stands in the form, or of what of a page is shown; each app tests its own."""
IN_THE_TABLE = [(app, name) for app, name in checks() if name not in BY_WHAT_IS_SENT]


@pytest.mark.parametrize(("app", "name"), IN_THE_TABLE)
def test_a_check_that_is_left_out_is_noticed(
    worlds: Worlds, monkeypatch: pytest.MonkeyPatch, app: str, name: str
) -> None:
    rows = rows_near(app, name)
    about = worlds(family_of(rows[0]))
    leave_out(monkeypatch, getattr(import_module(f"xianfeng.{app}.permissions"), name))
    assert any(True for row in rows for _ in deviations(about, row))
