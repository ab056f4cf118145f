from __future__ import annotations

from django.urls import path

from xianfeng.people.organizations.views import reading, teams, uniting, writing

app_name = "organizations"
urlpatterns = [
    path("", reading.tree, name="tree"),
    path("found/", writing.found, name="found_root"),
    path("<int:pk>/", reading.unit, name="unit"),
    path("<int:pk>/history/", reading.history, name="history"),
    path("<int:pk>/past/", reading.past, name="past"),
    path("<int:pk>/found/", writing.found, name="found"),
    path("<int:pk>/rename/", writing.rename, name="rename"),
    path("<int:pk>/correct/", writing.correct, name="correct"),
    path("<int:pk>/move/", uniting.move, name="move"),
    path("<int:pk>/merge/", uniting.merge, name="merge"),
    path("<int:pk>/split/", writing.split, name="split"),
    path("<int:pk>/dissolve/", writing.dissolve, name="dissolve"),
    path("<int:pk>/teams/", teams.keep_team, name="keep_team"),
    path("teams/<int:pk>/", teams.team, name="team"),
    path("teams/<int:pk>/dissolve/", teams.dissolve_team, name="dissolve_team"),
]
