"""Django's settings. What differs between installations comes from ``environment.py``; nothing else reads the environment."""

from __future__ import annotations

from importlib.util import find_spec

from csp.constants import NONE, SELF

from niangjia.config.database import django_database
from niangjia.config.environment import ROOT, gate_port, home, is_demo, is_https, setting
from niangjia.config.secrets import kept_secret

PACKAGE = ROOT / "niangjia"

# -- of our own -------------------------------------------------------------------------------------------------------
NIANGJIA_HOME = home()
NIANGJIA_KEYS = NIANGJIA_HOME / "keys"
NIANGJIA_DEMO = is_demo()
NIANGJIA_PORT, NIANGJIA_GATE_PORT, NIANGJIA_GATE_URL = (
    setting("NIANGJIA_PORT"),
    gate_port(),
    setting("NIANGJIA_GATE_URL"),
)
NIANGJIA_GATE_LINE = NIANGJIA_HOME / "gate.sock"
NIANGJIA_URL = (setting("NIANGJIA_URL") or f"http://localhost:{NIANGJIA_PORT}").rstrip("/")
NIANGJIA_SERVICES = (PACKAGE / "services", *setting("NIANGJIA_SERVICES"))
MEDIA_ROOT = NIANGJIA_HOME / "uploads"

# -- who we are -------------------------------------------------------------------------------------------------------
DEBUG = setting("NIANGJIA_DEBUG")
SECRET_KEY = setting("NIANGJIA_SECRET_KEY") or kept_secret(NIANGJIA_HOME, "django")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *setting("NIANGJIA_ALLOWED_HOSTS")]
ROOT_URLCONF = "niangjia.config.urls"
WSGI_APPLICATION = "niangjia.config.wsgi.application"

# Ours before the others', so that our templates win; procrastinate first, so that jobs can be deferred from anywhere.
PACKAGES = (
    "base",
    "unions",
    "people",
    "catalogue",
    "ledger",
    "messages",
    "points",
    "notices",
    "quotas",
    "casework",
    "organising",
    "aid",
    "activities",
    "honours",
    "registers",
    "pairs",
    "campaigns",
    "insight",
    "flows",
    "web",
    "demo",
)
INSTALLED_APPS = [
    "procrastinate.contrib.django",
    *(f"niangjia.{name}" for name in PACKAGES if find_spec(f"niangjia.{name}.apps")),
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "niangjia.web.shell.memory.remember_once",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "niangjia.web.accounts.second_factor.SecondFactorMiddleware",
]

# -- pages ------------------------------------------------------------------------------------------------------------
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": sorted(PACKAGE.glob("web/*/templates")),
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
STATIC_URL = "static/"
STATIC_ROOT = NIANGJIA_HOME / "static"
STATICFILES_DIRS = sorted(PACKAGE.glob("web/*/static"))
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "niangjia.config.static.NodeModulesFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "niangjia.config.static.HashedStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# -- data -------------------------------------------------------------------------------------------------------------
DATABASES = {"default": django_database()}
# Rate limits and the replay protection of one-time codes live in the cache: every process must see the same one.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "base_cache"}}
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

# -- signing in -------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.Login"
AUTHENTICATION_BACKENDS = ["niangjia.people.accounts.Backend"]
LOGIN_REDIRECT_URL = "/"
LOGIN_URL = "account_login"
SESSION_ENGINE = "niangjia.base.session_store"
SESSION_COOKIE_AGE = 14 * 24 * 3600
ACCOUNT_ADAPTER = "niangjia.people.accounts.Adapter"
ACCOUNT_LOGIN_METHODS = {"phone"}
ACCOUNT_SIGNUP_FIELDS = ["phone*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_RATE_LIMITS = {"request_login_code": "60/m/ip,3/m/key,20/d/key"}
ACCOUNT_PHONE_VERIFICATION_MAX_ATTEMPTS = 3
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_USER_DISPLAY = str
ACCOUNT_SESSION_REMEMBER = True
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 6}
MFA_ADAPTER = "niangjia.people.accounts.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "娘家"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not is_https()

# -- what browsers may do ---------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "connect-src": [SELF],
        "font-src": [SELF],
        "media-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = is_https()
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if is_https() else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if is_https() else None
CSRF_TRUSTED_ORIGINS = [f"https://{host.lstrip('.')}" for host in setting("NIANGJIA_ALLOWED_HOSTS") if host != "*"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"niangjia": {"level": "INFO"}},
}
