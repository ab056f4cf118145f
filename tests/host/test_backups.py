"""A backup is of one moment, and comes back whole or not at all; on both databases."""

from __future__ import annotations

import json
import random
import shutil
import signal
import stat
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.host.installation import Installation, Make, own_database
from tests.host.running import copied, run

pytestmark = pytest.mark.slow
DATABASES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.needs("postgresql"))]


@pytest.fixture(params=DATABASES)
def make(request: pytest.FixtureRequest, set_up_once: Path, tmp_path: Path) -> Iterator[Make]:
    """Make an installation whose tables are there."""
    with ExitStack() as open_:

        def one() -> Installation:
            data = copied(set_up_once, tmp_path / f"{len(list(tmp_path.iterdir()))}")
            if request.param == "sqlite":
                return Installation(data)
            made = Installation(data, open_.enter_context(own_database()))
            done = run(data, "manage", "migrate", "-v0", **made.environ)
            assert done.returncode == 0, done.stderr
            return made

        yield one


@pytest.fixture
def one(make: Make) -> Installation:
    made = make()
    made.put("before")
    made.upload("photos/one.jpg", "one")
    return made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "backup.zip"


def test_what_was_changed_since_comes_back_as_it_was(one: Installation, file: Path) -> None:
    one.done("backup", file)
    was = one.everything()
    one.put("after")
    one.upload("photos/one.jpg", "spoiled")
    one.upload("photos/two.jpg", "two")
    assert one.everything() != was
    one.done("restore", file, "--replace")
    assert one.everything() == was
    [(action,)] = one.ask("SELECT action FROM audit_auditentry ORDER BY id DESC LIMIT 1")
    assert action == "host.restore"


def test_it_goes_to_another_machine(one: Installation, make: Make, file: Path) -> None:
    one.done("backup", file)
    other = make()
    other.done("restore", file)
    assert other.everything() == one.everything()
    assert "ok     tables" in other.run("doctor").stdout


def test_keys_are_not_in_it_and_others_cannot_read_it(one: Installation, file: Path) -> None:
    told = one.done("backup", file)
    assert str(one.data / "keys") in told
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    key = (one.data / "keys/signing-key").read_bytes()
    with zipfile.ZipFile(file) as archive:
        assert sorted(archive.namelist()) == ["database", "files/photos/one.jpg", "manifest.json"]
        assert not [name for name in archive.namelist() if key in archive.read(name)]
    assert list(one.data.glob(".*")) == []


WRITING = """
import itertools, sys
from django.db import transaction
from django.utils import timezone
from xianfeng.host.models import Due, Worker
for number in itertools.count():
    with transaction.atomic():
        Due.objects.create(pk=f"pair {number}", at=timezone.now())
        Worker.objects.create(pk=f"pair {number}", started_at=timezone.now(), seen_at="2020-01-01T00:00Z")
    if number == 20:
        print("going", flush=True)
"""
PAIRS = "SELECT (SELECT count(*) FROM host_due WHERE name LIKE 'pair%'), (SELECT count(*) FROM host_worker)"


def test_a_backup_made_while_others_write_is_of_one_moment(one: Installation, make: Make, file: Path) -> None:
    other = make()
    writer = one.python(WRITING)
    try:
        assert writer.stdout
        assert writer.stdout.readline() == b"going\n"
        before = one.ask(PAIRS)[0][0]
        one.done("backup", file)
        after = one.ask(PAIRS)[0][0]
    finally:
        writer.kill()
        writer.communicate()
    assert after > before + 20, "the writer was held up"
    other.done("restore", file)
    [(pairs, partners)] = other.ask(PAIRS)
    assert before <= pairs <= after
    assert pairs == partners


def test_data_are_not_replaced_unless_that_is_said(one: Installation, file: Path) -> None:
    one.done("backup", file)
    one.ask(
        "INSERT INTO accounts_user (password, username, name, is_active, date_joined)"
        " VALUES ('', 'somebody', 'somebody', true, '2026-01-01')"
    )
    was = one.everything()
    assert "--replace" in one.refused("restore", file)
    assert one.everything() == was


def test_nothing_is_restored_under_a_running_platform(one: Installation, file: Path) -> None:
    one.done("backup", file)
    one.ask("INSERT INTO host_worker (id, started_at, seen_at) VALUES ('x', '2026-01-01', '2999-01-01')")
    assert "running" in one.refused("restore", file, "--replace")


def test_a_file_that_exists_is_not_overwritten(one: Installation, file: Path) -> None:
    file.write_text("mine")
    assert "this file exists" in one.refused("backup", file)
    assert file.read_text() == "mine"
    assert "cannot be written" in one.refused("backup", file.parent / "missing" / "b.zip")


# ---- files that are refused, with nothing changed


