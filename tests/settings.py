"""The product's settings with data in a folder of its own; DATABASE_URL chooses PostgreSQL."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

for name in [name for name in os.environ if name.startswith("XIANFENG_")]:
    del os.environ[name]
folder = Path(tempfile.gettempdir()) / f"xianfeng-tests-{os.getuid()}"
folder.mkdir(mode=0o700, exist_ok=True)
folder.chmod(0o700)
os.environ["XIANFENG_DATA"] = str(folder)

from xianfeng.settings import *  # noqa: E402, F403

ALLOWED_HOSTS = ["*"]
SECOND_FACTOR = False  # clients of the small world sign in without one; tests of accounts ask for it
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = ""  # noqa: F405
