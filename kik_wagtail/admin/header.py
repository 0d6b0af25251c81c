"""Two repairs of Wagtail's listing header, whose template has no block for them."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpResponse
from django.utils.html import format_html
from django.utils.translation import gettext as _

SEARCH_LANDMARK = re.compile(r'role="search"\s+data-search-form')
FILTER_BUTTON = re.compile(r'(<button[^>]*w-slim-header-action-button[^>]*?) aria-label="([^"]*)"([^>]*>)')


class AccessibleHeaderMixin:
    """Names the search landmarks, and puts the filter button's label where its visible count does not contradict it.

    Where core changes this markup nothing is replaced and nothing breaks: the axe test tells.
    """

    def render_to_response(self, *args: Any, **kwargs: Any) -> Any:
        response = super().render_to_response(*args, **kwargs)  # type: ignore[misc]
        if hasattr(response, "add_post_render_callback"):  # an export is a file, without a header to repair
            response.add_post_render_callback(self._repair_header)
        return response

    def _repair_header(self, response: HttpResponse) -> None:
        name = getattr(self, "verbose_name_plural", None) or ""
        landmark = format_html('role="search" aria-label="{} {}" data-search-form', _("Search"), name)
        html = SEARCH_LANDMARK.sub(lambda match: landmark, response.content.decode())
        response.content = FILTER_BUTTON.sub(r'\1\3<span class="w-sr-only">\2</span>', html)
