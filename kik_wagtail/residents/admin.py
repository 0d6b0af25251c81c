"""The screens of residents."""

from __future__ import annotations

from typing import Any, ClassVar
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BaseColumn, Column
from wagtail.admin.utils import get_user_display_name

from kik_wagtail.admin.base import ScopedModelAdmin
from kik_wagtail.admin.chooser import ScopedChooserViewSet
from kik_wagtail.admin.listing import ListView
from kik_wagtail.admin.views import EditScreen, HistoryScreen, InspectScreen

from . import services
from .buttons import buttons_for, list_links
from .columns import ListColumn, chosen_by
from .filters import FORM_SCOPES, LANGUAGES, ResidentFilterSet, values_of
from .forms import ResidentForm
from .models import Handover, Resident, SavedFilter
from .queries import SEARCH_FIELDS


def _row(*names: str, read_only: bool = False) -> FieldRowPanel:
    return FieldRowPanel([FieldPanel(name, read_only=read_only) for name in names])


NAME_AND_ADDRESS = [
    _row("initials", "first_name"),
    _row("prefix", "surname"),
    FieldPanel("form_of_address"),
    _row("street", "house_number", "house_number_addition"),
    _row("postcode", "city"),
    _row("phone", "email"),
    FieldPanel("language"),
]
REACHABILITY = [
    _row("needs_interpreter", "prefers_no_phone", "safe_to_call"),
    FieldPanel("best_time"),
]
AGREEMENTS = [
    _row("preferred_place_kind", "preferred_channel"),
    _row("initiative", "rhythm_months"),
]
FROM_THE_CASE_SYSTEM = _(
    "The file of the case system has the last word on these. Have a correction made there as well, "
    "or the next file undoes it."
)


def _panels(*, first: MultiFieldPanel) -> ObjectList:
    return ObjectList(
        [
            first,
            MultiFieldPanel(REACHABILITY, heading=_("Reachability")),
            MultiFieldPanel(AGREEMENTS, heading=_("Wishes about the contact")),
            MultiFieldPanel(NAME_AND_ADDRESS, heading=_("Name and address"), help_text=FROM_THE_CASE_SYSTEM),
        ],
        base_form_class=ResidentForm,
    )


EDIT_HANDLER = _panels(
    first=MultiFieldPanel(
        [
            _row("client_number", "status", read_only=True),
            _row("area", "joined_on", read_only=True),
            FieldPanel("coach", help_text=_("A change of coach is a handover: what is planned moves along.")),
        ],
        heading=_("Resident"),
    )
)
CREATE_HANDLER = _panels(
    first=MultiFieldPanel([_row("client_number", "joined_on"), _row("area", "coach")], heading=_("Resident"))
)


class OffersButtons:
    """Buttons of other rooms in the menu of a resident's screen, before core's own."""

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        offered = buttons_for(self.object, self.request.user)  # type: ignore[attr-defined]
        return [*offered, *super().header_more_buttons]  # type: ignore[misc]


class ResidentListScreen(ListView):
    """Above the rows: the filters that the user keeps, and what can be done with everybody who matches."""

    results_template_name = "kik_wagtail/residents/index_results.html"

    @cached_property
    def chosen(self) -> list[ListColumn]:
        return chosen_by(self.request.user)

    def get_base_queryset(self) -> QuerySet:
        found = super().get_base_queryset()
        for column in self.chosen:
            found = column.annotate(found) if column.annotate else found
        return found

    def further_columns(self) -> list[BaseColumn]:
        """A phone has room for the first of them; the resident's own screen shows the others."""
        columns = [self._column_of(one) for one in self.chosen]
        for column in columns[1:]:
            column.classname = "kik-wide"
        return columns

    def _column_of(self, one: ListColumn) -> BaseColumn:
        if one.value is None:
            return self._get_custom_column(one.name)
        return Column(one.name, label=capfirst(one.label), accessor=one.value, sort_key=one.sort_key or None)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        values = values_of(self.request.GET)
        query = {**values, "q": self.search_query} if self.is_searching else values
        saved = SavedFilter.objects.filter(user=self.request.user)
        return context | {
            "values": values,
            "saved_filters": [
                (one, f"{self.index_url}?{urlencode(one.values)}", one.values == values) for one in saved
            ],
            "is_kept": any(one.values == values for one in saved),
            "list_links": list_links(self.request.user, query, context["paginator"]),
        }

    def get_list_more_buttons(self, instance: Resident) -> list[Any]:
        return [*buttons_for(instance, self.request.user), *super().get_list_more_buttons(instance)]


