from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewsConfig(AppConfig):
    name = "xianfeng.merit.reviews"
    label = "reviews"
    verbose_name = _("Reviews")

    def ready(self) -> None:
        from xianfeng.merit.reviews import privacy
        from xianfeng.merit.reviews.operations import forget_words
        from xianfeng.people.privacy import erasing, kept, purging

        kept.register(privacy.KEPT)
        erasing.register("reviews", forget_words)
        purging.register(privacy.PURGERS)
