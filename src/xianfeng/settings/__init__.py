"""Django's settings: what an installation chooses comes from `environment.VARIABLES`, the rest is fixed here."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from xianfeng.settings.environment import read_environment
from xianfeng.settings.keys import signing_key
from xianfeng.settings.providers import configured, gaps, origins

CHOSEN = read_environment(os.environ)
PACKAGE = Path(__file__).resolve().parents[1]
DATA: Path = CHOSEN["XIANFENG_DATA"]
DEMO: bool = CHOSEN["XIANFENG_DEMO"]
DEBUG: bool = CHOSEN["XIANFENG_DEBUG"]
HTTPS: bool = CHOSEN["XIANFENG_HTTPS"]

SECRET_KEY = CHOSEN["XIANFENG_SECRET_KEY"] or signing_key(DATA / "keys")
ALLOWED_HOSTS = list(CHOSEN["XIANFENG_HOSTS"])

INSTALLED_APPS = [
    "xianfeng.host",
    "xianfeng.desk",
    "xianfeng.oversight.trail",
    "xianfeng.merit.followups",
    "xianfeng.merit.boards",
    "xianfeng.merit.notices",
    "xianfeng.merit.assessments",
    "xianfeng.merit.reviews",
    "xianfeng.merit.scores",
    "xianfeng.merit.methods",
    "xianfeng.facts",
    "xianfeng.people.privacy",
    "xianfeng.people.identity",
    "xianfeng.people.accounts",
    "xianfeng.people.members",
    "xianfeng.people.organizations",
    "xianfeng.people.audit",
    "xianfeng.site",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.socialaccount.providers.dingtalk",
    "allauth.socialaccount.providers.feishu",
    "allauth.socialaccount.providers.weixin",
    "allauth.mfa",
    "allauth.usersessions",
    "django_cotton",
    "django.forms",
    "django_htmx",
    "treebeard",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "xianfeng.site.tracing.traced",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "xianfeng.site.middleware.preferences",
    "xianfeng.people.accounts.middleware.reach",
    "xianfeng.people.accounts.middleware.SecondFactor",
    "xianfeng.people.privacy.middleware.NoticeFirst",
    "xianfeng.site.once.OnceMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "xianfeng.site.context.frame",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

ROOT_URLCONF = "xianfeng.urls"
WSGI_APPLICATION = "xianfeng.wsgi.application"
FORM_RENDERER = "xianfeng.site.forms.Renderer"

SQLITE: dict[str, Any] = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": DATA / "xianfeng.sqlite3",
    "CONN_MAX_AGE": None,
    "OPTIONS": {
        # Measured: without IMMEDIATE most of 200 simultaneous writers are lost to "database is locked".
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA recursive_triggers=ON;PRAGMA secure_delete=ON;"
        "PRAGMA mmap_size=134217728;PRAGMA journal_size_limit=67108864;"
        "PRAGMA cache_size=-20000;PRAGMA temp_store=MEMORY",
    },
}
POSTGRESQL: dict[str, Any] = {**CHOSEN["DATABASE_URL"], "CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
DATABASES = {"default": POSTGRESQL if CHOSEN["DATABASE_URL"] else SQLITE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["xianfeng.people.accounts.backends.SignIn"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "phone", "email")},
    },
]
LOGIN_URL = ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"

ACCOUNT_ADAPTER = "xianfeng.people.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}  # which of its three names was typed is found out by the backend
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # nothing is sent by e-mail: many members have none
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_FORMS = {
    "login": "xianfeng.people.accounts.forms.SignInForm",
    "reauthenticate": "xianfeng.people.accounts.forms.PasswordAgainForm",
    "change_password": "xianfeng.people.accounts.forms.ChangePasswordForm",
    "set_password": "xianfeng.people.accounts.forms.SetPasswordForm",
}
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",  # a whole branch signs in from one address when its meeting begins
    "login_failed": "10/15m/key",  # codes of a second factor; passwords are counted by the adapter
    "reauthenticate": "10/m/user",
    "change_password": "10/m/user",
}
SECOND_FACTOR: bool = not DEMO or CHOSEN["XIANFENG_DEMO_SECOND_FACTOR"]
MFA_ADAPTER = "xianfeng.people.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "xianfeng.people.accounts.forms.CodeForm",
    "reauthenticate": "xianfeng.people.accounts.forms.CodeAgainForm",
    "activate_totp": "xianfeng.people.accounts.forms.FirstCodeForm",
    "add_webauthn": "xianfeng.people.accounts.forms.PasskeyForm",
    "edit_webauthn": "xianfeng.people.accounts.forms.PasskeyNameForm",
}
SOCIALACCOUNT_ADAPTER = "xianfeng.people.accounts.adapters.ProviderAdapter"
SOCIALACCOUNT_PROVIDERS = configured(CHOSEN)
SOCIALACCOUNT_AUTO_SIGNUP = False
STAFF_CLAIMS = {"openid_connect": CHOSEN["XIANFENG_OIDC_STAFF_CLAIM"], "feishu": "employee_no"}
PROVIDER_GAPS = gaps(CHOSEN)

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("zh-hant", "繁體中文"), ("en", "English")]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"  # filled by `serve` whenever what the program brings has changed
WHITENOISE_USE_FINDERS = DEBUG
HASHED = "whitenoise.storage.CompressedManifestStaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage" if DEBUG else HASHED},
}
MEDIA_ROOT = DATA / "files"  # never served as such: every file goes through a view that asks for rights
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# Beyond our own limits: no upload ever touches a temporary folder in which a killed process would leave it.
FILE_UPLOAD_MAX_MEMORY_SIZE = 11 * 1024 * 1024

SESSION_COOKIE_AGE = 30 * 24 * 3600  # members; `accounts.sessions` gives privileged roles less
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = ["^health/"]
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # other names under the same domain are not ours to bind to HTTPS
    "security.W021",  # nor is the browsers' list of preloaded names
]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "xianfeng.site.errors.stale"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF, *origins(CHOSEN)],
        "frame-ancestors": [NONE],
    }
}

# Shared by all processes, or throttling would count in each of them anew.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "host_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},  # with Django's 300 many wrong names would push a count out
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
MESSAGE_TAGS = {10: "note", 20: "note", 25: "done", 30: "attention", 40: "attention"}
PRODUCT = _("Education and management platform for party members")

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "xianfeng.site.logs.OneLine"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "xianfeng": {"level": "WARNING" if DEMO else "INFO"},
        "_granian": {"level": "ERROR"},
        "django": {"handlers": [], "level": "WARNING"},
        "django.request": {"level": "ERROR"},  # what was refused stands in the line of the request
    },
}
