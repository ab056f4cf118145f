from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrailConfig(AppConfig):
    name = "xianfeng.oversight.trail"
    label = "trail"
    verbose_name = _("Audit trail")
