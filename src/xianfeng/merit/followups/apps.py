from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FollowUpsConfig(AppConfig):
    name = "xianfeng.merit.followups"
    label = "followups"
    verbose_name = _("What follows")

    def ready(self) -> None:
        from xianfeng.merit.followups import panels, privacy
        from xianfeng.merit.followups.operations.forgetting import forget
        from xianfeng.people.organizations.panels import register_panel
        from xianfeng.people.privacy import erasing, kept, purging

        kept.register(privacy.KEPT)
        purging.register(privacy.PURGERS)
        erasing.register("followups", forget)
        register_panel(panels.follow_ups)
