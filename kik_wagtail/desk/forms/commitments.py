"""The rows of who does what by when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.widgets import AdminAutoHeightTextInput

from kik_wagtail.follow_up.models import Commitment

from .dates import DutchDateField

NAMES = {"by": "c_by", "what": "c_what", "due_on": "c_due"}
MAX_ROWS = 20


class CommitmentForm(forms.Form):
    by = forms.ChoiceField(
        label=_("Who"),
        choices=[
            (Commitment.By.COACH, pgettext_lazy("who promises", "I")),
            (Commitment.By.RESIDENT, pgettext_lazy("who promises", "the resident")),
            (Commitment.By.PARTNER, pgettext_lazy("who promises", "a partner")),
        ],
    )
    what = forms.CharField(label=_("What"), max_length=500, widget=AdminAutoHeightTextInput(attrs={"rows": 1}))
    due_on = DutchDateField(label=_("By when"), error_messages={"required": _("Fill in by when this will be done.")})

    def __init__(self, *args: Any, number: str, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"id_c{number}_%s", **kwargs)

    def add_prefix(self, field_name: str) -> str:
        """Every row posts under the same three names: rows come and go without numbers."""
        return NAMES.get(field_name, field_name)


def commitment_forms(posted: Mapping[str, Sequence[str]], *, bound: bool) -> list[CommitmentForm]:
    """A form for each row in which something is promised; `posted` holds the values per name, in order."""
    columns = [posted.get(name, ())[:MAX_ROWS] for name in NAMES.values()]
    rows = [dict(zip(NAMES, row, strict=True)) for row in zip_longest(*columns, fillvalue="")]
    promised = [row for row in rows if row["what"].strip()]
    if bound:
        return [CommitmentForm(_renamed(row), number=str(at)) for at, row in enumerate(promised)]
    return [CommitmentForm(initial=row, number=str(at)) for at, row in enumerate(promised)]


def _renamed(row: Mapping[str, str]) -> dict[str, str]:
    return {NAMES[name]: value for name, value in row.items()}


def empty_row() -> CommitmentForm:
    return CommitmentForm(number="n")
