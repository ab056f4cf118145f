"""The uploaded files of a backup: first those that are missing, after the database the rest."""

from __future__ import annotations

import filecmp
import shutil
from collections.abc import Iterator
from pathlib import Path


def put_missing(staged: Path, live: Path) -> None:
    """Copy the files that are not there; the former database takes no notice of them."""
    for name in _names(staged):
        if not (live / name).exists():
            _put(staged / name, live / name)


def put_rest(staged: Path, live: Path) -> None:
    """Make the folder equal to the backup's: replace what differs, delete what it has not."""
    wanted = set(_names(staged))
    for name in wanted:
        if not (live / name).exists() or not filecmp.cmp(staged / name, live / name, shallow=False):
            _put(staged / name, live / name)
    for name in set(_names(live)) - wanted:
        (live / name).unlink()


def _names(folder: Path) -> Iterator[Path]:
    yield from sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())


def _put(source: Path, target: Path) -> None:
    """Copy a file so that it appears whole."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = target.with_name(f".{target.name}.new")
    shutil.copyfile(source, beside)
    beside.chmod(0o600)
    beside.replace(target)
