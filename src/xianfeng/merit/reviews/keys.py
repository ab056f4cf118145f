"""The private keys of rounds: files in a folder of their own, outside the database and its backups.

A key is there from the beginning of its round until the commit of its opening. What a crash leaves, `sweep` removes:
the key of a round that was opened or repeated, and a file that no round knows and that is older than a day. A backup
takes the database and the uploaded files only.
"""

from __future__ import annotations

import logging
import os
import re
import secrets
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from xianfeng.merit.reviews.models import Round
from xianfeng.merit.reviews.sealing import Key, key_of, new_key
from xianfeng.settings.folders import closed_folder

NAME = re.compile(r"[0-9a-f]{32}")
LENGTH = 32
UNKNOWN_FOR = 24 * 3600
"""Seconds after which a file that no round knows is taken for left over: a round may be about to be begun."""
OVER = (Round.State.OPENED, Round.State.REPEATED)

logger = logging.getLogger("xianfeng.reviews.keys")


def folder() -> Path:
    """Return the folder of the keys, made if it was not there. Raises InvalidInput when others can open it."""
    for path in (Path(settings.DATA) / "keys", Path(settings.DATA) / "keys" / "rounds"):
        closed_folder("XIANFENG_DATA", path)
    return path


def make() -> tuple[str, bytes]:
    """Make a key; return its name and the public part. The file is whole, on the disk and readable by us alone."""
    key, name, home = new_key(), secrets.token_hex(16), folder()
    handle, draft = tempfile.mkstemp(dir=home)
    with os.fdopen(handle, "wb") as file:
        file.write(key.private)
        file.flush()
        os.fsync(file.fileno())
    Path(draft).replace(home / name)
    _write_down(home)
    return name, key.public


def read(round_: Round) -> Key | None:
    """Return the key of a round, None where it is lost or is another's."""
    if not NAME.fullmatch(round_.key_name):
        return None
    with suppress(OSError):
        private = (folder() / round_.key_name).read_bytes()
        if len(private) == LENGTH:
            key = key_of(private)
            return key if key.public == bytes(round_.public_key or b"") else None
    return None


def remove(name: str) -> None:
    """Remove a key; one that is not there any more is no problem. If a crash undoes it, the sweep does it again."""
    (folder() / name).unlink(missing_ok=True)


def sweep() -> int:
    """Remove the keys that are left over; return how many. What cannot be removed now is tried again later."""
    removed = 0
    for name in left_over():
        try:
            remove(name)
            removed += 1
        except OSError:
            logger.exception("a key that is no longer needed could not be removed")
    return removed


def left_over() -> list[str]:
    """Return the names of files that no round needs any more."""
    ages = dict(_ages())
    known = Round.objects.unscoped().filter(key_name__in=list(ages)).values_list("key_name", "state")
    states = dict(known)
    return sorted(
        name for name, age in ages.items()
        if (states[name] in OVER if name in states else age > UNKNOWN_FOR)
    )  # fmt: skip


def _ages() -> Iterator[tuple[str, float]]:
    """Yield what lies in the folder, and for how many seconds; something may be removed meanwhile."""
    for path in folder().iterdir():
        with suppress(FileNotFoundError):
            yield path.name, time.time() - path.stat().st_mtime


def _write_down(home: Path) -> None:
    """Let the folder itself reach the disk."""
    if os.name == "posix":
        handle = os.open(home, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
