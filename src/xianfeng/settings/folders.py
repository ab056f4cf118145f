"""Folders that only their owner may open."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

from xianfeng.engine.problems import InvalidInput, Named, Problem
from xianfeng.engine.text import Text


def closed_folder(name: str, path: Path) -> Path:
    """Return the folder, made if it was not there. Raises InvalidInput when others can open it or it cannot be written.

    `name` is what the problem is about: the variable that names the folder.
    """
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile(dir=path, prefix=".writable-"):
            pass
    except OSError as error:
        what = Text(
            f"文件夹{path}写不了：{error.strerror}", f"the folder {path} cannot be written: {error.strerror}"
        )
        fix = Text("换一个文件夹，或者改正它的权限", "choose another folder, or put its permissions right")
        raise InvalidInput([Problem(Named.of(name), what, fix)]) from error
    if is_open(path):
        what = Text(f"文件夹{path}别人也能打开", f"the folder {path} can be opened by others")
        fix = Text(f"请执行chmod 700 {path}", f"run chmod 700 {path}")
        raise InvalidInput([Problem(Named.of(name), what, fix)])
    return path


def is_open(path: Path) -> bool:
    """Return whether others than the owner may do anything with a file or folder."""
    return os.name == "posix" and bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))
