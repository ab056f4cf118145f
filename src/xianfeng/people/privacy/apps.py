from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    name = "xianfeng.people.privacy"
    label = "privacy"
    verbose_name = _("Personal data")

    def ready(self) -> None:
        from xianfeng.people.privacy import kept, purgers, purging, registered

        kept.register(registered.KEPT, first=True)
        purging.register(purgers.PURGERS)
