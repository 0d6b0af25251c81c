"""The screen of the areas: a functional administrator says who works where. Gives sight, so every change is logged."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth import get_user_model
from django.forms import ModelChoiceField
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.utils import get_user_display_name

from kik_wagtail.admin.snippets import ArchivedViewSet
from kik_wagtail.admin.where_used import WhereUsedPanel
from kik_wagtail.permissions import COACH, GROUP_NAMES, TEAM_LEAD

from .forms import AreaForm
from .models import Area, AreaMember


class _PersonField(ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return get_user_display_name(obj)


class AreaMemberForm(WagtailAdminModelForm):
    """Only active coaches and team leads can be members: nobody else gets sight of residents."""

    user = _PersonField(queryset=None, label=_("Person"))

    class Meta:
        model = AreaMember
        fields = ("user", "role")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [GROUP_NAMES[COACH], GROUP_NAMES[TEAM_LEAD]]
        users = get_user_model()._default_manager.filter(is_active=True, groups__name__in=groups)
        self.fields["user"].queryset = users.distinct().order_by(get_user_model().USERNAME_FIELD)


class MembersPanel(InlinePanel):
    """InlinePanel that brings its own form."""

    def get_form_options(self) -> dict[str, Any]:
        options = super().get_form_options()
        options["formsets"][self.relation_name]["form"] = AreaMemberForm
        return options


def _archived(area: Area) -> str:
    return gettext("archived") if area.is_archived else ""


class AreaViewSet(ArchivedViewSet):
    model = Area
    icon = "site"
    menu_label = _("Areas")
    menu_order = 190
    add_to_admin_menu = True
    list_display: ClassVar[Any] = [
        "name",
        Column("get_kind_display", label=_("Kind"), sort_key="kind"),
        Column("is_archived", label=_("Archived"), sort_key="is_archived", accessor=_archived),
    ]
    list_filter: ClassVar[Any] = ["kind", "is_archived"]
    search_fields: ClassVar[Any] = ["name"]
    panels: ClassVar[Any] = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("kind")]),
        FieldPanel("phone"),
        MembersPanel("members", label=_("member"), heading=_("Members of the team"), panels=[
            FieldRowPanel([FieldPanel("user"), FieldPanel("role")]),
        ]),
        MultiFieldPanel([FieldPanel("is_archived"), WhereUsedPanel()], heading=_("Archive"), classname="collapsed"),
    ]  # fmt: skip

    @cached_property
    def edit_handler(self) -> ObjectList:
        return ObjectList(self.panels, base_form_class=AreaForm)
