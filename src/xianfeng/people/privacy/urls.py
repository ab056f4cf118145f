from __future__ import annotations

from django.urls import path

from xianfeng.people.privacy.views import mine, notice, requests, retention

app_name = "privacy"
urlpatterns = [
    path("", mine.my_data, name="my_data"),
    path("notice/", notice.notice, name="notice"),
    path("kept/<str:code>/", mine.kept, name="kept"),
    path("download/<str:form>/", mine.download, name="download"),
    path("ask/", mine.ask_for, name="ask"),
    path("requests/", requests.requests, name="requests"),
    path("requests/<int:pk>/", requests.answer_to, name="answer"),
    path("retention/", retention.retention, name="retention"),
    path("retention/purge/", retention.purge_now, name="purge"),
    path("retention/erase/", retention.erase_leaver, name="erase"),
    path("retention/<str:code>/", retention.rule, name="rule"),
]
