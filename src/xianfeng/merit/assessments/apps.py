from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    name = "xianfeng.merit.assessments"
    label = "assessments"
    verbose_name = _("Assessments")

    def ready(self) -> None:
        from xianfeng.merit.assessments import panels, privacy, rounds
        from xianfeng.people.organizations.panels import register_panel
        from xianfeng.people.privacy import erasing, kept, purging

        kept.register(privacy.KEPT)
        erasing.register("assessments", privacy.forget)
        purging.register(privacy.PURGERS)
        register_panel(panels.assessments)
        rounds.connect()
