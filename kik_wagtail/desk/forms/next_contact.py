"""The next contact, which belongs to every conversation: a term or a date, or the reason why there is none."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from kik_wagtail.follow_up import rules
from kik_wagtail.follow_up.agenda import Wanted, show_up_by_place
from kik_wagtail.follow_up.errors import NextContactMissing, UntilTooLate, WrongDate
from kik_wagtail.follow_up.models import FollowUp, Kind, NoNextContact
from kik_wagtail.follow_up.services import NextContact, NoNext
from kik_wagtail.residents.models import Channel, Initiative, Resident
from kik_wagtail.workdays.calendar import Calendar
from kik_wagtail.workdays.dates import add_months

from .dates import DutchDateField, DutchTimeField, at_the_municipality
from .places import PlaceField
from .warnings import ALL_THE_SAME, AsksOnce

AGREED, NONE = "agreed", "none"
KINDS = [(kind.value, kind.label) for kind in Kind if kind in rules.CONVERSATIONS]
TERM_ERRORS = {
    "invalid": _("Fill in a whole number, from 1 to 12."),
    "min_value": _("Fill in a whole number, from 1 to 12."),
    "max_value": _("Longer than 12 months is not possible. Choose 1 to 12."),
}


class NextContactForm(AsksOnce):
    """`last_held` is the last conversation once this form has been saved: the term is counted from there."""

    next = forms.ChoiceField(
        choices=[(AGREED, _("agreed with the resident")), (NONE, _("no next contact, because …"))],
        widget=forms.RadioSelect,
        label=_("Is there a next contact?"),
        error_messages={"required": format_lazy("{} {}", NextContactMissing.title, NextContactMissing.advice)},
    )
    months = forms.IntegerField(
        label=_("In how many months?"),
        min_value=1,
        max_value=rules.MAX_MONTHS,
        required=False,
        error_messages=TERM_ERRORS,
        widget=forms.NumberInput(attrs={"class": "kik-veld__kort", "inputmode": "numeric"}),
    )
    on = DutchDateField(label=_("Or on this day"), required=False)
    at = DutchTimeField(label=_("At (if there is an appointment)"), required=False)
    kind = forms.ChoiceField(choices=KINDS, label=_("Kind"), required=False)
    channel = forms.ChoiceField(choices=Channel.choices, label=_("How"), required=False)
    initiative = forms.ChoiceField(
        choices=[(Initiative.COACH, _("I do")), (Initiative.RESIDENT, _("the resident does"))],
        widget=forms.RadioSelect,
        label=_("Who takes the initiative?"),
        required=False,
    )
    own_date = DutchDateField(label=_("If it stays silent, I call on"), required=False)
    reason = forms.ChoiceField(
        choices=[("", _("Choose a reason")), *NoNextContact.Reason.choices], label=_("Because"), required=False
    )
    until = DutchDateField(label=_("Look again on"), required=False)

    def __init__(
        self, *args: Any, resident: Resident, last_held: date | None, today: date, calendar: Calendar, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.resident, self.last_held, self.today, self.calendar, self.warnings = (
            resident,
            last_held,
            today,
            calendar,
            [],
        )
        rates = show_up_by_place(area_id=resident.area_id, today=today)
        place = PlaceField(resident=resident, required=False, rates=rates)
        self.fields["place"] = place
        for name, value in self._defaults(place).items():
            self.initial.setdefault(name, value)

    def _defaults(self, place: PlaceField) -> dict[str, Any]:
        return {
            "months": self.resident.rhythm_months,
            "kind": Kind.FOLLOW_UP if self.last_held else Kind.FIRST,
            "channel": self.resident.preferred_channel,
            "place": place.preferred(self.resident.preferred_place_kind),
            "initiative": self.resident.initiative,
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("next") == AGREED:
            self._clean_agreed(cleaned)
        elif cleaned.get("next") == NONE:
            self._clean_none(cleaned)
        self._forget_the_other(cleaned.get("next"))
        return cleaned

    def _clean_agreed(self, cleaned: dict[str, Any]) -> None:
        if "on" in cleaned and not cleaned["on"] and not cleaned.get("months") and "months" not in self.errors:
            self.add_error("months", _("Fill in the number of months, or a day."))
        self._limit("on", cleaned)
        if cleaned.get("at") and not cleaned.get("on") and "on" not in self.errors:
            self.add_error("on", _("Fill in the day of the appointment as well."))
        if cleaned.get("initiative") == Initiative.RESIDENT:
            self._limit("own_date", cleaned)
        if cleaned.get("on") and cleaned.get("at") and "place" in cleaned and not self.errors:
            self._warn(cleaned)

    def _warn(self, cleaned: dict[str, Any]) -> None:
        kind, place = cleaned["place"]
        planned = FollowUp(resident=self.resident, coach=self.resident.coach)
        at = at_the_municipality(cleaned["on"], cleaned["at"])
        wanted = Wanted(at=at, minutes=planned.minutes, channel=cleaned["channel"], place_kind=kind, place=place)
        if self.asks(follow_up=planned, wanted=wanted):
            self.add_error("at", " ".join([*self.warnings, str(ALL_THE_SAME)]))

    def _clean_none(self, cleaned: dict[str, Any]) -> None:
        if not cleaned.get("reason"):
            self.add_error("reason", _("Choose the reason why there is no next contact."))
        last = add_months(self.today, rules.MAX_MONTHS)
        if "until" in cleaned and not cleaned["until"]:
            self.add_error("until", _("Fill in on which day you will look again."))
        elif cleaned.get("until") and cleaned["until"] > last:
            self.add_error("until", str(UntilTooLate(last=_written(last))))
        elif cleaned.get("until") and cleaned["until"] < self.today:
            self.add_error("until", _("Choose a day that lies ahead."))

    def _limit(self, name: str, cleaned: dict[str, Any]) -> None:
        day = cleaned.get(name)
        if day and (wrong := wrong_day(day, last_held=self.last_held, today=self.today)):
            self.add_error(name, str(wrong))

    def _forget_the_other(self, chosen: str | None) -> None:
        """A mistake in the part that was not chosen is no mistake."""
        hidden = {AGREED: ("reason", "until"), NONE: ("months", "on", "at", "own_date")}.get(chosen or "", ())
        for name in hidden:
            self.errors.pop(name, None)

    def agreed(self) -> NextContact | NoNext:
        """What was agreed; ask only when valid."""
        cleaned = self.cleaned_data
        if cleaned["next"] == NONE:
            return NoNext(reason=cleaned["reason"], until_on=cleaned["until"])
        kind, place = cleaned["place"]
        on, at = cleaned.get("on"), cleaned.get("at")
        return NextContact(
            months=None if on else cleaned["months"],
            target_on=on,
            appointment_at=at_the_municipality(on, at) if on and at else None,
            kind=cleaned["kind"],
            channel=cleaned["channel"],
            place_kind=kind,
            place=place,
            initiative=cleaned["initiative"],
            resident_by=cleaned.get("own_date"),
        )

    def window(self) -> rules.Window | None:
        """The window of the term as it stands on the screen, or None where it is not possible."""
        months = self.data.get("months") if self.is_bound else self.initial["months"]
        try:
            return rules.next_conversation_window(
                last_held=self.last_held, months=int(months or 0), planned_on=self.today, calendar=self.calendar
            )
        except ValueError:
            return None


def wrong_day(day: date, *, last_held: date | None, today: date) -> WrongDate | None:
    """Why the next conversation cannot be planned on this day, or None."""
    latest = rules.latest_allowed(last_held=last_held, planned_on=today)
    if today <= day <= latest:
        return None
    return WrongDate(date=_written(day), first=_written(today), last=_written(latest))


def _written(day: date) -> str:
    return f"{day:%d-%m-%Y}"
