from __future__ import annotations

from django.urls import path

from xianfeng.people.identity.views import others, own, signs

app_name = "identity"
urlpatterns = [
    path("", own.mine, name="mine"),
    path("photo/", own.upload, name="upload"),
    path("card/", own.card, name="card"),
    path("desk-sign/", own.desk_sign, name="desk_sign"),
    path("badge/", own.badge, name="badge"),
    path("members/<int:pk>/", others.member, name="member"),
    path("members/<int:pk>/photo.jpg", others.photo, name="photo"),
    path("branch/", others.branch, name="branch"),
    path("branches/", others.branches, name="branches"),
    path("branches/<int:pk>/", others.branch, name="wall"),
    path("branches/<int:pk>/cards/", signs.sheet, name="sheet"),
    path("branches/<int:pk>/signs/", signs.signs, name="signs"),
    path("branches/<int:pk>/signs/give/", signs.give_sign, name="give_sign"),
    path("signs/<int:pk>/", signs.post_sign, name="post_sign"),
    path("signs/<int:pk>/end/", signs.end_sign, name="end_sign"),
]
