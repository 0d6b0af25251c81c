"""To whom a resident is handed over, and why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kik_wagtail.desk.words import name_of
from kik_wagtail.residents.models import AreaMember, Handover, Resident


class MemberField(forms.ModelChoiceField):
    """A coach in one of their area teams: who goes to another area, gets a coach of that area."""

    def label_from_instance(self, obj: AreaMember) -> str:
        return f"{obj.area.name}: {name_of(obj.user)}"


class HandOverForm(forms.Form):
    to = MemberField(AreaMember.objects.none(), label=_("Coach"), empty_label=_("Choose a coach"))
    reason = forms.CharField(label=_("Why?"), max_length=Handover._meta.get_field("reason").max_length)
    note = forms.CharField(
        label=_("What should the new coach know?"),
        max_length=Handover._meta.get_field("note").max_length,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Propose a meeting of the three of you where that helps."),
    )

    def __init__(self, *args: Any, resident: Resident, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        coaches = AreaMember.objects.filter(role=AreaMember.Role.COACH, user__is_active=True, area__is_archived=False)
        others = coaches.exclude(user_id=resident.coach_id)
        ordered = others.select_related("area", "user").order_by("area__sort_order", "area__name", "user__username")
        self.fields["to"].queryset = ordered  # type: ignore[attr-defined]

    def arguments(self) -> dict[str, Any]:
        member = self.cleaned_data["to"]
        return {
            "to_coach": member.user,
            "to_area": member.area,
            "reason": self.cleaned_data["reason"],
            "note": self.cleaned_data["note"],
        }
