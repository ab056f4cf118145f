"""The same seed and day make the same organisation with the same record."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.db import transaction

from tests.demo.cycles.small import keys_in
from tests.demo.rows import digest
from xianfeng.demo.filling import Recipe, begin, fill

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ON = date(2026, 3, 1)


def made_and_undone(seed: int = 710) -> str:
    with transaction.atomic():
        fill(begin(Recipe("area", seed, ON)), [].append)
        found = digest()
        transaction.set_rollback(True)
    return found


def test_the_same_seed_and_day_make_the_same_and_another_seed_another(tmp_path: Path) -> None:
    with keys_in(tmp_path):
        first = made_and_undone()
        assert made_and_undone() == first
        assert made_and_undone(711) != first
