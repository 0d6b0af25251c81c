"""The screens of the texts: lists, filters and forms as declarations, in one group of the menu."""

from __future__ import annotations

from typing import Any, ClassVar

from django.forms import CheckboxSelectMultiple
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, Panel, PublishingPanel
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn, UpdatedAtColumn
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from kik_wagtail.admin.snippets import ArchivedChooserViewSet, ArchivedViewSet
from kik_wagtail.admin.where_used import WhereUsedPanel

from .forms import EditorialForm, LetterTextForm
from .models import (
    ClosingDay,
    ConversationGuide,
    CoreValue,
    GlossaryTerm,
    LetterText,
    LifeDomain,
    Partner,
    Passage,
    Place,
    Principle,
    Provision,
)
from .panels import TranslationPanel
from .views.approving import ApprovalView
from .views.carrying import carry_menu_item
from .views.editing import EditorialCreateView, EditorialEditView, LetterTextCreateView
from .views.entrances import VersionedEditView
from .views.finding import find_menu_item
from .views.listing import LetterIndexView
from .views.package import package_menu_item
from .views.previewing import EditorialPreview, EditorialPreviewOnCreate

CHIP_HELP = _("Type / for a merge field. Double click a field to replace it.")


def _choice(name: str, label: Any) -> Column:
    return Column(f"get_{name}_display", label=label, sort_key=name)


ARCHIVED = Column("archived_label", label=_("Archived"), sort_key="is_archived")


class EditorialViewSet(ArchivedViewSet):
    """Drafts, order, archive. The code and the archive mark stand at the end, out of the way."""

    list_display: ClassVar[Any] = ["title", "code", ARCHIVED, UpdatedAtColumn(), LiveStatusTagColumn()]
    list_filter: ClassVar[Any] = ["is_archived", "live"]
    search_fields: ClassVar[Any] = ["title", "code"]
    list_per_page = 50
    inspect_view_enabled = False
    add_view_class = EditorialCreateView
    preview_on_add_view_class = EditorialPreviewOnCreate
    preview_on_edit_view_class = EditorialPreview
    workflow_action_view_class = ApprovalView
    edit_view_class = EditorialEditView
    edit_template_name = "kik_wagtail/snippets/edit.html"
    create_template_name = "kik_wagtail/snippets/create.html"
    base_form_class: ClassVar[type[EditorialForm]] = EditorialForm
    main_panels: ClassVar[list[Any]] = []

    def get_queryset(self, request: Any) -> Any:
        return self.model.objects.with_status()

    @cached_property
    def edit_handler(self) -> ObjectList:
        return ObjectList(self.panels, base_form_class=self.base_form_class)

    @cached_property
    def panels(self) -> list[Panel]:
        return [
            FieldPanel("title"),
            *self.main_panels,
            MultiFieldPanel(
                [FieldPanel("code"), FieldPanel("is_archived"), WhereUsedPanel()],
                heading=_("Keeping"),
                classname="collapsed",
            ),
            PublishingPanel(),
        ]


class LetterTextChooserViewSet(ArchivedChooserViewSet):
    """A route names the Dutch text; its translations go along with it."""

    def get_object_list(self) -> Any:
        return super().get_object_list().filter(translation_of=None)


class LetterTextViewSet(EditorialViewSet):
    model = LetterText
    chooser_viewset_class = LetterTextChooserViewSet
    index_view_class = LetterIndexView
    add_view_class = LetterTextCreateView
    edit_view_class = VersionedEditView
    base_form_class = LetterTextForm
    icon = "mail"
    list_display: ClassVar[Any] = [
        "title",
        _choice("purpose", _("Purpose")),
        _choice("tone", _("Tone")),
        "valid_until",
        UpdatedAtColumn(),
        LiveStatusTagColumn(),
    ]
    list_filter: ClassVar[Any] = ["language", "purpose", "tone", "core_values", "is_archived", "live"]
    main_panels: ClassVar[list[Any]] = [
        TranslationPanel(),
        FieldPanel("translated_version"),
        FieldRowPanel([FieldPanel("purpose"), FieldPanel("tone")]),
        FieldPanel("core_values", widget=CheckboxSelectMultiple),
        FieldPanel("subject", help_text=CHIP_HELP),
        FieldPanel("body", help_text=CHIP_HELP),
        MultiFieldPanel([FieldPanel("owner"), FieldPanel("valid_until"), FieldPanel("note")], heading=_("Upkeep")),
    ]

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).select_related("translation_of")


