"""Everything that writes methods: adopting them, and drafting, publishing and withdrawing versions."""

from __future__ import annotations

from xianfeng.merit.methods.operations.adopting import adopt, take_back
from xianfeng.merit.methods.operations.writing import (
    change_draft,
    discard_draft,
    draft_version,
    publish_version,
    withdraw_version,
)

__all__ = [
    "adopt", "change_draft", "discard_draft", "draft_version", "publish_version", "take_back", "withdraw_version",
]  # fmt: skip
