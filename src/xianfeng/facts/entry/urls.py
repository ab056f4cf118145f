from __future__ import annotations

from django.urls import path

from xianfeng.facts.entry.views import grid, importing, paste

urlpatterns = [
    path("<int:pk>/", grid.grid, name="grid"),
    path("<int:pk>/paste/", paste.paste, name="paste"),
    path("<int:pk>/file/", importing.start, name="import"),
    path("<int:pk>/file/template/", importing.template, name="import_template"),
    path("file/<int:pk>/", importing.draft, name="import_draft"),
    path("file/<int:pk>/run/", importing.run, name="import_run"),
    path("file/<int:pk>/discard/", importing.discard, name="import_discard"),
]
