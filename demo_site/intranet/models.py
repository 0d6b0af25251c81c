"""The page tree that the intranet had before kik_wagtail came."""

from django.core.paginator import Paginator
from django.db import models
from django.utils import timezone
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

NEWS_PER_PAGE = 10


class HomePage(Page):
    intro = RichTextField("inleiding", blank=True)

    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    content_panels = [*Page.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = "startpagina"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["news"] = NewsPage.objects.live().descendant_of(self).order_by("-published_on")[:3]
        context["sections"] = SectionPage.objects.live().child_of(self)
        return context


class NewsIndexPage(Page):
    max_count = 1
    parent_page_types = ["intranet.HomePage"]
    subpage_types = ["intranet.NewsPage"]

    class Meta:
        verbose_name = "nieuwsoverzicht"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        news = NewsPage.objects.live().child_of(self).order_by("-published_on")
        context["news"] = Paginator(news, NEWS_PER_PAGE).get_page(request.GET.get("pagina"))
        return context


class NewsPage(Page):
    published_on = models.DateField("datum", default=timezone.localdate)
    intro = models.CharField("inleiding", max_length=300)
    body = RichTextField("tekst")

    parent_page_types = ["intranet.NewsIndexPage"]
    subpage_types: list[str] = []
    content_panels = [*Page.content_panels, FieldPanel("published_on"), FieldPanel("intro"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("intro"), index.SearchField("body")]

    class Meta:
        verbose_name = "nieuwsbericht"


class SectionPage(Page):
    """An afdeling or a way of working, with pages below it."""

    intro = models.CharField("inleiding", max_length=300, blank=True)
    body = StreamField(
        [
            ("heading", blocks.CharBlock(label="tussenkop", form_classname="title")),
            ("text", blocks.RichTextBlock(label="tekst")),
            ("quote", blocks.BlockQuoteBlock(label="citaat")),
        ],
        verbose_name="inhoud",
        blank=True,
    )

    parent_page_types = ["intranet.HomePage", "intranet.SectionPage"]
    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("intro"), index.SearchField("body")]

    class Meta:
        verbose_name = "rubriek"
        verbose_name_plural = "rubrieken"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["children"] = self.get_children().live()
        return context
