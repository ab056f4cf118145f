"""The file of a backup: a zip with a manifest, the database and the uploaded files, each with its digest."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from xianfeng.engine.problems import InvalidInput, Named, Problem
from xianfeng.engine.text import Text

FORMAT = 1
MANIFEST, DATABASE, FILES = "manifest.json", "database", "files"
CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds.

    `migrations` are the steps ("app.name") the database had taken, `counts` the rows of each table,
    `digests` the SHA-256 of each file of the zip.
    """

    format: int
    program: str
    made_at: str
    engine: str
    migrations: tuple[str, ...]
    counts: Mapping[str, int]
    digests: Mapping[str, str]

    @property
    def rows(self) -> int:
        return sum(self.counts.values())

    @property
    def uploads(self) -> tuple[str, ...]:
        """The names of the uploaded files."""
        prefix = f"{FILES}/"
        return tuple(name.removeprefix(prefix) for name in self.digests if name.startswith(prefix))


def refused(path: Path, what: Text, fix: Text) -> InvalidInput:
    """Return the error for a file that cannot be used."""
    return InvalidInput([Problem(Named.of(str(path)), what, fix)])


DAMAGED = Text("文件损坏，或者不是备份", "the file is damaged, or not a backup")
ANOTHER = Text("请用另一份备份", "use another backup")
NOT_A_BACKUP = (
    OSError,
    ValueError,
    KeyError,
    TypeError,
    EOFError,
    RuntimeError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What reading a file raises that is no backup, or a spoiled one."""


# ---- writing


@contextmanager
def new_archive(path: Path) -> Iterator[zipfile.ZipFile]:
    """Yield a zip that appears under its name when it is whole, readable by its owner alone.

    Raises InvalidInput when there is something of that name or it cannot be written.
    """
    if path.exists():
        raise refused(
            path, Text("已有这个文件", "this file exists"), Text("换一个文件名", "choose another name")
        )
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".xianfeng-")
    except OSError as error:
        raise refused(
            path,
            Text("这里写不了文件", "the file cannot be written here"),
            Text("换一个位置", "choose another place"),
        ) from error
    try:
        with os.fdopen(handle, "w+b") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
                yield archive
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)


def add(archive: zipfile.ZipFile, file: Path, name: str) -> str:
    """Add a file and return the digest of what was added."""
    digest = hashlib.sha256()
    with file.open("rb") as source, archive.open(name, "w", force_zip64=True) as target:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            target.write(chunk)
    return digest.hexdigest()


def add_folder(archive: zipfile.ZipFile, folder: Path) -> dict[str, str]:
    """Add every file of a folder; one that is deleted meanwhile is left out. Return the digests by name."""
    digests = {}
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = f"{FILES}/{file.relative_to(folder).as_posix()}"
        with suppress(FileNotFoundError):
            digests[name] = add(archive, file, name)
    return digests


def add_manifest(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Add the manifest, last of all."""
    archive.writestr(MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1))


# ---- reading


def unpack(path: Path, folder: Path) -> Manifest:
    """Unpack a backup into a folder and return its manifest.

    Raises InvalidInput when it is damaged, incomplete, or of a newer format.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = _manifest(path, json.loads(archive.read(MANIFEST)))
            for name, digest in manifest.digests.items():
                if _extract(archive, name, folder) != digest:
                    raise ValueError(name)
    except InvalidInput:
        raise
    except FileNotFoundError as error:
        words = Text("没有这个文件", "there is no such file"), Text("核对文件名", "check its name")
        raise refused(path, *words) from error
    except NOT_A_BACKUP as error:
        raise refused(path, DAMAGED, ANOTHER) from error
    return manifest


def _manifest(path: Path, read: dict[str, Any]) -> Manifest:
    if int(read["format"]) > FORMAT:
        what = Text(
            f"是更新的版本（{read['program']}）做的", f"it was made by a newer version ({read['program']})"
        )
        raise refused(path, what, Text("请安装那个版本", "install that version"))
    manifest = Manifest(**{**read, "migrations": tuple(read["migrations"])})
    if DATABASE not in manifest.digests:
        raise ValueError(DATABASE)
    return manifest


def _extract(archive: zipfile.ZipFile, name: str, folder: Path) -> str:
    """Unpack one file and return its digest; a name that leads elsewhere is refused."""
    parts = PurePosixPath(name)
    if parts.is_absolute() or ".." in parts.parts or (name != DATABASE and parts.parts[0] != FILES):
        raise ValueError(name)
    target, digest = folder / parts, hashlib.sha256()
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with archive.open(name) as source, target.open("wb") as file:
        target.chmod(0o600)
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            file.write(chunk)
    return digest.hexdigest()
