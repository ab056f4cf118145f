"""Every address of the site, by the app that answers."""

from __future__ import annotations

from django.urls import include, path

from xianfeng.site.views import robots

urlpatterns = [
    path("", include("xianfeng.desk.urls")),
    path("units/", include("xianfeng.people.organizations.urls")),
    path("members/", include("xianfeng.people.members.urls")),
    path("identity/", include("xianfeng.people.identity.urls")),
    path("personal-data/", include("xianfeng.people.privacy.urls")),
    path("accounts/", include("xianfeng.people.accounts.urls")),
    path("facts/", include("xianfeng.facts.urls")),
    path("methods/", include("xianfeng.merit.methods.urls")),
    path("scores/", include("xianfeng.merit.scores.urls")),
    path("reviews/", include("xianfeng.merit.reviews.urls")),
    path("assessments/", include("xianfeng.merit.assessments.urls")),
    path("notices/", include("xianfeng.merit.notices.urls")),
    path("flag-boards/", include("xianfeng.merit.boards.urls")),
    path("follow-ups/", include("xianfeng.merit.followups.urls")),
    path("audit/", include("xianfeng.oversight.trail.urls")),
    path("site/", include("xianfeng.site.urls")),
    path("robots.txt", robots, name="robots"),
    path("health/", include("xianfeng.host.urls")),
]
handler400 = "xianfeng.site.errors.unreadable"
handler403 = "xianfeng.site.errors.forbidden"
handler404 = "xianfeng.site.errors.missing"
handler429 = "xianfeng.site.errors.too_many"
handler500 = "xianfeng.site.errors.failed"
