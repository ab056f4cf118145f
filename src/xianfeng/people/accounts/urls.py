from __future__ import annotations

from allauth.account import views as account_views
from allauth.socialaccount import views as provider_views
from django.conf import settings
from django.urls import include, path

from xianfeng.people.accounts.providers import urls_of
from xianfeng.people.accounts.views import administration, deeds, entering, own, slips

OWN = [
    path("activate/", entering.activate, name="activate"),
    path("demo/<int:account>/", entering.enter_demo, name="demo"),
    path("mine/", own.mine, name="mine"),
    path("mine/contact/", own.contact, name="contact"),
    path("mine/sessions/", own.sessions, name="sessions"),
    path("mine/second-factor/", own.second_factor, name="second_factor"),
    path("slips/", slips.branches, name="branches"),
    path("slips/<int:unit>/", slips.slips, name="slips"),
    path("all/", administration.accounts, name="list"),
    path("all/new/", administration.new, name="new"),
    path("all/<int:account>/", administration.account, name="account"),
    path("all/<int:account>/disable/", deeds.disable, name="disable"),
    path("all/<int:account>/enable/", deeds.enable, name="enable"),
    path("all/<int:account>/end-sessions/", deeds.end_sessions, name="end_sessions"),
    path("all/<int:account>/second-factor/", deeds.reset_second_factor, name="reset_second_factor"),
    path("all/<int:account>/slip/", deeds.slip, name="slip"),
    path("all/<int:account>/appoint/", deeds.appoint, name="appoint"),
    path("all/<int:account>/appointments/<int:appointment>/", deeds.end_appointment, name="end_appointment"),
]

# Of allauth's addresses those alone that we want: no signing up, no password by e-mail.
urlpatterns = [
    path("login/", entering.SignIn.as_view(), name="account_login"),
    path("logout/", account_views.logout, name="account_logout"),
    path("inactive/", entering.nobody, name="account_inactive"),
    path("reauthenticate/", account_views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account_views.password_change, name="account_change_password"),
    path("password/set/", account_views.password_set, name="account_set_password"),
    path("2fa/", include("allauth.mfa.urls")),
    path("other/", provider_views.connections, name="socialaccount_connections"),
    path("other/cancelled/", provider_views.login_cancelled, name="socialaccount_login_cancelled"),
    path("other/error/", provider_views.login_error, name="socialaccount_login_error"),
    path("other/", include(urls_of(settings.SOCIALACCOUNT_PROVIDERS))),
    path("", include((OWN, "accounts"))),
]