class ResidentEditScreen(OffersButtons, EditScreen):
    def save_instance(self) -> Resident:
        """The coach goes by a handover; the other fields are saved as they are."""
        resident, wanted = self.form.instance, self.form.cleaned_data["coach"]
        resident.coach_id = self.form.initial["coach"]
        super().save_instance()
        if (wanted.pk if wanted else None) != resident.coach_id:
            services.hand_over_at_once(
                resident=resident,
                to_coach=wanted,
                to_area=resident.area,
                reason=gettext("Changed on the resident's screen"),
                user=self.request.user,
                now=timezone.now(),
                origin=Handover.Origin.PERSON,
            )
        return resident


class ResidentInspectScreen(OffersButtons, InspectScreen):
    page_title = _("Resident")
    labels = {"full_name": _("Name"), "street_line": _("Address")}  # properties have no label of their own

    def get_field_label(self, field_name: str, field: Any) -> str:
        return str(self.labels.get(field_name) or super().get_field_label(field_name, field))

    def get_coach_display_value(self) -> str:
        return coach_name(self.object) or "–"

    def get_phone_display_value(self) -> str:
        return self.object.phone.as_national if self.object.phone else "–"

    def get_language_display_value(self) -> str:
        return str(dict(LANGUAGES).get(self.object.language, self.object.language)) or "–"


class ResidentHistoryScreen(HistoryScreen):
    """A team lead reads it too: it says who opened the resident in an emergency."""

    any_permission_required: ClassVar[list[str]] = ["change", "view"]


def coach_name(resident: Resident) -> str:
    return get_user_display_name(resident.coach) if resident.coach else ""


class ResidentAdmin(ScopedModelAdmin):
    """Erasing a resident is not an action of this list: it has a procedure of its own."""

    model = Resident
    base_url_path = "kik/residents"
    menu_label = _("Residents")
    menu_icon = "group"
    menu_order = 210
    edit_handler = EDIT_HANDLER
    create_handler = CREATE_HANDLER
    index_view_class = ResidentListScreen
    edit_view_class = ResidentEditScreen
    inspect_view_class = ResidentInspectScreen
    history_view_class = ResidentHistoryScreen
    inspect_view_enabled = True
    refused_actions = ("delete",)
    list_display = ("client_number", "name")  # and what each person chooses
    list_select_related = ("area", "coach", "coach__wagtail_userprofile")
    list_export = (
        *("client_number", "initials", "first_name", "prefix", "surname", "street_line", "postcode", "city"),
        *("phone", "email", "language", "area", "coach", "status", "rhythm_months", "last_conversation_on"),
    )
    export_headings = {"street_line": _("Address")}
    filterset_class = ResidentFilterSet
    form_scopes = FORM_SCOPES
    search_fields = SEARCH_FIELDS
    ordering = ("surname", "pk")
    inspect_view_fields = [
        *("client_number", "full_name", "form_of_address", "status", "area", "coach", "coach_since"),
        *("street_line", "postcode", "city", "phone", "email", "language"),
        *("needs_interpreter", "prefers_no_phone", "safe_to_call", "best_time"),
        *("preferred_place_kind", "preferred_channel", "initiative", "rhythm_months"),
        *("joined_on", "left_on", "imported_last_conversation_on", "last_conversation_on"),
    ]

    def name(self, resident: Resident) -> str:
        return resident.full_name

    name.short_description = _("name")  # type: ignore[attr-defined]
    name.admin_order_field = "surname"  # type: ignore[attr-defined]

    def coach_display(self, resident: Resident) -> str:
        return coach_name(resident)

    coach_display.short_description = _("coach")  # type: ignore[attr-defined]
    coach_display.admin_order_field = "coach"  # type: ignore[attr-defined]


class ResidentChooserViewSet(ScopedChooserViewSet):
    """Any form with a key to a resident gets this chooser instead of a list of names."""

    model = Resident
    icon = "group"
    search_fields = SEARCH_FIELDS
    extra_columns = (("full_name", _("name")), ("area", _("area")))
    choose_one_text = _("Choose a resident")
    choose_another_text = _("Choose another resident")


resident_chooser = ResidentChooserViewSet("kik_resident_chooser")
