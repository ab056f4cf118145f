"""The file `store.json`: the buckets of a store. Without it, and it is written last, a folder is no store."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from xianfeng.engine.problems import InvalidInput, Named, Problem
from xianfeng.engine.text import Text
from xianfeng.store.places import WRITE_ANEW, about_file, file_name

FILE = "store.json"
FORMAT = "xianfeng-store"
VERSION = 1
_LARGEST = 64 * 1024 * 1024
"""A manifest has fewer bytes: a hundred thousand buckets need a fifth of this."""
_NAME = re.compile(r"\d{5}", re.ASCII)

_DAMAGED = Text("不是先锋存储的清单，或已损坏", "this is not the manifest of a store, or it is damaged")
_OTHER_VERSION = Text("存储的版本不是{version}", "the store is not of version {version}")
_BAD_BUCKET = Text("第{n}个桶的名称或行数不对", "the name or a number of rows of bucket {n} is wrong")
_TWICE = Text("桶{name}列了两次", "bucket {name} is listed twice")
_MISSING = Text("清单上有这个文件，但找不到", "the manifest lists this file, but it is not there")


@dataclass(frozen=True, slots=True)
class Bucket:
    """A bucket: its name, which is its folder's, and how many rows three of its tables have."""

    name: str
    members: int
    facts: int
    answers: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a store consists of."""

    buckets: tuple[Bucket, ...]

    @property
    def members(self) -> int:
        """How many members the store has."""
        return sum(bucket.members for bucket in self.buckets)


def is_store(path: Path) -> bool:
    """Return whether a path is the folder of a store, sound or not."""
    return (path / FILE).is_file()


def table_file(folder: Path, bucket: str, table: str) -> Path:
    """Return the file of a table of a bucket."""
    return folder / file_name(bucket, table)


def write_manifest(manifest: Manifest, folder: Path) -> None:
    """Write the manifest whole; the folder is a store from then on."""
    content = {"format": FORMAT, "version": VERSION, **asdict(manifest)}
    temporary = folder / f".{FILE}"
    temporary.write_text(json.dumps(content, indent=1) + "\n", "utf-8")
    temporary.replace(folder / FILE)


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a store, all of whose files are there.

    Raises InvalidInput when the manifest is damaged or of another version, or a file is missing.
    """
    listed = _listed(folder)
    _refuse(_wrong_entries(listed))
    manifest = Manifest(tuple(Bucket(**entry) for entry in listed))
    _refuse(_missing(folder, manifest))
    return manifest


def _refuse(problems: Iterator[Problem]) -> None:
    found = list(problems)
    if found:
        raise InvalidInput(found)


def _problem(what: Text) -> Problem:
    return Problem(Named.of(FILE), what, WRITE_ANEW)


def _listed(folder: Path) -> list[Any]:
    """Return what the manifest lists as buckets, whatever it is."""
    try:
        content = _loaded(folder / FILE)
    except (OSError, ValueError, RecursionError) as error:
        raise InvalidInput([_problem(_DAMAGED)]) from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise InvalidInput([_problem(_DAMAGED)])
    if content.get("version") != VERSION:
        raise InvalidInput([_problem(_OTHER_VERSION.fill(version=VERSION))])
    if not isinstance(content.get("buckets"), list):
        raise InvalidInput([_problem(_DAMAGED)])
    return list(content["buckets"])


def _loaded(path: Path) -> Any:
    if path.stat().st_size > _LARGEST:
        raise ValueError(path)
    return json.loads(path.read_text("utf-8"))


def _wrong_entries(listed: list[Any]) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, entry in enumerate(listed, 1):
        if not _is_sound(entry):
            yield _problem(_BAD_BUCKET.fill(n=number))
        elif entry["name"] in seen:
            yield _problem(_TWICE.fill(name=entry["name"]))
        else:
            seen.add(entry["name"])


def _is_sound(entry: Any) -> bool:
    """Whether a bucket has just the fields it should; a name is five digits, so it leads nowhere else."""
    if not isinstance(entry, dict) or entry.keys() != {"name", "members", "facts", "answers"}:
        return False
    name, *counts = (entry[key] for key in ("name", "members", "facts", "answers"))
    is_plain = isinstance(name, str) and _NAME.fullmatch(name) is not None
    return is_plain and all(type(count) is int and count >= 0 for count in counts)


def _missing(folder: Path, manifest: Manifest) -> Iterator[Problem]:
    from xianfeng.store.tables import NAMES  # Brings in pyarrow.

    for bucket in manifest.buckets:
        for table in NAMES:
            if not table_file(folder, bucket.name, table).is_file():
                yield about_file(bucket.name, table, _MISSING)
