from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from xianfeng.site.wording import reword


class SiteConfig(AppConfig):
    name = "xianfeng.site"
    label = "site"
    verbose_name = _("Site")

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        reword()

    def ready(self) -> None:
        autodiscover_modules("navigation", "due")
