"""Methods: schemes with versions, adopted by units and inherited down the tree."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MethodsConfig(AppConfig):
    name = "xianfeng.merit.methods"
    label = "methods"
    verbose_name = _("Methods")

    def ready(self) -> None:
        from xianfeng.merit.methods import panels
        from xianfeng.people.organizations.panels import register_panel

        register_panel(panels.method)
