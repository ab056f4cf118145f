from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HostConfig(AppConfig):
    name = "xianfeng.host"
    label = "host"
    verbose_name = _("Operation")
