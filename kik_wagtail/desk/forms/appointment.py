"""Day, hour and place of a contact."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kik_wagtail.follow_up.agenda import Wanted, show_up_by_place
from kik_wagtail.follow_up.models import FollowUp
from kik_wagtail.residents.models import Channel
from kik_wagtail.workdays.calendar import Calendar
from kik_wagtail.workdays.dates import local

from .dates import DutchDateField, DutchTimeField, at_the_municipality
from .places import PlaceField
from .warnings import ALL_THE_SAME, AsksOnce


class RevisionForm(forms.Form):
    """Remembers which state of the contact was on the screen, so that two people do not overwrite each other."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, follow_up: FollowUp, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["revision"] = follow_up.revision


LENGTHS = (15, 30, 45, 60, 90, 120)


class AppointmentForm(AsksOnce, RevisionForm):
    on = DutchDateField(label=_("Day"))
    at = DutchTimeField(label=_("Time"))
    minutes = forms.TypedChoiceField(coerce=int, empty_value=0, required=False, label=_("How long"))
    channel = forms.ChoiceField(choices=Channel.choices, label=_("How"))

    def __init__(self, *args: Any, follow_up: FollowUp, calendar: Calendar, day: date, **kwargs: Any) -> None:
        super().__init__(*args, follow_up=follow_up, **kwargs)
        self.follow_up, self.calendar, self.day, self.warnings = follow_up, calendar, day, []
        rates = show_up_by_place(area_id=follow_up.area_id, today=day)
        place = PlaceField(resident=follow_up.resident, kept=follow_up.place_id, rates=rates)
        self.fields["place"] = place
        self.initial |= {
            "place": place.preferred(follow_up.place_kind, follow_up.place_id),
            "channel": follow_up.channel,
            "minutes": follow_up.minutes,
        }
        lengths = sorted({*LENGTHS, follow_up.minutes})
        self.fields["minutes"].choices = [(number, _minutes(number)) for number in lengths]
        if follow_up.appointment_at:
            moment = local(follow_up.appointment_at)
            self.initial |= {"on": moment.date(), "at": moment.time()}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        lies_ahead = not self.errors and cleaned["on"] >= self.day  # what lies behind us is refused, not asked
        if lies_ahead and self.asks(follow_up=self.follow_up, wanted=self.wanted()):
            raise ValidationError(ALL_THE_SAME, code="warned")
        return cleaned

    def wanted(self) -> Wanted:
        arguments = self.arguments()
        return Wanted(**{name: arguments[name] for name in ("at", "minutes", "channel", "place_kind", "place")})

    def arguments(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        kind, place = cleaned["place"]
        return {
            "at": at_the_municipality(cleaned["on"], cleaned["at"]),
            "place": place,
            "place_kind": kind,
            "channel": cleaned["channel"],
            "minutes": cleaned["minutes"] or self.follow_up.minutes,
            "revision": cleaned["revision"],
        }


def _minutes(number: int) -> str:
    return ngettext("%(number)s minute", "%(number)s minutes", number) % {"number": number}


class RescheduleForm(RevisionForm):
    target_on = DutchDateField(label=_("New day"), help_text=_("An appointment that was made is dropped."))

    def arguments(self) -> dict[str, Any]:
        return {"target_on": self.cleaned_data["target_on"], "revision": self.cleaned_data["revision"]}
