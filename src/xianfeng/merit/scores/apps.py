from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ScoresConfig(AppConfig):
    name = "xianfeng.merit.scores"
    label = "scores"
    verbose_name = _("Scores")

    def ready(self) -> None:
        from xianfeng.merit.scores import panels
        from xianfeng.people.organizations.panels import register_panel

        register_panel(panels.scores)
