"""The panels of the page types. A site's own type begins with these and adds its own."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

CONTENT = [FieldPanel("summary"), FieldPanel("body")]
PRACTICE_EXAMPLE = [*CONTENT, FieldPanel("learned")]
KEEPING = [
    MultiFieldPanel(
        [FieldPanel("kept_by"), FieldPanel("review_on"), FieldPanel("asks_reading"), FieldPanel("read_again_on")],
        heading=_("Keeping it right"),
    )
]
