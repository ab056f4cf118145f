"""The files and folders a result is wanted in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from xianfeng.cli.common import ends_in_xlsx, option_problem, whole_file
from xianfeng.engine.results import Settlement
from xianfeng.engine.scheme import Scheme
from xianfeng.engine.text import Language, Text


@dataclass(frozen=True, slots=True)
class Wanted:
    """A workbook, a JSON file, a folder of Parquet files; None is not wanted."""

    output: Path | None
    json_file: Path | None
    parquet: Path | None

    @property
    def paths(self) -> list[Path]:
        return [path for path in (self.output, self.json_file, self.parquet) if path is not None]

    @property
    def in_memory(self) -> bool:
        """Whether something is wanted that is written from memory, line by line."""
        return bool(self.output or self.json_file)

    def check(self, source: Path) -> None:
        """Raise InvalidInput when two names are the same or the workbook's is not one."""
        if self.output is not None:
            ends_in_xlsx(self.output)
        resolved = [path.resolve() for path in (source, *self.paths)]
        if len(set(resolved)) < len(resolved):
            what = Text("两个文件用了同一个名字", "two files have the same name")
            raise option_problem("-o", what, Text("换一个文件名", "choose another name"))


def write_files(
    settlements: Sequence[Settlement],
    scheme: Scheme,
    wanted: Wanted,
    notes: Sequence[Text],
    language: Language,
) -> None:
    """Write the workbook and the JSON file; both appear together or not at all."""
    from xianfeng.workbooks.writing.jsonout import as_json
    from xianfeng.workbooks.writing.output import write_results

    with ExitStack() as files:
        if wanted.json_file:
            shaped = [as_json(settlement) for settlement in settlements]
            text = json.dumps(shaped if len(shaped) > 1 else shaped[0], ensure_ascii=False, indent=1)
            files.enter_context(whole_file(wanted.json_file)).write_text(text + "\n", "utf-8")
        if wanted.output:
            path = files.enter_context(whole_file(wanted.output))
            write_results(settlements, scheme, path, language, notes)
