"""What the tests run on: SQLite in a file, or the server in KIK_TEST_POSTGRES_URL with KIK_TEST_DATABASE=postgres."""

import os
import tempfile

from .base import database
from .dev import *  # noqa: F403

DEBUG = False
if os.environ.get("KIK_TEST_DATABASE") == "postgres":
    DATABASES = {"default": database(os.environ["KIK_TEST_POSTGRES_URL"])}
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c synchronous_commit=off"
else:
    # A file, as in production: an in-memory database has no waiting between the browser tests' server threads.
    DATABASES = {"default": database("sqlite:///:memory:")}
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
    DATABASES["default"]["TEST"] = {"NAME": f"{tempfile.gettempdir()}/kik-test-{os.getpid()}.sqlite3"}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WAGTAILADMIN_BASE_URL = "http://testserver"
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True  # nothing is collected for a test
# Core's dialog about the other editor comes after ten seconds: only to a slow test.
WAGTAIL_EDITING_SESSION_PING_INTERVAL = 600_000
