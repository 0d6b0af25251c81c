"""Putting a resident on a route, and why a route is paused, stopped or changed for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kik_wagtail.routes import words
from kik_wagtail.routes.errors import ReasonMissing
from kik_wagtail.routes.models import Route
from kik_wagtail.routes.offers import Offer
from kik_wagtail.workdays.dates import add_months

from .dates import DutchDateField

MOST_MONTHS_AHEAD = 12


class ReasonForm(forms.Form):
    reason = forms.CharField(max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, label: str | Promise, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label
        self.fields["reason"].error_messages["required"] = str(ReasonMissing())


@dataclass(frozen=True, slots=True)
class RouteOption:
    tag: Any  # the radio button
    title: str
    summary: str
    begins: str


class PutOnRouteForm(forms.Form):
    """Routes that are switched on and that the resident may be put on now; nothing is chosen beforehand."""

    route = forms.ChoiceField(
        label=_("Which route?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a route."),
            "invalid_choice": _("This route is not offered any more. Choose again."),
        },
    )
    starts_on = DutchDateField(label=_("From which day?"), help_text=_("Today, or a day in the next 12 months."))

    def __init__(self, *args: Any, offers: Sequence[Offer], today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"starts_on": today}, **kwargs)
        self.today = today
        self.offers = {str(one.version.text_id): one for one in offers if not one.taken_by}
        choices = [(key, one.version.content["title"]) for key, one in self.offers.items()]
        self.fields["route"].choices = choices  # type: ignore[attr-defined]

    def clean_starts_on(self) -> date:
        day: date = self.cleaned_data["starts_on"]
        if not self.today <= day <= add_months(self.today, MOST_MONTHS_AHEAD):
            raise forms.ValidationError(_("Choose today, or a day in the next 12 months."))
        return day

    @property
    def chosen(self) -> Route:
        return self.offers[self.cleaned_data["route"]].version.text

    @property
    def options(self) -> list[RouteOption]:
        return [self._option(widget, self.offers[str(widget.data["value"])]) for widget in self["route"]]

    def _option(self, widget: Any, offer: Offer) -> RouteOption:
        content, step = offer.version.content, offer.first_step
        begins = gettext("Begins with: %(kind)s, %(title)s.") % {"kind": words.KINDS[step.kind], "title": step.title}
        return RouteOption(widget.tag(), content["title"], content["summary"], begins)
