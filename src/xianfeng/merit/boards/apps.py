from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BoardsConfig(AppConfig):
    name = "xianfeng.merit.boards"
    label = "boards"
    verbose_name = _("Flag boards")
