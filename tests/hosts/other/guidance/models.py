from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from kik_wagtail.pages.mixins import MethodPageMixin, PracticeExampleMixin


class AgencyPage(Page):
    """What all pages of the agency have."""

    department = models.CharField(max_length=60, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("department")]

    class Meta:
        abstract = True


class WorkPage(MethodPageMixin, AgencyPage):
    """Stands in the place of kik_wagtail's own method page: KIK_WAGTAIL_METHODPAGE_MODEL."""

    template = "kik_wagtail/pages/method_page.html"
    content_panels = [*AgencyPage.content_panels, *MethodPageMixin.method_panels]
    settings_panels = [*MethodPageMixin.keeping_panels, *AgencyPage.settings_panels]
    search_fields = [*AgencyPage.search_fields, *MethodPageMixin.method_search_fields]


class StoryPage(PracticeExampleMixin, AgencyPage):
    """A type of the agency beside kik_wagtail's own practice example, which stays, with a template of the agency."""

    template = "guidance/story_page.html"
    content_panels = [*AgencyPage.content_panels, *PracticeExampleMixin.method_panels]
