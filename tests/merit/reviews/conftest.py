from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.people.conftest import world

__all__ = ["world"]


@pytest.fixture(autouse=True)
def key_folder(settings: Any, tmp_path: Path) -> Path:
    """Keep the keys of a test for itself: a sweep removes what no round of its database knows."""
    settings.DATA = tmp_path
    return tmp_path / "keys" / "rounds"
