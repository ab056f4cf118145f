"""Where the input comes from: a person's workbook or folder, read whole, or a store, read by buckets."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from xianfeng.cli.tasks import Task
from xianfeng.engine.facts import Inputs
from xianfeng.engine.problems import InvalidInput
from xianfeng.store.manifest import is_store, read_manifest

if TYPE_CHECKING:
    from xianfeng.workbooks.checking import Reading


@dataclass(frozen=True, slots=True)
class Source:
    """A checked input. `reading` is what a workbook or folder holds, None for a store."""

    path: Path
    reading: Reading | None

    @property
    def inputs(self) -> Inputs:
        """All of it, in memory."""
        from xianfeng.store.reading import read_store

        return read_store(self.path) if self.reading is None else self.reading.inputs

    @property
    def members(self) -> int:
        """How many members there are."""
        return read_manifest(self.path).members if self.reading is None else len(self.reading.inputs.members)

    @property
    def facts(self) -> int:
        """How many facts there are."""
        if self.reading is None:
            return sum(bucket.facts for bucket in read_manifest(self.path).buckets)
        return len(self.reading.inputs.facts)


def open_source(task: Task, path: Path) -> Source:
    """Return a checked input. Raises InvalidInput with every problem it has."""
    if not is_store(path):
        from xianfeng.workbooks.checking import read_inputs

        return Source(path, read_inputs(path, task.scheme, task.periods, task.as_of))
    from xianfeng.store.checking import check_store

    problems = check_store(path, task.scheme, task.periods, task.as_of)
    if problems:
        raise InvalidInput(problems)
    return Source(path, None)
