from __future__ import annotations

from django.urls import include, path

from xianfeng.people.members.views import lists, member, moving, offices, registering, status

app_name = "members"
urlpatterns = [
    path("", lists.members, name="list"),
    path("group/", lists.group, name="group"),
    path("export/", lists.export, name="export"),
    path("import/", include("xianfeng.people.members.importing.urls")),
    path("register/<int:unit>/", registering.register, name="register"),
    path("<int:pk>/", member.member, name="member"),
    path("<int:pk>/correct/", registering.correct, name="correct"),
    path("<int:pk>/move/", moving.move, name="move"),
    path("<int:pk>/status/", status.status, name="status"),
    path("<int:pk>/offices/give/", offices.give_office, name="give_office"),
    path("offices/<int:pk>/end/", offices.end_office, name="end_office"),
]
