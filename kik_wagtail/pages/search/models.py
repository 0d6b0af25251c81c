from __future__ import annotations

from typing import ClassVar

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index
from wagtail.search.queryset import SearchableQuerySetMixin


class ReadableTexts(SearchableQuerySetMixin, models.QuerySet):
    pass


class ReadableText(index.Indexed, models.Model):
    """The published words of one text: what the search engine gets to know of it.

    The texts themselves are not indexed: their rows hold drafts and fields that nobody reads, and the wording of a
    letter or guide stands in its frozen version. This row follows what is published (see texts.refresh).
    """

    kind = models.ForeignKey(ContentType, models.CASCADE, related_name="+", verbose_name=_("kind"))
    row_id = models.PositiveBigIntegerField(_("key"))
    title = models.CharField(_("title"), max_length=120)
    words = models.TextField(_("words"))
    since = models.DateTimeField(_("published at"), null=True)

    objects = models.Manager.from_queryset(ReadableTexts)()
    search_fields: ClassVar = [
        index.SearchField("title", boost=2),
        index.SearchField("words"),
        index.FilterField("id"),
    ]

    class Meta:
        verbose_name = _("text to be found")
        verbose_name_plural = _("texts to be found")
        constraints = [models.UniqueConstraint(fields=["kind", "row_id"], name="kik_readable_text_once")]

    def __str__(self) -> str:
        return self.title
