from __future__ import annotations

from django.urls import path

from xianfeng.people.members.importing.views import dry, files

app_name = "importing"
urlpatterns = [
    path("", files.start, name="start"),
    path("template/", files.template, name="template"),
    path("<int:pk>/", dry.draft, name="draft"),
    path("<int:pk>/columns/", files.columns, name="columns"),
    path("<int:pk>/problems/download/", dry.problems, name="problems"),
    path("<int:pk>/run/", dry.run, name="run"),
    path("<int:pk>/discard/", dry.discard, name="discard"),
    path("<int:pk>/<slug:part>/", dry.part, name="part"),
]
