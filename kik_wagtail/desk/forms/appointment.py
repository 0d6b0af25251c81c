"""Day, hour and place of a contact."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kik_wagtail.follow_up.models import FollowUp
from kik_wagtail.residents.models import Channel
from kik_wagtail.workdays.dates import local

from .dates import DutchDateField, DutchTimeField, at_the_municipality
from .places import PlaceField


class RevisionForm(forms.Form):
    """Remembers which state of the contact was on the screen, so that two people do not overwrite each other."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, follow_up: FollowUp, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["revision"] = follow_up.revision


class AppointmentForm(RevisionForm):
    on = DutchDateField(label=_("Day"))
    at = DutchTimeField(label=_("Time"))
    channel = forms.ChoiceField(choices=Channel.choices, label=_("How"))

    def __init__(self, *args: Any, follow_up: FollowUp, **kwargs: Any) -> None:
        super().__init__(*args, follow_up=follow_up, **kwargs)
        place = PlaceField(resident=follow_up.resident, kept=follow_up.place_id)
        self.fields["place"] = place
        self.initial |= {
            "place": place.preferred(follow_up.place_kind, follow_up.place_id),
            "channel": follow_up.channel,
        }
        if follow_up.appointment_at:
            moment = local(follow_up.appointment_at)
            self.initial |= {"on": moment.date(), "at": moment.time()}

    def arguments(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        kind, place = cleaned["place"]
        return {
            "at": at_the_municipality(cleaned["on"], cleaned["at"]),
            "place": place,
            "place_kind": kind,
            "channel": cleaned["channel"],
            "revision": cleaned["revision"],
        }


class RescheduleForm(RevisionForm):
    target_on = DutchDateField(label=_("New day"), help_text=_("An appointment that was made is dropped."))

    def arguments(self) -> dict[str, Any]:
        return {"target_on": self.cleaned_data["target_on"], "revision": self.cleaned_data["revision"]}
