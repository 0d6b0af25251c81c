from typing import Any

from django.conf import settings
from django.db import models
from wagtail.blocks import RichTextBlock
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin


class PlainResident(models.Model):
    client_number = models.CharField(max_length=20)
    first_name = models.CharField(max_length=80)
    surname = models.CharField(max_length=120)
    area = models.ForeignKey("kik_wagtail.Area", models.DO_NOTHING, related_name="+")
    coach = models.ForeignKey(settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, related_name="+")
    status = models.CharField(max_length=30)
    last_conversation_on = models.DateField(null=True)

    class Meta:
        managed = False
        db_table = "kik_wagtail_resident"

    def __str__(self) -> str:
        return self.client_number


class PlainText(DraftStateMixin, RevisionMixin, PreviewableMixin, models.Model):
    """The same words as a letter text, shown as HTML."""

    title = models.CharField(max_length=120)
    body = StreamField([("text", RichTextBlock(features=["h3", "ul", "ol", "link", "bold"]))])

    def __str__(self) -> str:
        return self.title

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        return "peer/plain_text.html"
