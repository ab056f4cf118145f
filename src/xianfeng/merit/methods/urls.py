from __future__ import annotations

app_name = "methods"
urlpatterns: list[object] = []
