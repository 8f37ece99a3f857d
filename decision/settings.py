"""Wiring. Every value that a machine may change comes from `decision.env`."""

from __future__ import annotations

from pathlib import Path

import pghistory
from csp.constants import NONE, SELF

from decision.accounts import account_settings, company_sign_on, mail_settings, second_factor_settings
from decision.addresses import database_settings
from decision.env import env

BASE_DIR = Path(__file__).resolve().parent.parent

# A trial on one's own machine: the variable DEBUG. Django's own DEBUG stays off, for its error pages show code.
LOCAL = env.DEBUG
DEBUG = False
SECRET_KEY = env.SECRET_KEY
ALLOWED_HOSTS = env.ALLOWED_HOSTS
CSRF_TRUSTED_ORIGINS = env.CSRF_TRUSTED_ORIGINS

INSTALLED_APPS = [
    "decision.admin_site.SteelyardAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "pgtrigger",
    "pghistory",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_htmx",
    "csp",
    "allauth",
    "decision.teams.allauth_app.PagesAccounts",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "criteria",
    "frameworks",
    "decision.teams",
    "decision.record",
    "decision.matrix",
    "decision.weighing",
    "decision.history",
    "decision.evidence",
    "decision.robustness",
    "decision.talk",
    "decision.rounds",
    "decision.lifecycle",
    "decision.live",
    "decision",
]

MIDDLEWARE = [
    "decision.serving.metrics.MeasureRequests",
    "django.middleware.security.SecurityMiddleware",
    "decision.api.middleware.ProblemsUnderApi",
    "decision.middleware.CompressPages",
    "decision.middleware.LeadOn",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "decision.middleware.PolicyOfPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "decision.middleware.MessagesOnPages",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "decision.middleware.HtmxOnPages",
    "decision.teams.middleware.AccountsOnPages",
    "decision.pages.RefusedPages",
]

ROOT_URLCONF = "decision.urls"
WSGI_APPLICATION = "decision.wsgi.application"
ASGI_APPLICATION = "decision.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

DATABASES = {"default": database_settings(env)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
CSRF_FAILURE_VIEW = "decision.pages.csrf_failure"
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "decision-list"
LOGOUT_REDIRECT_URL = "decision-list"
SIGN_UP = env.SIGN_UP
SOCIALACCOUNT_PROVIDERS = company_sign_on(env)
globals().update(account_settings(env), **second_factor_settings(env), **mail_settings(env))

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = env.DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
HASHED_STATIC_FILES = "whitenoise.storage.CompressedManifestStaticFilesStorage"
STATIC_FILES_AS_THEY_ARE = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": STATIC_FILES_AS_THEY_ARE if LOCAL else HASHED_STATIC_FILES},
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = LOCAL
WHITENOISE_ALLOW_ALL_ORIGINS = False  # nobody else needs our files, and each would carry the header
WHITENOISE_MAX_AGE = 0 if LOCAL else 60

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 0 if LOCAL else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = not LOCAL
SECURE_HSTS_PRELOAD = not LOCAL
SECURE_SSL_REDIRECT = not LOCAL
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.BEHIND_PROXY else None
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SESSION_COOKIE_SECURE = not LOCAL
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = not LOCAL
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["decision.api.renderers.OrjsonRenderer"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "decision.api.renderers.OneFormat",
    "DEFAULT_PARSER_CLASSES": ["decision.api.parsers.OrjsonParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "decision.teams.authentication.TokenAuthentication",
        "decision.teams.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["decision.teams.authentication.ReadOrWriter"],
    "DEFAULT_THROTTLE_CLASSES": ["decision.api.throttles.Throttle"],
    "DEFAULT_PAGINATION_CLASS": "decision.api.pagination.CursorPagination",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "decision.api.problems.problem_response",
    "DEFAULT_THROTTLE_RATES": {"visitor": env.THROTTLE_ANON, "signed_in": env.THROTTLE_TOKEN},
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "NUM_PROXIES": 1 if env.BEHIND_PROXY else 0,
    "PAGE_SIZE": 100,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}

SPECTACULAR_SETTINGS = {
    "TITLE": "Steelyard",
    "DESCRIPTION": "Decisions whose scores cite their sources: rankings, what-ifs, evidence.",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": [],
}

SITE_URL = env.SITE_URL
PACKAGE_INDEX_URL = env.PACKAGE_INDEX_URL

# The session holds messages: the usual storage makes a cookie signer for every request.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# It counts attempts to sign in, by address and by account: with Django's 300 entries, whoever tries many names at once
# would have those counts thrown away.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}  # fmt: skip

PGHISTORY_DEFAULT_TRACKERS = (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
PGHISTORY_APPEND_ONLY = True
PGHISTORY_BASE_MODEL = "decision.teams.events.Event"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.LOG_LEVEL},
}
