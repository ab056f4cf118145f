"""Everything that changes units and teams."""

from __future__ import annotations

from xianfeng.people.organizations.operations.reorganising import (
    dissolve_unit,
    merge_units,
    move_unit,
    split_unit,
)
from xianfeng.people.organizations.operations.teams import (
    change_team,
    dissolve_team,
    keep_team,
    rename_team,
    resize_team,
)
from xianfeng.people.organizations.operations.units import correct_unit, found_unit, rename_unit

__all__ = [
    "change_team", "correct_unit", "dissolve_team", "dissolve_unit", "found_unit", "keep_team", "merge_units",
    "move_unit", "rename_team", "rename_unit", "resize_team", "split_unit",
]  # fmt: skip
