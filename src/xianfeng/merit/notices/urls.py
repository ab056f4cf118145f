from __future__ import annotations

from django.urls import path

from xianfeng.merit.notices.views import (
    answering,
    calendar,
    deciding,
    drafting,
    feedback,
    links,
    notices,
    objections,
    public,
    setting,
)

app_name = "notices"
urlpatterns = [
    path("", notices.index, name="list"),
    path("<int:pk>/", notices.notice, name="notice"),
    path("draft/<int:pk>/", drafting.draft, name="draft"),
    path("<int:pk>/check/", drafting.check, name="check"),
    path("<int:pk>/approve/", drafting.approve, name="approve"),
    path("<int:pk>/publish/", drafting.publish, name="publish"),
    path("<int:pk>/withdraw/", drafting.withdraw, name="withdraw"),
    path("<int:pk>/file/", drafting.file, name="file"),
    path("<int:pk>/word/", notices.word, name="word"),
    path("<int:pk>/links/", links.links, name="links"),
    path("links/<int:pk>/revoke/", links.revoke, name="revoke_link"),
    path("read/<str:token>/", public.by_link, name="by_link"),
    path("answer/", public.answer, name="answer"),
    path("<int:pk>/object/", objections.file, name="object"),
    path("objections/", objections.index, name="objections"),
    path("objections/<int:pk>/", objections.objection, name="objection"),
    path("objections/<int:pk>/accept/", deciding.accept, name="accept"),
    path("objections/<int:pk>/reject/", deciding.reject, name="reject"),
    path("objections/<int:pk>/investigate/", deciding.investigate, name="investigate"),
    path("objections/<int:pk>/decide/", deciding.decide, name="decide"),
    path("objections/<int:pk>/received/", objections.receive, name="receive"),
    path("<int:pk>/say/", feedback.say, name="say"),
    path("feedback/", feedback.index, name="feedback"),
    path("feedback/<int:pk>/", feedback.said, name="said"),
    path("feedback/<int:pk>/assign/", answering.assign, name="assign"),
    path("feedback/<int:pk>/reply/", answering.reply, name="reply"),
    path("feedback/<int:pk>/rate/", feedback.rate, name="rate"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/<int:pk>/remove/", calendar.remove_day, name="remove_day"),
    path("setting/<int:pk>/", setting.setting, name="setting"),
    path("setting/<int:pk>/template/", setting.add_template, name="add_template"),
    path("setting/sample/", setting.sample, name="sample"),
    path("templates/<int:pk>/remove/", setting.remove_template, name="remove_template"),
]
