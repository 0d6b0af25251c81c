"""What to do with many residents at once."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from kik_wagtail.follow_up import rules
from kik_wagtail.letters.choosing import published_invitations
from kik_wagtail.residents.models import AreaMember, Channel, Handover

from .handover import MemberField


class JointForm(forms.Form):
    """`key`: of this form, so that a second press does nothing twice."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def asked(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "key"}


class PlanForm(JointForm):
    months = forms.IntegerField(
        label=_("How many months after the last conversation?"),
        help_text=_("Empty: each at the own rhythm."),
        min_value=1,
        max_value=rules.MAX_MONTHS,
        required=False,
    )
    channel = forms.ChoiceField(
        label=_("How"), choices=[("", _("as each resident prefers")), *Channel.choices], required=False
    )


class InviteForm(JointForm):
    version = forms.ModelChoiceField(None, label=_("Letter text"), empty_label=_("Choose a letter text"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].queryset = published_invitations()  # type: ignore[attr-defined]
        self.fields["version"].label_from_instance = lambda version: version.text.title  # type: ignore[attr-defined]


class HandOverTogetherForm(JointForm):
    to = MemberField(AreaMember.objects.none(), label=_("Coach"), empty_label=_("Choose a coach"))
    reason = forms.CharField(label=_("Why?"), max_length=Handover._meta.get_field("reason").max_length)
    note = forms.CharField(
        label=_("What should the new coach know?"),
        max_length=Handover._meta.get_field("note").max_length,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The same for all of them: nothing about one resident."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        coaches = AreaMember.objects.filter(role=AreaMember.Role.COACH, user__is_active=True, area__is_archived=False)
        ordered = coaches.select_related("area", "user").order_by("area__sort_order", "area__name", "user__username")
        self.fields["to"].queryset = ordered  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        asked = super().asked()
        member = asked.pop("to")
        return asked | {"to_coach": member.user, "to_area": member.area}
