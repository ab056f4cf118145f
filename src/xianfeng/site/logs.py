"""Log lines: one JSON object each, without anything that a person may have typed."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from traceback import extract_tb
from typing import Any

from xianfeng.site.tracing import number

OURS = ("xianfeng", "_granian", "django_tasks")
"""Loggers whose messages are known to hold no personal data; of others only the place that speaks is kept."""


class OneLine(logging.Formatter):
    """Writes when, how grave, who says so, in which request, what; of an error its kind and where it arose.

    The message of an exception is left out: a database repeats the value that it refuses.
    """

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "request": number.get() or None,
            "what": record.getMessage()
            if record.name.startswith(OURS)
            else f"{record.module}.{record.funcName}",
            **getattr(record, "facts", {}),
        }
        if record.exc_info and record.exc_info[1]:
            line["errors"] = list(_errors(record.exc_info[1]))
        return json.dumps(
            {key: value for key, value in line.items() if value is not None}, ensure_ascii=False
        )


def _errors(error: BaseException | None) -> Iterator[dict[str, Any]]:
    """Yield the error and what it arose from."""
    while error is not None:
        frames = extract_tb(error.__traceback__)
        yield {
            "kind": type(error).__qualname__,
            "where": [_place(f.filename, f.lineno, f.name) for f in frames],
        }
        error = error.__cause__ or error.__context__


def _place(file: str, line: int | None, function: str) -> str:
    return f"{'/'.join(Path(file).parts[-2:])}:{line} {function}"
