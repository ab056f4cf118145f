"""The key of what is said in talks: a file outside the database and its backups, readable by its owner.

There is one, made when it is first needed. A file that was lost may be put back beside a newer one: what was sealed
names the key that opens it.
"""

from __future__ import annotations

import os
import re
import tempfile
from hashlib import blake2b
from pathlib import Path

from django.conf import settings
from nacl.secret import Aead
from nacl.utils import random

from xianfeng.settings.folders import closed_folder

NAME = re.compile(r"[0-9a-f]{16}")


def key_folder() -> Path:
    """Return the folder of the keys. Raises InvalidInput when others could open it."""
    above = closed_folder("XIANFENG_DATA", Path(settings.DATA) / "keys")
    return closed_folder("XIANFENG_DATA", above / "talks")


def key_to_seal() -> tuple[str, bytes]:
    """Return the name of a key and the key; it is made when there is none."""
    folder = key_folder()
    names = sorted(path.name for path in folder.iterdir() if NAME.fullmatch(path.name))
    name = names[0] if names else _make(folder)
    return name, (folder / name).read_bytes()


def key_named(name: str) -> bytes | None:
    """Return the key of a name, None when its file is not here."""
    path = Path(settings.DATA) / "keys" / "talks" / name
    return path.read_bytes() if NAME.fullmatch(name) and path.is_file() else None


def _make(folder: Path) -> str:
    """Make a key, whole or not at all; where two processes make one at once, both stay and open what they sealed."""
    key = random(Aead.KEY_SIZE)
    name = blake2b(key, digest_size=8).hexdigest()
    handle, written = tempfile.mkstemp(dir=folder)
    with os.fdopen(handle, "wb") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    Path(written).rename(folder / name)
    return name