def rewritten(change: Callable[[dict[str, bytes]], object]) -> Callable[[Path], None]:
    """Return what writes a backup anew, with changed contents."""

    def rewrite(file: Path) -> None:
        with zipfile.ZipFile(file) as archive:
            contents = {name: archive.read(name) for name in archive.namelist()}
        change(contents)
        with zipfile.ZipFile(file, "w") as archive:
            for name, content in contents.items():
                archive.writestr(name, content)

    return rewrite


def manifest(**values: object) -> Callable[[Path], None]:
    def change(contents: dict[str, bytes]) -> None:
        said = json.loads(contents["manifest.json"])
        contents["manifest.json"] = json.dumps({**said, **values}).encode()

    return rewritten(change)


def flipped(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 3] ^= 0x10
    file.write_bytes(content)


def misled(contents: dict[str, bytes]) -> None:
    said = json.loads(contents["manifest.json"])
    said["digests"]["files/../../escaped"] = said["digests"]["files/photos/one.jpg"]
    contents["files/../../escaped"] = contents["files/photos/one.jpg"]
    contents["manifest.json"] = json.dumps(said).encode()


SPOILED: dict[str, Callable[[Path], object]] = {
    "a bit has changed": flipped,
    "the end is missing": lambda file: file.write_bytes(file.read_bytes()[:-500]),
    "empty": lambda file: file.write_bytes(b""),
    "no zip": lambda file: file.write_text("not a backup"),
    "no manifest": rewritten(lambda contents: contents.pop("manifest.json")),
    "no database": rewritten(lambda contents: contents.pop("database")),
    "an uploaded file is missing": rewritten(lambda contents: contents.pop("files/photos/one.jpg")),
    "another photo": rewritten(lambda contents: contents.update({"files/photos/one.jpg": b"two"})),
    "a name that leads elsewhere": rewritten(misled),
    "the manifest is no JSON": rewritten(lambda contents: contents.update({"manifest.json": b"{"})),
    "the manifest is a list": rewritten(lambda contents: contents.update({"manifest.json": b"[]"})),
    "a key too many": manifest(more=1),
    "other rows": manifest(counts={"host_due": 99}),
    "a newer format": manifest(format=99),
    "a newer program": manifest(migrations=["host.9999_future"]),
    "another kind of database": manifest(engine="oracle"),
}


TRYING = """
import sys
from pathlib import Path
from xianfeng.engine.problems import InvalidInput
from xianfeng.host.backups.restoring import restore_backup
for path in sorted(Path(sys.argv[1]).iterdir()):
    try:
        restore_backup(path, True)
    except InvalidInput:
        continue
    print(path.name)
"""


def test_spoiled_and_foreign_files_are_refused_and_change_nothing(one: Installation, file: Path) -> None:
    one.done("backup", file)
    folder = file.parent / "spoiled"
    folder.mkdir()
    for how, spoil in SPOILED.items():
        shutil.copy(file, folder / how)
        spoil(folder / how)
    one.put("after")
    was = one.everything()
    trying = one.python(TRYING, str(folder))
    assert trying.communicate()[0].decode() == ""
    assert trying.returncode == 0
    assert one.everything() == was
    assert not list(one.data.glob(".*"))
    assert not list(file.parent.rglob("escaped"))
    assert "damaged" in one.refused("restore", folder / "a bit has changed", "--replace")
    assert "no such file" in one.refused("restore", folder / "missing", "--replace")


def test_a_backup_of_an_older_version_is_brought_up_to_date(
    one: Installation, make: Make, file: Path
) -> None:
    one.ask("DROP TABLE host_cache")
    one.ask("DELETE FROM django_migrations WHERE app = 'host' AND name = '0002_cache'")
    one.done("backup", file)
    other = make()
    other.done("restore", file)
    assert other.ask("SELECT count(*) FROM host_cache") == [(0,)]
    assert other.names() == {"before"}


def test_killed_at_any_point_it_leaves_the_one_or_the_other(one: Installation, file: Path) -> None:
    """A run that is killed leaves the former data or those of the backup; running it again finishes it."""
    one.done("backup", file)
    restored = one.everything()
    one.put("after")
    one.upload("photos/two.jpg", "two")
    replaced = one.everything()
    began = time.monotonic()
    one.done("restore", file, "--replace")
    lasts, chance = time.monotonic() - began, random.Random(4)
    for _ in range(8):
        if one.names() == restored[0]:
            one.put("after")
            one.upload("photos/two.jpg", "two")
        restoring = one.python(f"from pathlib import Path; from xianfeng.host.backups.restoring import restore_backup as r\n"
                         f"r(Path({str(file)!r}), True)")  # fmt: skip
        time.sleep(chance.uniform(0.3, 1.0) * lasts)
        restoring.send_signal(signal.SIGKILL)
        restoring.communicate()
        assert one.names() in (restored[0], replaced[0])
        assert set(one.uploads()) >= set(restored[1])
        if one.names() == replaced[0]:
            assert one.uploads() == replaced[1]
    one.done("restore", file, "--replace")
    assert one.everything() == restored
