"""What makes a page a method page. A site puts a mixin before its own page class:

class WorkPage(MethodPageMixin, OurBasePage):
    content_panels = [*OurBasePage.content_panels, *MethodPageMixin.method_panels]
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import PageViewRestriction
from wagtail.search import index

from kik_wagtail import conf

from . import panels
from .blocks import AnswersBlock, ChangesBlock, MethodBodyBlock

ASKED = "zoek"  # in the address of a method index: what a reader looks for


class GuidancePageMixin(models.Model):
    """All kinds have these: what it is about in a sentence or two, who keeps it right, until when it holds."""

    summary = models.TextField(
        _("in short"),
        max_length=300,
        blank=True,
        help_text=_("One or two sentences; stands in lists and above the page."),
    )
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("kept by"),
        help_text=_("Who keeps this page right, and hears what readers say of it."),
    )
    review_on = models.DateField(
        _("check again on"), null=True, blank=True, help_text=_("Who keeps it is reminded on this day.")
    )
    asks_reading = models.BooleanField(
        _("ask readers to say that they read it"),
        default=False,
        help_text=_("Coaches press “read and understood”; who did is seen per team."),
    )
    read_again_on = models.DateField(
        _("asked anew on"),
        null=True,
        blank=True,
        help_text=_(
            "Fill in the day of a change that everybody must know: then all are asked again. For a small correction, leave it."
        ),
    )

    is_guidance_page = True
    is_published_by_timetable = True  # see snippets.scheduled
    shown_streams: tuple[str, ...] = ("body",)  # the fields whose blocks are shown, kept and searched for headings
    method_panels = panels.CONTENT
    keeping_panels = panels.KEEPING
    method_search_fields = [index.SearchField("summary"), index.SearchField("body")]

    class Meta:
        abstract = True

    @property
    def base_template(self) -> str:
        return conf.pages_base_template()

    def in_order(self, stream: Any) -> list[Any]:
        """The blocks of a stream as they are shown."""
        return list(stream)

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from .reading.reader import reader_of
        from .rendering import rendered  # reads stamps, which are rows

        context = super().get_context(request, *args, **kwargs)  # type: ignore[misc]
        method = rendered(self, request)
        return context | {"method": method, "reader": reader_of(self, request, method.contact_kinds)}

    def serve(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        from .reading.views import posting

        return posting.take(self, request) or super().serve(request, *args, **kwargs)  # type: ignore[misc]


class MethodIndexMixin(GuidancePageMixin):
    body = StreamField(MethodBodyBlock(required=False), verbose_name=_("contents"), blank=True)

    class Meta:
        abstract = True

    def get_template(self, request: Any, *args: Any, **kwargs: Any) -> str:
        if ASKED in request.GET:
            return "kik_wagtail/pages/search.html"
        return super().get_template(request, *args, **kwargs)  # type: ignore[misc]

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With a question in the address (?zoek=): what was found, in place of the page's own contents."""
        if ASKED in request.GET:
            from .search.finding import Found  # reads the site's page types, of which this is one

            found = Found(request, request.GET[ASKED], request.GET.get("p"))
            context = super(GuidancePageMixin, self).get_context(request, *args, **kwargs)  # type: ignore[misc]
            return context | {"search": found}
        return super().get_context(request, *args, **kwargs) | {"below": self.below(request)}

    def below(self, request: Any) -> list[Any]:
        """What stands below and this reader may open. (Core's `public()` hides all of a section that asks to log in.)"""
        children = self.get_children().live()  # type: ignore[attr-defined]
        closed = PageViewRestriction.objects.filter(page__in=children).select_related("page")
        hidden = {one.page_id for one in closed if not one.accept_request(request)}
        return list(children.exclude(pk__in=hidden).specific())


class MethodPageMixin(GuidancePageMixin):
    body = StreamField(MethodBodyBlock(required=False), verbose_name=_("contents"), blank=True)

    class Meta:
        abstract = True


class PracticeExampleMixin(GuidancePageMixin):
    """What happened, told by a colleague. Never a resident who can be recognised."""

    body = StreamField(
        MethodBodyBlock(required=False),
        verbose_name=_("contents"),
        blank=True,
        help_text=_("Nobody may be recognised in it: no names, no street, no details that only one person has."),
    )
    learned = models.TextField(_("what we learned"), max_length=500, blank=True)

    method_panels = panels.PRACTICE_EXAMPLE
    method_search_fields = [*GuidancePageMixin.method_search_fields, index.SearchField("learned")]

    class Meta:
        abstract = True


class FrequentlyAskedMixin(GuidancePageMixin):
    body = StreamField(AnswersBlock(required=False), verbose_name=_("questions and answers"), blank=True)

    class Meta:
        abstract = True


class WhatChangedMixin(GuidancePageMixin):
    """Newest first, whatever the order in which it was written."""

    body = StreamField(ChangesBlock(required=False), verbose_name=_("what changed"), blank=True)

    class Meta:
        abstract = True

    def in_order(self, stream: Any) -> list[Any]:
        return sorted(stream, key=lambda change: change.value["on"], reverse=True)


BY_NAME: dict[str, type[GuidancePageMixin]] = {
    "MethodIndexPage": MethodIndexMixin,
    "MethodPage": MethodPageMixin,
    "PracticeExamplePage": PracticeExampleMixin,
    "FrequentlyAskedPage": FrequentlyAskedMixin,
    "WhatChangedPage": WhatChangedMixin,
}
"""What a site's own type must be to stand in the place of ours: KIK_WAGTAIL_METHODPAGE_MODEL = "app.WorkPage"."""
