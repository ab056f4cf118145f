from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FactsConfig(AppConfig):
    name = "xianfeng.facts"
    label = "facts"
    verbose_name = _("Record of facts")

    def ready(self) -> None:
        from xianfeng.facts import evidence, privacy
        from xianfeng.facts.operations.forgetting import forget
        from xianfeng.people.privacy import erasing, kept, purging

        kept.register(privacy.KEPT)
        erasing.register("facts", forget)
        purging.register(evidence.PURGERS)
        # After the stray files: what is deleted now keeps its files until that is certain.
        purging.register(privacy.PURGERS)
