from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FollowUpsConfig(AppConfig):
    name = "xianfeng.merit.followups"
    label = "followups"
    verbose_name = _("What follows")
