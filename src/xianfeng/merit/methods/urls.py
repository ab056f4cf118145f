from __future__ import annotations

from django.urls import path

from xianfeng.merit.methods.views import adopting, editing, publishing, reading

app_name = "methods"
urlpatterns = [
    path("", reading.book, name="book"),
    path("word/", reading.word, name="word"),
    path("units/<int:pk>/", reading.unit, name="unit"),
    path("units/<int:pk>/adopt/", adopting.adopt, name="adopt"),
    path("adoptions/<int:pk>/take-back/", adopting.take_back, name="take_back"),
    path("units/<int:pk>/draft/", editing.draft, name="draft"),
    path("drafts/<int:pk>/", editing.edit, name="edit"),
    path("drafts/<int:pk>/check/", editing.check, name="check"),
    path("drafts/<int:pk>/discard/", publishing.discard, name="discard"),
    path("drafts/<int:pk>/publish/", publishing.publish, name="publish"),
    path("versions/<int:pk>/withdraw/", publishing.withdraw, name="withdraw"),
]
