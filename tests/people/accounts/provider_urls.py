"""The site's addresses with those of all providers, as an installation has them that configures all four."""

from __future__ import annotations

from django.urls import include, path

from xianfeng import urls
from xianfeng.people.accounts.providers import urls_of
from xianfeng.settings.providers import PROVIDERS

handler403, handler404, handler500 = urls.handler403, urls.handler404, urls.handler500
urlpatterns = [path("accounts/other/", include(urls_of(PROVIDERS))), *urls.urlpatterns]
