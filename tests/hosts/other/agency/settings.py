"""A Wagtail site as another agency made it. With WITH_KIK=1 it has what the README says to add, and nothing else."""

import os
import sys
from pathlib import Path

VAR = Path(os.environ["HOST_VAR"])
SECRET_KEY = "for a test only, for a test only, for a test only"
DEBUG = False
ALLOWED_HOSTS = ["*"]

INSTALLED_APPS = [
    "agency",
    "people",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "agency.urls"
AUTH_USER_MODEL = "people.Person"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": VAR / "host.sqlite3",
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": "PRAGMA journal_mode=WAL;"},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_I18N = USE_TZ = True
STATIC_URL = "/static/"
MEDIA_ROOT = VAR / "media"
WAGTAIL_SITE_NAME = "Agency"
WAGTAILADMIN_BASE_URL = "http://agency.example"
WAGTAIL_ENABLE_UPDATE_CHECK = False
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

if os.environ.get("WITH_KIK") == "1":
    INSTALLED_APPS = ["kik_wagtail", "wagtail_modeladmin", "django_q", "wagtail.contrib.settings", *INSTALLED_APPS]
    MIDDLEWARE.insert(
        MIDDLEWARE.index("django.contrib.auth.middleware.AuthenticationMiddleware") + 1,
        "kik_wagtail.middleware.ScopeMiddleware",
    )
    Q_CLUSTER = {
        "name": "kik",
        "orm": "default",
        "workers": 1,
        "timeout": 600,
        "queue_limit": 1,
        "retry": 1500,
        "max_attempts": 3,
        "catch_up": False,
        "save_limit": 200,
    }
    KIK_WAGTAIL_FIELD_KEYS = ["ZGVtby1vbmx5LW5vdC1hLXNlY3JldC0wMTIzNDU2Nzg="]
    KIK_WAGTAIL_PRIVATE_STORAGE = str(VAR / "private")
    # the agency has a base template and a page type of its own for method pages
    INSTALLED_APPS = ["guidance", *INSTALLED_APPS]
    KIK_WAGTAIL_PAGES_BASE_TEMPLATE = "base.html"
    KIK_WAGTAIL_METHODPAGE_MODEL = "guidance.WorkPage"
    # made anew by each run, as the agency would after installing another kik_wagtail: they hold our blocks
    MIGRATION_MODULES = {"guidance": "guidance_migrations"}
    sys.path.insert(0, str(VAR))
    (VAR / "guidance_migrations").mkdir(exist_ok=True)
    (VAR / "guidance_migrations" / "__init__.py").touch()
