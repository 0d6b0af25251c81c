"""What the Contact screen asks while somebody types: keep the draft, and say what a term or a day comes down to."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kik_wagtail.desk.forms.dates import DutchDateField
from kik_wagtail.desk.forms.next_contact import wrong_day
from kik_wagtail.desk.words import clock_words, full_day_words, limit_words, week_words
from kik_wagtail.follow_up import rules
from kik_wagtail.follow_up.closing_days import municipal_calendar
from kik_wagtail.follow_up.services import save_draft
from kik_wagtail.workdays.dates import today

from .base import Attempted, DeskView, FollowUpMixin

MAX_CHARACTERS = 200_000
NOT_KEPT = {"csrfmiddlewaretoken", "seen", "next_url"}


class DraftView(Attempted, FollowUpMixin, DeskView):
    permission = "add_conversationreport"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        values = {name: found for name, found in request.POST.lists() if name not in NOT_KEPT}
        if sum(len(text) for found in values.values() for text in found) > MAX_CHARACTERS:
            return JsonResponse({"text": _("This text is too long to be kept as a draft.")}, status=413)
        draft = self.attempt(
            save_draft,
            follow_up=self.follow_up,
            values=values,
            user=request.user,
            now=self.now,
            seen_at=_moment(request.POST.get("seen", "")),
        )
        if self.error:
            return JsonResponse({"text": str(self.error)}, status=409)
        saved = draft.draft_saved_at
        text = _("draft saved at %(time)s") % {"time": clock_words(saved)}
        return JsonResponse({"text": text, "seen": saved.isoformat()})


def _day(text: str) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(text)
    return None


def _moment(text: str) -> datetime | None:
    with suppress(ValueError):
        return parse_datetime(text)
    return None


class TokenView(DeskView):
    """A form token that fits the present session. Who logs in again in another tab goes on typing in the first one,
    whose own token no longer counts; without this, nothing on that page could be saved any more.
    """

    def get(self, request: HttpRequest) -> JsonResponse:
        return JsonResponse({"token": get_token(request)})


class NextWindowView(DeskView):
    """The term or the day in words, by the rule that will plan it. Knows no resident: dates come in and go out."""

    def get(self, request: HttpRequest) -> JsonResponse:
        last = _day(request.GET.get("last", ""))
        if typed := request.GET.get("on", ""):
            return JsonResponse(self._day_in_words(typed, last))
        return JsonResponse(self._term_in_words(request.GET.get("months", ""), last))

    def _term_in_words(self, months: str, last: date | None) -> dict[str, str]:
        try:
            window = rules.next_conversation_window(
                last_held=last, months=int(months), planned_on=today(self.now), calendar=municipal_calendar()
            )
        except (ValueError, OverflowError):
            return {"error": _term_error(months)}
        own_date = date_format(window.target, "d-m-Y")
        return {"week": week_words(window), "limit": limit_words(window), "own_date": own_date}

    def _day_in_words(self, typed: str, last: date | None) -> dict[str, str]:
        try:
            day = DutchDateField().clean(typed)
        except ValidationError as error:
            return {"on_error": " ".join(error.messages)}
        if wrong := wrong_day(day, last_held=last, today=today(self.now)):
            return {"on_error": str(wrong)}
        is_open = municipal_calendar().is_working_day(day)
        return {"week": full_day_words(day), "limit": "" if is_open else _("The town office is closed that day.")}


def _term_error(months: str) -> str:
    if months.isdigit() and int(months) > rules.MAX_MONTHS:
        return _("Longer than 12 months is not possible. Choose 1 to 12.")
    return _("Fill in a whole number, from 1 to 12.")
