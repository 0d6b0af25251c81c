"""Choosing a file of texts. What is in it is looked at by the import itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from . import errors
from .reader import MOST_BYTES


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("File with texts"),
        help_text=_("As it was exported here or at another municipality (.yaml or .json)."),
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml,.json"}),
        error_messages={"empty": _("This file is empty. Export the texts again.")},
    )

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload.size > MOST_BYTES:
            raise forms.ValidationError(str(errors.FileTooLarge(megabytes=MOST_BYTES // (1024 * 1024))))
        return upload
