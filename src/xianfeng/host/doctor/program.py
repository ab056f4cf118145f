"""The program as it is installed: Django's own checks, static files, translations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core import checks

from xianfeng.engine.text import Text
from xianfeng.host.doctor.findings import Finding, bad, good, note
from xianfeng.host.statics import is_collected

STATIC = re.compile(r"""{%\s*static\s+["']([^"']+)["']""")
REINSTALL = Text("请重新安装", "install it again")


def program() -> Iterator[Finding]:
    """Look whether the parts fit together."""
    name = Text("程序", "program")
    found = [each for each in checks.run_checks() if each.level >= checks.ERROR and not each.is_silenced()]
    for each in found:
        yield bad(name, Text.same(f"{each.id} {each.msg}"), REINSTALL)
    if not found:
        yield good(name, Text("各部分相配", "its parts fit together"))


def assets() -> Iterator[Finding]:
    """Look whether styles, scripts and icons were built and are ready to be served."""
    name = Text("静态文件", "static files")
    missing = [asset for asset in sorted(_named_in_templates()) if not finders.find(asset)]
    if missing:
        what = Text("缺", "missing: ") + Text.same(", ".join(missing))
        yield bad(name, what, Text("请重新安装，或执行make", "install it again, or run make"))
    elif not settings.DEBUG and not is_collected():
        yield note(name, Text("启动时会更新", "they are made ready at the next start"))
    else:
        yield good(name, Text("齐全", "all there"))


def _named_in_templates() -> set[str]:
    """Return the static files that our pages name."""
    pages = [page for folder in _our_folders() for page in folder.glob("templates/**/*.html")]
    return {name for page in pages for name in STATIC.findall(page.read_text("utf-8"))}


def _our_folders() -> list[Path]:
    return [Path(app.path) for app in apps.get_app_configs() if app.name.startswith("xianfeng.")]


def translations() -> Iterator[Finding]:
    """Look whether every catalogue of words has been compiled."""
    name = Text("译文", "translations")
    words = [po for folder in _our_folders() for po in folder.glob("locale/*/LC_MESSAGES/*.po")]
    missing = [po for po in words if not po.with_suffix(".mo").exists()]
    if missing or not words:
        what = Text(f"{len(missing)}个没有编译", f"{len(missing)} not compiled")
        yield bad(name, what, Text("请重新安装，或执行make", "install it again, or run make"))
    else:
        yield good(name, Text(f"{len(words)}个都已编译", f"{len(words)}, all compiled"))


CHECKS = (program, assets, translations)
