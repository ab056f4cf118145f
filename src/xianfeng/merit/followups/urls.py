from __future__ import annotations

from django.urls import URLPattern, path

from xianfeng.merit.followups.views import awards, reading, reviewing, statements, talks

app_name = "followups"
urlpatterns: list[URLPattern] = [
    path("", reading.own, name="own"),
    path("branches/<int:pk>/", reading.branch, name="branch"),
    path("periods/<int:pk>/draw-up/", talks.draw_up, name="draw_up"),
    path("talks/<int:pk>/", talks.talk, name="talk"),
    path("talks/<int:pk>/hold/", talks.hold, name="hold_talk"),
    path("talks/<int:pk>/cancel/", talks.cancel, name="cancel_talk"),
    path("tasks/<int:pk>/close/", talks.close, name="close_task"),
    path("tasks/<int:pk>/cancel/", talks.cancel_task, name="cancel_task"),
    path("branches/<int:pk>/awards/", awards.awards, name="awards"),
    path("branches/<int:pk>/nominate/", awards.nominate, name="nominate"),
    path("branches/<int:pk>/publicise/", awards.publicise, name="publicise"),
    path("awards/<int:pk>/", awards.award, name="award"),
    path("awards/<int:pk>/discuss/", awards.discuss, name="discuss_award"),
    path("awards/<int:pk>/approve/", awards.approve, name="approve_award"),
    path("awards/<int:pk>/grant/", awards.grant, name="grant_award"),
    path("awards/<int:pk>/story/", awards.story, name="tell_story"),
    path("awards/<int:pk>/drop/", awards.drop, name="drop_award"),
    path("branches/<int:pk>/years/<int:year>/", reviewing.year, name="year"),
    path("branches/<int:pk>/years/<int:year>/propose/", reviewing.propose, name="propose_review"),
    path("reviews/<int:pk>/", reviewing.review, name="review"),
    path("reviews/<int:pk>/decide/", reviewing.decide, name="decide_review"),
    path("statements/<int:pk>/", statements.statement, name="statement"),
    path("statements/<int:pk>/make/", statements.make, name="make_statement"),
]
