"""The signing key: given by the environment, or made once and kept beside the data, readable by its owner."""

from __future__ import annotations

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from xianfeng.engine.problems import InvalidInput, Named, Problem
from xianfeng.engine.text import Text
from xianfeng.settings.folders import closed_folder

SHORTEST = 50


def signing_key(folder: Path) -> str:
    """Return the key in the folder; make it when there is none. Raises InvalidInput when it cannot be read."""
    path = closed_folder("XIANFENG_DATA", folder) / "signing-key"
    if not path.exists():
        _make(path)
    key = _read(path)
    if len(key) < SHORTEST:
        what = Text("签名密钥不完整", "the signing key is not whole")
        fix = Text(
            "请删去这个文件，会重新生成；大家要重新登录",
            "delete this file; a new one is made, and all sign in again",
        )
        raise InvalidInput([Problem(Named.of(str(path)), what, fix)])
    return key


def _make(path: Path) -> None:
    """Make a key whole or not at all; of two processes that start at once, the first one's stands."""
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(64))
    with suppress(FileExistsError):
        path.hardlink_to(name)
    Path(name).unlink()


def _read(path: Path) -> str:
    try:
        return path.read_text("ascii")
    except (OSError, UnicodeDecodeError) as error:
        what = Text("签名密钥读不出来", "the signing key cannot be read")
        fix = Text("请用当初启动它的账号运行", "run it under the account that first started it")
        raise InvalidInput([Problem(Named.of(str(path)), what, fix)]) from error
