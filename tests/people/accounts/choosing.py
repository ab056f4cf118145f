"""What an installation chooses, as `read_environment` returns it."""

from __future__ import annotations

from typing import Any

from xianfeng.settings.environment import VARIABLES


def chosen(**given: str) -> dict[str, Any]:
    return {
        variable.name: variable.read(variable.default)
        for variable in VARIABLES
        if variable.name != "XIANFENG_DATA"
    } | given
