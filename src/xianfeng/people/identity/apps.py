from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IdentityConfig(AppConfig):
    name = "xianfeng.people.identity"
    label = "identity"
    verbose_name = _("Display of identity")

    def ready(self) -> None:
        from xianfeng.people.identity import panels
        from xianfeng.people.organizations.panels import register_panel

        register_panel(panels.identity)
