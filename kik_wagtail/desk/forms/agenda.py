"""The hours in which a coach has conversations."""

from __future__ import annotations

from typing import ClassVar

from django import forms

from kik_wagtail.follow_up.models import WorkingWeek


class WorkingWeekForm(forms.ModelForm):
    class Meta:
        model = WorkingWeek
        fields: ClassVar[list[str]] = ["hours"]
        widgets: ClassVar[dict[str, forms.Widget]] = {"hours": forms.Textarea(attrs={"rows": 4})}
