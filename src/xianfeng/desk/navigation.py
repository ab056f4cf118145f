"""Entry of the first page in the main navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xianfeng.site.navigation import Entry, register

register(Entry("desk:home", _("Today"), "home", lambda request: True, tab=True, order=0))
