"""Forms about residents."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.utils import get_user_display_name

from kik_wagtail import scope

from .models import Resident
from .services import SeenInAnEmergencyOnly, refuse_in_an_emergency
from .uses import in_the_way_of_archiving


class ResidentForm(WagtailAdminModelForm):
    """Says that a client number is taken, also by a resident outside the user's scope, instead of a database error."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "coach" in self.fields:
            self.fields["coach"].label_from_instance = get_user_display_name

    def clean_client_number(self) -> str:
        number = self.cleaned_data["client_number"]
        with scope.everything("a client number is given out once"):
            if Resident.objects.filter(client_number=number).exclude(pk=self.instance.pk).exists():
                raise forms.ValidationError(_("This client number is already in use."), code="unique")
        return number

    def clean_coach(self) -> Any:
        if "coach" in self.changed_data and self.instance.pk:
            try:
                refuse_in_an_emergency(self.instance)
            except SeenInAnEmergencyOnly as refusal:
                raise forms.ValidationError(str(refusal)) from refusal
        return self.cleaned_data["coach"]


class AreaForm(WagtailAdminModelForm):
    """An area is archived once nobody is served there: until then it says who and what is in the way."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("is_archived") and "is_archived" in self.changed_data:
            in_the_way = in_the_way_of_archiving(self.instance, members=self._members_that_stay())
            if in_the_way:
                self.add_error("is_archived", self._refusal(f"{use.what}: {use.title}" for use in in_the_way))
        return cleaned

    def _members_that_stay(self) -> int:
        formset = self.formsets["members"]
        going = set(formset.deleted_forms) if formset.is_valid() else set()
        rows = [form for form in formset.forms if form not in going]
        return sum(1 for form in rows if form.instance.pk or form.has_changed())

    @staticmethod
    def _refusal(in_the_way: Iterable[str]) -> str:
        said = _("This area cannot be archived yet. It still has: %(list)s. Give these another area first.")
        return said % {"list": " · ".join(in_the_way)}


class ImportForm(forms.Form):
    """Only chooses the file; what is in it is looked at by the import itself."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("The export of the case system: CSV or an Excel workbook (.xlsx)."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
        error_messages={"empty": _("This file is empty. Make the export again and check that it holds residents.")},
    )
