from __future__ import annotations

from django.urls import path

from xianfeng.merit.boards.views import boards, screens, walls

app_name = "boards"
urlpatterns = [
    path("", boards.own, name="own"),
    path("<int:pk>/", boards.board, name="board"),
    path("<int:pk>/screens/", screens.screens, name="screens"),
    path("screens/<int:pk>/revoke/", screens.revoke, name="revoke_screen"),
    path("screen/<slug:token>/", walls.screen, name="screen"),
]
