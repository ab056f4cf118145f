from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    name = "xianfeng.people.members"
    label = "members"
    verbose_name = _("Members")

    def ready(self) -> None:
        from xianfeng.people.members import panels
        from xianfeng.people.members.operations.following import connect
        from xianfeng.people.organizations.panels import register_panel

        connect()
        register_panel(panels.offices)
        register_panel(panels.members)
