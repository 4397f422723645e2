"""Django settings. Every value a deployment may change comes from the environment (env.py)."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from . import env

DATA_FOLDER = env.data_folder()
SECRET_KEY = env.secret_key(DATA_FOLDER)
DEBUG = env.flag("ARRIMAGE_DEBUG")
PUBLIC_URL = env.web_address("ARRIMAGE_URL", "http://127.0.0.1:8000")
ALLOWED_HOSTS = env.names(
    "ARRIMAGE_HOSTS", f"{urlsplit(PUBLIC_URL).hostname or ''},127.0.0.1,localhost"
)
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
UPLOAD_LIMIT = env.integer("ARRIMAGE_UPLOAD_MB", 40, low=1, high=200) * 1024 * 1024
PRIVACY_CONTACT = env.text("ARRIMAGE_PRIVACY_CONTACT")
IS_HTTPS = PUBLIC_URL.startswith("https://")
WORKS_OFFLINE = env.flag("ARRIMAGE_OFFLINE", default=True)

INSTALLED_APPS = [
    "arrimage.portal",
    "arrimage.feeds",
    "arrimage.communications",
    "arrimage.exchange",
    "arrimage.followup",
    "arrimage.memory",
    "arrimage.alignment",
    "arrimage.funding",
    "arrimage.plans",
    "arrimage.directory",
    "arrimage.accounts",
    "arrimage.audit",
    "arrimage.search",
    "arrimage.core",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_tasks",
    "django_tasks_db",
    "django_htmx",
    "template_partials",
    "rules",
    "ninja",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "arrimage.core.guards.keep_private",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "arrimage.core.language.ChosenLanguageMiddleware",
    "arrimage.core.guards.refuse_oversized",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "arrimage.accounts.resuming.ResumingLoginMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "arrimage.accounts.second_factor.require_second_factor",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "arrimage.config.urls"
WSGI_APPLICATION = "arrimage.config.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "arrimage.core.navigation.context",
            ],
            "builtins": ["template_partials.templatetags.partials"],
        },
    }
]

DATABASES = {
    "default": env.database("DATABASE_URL", f"sqlite:///{DATA_FOLDER / 'arrimage.sqlite3'}")
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;",
    }
# Sign-in attempts are counted here: in the database, so that every process sees the same count.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "arrimage_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # fewer, and a flood would wipe the counts
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in [
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 10}),
        ("CommonPasswordValidator", {}),
    ]
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:home"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_ADAPTER = "arrimage.accounts.adapter.ClosedSignup"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the invitation proved the address
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_HTTPS
MFA_TOTP_ISSUER = "Arrimage"
REQUIRES_SECOND_FACTOR = env.flag("ARRIMAGE_SECOND_FACTOR")
MFA_ADAPTER = "allauth.mfa.adapter.DefaultMFAAdapter"
# Where people stand behind one reverse proxy; allauth counts sign-in attempts by this address.
ALLAUTH_TRUSTED_PROXY_COUNT = env.integer("ARRIMAGE_PROXIES", 0, low=0, high=5)

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("Français")), ("en", _("English"))]
FORMAT_MODULE_PATH = ["arrimage.config.formats"]
LOCALE_PATHS = [str(Path(__file__).parents[1] / "locale")]
LANGUAGE_COOKIE_NAME = "langue"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = IS_HTTPS
TIME_ZONE = "America/Toronto"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_FOLDER / "static"
MEDIA_ROOT = DATA_FOLDER / "files"  # never served by address: views open what a person may see
STORAGES = {
    "default": {"BACKEND": "arrimage.core.files.WholeFileStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

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
        "worker-src": [SELF],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_NAME = "__Host-session" if IS_HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if IS_HTTPS else "csrf"
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = False  # the proxy that holds the certificate redirects
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

_mail = env.mail("ARRIMAGE_MAIL")
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if _mail.scheme.startswith("smtp")
    else "django.core.mail.backends.console.EmailBackend"
)
EMAIL_HOST = _mail.hostname or "localhost"
EMAIL_PORT = _mail.port or 25
EMAIL_HOST_USER = _mail.username or ""
EMAIL_HOST_PASSWORD = _mail.password or ""
EMAIL_USE_TLS = _mail.scheme == "smtp+tls"
EMAIL_USE_SSL = _mail.scheme == "smtps"
DEFAULT_FROM_EMAIL = env.text("ARRIMAGE_MAIL_FROM", "Arrimage <arrimage@localhost>")

# Replies: a mailbox that is read (imap://, imaps://) or a door that a mail server knocks at (lmtp://).
INBOUND = env.inbound("ARRIMAGE_INBOUND")
INBOUND_ADDRESS = env.text("ARRIMAGE_INBOUND_ADDRESS")

LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.choice("ARRIMAGE_LOG", "WARNING", LOG_LEVELS)},
}
SILENCED_SYSTEM_CHECKS = ["security.W008", "security.W004"]
