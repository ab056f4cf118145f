"""The product's settings with data in a folder of its own; DATABASE_URL chooses PostgreSQL."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

os.environ["XIANFENG_DATA"] = str(Path(tempfile.gettempdir()) / f"xianfeng-tests-{os.getuid()}")
for name in ("XIANFENG_DEMO", "XIANFENG_HTTPS", "XIANFENG_DEBUG", "XIANFENG_SECRET_KEY", "XIANFENG_HOSTS"):
    os.environ.pop(name, None)

from xianfeng.settings import *  # noqa: E402, F403

ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = ""  # noqa: F405
