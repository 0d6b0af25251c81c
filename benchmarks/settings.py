"""The settings of the tests on a database of its own: a SQLite file as the demo has it, or DATABASE_URL."""

import os
import tempfile
from pathlib import Path

from demo_site.settings.base import database
from demo_site.settings.test import *  # noqa: F403
from demo_site.settings.test import INSTALLED_APPS as APPS

INSTALLED_APPS = ["benchmarks.peer", *APPS]
FILE = Path(tempfile.gettempdir()) / f"kik-bench-{os.getpid()}.sqlite3"
DATABASES = {"default": database(os.environ.get("DATABASE_URL") or f"sqlite:///{FILE}")}
DATABASES["default"]["TEST"] = {"NAME": FILE.stem if os.environ.get("DATABASE_URL") else str(FILE)}
ALLOWED_HOSTS = ["testserver"]  # and no test environment, which keeps a copy of every template's context
KIK_WAGTAIL_PRIVATE_STORAGE = tempfile.gettempdir()
if name := os.environ.get("KIK_BENCH_DATABASE"):  # a process beside: the database that is there
    DATABASES["default"]["NAME"] = name
