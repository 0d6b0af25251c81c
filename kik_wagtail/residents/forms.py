"""Forms about residents."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.utils import get_user_display_name

from kik_wagtail import scope

from .models import Resident


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


class ImportForm(forms.Form):
    """Only chooses the file; what is in it is looked at by the import itself."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("The export of the case system: CSV or an Excel workbook (.xlsx)."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
        error_messages={"empty": _("This file is empty. Make the export again and check that it holds residents.")},
    )
