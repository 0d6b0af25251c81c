"""Week and month of a coach or an area team, a coach's own hours, and the calendar for elsewhere."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from kik_wagtail import conf
from kik_wagtail.desk.agenda import Whose, month_weeks, title_of_week, to_appoint, week_days
from kik_wagtail.desk.calendar_file import calendar_of
from kik_wagtail.desk.forms.agenda import WorkingWeekForm
from kik_wagtail.follow_up.closing_days import municipal_calendar
from kik_wagtail.follow_up.models import CalendarFeed, WorkingWeek
from kik_wagtail.follow_up.services import end_feed, make_feed
from kik_wagtail.residents.models import Area
from kik_wagtail.workdays.calendar import Calendar
from kik_wagtail.workdays.dates import add_months, monday_of, today

from .base import DeskPage, DeskView, FollowUpMixin

EARLIEST, LATEST = 3, 5  # years back and ahead that an agenda shows: dates beyond are slips


class AgendaPage(DeskPage):
    """`?day=23-11-2026` says which week or month, `?team=4` that it is a team's."""

    styles = (*DeskPage.styles, "kik_wagtail/desk/agenda.css")
    page_title = gettext_lazy("Agenda")
    header_icon = "calendar"

    @cached_property
    def today(self) -> date:
        return today(self.now)

    @cached_property
    def day(self) -> date:
        with suppress(ValueError):
            asked = datetime.strptime(self.request.GET.get("day", ""), "%d-%m-%Y").date()  # noqa: DTZ007
            if add_months(self.today, -12 * EARLIEST) < asked < add_months(self.today, 12 * LATEST):
                return asked
        return self.calendar.working_day_on_or_after(self.today)  # in the weekend, the week that comes

    @cached_property
    def calendar(self) -> Calendar:
        return municipal_calendar()

    @cached_property
    def teams(self) -> list[Area]:
        return list(Area.objects.filter(members__user_id=self.request.user.pk))

    @cached_property
    def whose(self) -> Whose:
        key = self.request.GET.get("team", "")
        if not key:
            return Whose(self.request.user)
        area = next((team for team in self.teams if str(team.pk) == key), None)
        if area is None:
            raise Http404
        return Whose(self.request.user, area)

    def url_of(self, name: str, day: date, *, team: Area | None = None) -> str:
        asked = {"day": f"{day:%d-%m-%Y}"} | ({"team": str(team.pk)} if team else {})
        return f"{reverse(name)}?{urlencode(asked)}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        name = self.request.resolver_match.view_name  # type: ignore[union-attr]
        here = self.whose.area
        choices = [(_("My own agenda"), self.url_of(name, self.day), here is None)]
        choices += [(team.name, self.url_of(name, self.day, team=team), team == here) for team in self.teams]
        return super().get_context_data(
            whose=self.whose,
            may_write=self.may("change_followup"),
            choices=choices,
            week_url=self.url_of("kik_desk:agenda", self.day, team=here),
            month_url=self.url_of("kik_desk:agenda_month", self.day, team=here),
            today_url=self.url_of(name, self.today, team=here),
            **kwargs,
        )


class WeekView(AgendaPage):
    template_name = "kik_wagtail/desk/agenda_week.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        monday, here = monday_of(self.day), self.whose.area
        return super().get_context_data(
            heading=title_of_week(monday),
            days=week_days(self.whose, monday=monday, today=self.today, calendar=self.calendar),
            to_appoint=to_appoint(self.whose, monday=monday),
            earlier_url=self.url_of("kik_desk:agenda", monday - timedelta(days=7), team=here),
            later_url=self.url_of("kik_desk:agenda", monday + timedelta(days=7), team=here),
            **kwargs,
        )


class MonthView(AgendaPage):
    template_name = "kik_wagtail/desk/agenda_month.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        month, here = self.day.replace(day=1), self.whose.area
        weeks = month_weeks(self.whose, month=month, today=self.today, calendar=self.calendar)
        return super().get_context_data(
            heading=date_format(month, "F Y").capitalize(),
            weeks=weeks,
            weekdays=WEEKDAYS.values(),
            week_page=reverse("kik_desk:agenda"),
            earlier_url=self.url_of("kik_desk:agenda_month", add_months(month, -1), team=here),
            later_url=self.url_of("kik_desk:agenda_month", add_months(month, 1), team=here),
            **kwargs,
        )


class MyCalendarView(DeskPage):
    """A coach's own hours, and the address with which a calendar program shows the appointments."""

    template_name = "kik_wagtail/desk/my_calendar.html"
    styles = AgendaPage.styles
    page_title = gettext_lazy("My hours and calendar")
    header_icon = "calendar"
    permission = "change_followup"
    token = ""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        done = request.POST.get("do")
        if done == "make_feed":
            self.token = make_feed(user=request.user, now=self.now)
            return self.render_to_response(self.get_context_data())
        if done == "end_feed":
            if end_feed(user=request.user, now=self.now):
                messages.success(request, _("The address works no more."))
            return redirect("kik_desk:my_calendar")
        form = self.form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        form.save()
        messages.success(request, _("Your working hours were saved."))
        return redirect("kik_desk:my_calendar")

    def form(self, data: Any = None) -> WorkingWeekForm:
        week = WorkingWeek.objects.filter(user=self.request.user).first() or WorkingWeek(user=self.request.user)
        return WorkingWeekForm(data, instance=week)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **{"form": self.form()} | kwargs,
            feed=CalendarFeed.objects.filter(user=self.request.user).first(),
            feeds_work=_feed_url("x") is not None,
            address=_feed_url(self.token) if self.token else "",
        )


def _feed_url(token: str) -> str | None:
    """None where the site has not taken in kik_wagtail.urls."""
    try:
        return conf.base_url().rstrip("/") + reverse("kik_feeds:agenda", args=[token])
    except NoReverseMatch:
        return None


class AppointmentFileView(FollowUpMixin, DeskView):
    """One appointment, to put in a calendar by hand."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        if self.follow_up.appointment_at is None:
            raise Http404
        answer = HttpResponse(calendar_of([self.follow_up], now=self.now), content_type="text/calendar; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="afspraak-{self.follow_up.pk}.ics"'
        return answer
