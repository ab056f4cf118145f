from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BoardsConfig(AppConfig):
    name = "xianfeng.merit.boards"
    label = "boards"
    verbose_name = _("Flag boards")

    def ready(self) -> None:
        from xianfeng.merit.boards import panels
        from xianfeng.people.organizations.panels import register_panel

        register_panel(panels.boards)
