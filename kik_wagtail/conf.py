"""Every Python setting of kik_wagtail, with its default. The only reader of django.conf.settings for them.

What an editor or administrator should change (return address, window of the envelope, office hours) is a Wagtail
site setting instead.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.conf import settings


def _get(name: str, default: Any) -> Any:
    return getattr(settings, f"KIK_WAGTAIL_{name}", default)


def time_zone() -> str:
    """The time zone in which "today" is decided."""
    return _get("TIME_ZONE", "Europe/Amsterdam")


def field_keys() -> tuple[str, ...]:
    """Fernet keys for report text and letter values, newest first."""
    return tuple(_get("FIELD_KEYS", ()))


def four_eyes() -> bool:
    """Letter texts and guides are approved by another person than the one who wrote them."""
    return _get("FOUR_EYES", True)


def import_max_bytes() -> int:
    """A resident file larger than this is refused unread."""
    return _get("IMPORT_MAX_BYTES", 50 * 1024 * 1024)


def private_storage() -> str:
    """Folder for uploaded resident files and error files; never below MEDIA_ROOT. Empty: the system's temporary folder."""
    return _get("PRIVATE_STORAGE", "")


def most_posted() -> tuple[int | None, int | None]:
    """Bytes and fields of the largest form that Django takes; None: no limit."""
    return settings.DATA_UPLOAD_MAX_MEMORY_SIZE, settings.DATA_UPLOAD_MAX_NUMBER_FIELDS


def base_url() -> str:
    """Address of the intranet in e-mails; WAGTAILADMIN_BASE_URL when not set."""
    return _get("BASE_URL", "") or getattr(settings, "WAGTAILADMIN_BASE_URL", "")


def conversations_a_week() -> int:
    """What a coach can hold in a week. A proposal for putting residents on a route counts with it."""
    return _get("CONVERSATIONS_A_WEEK", 10)


def directions_url() -> str:
    """Where a coach is shown the way, with `{address}` in it. Empty: no such link.

    Nothing is asked of that site before a coach follows the link; it then learns an address, which may be a
    resident's own. That is for each municipality to decide.
    """
    return _get("DIRECTIONS_URL", "")


def pages_base_template() -> str:
    """What the method pages extend: the site's own base template, or a plain one that comes along."""
    return _get("PAGES_BASE_TEMPLATE", "kik_wagtail/pages/base.html")


def pages_cache_seconds() -> int:
    """How long the body of a method page may be kept. Publishing a text shows at once, whatever this says; a figure does not."""
    return _get("PAGES_CACHE_SECONDS", 600)


def map_url(address: str) -> str:
    """Where an address is found on a map, for a link that somebody follows. "" where a site wants none."""
    template = _get("MAP_URL", "https://www.openstreetmap.org/search?query={address}")
    return template.format(address=quote(address)) if template and address else ""
