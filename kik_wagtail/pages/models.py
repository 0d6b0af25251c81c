"""Thin page types for a site that has none of its own; each can be swapped for one that has (see docs/methodepaginas.md)."""

from __future__ import annotations

import swapper
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import PAGE_MODEL_CLASSES, Page

from .mixins import (
    FrequentlyAskedMixin,
    GuidancePageMixin,
    MethodIndexMixin,
    MethodPageMixin,
    PracticeExampleMixin,
    WhatChangedMixin,
)

APP = "kik_wagtail"


class LibraryStamp(models.Model):
    """One row: another number whenever something is published that pages show (see stamps)."""

    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("stamp of the texts")
        verbose_name_plural = _("stamps of the texts")

    def __str__(self) -> str:
        return str(self.number)


class MethodIndexPage(MethodIndexMixin, Page):
    template = "kik_wagtail/pages/method_index_page.html"
    content_panels = [*Page.content_panels, *MethodIndexMixin.method_panels]
    settings_panels = [*GuidancePageMixin.keeping_panels, *Page.settings_panels]
    search_fields = [*Page.search_fields, *MethodIndexMixin.method_search_fields]

    class Meta:
        verbose_name = _("method index")
        verbose_name_plural = _("method indexes")
        swappable = swapper.swappable_setting(APP, "MethodIndexPage")


class MethodPage(MethodPageMixin, Page):
    template = "kik_wagtail/pages/method_page.html"
    content_panels = [*Page.content_panels, *MethodPageMixin.method_panels]
    settings_panels = [*GuidancePageMixin.keeping_panels, *Page.settings_panels]
    search_fields = [*Page.search_fields, *MethodPageMixin.method_search_fields]

    class Meta:
        verbose_name = _("method page")
        verbose_name_plural = _("method pages")
        swappable = swapper.swappable_setting(APP, "MethodPage")


class PracticeExamplePage(PracticeExampleMixin, Page):
    template = "kik_wagtail/pages/practice_example_page.html"
    content_panels = [*Page.content_panels, *PracticeExampleMixin.method_panels]
    settings_panels = [*GuidancePageMixin.keeping_panels, *Page.settings_panels]
    search_fields = [*Page.search_fields, *PracticeExampleMixin.method_search_fields]

    class Meta:
        verbose_name = _("practice example")
        verbose_name_plural = _("practice examples")
        swappable = swapper.swappable_setting(APP, "PracticeExamplePage")


class FrequentlyAskedPage(FrequentlyAskedMixin, Page):
    template = "kik_wagtail/pages/frequently_asked_page.html"
    content_panels = [*Page.content_panels, *FrequentlyAskedMixin.method_panels]
    settings_panels = [*GuidancePageMixin.keeping_panels, *Page.settings_panels]
    search_fields = [*Page.search_fields, *FrequentlyAskedMixin.method_search_fields]

    class Meta:
        verbose_name = _("frequently asked")
        verbose_name_plural = _("frequently asked")
        swappable = swapper.swappable_setting(APP, "FrequentlyAskedPage")


class WhatChangedPage(WhatChangedMixin, Page):
    template = "kik_wagtail/pages/what_changed_page.html"
    content_panels = [*Page.content_panels, *WhatChangedMixin.method_panels]
    settings_panels = [*GuidancePageMixin.keeping_panels, *Page.settings_panels]
    search_fields = [*Page.search_fields, *WhatChangedMixin.method_search_fields]

    class Meta:
        verbose_name = _("what changed")
        verbose_name_plural = _("what changed")
        swappable = swapper.swappable_setting(APP, "WhatChangedPage")


def _leave_to_the_site() -> None:
    """Wagtail lists every page class that it ever saw. A type with a site's own in its place has no table to ask."""
    for model in (MethodIndexPage, MethodPage, PracticeExamplePage, FrequentlyAskedPage, WhatChangedPage):
        if model._meta.swapped and model in PAGE_MODEL_CLASSES:
            PAGE_MODEL_CLASSES.remove(model)


_leave_to_the_site()
