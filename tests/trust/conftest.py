from __future__ import annotations

from tests.host.conftest import set_up_once

__all__ = ["set_up_once"]
