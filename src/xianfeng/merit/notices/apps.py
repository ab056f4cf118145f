from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "xianfeng.merit.notices"
    label = "notices"
    verbose_name = _("Notices")

    def ready(self) -> None:
        from xianfeng.merit.assessments.beside import register
        from xianfeng.merit.notices import panels, privacy
        from xianfeng.merit.notices.beside import notice_of
        from xianfeng.people.organizations.panels import register_panel
        from xianfeng.people.privacy import erasing, kept, purging

        register_panel(panels.notices)
        kept.register(privacy.KEPT)
        erasing.register("notices", privacy.forget)
        purging.register(privacy.PURGERS)
        register(notice_of)
