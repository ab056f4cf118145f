"""The signing key: given by the environment, or made once and kept beside the data, readable by its owner."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def signing_key(folder: Path) -> str:
    """Return the key in the folder; make it when there is none."""
    path = folder / "signing-key"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    return path.read_text("ascii")
