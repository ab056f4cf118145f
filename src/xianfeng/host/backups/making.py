"""Make a backup."""

from __future__ import annotations

import hashlib
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from xianfeng import __version__
from xianfeng.host import database
from xianfeng.host.backups.archive import (
    DATABASE,
    FORMAT,
    Manifest,
    add,
    add_folder,
    add_manifest,
    new_archive,
)
from xianfeng.host.backups.engines import engine
from xianfeng.people.audit.operations import PROGRAM, record


def make_backup(path: Path) -> Manifest:
    """Write database and uploaded files to a file, while others may go on working; the keys are not in it.

    Raises InvalidInput when the file exists or cannot be written, or a tool is missing.
    """
    database.check_reachable()
    copier = engine()
    copier.check()
    with (
        new_archive(path) as archive,
        tempfile.TemporaryDirectory(dir=settings.DATA, prefix=".backup-") as folder,
    ):
        copy = Path(folder) / DATABASE
        steps = MigrationRecorder(connection).applied_migrations()
        counts = copier.take(copy)
        digests = {DATABASE: add(archive, copy, DATABASE), **add_folder(archive, Path(settings.MEDIA_ROOT))}
        manifest = Manifest(
            FORMAT, __version__, datetime.now(UTC).isoformat(timespec="seconds"), connection.vendor,
            tuple(sorted(f"{app}.{name}" for app, name in steps)), counts, digests,
        )  # fmt: skip
        add_manifest(archive, manifest)
    with transaction.atomic():
        record(
            PROGRAM, "host.backup", rows=manifest.rows, files=len(manifest.uploads), digest=digest_of(path)
        )
    return manifest


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
