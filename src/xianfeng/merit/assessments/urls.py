from __future__ import annotations

from django.urls import path

from xianfeng.merit.assessments.views import (
    confirming,
    decisions,
    export,
    own,
    period,
    result,
    runs,
    steps,
)

app_name = "assessments"
urlpatterns = [
    path("", own.own, name="own"),
    path("mine/", result.mine, name="mine"),
    path("results/<int:pk>/", result.result, name="result"),
    path("branches/<int:pk>/prepare/", own.prepare, name="prepare"),
    path("units/<int:pk>/settle/", runs.start, name="start_run"),
    path("runs/<int:pk>/", runs.run, name="run"),
    path("runs/<int:pk>/stop/", runs.stop, name="stop_run"),
    path("runs/<int:pk>/resume/", runs.resume, name="resume_run"),
    path("<int:pk>/", period.period, name="period"),
    path("<int:pk>/open/", steps.open_, name="open"),
    path("<int:pk>/close/", steps.close, name="close"),
    path("<int:pk>/repeat/", steps.repeat, name="repeat"),
    path("<int:pk>/settle/", steps.settle, name="settle"),
    path("<int:pk>/adjust/", decisions.adjust, name="adjust"),
    path("<int:pk>/resolve/", decisions.resolve, name="resolve"),
    path("adjustments/<int:pk>/take-back/", decisions.take_back_adjustment, name="take_back_adjustment"),
    path("resolutions/<int:pk>/take-back/", decisions.take_back_resolution, name="take_back_resolution"),
    path("<int:pk>/confirm/", confirming.confirm, name="confirm"),
    path("<int:pk>/confirm-above/", confirming.confirm_above, name="confirm_above"),
    path("<int:pk>/finalise/", steps.finalise, name="finalise"),
    path("<int:pk>/reopen/", steps.reopen, name="reopen"),
    path("<int:pk>/archive/", steps.archive, name="archive"),
    path("<int:pk>/export/", export.export, name="export"),
]
