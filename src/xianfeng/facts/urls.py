from __future__ import annotations

from django.urls import include, path

from xianfeng.facts.views import claims, confirming, facts, kinds

app_name = "facts"
urlpatterns = [
    path("claim/", claims.claim, name="claim"),
    path("claim/<int:pk>/", claims.claim_for, name="claim_for"),
    path("mine/", claims.mine, name="mine"),
    path("withdraw/<int:pk>/", claims.withdraw, name="withdraw"),
    path("evidence/<int:pk>/", claims.evidence, name="evidence"),
    path("to-confirm/", confirming.to_confirm, name="to_confirm"),
    path("confirm/<int:pk>/", confirming.confirm, name="confirm"),
    path("reject/<int:pk>/", confirming.reject, name="reject"),
    path("record/", facts.branches, name="branches"),
    path("record/<int:pk>/", facts.record, name="list"),
    path("record/<int:pk>/export/", facts.export, name="export"),
    path("kinds/", kinds.own_kinds, name="own_kinds"),
    path("kinds/<int:pk>/", kinds.kinds, name="kinds"),
    path("kinds/<int:pk>/add/", kinds.add_kind, name="add_kind"),
    path("kinds/retire/<int:pk>/", kinds.retire_kind, name="retire_kind"),
    path("entry/", include("xianfeng.facts.entry.urls")),
    path("<int:pk>/", facts.fact, name="fact"),
    path("<int:pk>/reverse/", facts.reverse, name="reverse"),
]
