"""One rendering: JSON of the words in a line and the template after it come in, a line of JSON and the document go out."""

from __future__ import annotations

import json
import sys
from typing import Any

from xianfeng.merit.notices.sandbox.refusals import TOOK_TOO_LONG, Refused
from xianfeng.merit.notices.sandbox.rendering import render

SECONDS, BYTES = 8, 1024 * 1024 * 1024


def limit() -> None:
    """Take from this process more than a few seconds of computing and a gigabyte of memory, where the system can."""
    try:
        import resource
    except ImportError:  # Windows; whoever started this ends it after a while
        return
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Answer what came in; problems as pairs of Chinese and English."""
    limit()
    words = json.loads(sys.stdin.buffer.readline())
    answer: dict[str, Any] = {"problems": []}
    document = b""
    try:
        document = render(sys.stdin.buffer.read(), words)
    except Refused as refused:
        answer["problems"] = [[problem.zh, problem.en] for problem in refused.problems]
    except (MemoryError, RecursionError):
        answer["problems"] = [[TOOK_TOO_LONG.zh, TOOK_TOO_LONG.en]]
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + document)


main()
