"""What a test needs that a fresh machine may lack; REQUIRE=slow,office,browser,postgresql makes its absence a failure."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest

REQUIRED = set(filter(None, os.environ.get("REQUIRE", "").split(",")))


def _is_there(what: str) -> bool:
    return {
        "slow": lambda: "slow" in REQUIRED,
        "office": lambda: bool(shutil.which("soffice") and shutil.which("pdftoppm")),
        "browser": lambda: bool(shutil.which("chromium")),
        "postgresql": lambda: os.environ.get("DATABASE_URL", "").startswith("postgres"),
    }[what]()


_WHY = {
    "slow": "slow; runs with REQUIRE=slow",
    "office": "needs LibreOffice and poppler; REQUIRE=office makes this a failure",
    "browser": "needs Chromium; REQUIRE=browser makes this a failure",
    "postgresql": "needs DATABASE_URL=postgres://…; REQUIRE=postgresql makes this a failure",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        needed = [what for mark in item.iter_markers("needs") for what in mark.args]
        needed += ["slow"] if item.get_closest_marker("slow") else []
        for what in needed:
            if what not in REQUIRED and not _is_there(what):
                item.add_marker(pytest.mark.skip(reason=_WHY[what]))


@pytest.fixture(scope="session", autouse=True)
def _emptying_between_tests_takes_the_triggers_away() -> Iterator[None]:
    """A test with real transactions ends by emptying the tables, which the triggers refuse, as they should."""
    from django.db.backends.base.operations import BaseDatabaseOperations

    from xianfeng.facts import triggers as of_facts
    from xianfeng.merit.assessments import triggers as of_assessments
    from xianfeng.merit.methods import triggers as of_methods
    from xianfeng.merit.reviews import triggers as of_reviews
    from xianfeng.people.audit import triggers as of_audit

    protections = (of_audit, of_facts, of_methods, of_reviews, of_assessments)
    flush = BaseDatabaseOperations.execute_sql_flush

    def execute_sql_flush(self: BaseDatabaseOperations, sql_list: list[str]) -> None:
        with self.connection.schema_editor() as editor:
            for protection in protections:
                protection.unprotect(editor)
        flush(self, sql_list)
        with self.connection.schema_editor() as editor:
            for protection in protections:
                protection.protect(editor)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", execute_sql_flush)
        yield
