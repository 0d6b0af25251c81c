"""The pictures of a page in the size in which it shows them: fetched together, however many there are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from wagtail.images import get_image_model

from .shelf import values_in

SIZE = "width-1200"


def fetch_renditions(streams: Iterable[Any]) -> None:
    """Wagtail looks in `prefetched_renditions` first, and makes what is not there."""
    model = get_image_model()
    images = [value for stream in streams for value in values_in(stream) if isinstance(value, model)]
    if images:
        of_size = model.get_rendition_model().objects.filter(filter_spec=SIZE)
        prefetch_related_objects(images, Prefetch("renditions", queryset=of_size, to_attr="prefetched_renditions"))
