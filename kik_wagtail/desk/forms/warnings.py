"""What speaks against an appointment: asked once, and made all the same at a second press."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kik_wagtail.follow_up.agenda import Wanted, speaks_against
from kik_wagtail.follow_up.clashes import Clash
from kik_wagtail.follow_up.models import FollowUp
from kik_wagtail.workdays.calendar import Calendar

CLASHES = {
    Clash.CLOSED_DAY: _("On this day the town office is closed."),
    Clash.OUTSIDE_HOURS: _("This falls outside the working hours of the coach."),
    Clash.OVERLAP: _("At this time the coach has another appointment."),
    Clash.TRAVEL: _("There is little time to get from one appointment to the other: less than 20 minutes."),
    Clash.PLACE_CLOSED: _("The place is closed at this time."),
    Clash.PLACE_FULL: _("All rooms of this place are taken at this time."),
}
ALL_THE_SAME = _("Save again to make the appointment all the same.")


class AsksOnce(forms.Form):
    """`warned`: the warnings that were on the screen, so that another one is asked anew."""

    warned = forms.CharField(required=False, widget=forms.HiddenInput)
    calendar: Calendar
    warnings: list[str]

    def asks(self, *, follow_up: FollowUp, wanted: Wanted) -> bool:
        """Whether something speaks against it that was not on the screen yet; `warnings` has the words then."""
        found = speaks_against(follow_up=follow_up, wanted=wanted, calendar=self.calendar)
        if not set(found) - set(self.cleaned_data["warned"].split()):
            return False
        self.warnings = [str(CLASHES[clash]) for clash in found]
        self.data = self.data.copy()
        self.data["warned"] = " ".join(found)
        return True
