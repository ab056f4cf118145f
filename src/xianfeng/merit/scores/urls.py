from __future__ import annotations

from django.urls import path

from xianfeng.merit.scores.views import boards, branch, branches, ordered, preview, score

app_name = "scores"
urlpatterns = [
    path("mine/", score.mine, name="mine"),
    path("members/<int:pk>/", score.member, name="member"),
    path("branches/<int:pk>/", branch.branch, name="branch"),
    path("boards/", branches.boards, name="boards"),
    path("boards/<int:pk>/", boards.board, name="board"),
    path("boards/<int:pk>/export/", boards.export, name="board_export"),
    path("boards/<int:pk>/ordered/", ordered.ordered, name="ordered"),
    path("boards/<int:pk>/ordered/setting/", ordered.setting, name="ordered_setting"),
    path("drafts/<int:pk>/preview/", preview.preview, name="preview"),
]
