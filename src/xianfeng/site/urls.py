from __future__ import annotations

from django.urls import path

from xianfeng.site import views

app_name = "site"
urlpatterns = [
    path("large-type", views.large, name="large"),
    path("language", views.language, name="language"),
    path("more", views.more, name="more"),
    path("gallery", views.gallery, name="gallery"),
]
