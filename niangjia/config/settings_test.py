"""The settings of the test run: production's, on the cluster that ``tests/plugin_postgres.py`` has started."""

from __future__ import annotations

import os

from niangjia.config.settings import *  # noqa: F403 - an override file is production's settings, changed

NIANGJIA_DEMO = False
SECRET_KEY = "tests"  # noqa: S105 - not a secret
ALLOWED_HOSTS = ["*"]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": "127.0.0.1",
        "PORT": os.environ.get("NIANGJIA_TEST_DB_PORT", "5432"),
        "NAME": "niangjia",
        "USER": "niangjia_owner",
        "OPTIONS": {"prepare_threshold": 5},
    }
}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = False
SECURE_HSTS_SECONDS = 0
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