class PassageViewSet(EditorialViewSet):
    model = Passage
    icon = "snippet"
    main_panels: ClassVar[list[Any]] = [FieldPanel("text", help_text=CHIP_HELP)]


class ConversationGuideViewSet(EditorialViewSet):
    model = ConversationGuide
    edit_view_class = VersionedEditView
    icon = "clipboard-list"
    list_display: ClassVar[Any] = [
        "title",
        Column("kinds_label", label=_("For")),
        _choice("channel", _("Channel")),
        ARCHIVED,
        UpdatedAtColumn(),
        LiveStatusTagColumn(),
    ]
    list_filter: ClassVar[Any] = ["channel", "is_archived", "live"]
    main_panels: ClassVar[list[Any]] = [FieldPanel("kinds"), FieldPanel("channel"), FieldPanel("body")]


GUIDING_PANELS = [FieldPanel(name) for name in ("summary", "for_coach", "for_resident", "examples", "decisions")]


class CoreValueViewSet(EditorialViewSet):
    model = CoreValue
    icon = "pick"
    main_panels: ClassVar[list[Any]] = GUIDING_PANELS


class PrincipleViewSet(EditorialViewSet):
    model = Principle
    icon = "decimal"
    main_panels: ClassVar[list[Any]] = GUIDING_PANELS


class LifeDomainViewSet(EditorialViewSet):
    model = LifeDomain
    icon = "tag"
    main_panels: ClassVar[list[Any]] = [FieldPanel("summary"), FieldPanel("ask")]


class ProvisionViewSet(EditorialViewSet):
    model = Provision
    icon = "help"
    main_panels: ClassVar[list[Any]] = [FieldPanel(name) for name in ("summary", "for_whom", "how", "link")]


class PlaceViewSet(EditorialViewSet):
    model = Place
    icon = "home"
    list_display: ClassVar[Any] = [
        "title",
        _choice("kind", _("Kind")),
        "area",
        "address",
        ARCHIVED,
        LiveStatusTagColumn(),
    ]
    list_filter: ClassVar[Any] = ["kind", "area", "is_archived"]
    main_panels: ClassVar[list[Any]] = [
        FieldPanel(name) for name in ("kind", "area", "address", "directions", "opening_hours", "rooms")
    ]

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).select_related("area")


class PartnerViewSet(EditorialViewSet):
    model = Partner
    icon = "group"
    list_display: ClassVar[Any] = ["title", "phone", "silent_after_weeks", ARCHIVED, LiveStatusTagColumn()]
    main_panels: ClassVar[list[Any]] = [
        FieldPanel(name) for name in ("summary", "phone", "email", "silent_after_weeks")
    ]


class GlossaryTermViewSet(EditorialViewSet):
    model = GlossaryTerm
    icon = "info-circle"
    main_panels: ClassVar[list[Any]] = [FieldPanel("other_forms"), FieldPanel("explanation")]


class ClosingDayViewSet(SnippetViewSet):
    model = ClosingDay
    icon = "date"
    list_display: ClassVar[Any] = ["name", "date", "is_closed"]
    ordering = ("-date",)
    copy_view_enabled = False
    panels: ClassVar[Any] = [FieldPanel("date"), FieldPanel("name"), FieldPanel("is_closed")]


class TextsGroup(SnippetViewSetGroup):
    menu_label = _("Texts")
    menu_name = "kik-texts"
    menu_icon = "doc-full-inverse"
    menu_order = 250
    items = (
        LetterTextViewSet,
        PassageViewSet,
        ConversationGuideViewSet,
        CoreValueViewSet,
        PrincipleViewSet,
        LifeDomainViewSet,
        ProvisionViewSet,
        PlaceViewSet,
        PartnerViewSet,
        GlossaryTermViewSet,
        ClosingDayViewSet,
    )

    def get_submenu_items(self) -> list[MenuItem]:
        items = super().get_submenu_items()
        more = (find_menu_item, carry_menu_item, package_menu_item)
        return [*items, *(item(order=order) for order, item in enumerate(more, start=len(items) + 1))]
