from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.snippets.models import register_snippet


@register_snippet
class Resident(models.Model):
    """The agency's own word for something else: who lives in the care home of the month."""

    name = models.CharField(max_length=100)
    room = models.CharField(max_length=10)

    def __str__(self):
        return self.name


class StandardPage(Page):
    body = RichTextField(blank=True)
    resident = models.ForeignKey(Resident, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    content_panels = [*Page.content_panels, FieldPanel("body"), FieldPanel("resident")]
