"""The demo can have pages in English too, by wagtail-localize (DEMO_LOCALIZE)."""

from __future__ import annotations

import os
import subprocess
import sys

from django.conf import settings
from django.urls import reverse
from django.utils import translation


def test_a_method_page_with_our_blocks_is_translated_by_wagtail_localize():
    """See localized.py: other apps and another database, so in a process of its own."""
    ask = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/demo/localized.py"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "DJANGO_"))}
    done = subprocess.run(ask, capture_output=True, text=True, env=environment | {"DEMO_LOCALIZE": "1"})
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


def test_without_it_nothing_of_it_is_there():
    assert "wagtail_localize" not in settings.INSTALLED_APPS
    assert "django.middleware.locale.LocaleMiddleware" not in settings.MIDDLEWARE
    with translation.override("en"):
        assert reverse("wagtail_serve", args=["kik/"]) == "/kik/"
