"""Everything that is written about assessment periods."""

from __future__ import annotations

from xianfeng.merit.assessments.operations.confirming import confirm, confirm_above
from xianfeng.merit.assessments.operations.deciding import adjust, resolve, take_back
from xianfeng.merit.assessments.operations.periods import (
    archive,
    close_period,
    finalise,
    open_period,
    prepare,
    publicise,
    reopen,
    repeat_round,
    use,
)
from xianfeng.merit.assessments.operations.running import resume_run, start_run, stop_run
from xianfeng.merit.assessments.operations.settlements import settle

__all__ = [
    "adjust", "archive", "close_period", "confirm", "confirm_above", "finalise", "open_period", "prepare",
    "publicise", "reopen", "repeat_round", "resolve", "resume_run", "settle", "start_run", "stop_run", "take_back",
    "use",
]  # fmt: skip
