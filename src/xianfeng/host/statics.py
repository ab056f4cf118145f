"""Static files as they are served: with hashed names and compressed, made anew when the program has changed."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from xianfeng import __version__


def collect_static() -> bool:
    """Fill the folder of static files when it does not belong to this program; return whether that was needed."""
    if is_collected():
        return False
    _stamp().unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    _stamp().write_text(_state(), "ascii")
    return True


def is_collected() -> bool:
    """Return whether the folder of static files belongs to this program."""
    return _stamp().is_file() and _stamp().read_text("ascii") == _state()


def _stamp() -> Path:
    return Path(settings.STATIC_ROOT) / ".stamp"


def _state() -> str:
    """Return a digest of the version and of every file's name, size and time."""
    digest = hashlib.sha256(f"{__version__} {settings.HASHED}".encode())
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            stat = Path(storage.path(name)).stat()
            digest.update(f"{name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()
