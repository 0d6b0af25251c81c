"""The demo: `make demo`. Invented people, known passwords, mail to files."""

from .base import *  # noqa: F403
from .base import VAR_DIR

DEBUG = True
DEMO = True  # kik_demo refuses to run without it
SECRET_KEY = "demo-only-not-a-secret-0123456789abcdefghijklmnopqrstuvwxyz"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
KIK_WAGTAIL_FIELD_KEYS = ["ZGVtby1vbmx5LW5vdC1hLXNlY3JldC0wMTIzNDU2Nzg="]
