"""Put a backup back."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from xianfeng.engine.problems import InvalidInput, Named, Problem
from xianfeng.engine.text import Text
from xianfeng.host import database
from xianfeng.host.backups.archive import DATABASE, FILES, Manifest, refused, unpack
from xianfeng.host.backups.engines import engine
from xianfeng.host.backups.making import digest_of
from xianfeng.host.backups.uploads import put_missing, put_rest
from xianfeng.people.audit.operations import PROGRAM, record


def restore_backup(path: Path, replace: bool) -> Manifest:
    """Put database and uploaded files of a backup in place of the present ones, all or nothing.

    First everything is unpacked beside and checked. Then uploaded files that are missing are added, which harms
    nobody; then the database changes in one transaction; then the other files follow. A run that is killed
    leaves the former database or the new one, each with its files; running it again finishes it.

    Raises InvalidInput, with nothing changed, when the backup is damaged, newer or of another kind of
    database, when there are data and `replace` is not given, or while the server runs.
    """
    database.check_reachable()
    copier = engine()
    copier.check()
    _check_free(replace)
    with tempfile.TemporaryDirectory(dir=settings.DATA, prefix=".restore-") as folder:
        manifest = unpack(path, Path(folder))
        _check_fits(path, manifest)
        put_missing(Path(folder) / FILES, Path(settings.MEDIA_ROOT))
        copier.put(Path(folder) / DATABASE, manifest.counts)
        put_rest(Path(folder) / FILES, Path(settings.MEDIA_ROOT))
    with transaction.atomic():
        record(PROGRAM, "host.restore", made_at=manifest.made_at, digest=digest_of(path))
    return manifest


def _check_free(replace: bool) -> None:
    """Raise InvalidInput when there are data that nobody said to replace, or the server runs."""
    if "accounts_user" not in connection.introspection.table_names():
        return
    from xianfeng.host.health import workers_alive
    from xianfeng.people.accounts.models import User

    if not replace and User.objects.exists():
        what = Text("这里已有数据", "there are data here")
        fix = Text(
            "确实要用备份代替它们，就写--replace", "to have them replaced by the backup, give --replace"
        )
        raise InvalidInput([Problem(database.place(), what, fix)])
    if workers_alive():
        what = Text("平台正在运行，或者刚刚还在运行", "the platform is running, or was a minute ago")
        raise InvalidInput(
            [
                Problem(
                    Named.of("serve"),
                    what,
                    Text("请先停下来，过一分钟再试", "stop it, and try again after a minute"),
                )
            ]
        )


def _check_fits(path: Path, manifest: Manifest) -> None:
    if manifest.engine != connection.vendor:
        what = Text(f"是{manifest.engine}的备份，这里用的是{connection.vendor}",
                    f"it is of {manifest.engine}; {connection.vendor} is used here")  # fmt: skip
        raise refused(path, what, Text("请用同一种数据库", "use the same kind of database"))
    known = database.known_migrations()
    unknown = [step for step in manifest.migrations if step not in known]
    if unknown:
        what = Text(f"是更新的版本（{manifest.program}）做的，有{unknown[0]}",
                    f"it was made by a newer version ({manifest.program}), with {unknown[0]}")  # fmt: skip
        raise refused(path, what, Text("请安装那个版本", "install that version"))
