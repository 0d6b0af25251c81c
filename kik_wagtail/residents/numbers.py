"""The telephone numbers of the teams are the site's own: a letter may name them (`snippets.checking.library_check`)."""

from __future__ import annotations

from kik_wagtail.snippets.checking.library_check import register_numbers

from .models import Area


@register_numbers
def numbers_of_areas() -> list[str]:
    return list(Area.objects.filter(is_archived=False).exclude(phone="").values_list("phone", flat=True))
