from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FactsConfig(AppConfig):
    name = "xianfeng.facts"
    label = "facts"
    verbose_name = _("Facts")
