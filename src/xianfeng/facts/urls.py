from __future__ import annotations

app_name = "facts"
urlpatterns: list[object] = []
