"""What a browser says about itself, in words that a person recognises."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)
BROWSERS = (
    ("DingTalk", _("DingTalk")),
    ("wxwork", _("WeCom")),
    ("MicroMessenger", _("WeChat")),
    ("Lark", _("Feishu")),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
"""What stands in the text and what it is called; the first that is found counts."""


def device_of(agent: str) -> str:
    """Return the system and the browser, such as “Android · WeChat”."""
    found = [_first(agent, SYSTEMS), _first(agent, BROWSERS)]
    return " · ".join(str(name) for name in found if name) or str(_("Unknown device"))


def _first(agent: str, names: tuple[tuple[str, Any], ...]) -> Any:
    return next((name for mark, name in names if mark in agent), "")
