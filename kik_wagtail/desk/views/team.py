"""Screens of a team lead: the team in numbers, the lists behind them, a coach who leaves or is away."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from django.contrib.auth import get_user_model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from kik_wagtail.desk.contact_rows import due_row
from kik_wagtail.desk.forms.team import SpreadForm, StandInForm
from kik_wagtail.desk.people_rows import between_colleagues_row, unseen_row
from kik_wagtail.desk.row import Row
from kik_wagtail.desk.rows import for_rows, row_of
from kik_wagtail.desk.team import rows_by_column, team_of, teams_led_by, waiting_handovers
from kik_wagtail.desk.words import name_of
from kik_wagtail.follow_up.agenda import weeks_of
from kik_wagtail.residents.caseloads import (
    arrange_stand_in,
    end_stand_in,
    loads_of,
    residents_of,
    shares,
    spread,
    to_team,
)
from kik_wagtail.residents.models import Area, StandIn
from kik_wagtail.workdays.dates import today

from .base import Attempted, DeskPage
from .lists import ListPage

NOBODY = "none"
LABELS = {
    "caseload": gettext_lazy("in view"),
    "overdue": gettext_lazy("too late"),
    "nothing_planned": gettext_lazy("nothing planned"),
    "week": gettext_lazy("appointments this week"),
}
HANDOVERS = "handovers"
LISTS = LABELS | {HANDOVERS: gettext_lazy("handovers that wait")}


class TeamPage(Attempted, DeskPage):
    """Of a team that the user leads; any other one is not found."""

    permission = "add_standin"
    header_icon = "group"

    @cached_property
    def teams(self) -> list[Area]:
        return teams_led_by(self.request.user)

    @cached_property
    def area(self) -> Area:
        found = next((team for team in self.teams if team.pk == self.kwargs["area"]), None)
        if found is None:
            raise Http404
        return found

    @cached_property
    def coach(self) -> Any | None:
        """`?coach=7`; without one, or `?coach=none`: who waits for a coach."""
        key = self.request.GET.get("coach", NOBODY)
        if key == NOBODY:
            return None
        if not key.isdecimal():
            raise Http404
        return get_object_or_404(get_user_model(), pk=key)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(error=self.error, **kwargs)


class TeamsView(TeamPage):
    """To the one team that somebody leads, or to the choice."""

    template_name = "kik_wagtail/desk/teams.html"
    page_title = gettext_lazy("My team")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if len(self.teams) == 1:
            return redirect("kik_desk:team", self.teams[0].pk)
        return self.render_to_response(self.get_context_data(teams=self.teams))


class TeamView(TeamPage):
    template_name = "kik_wagtail/desk/team.html"

    def get_page_title(self) -> str:
        return _("Team %(name)s") % {"name": self.area.name}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        day = today(self.now)
        return super().get_context_data(team=team_of(self.area, today=day), teams=self.teams, labels=LABELS, **kwargs)


class TeamListView(TeamPage, ListPage):
    """The rows behind one number of the team."""

    template_name = ListPage.template_name

    def get_page_title(self) -> str:
        who = self.request.GET.get("coach")
        name = "" if who is None else f" · {name_of(self.coach) if self.coach else _('no coach')}"
        return f"{self.area.name}: {LISTS[self.kwargs['code']]}{name}"

    def found(self) -> Any:
        code = self.kwargs["code"]
        if code not in LISTS:
            raise Http404
        if code == HANDOVERS:
            waiting = waiting_handovers(self.area).select_related("resident", "from_coach", "to_coach")
            return waiting.order_by("proposed_at", "pk")
        rows = rows_by_column(self.area, today(self.now))[code]
        if self.request.GET.get("coach") is not None:
            rows = rows.filter(coach=self.coach)
        if code == "week":
            return rows.select_related("resident", "place")
        return rows.order_by("pk") if code == "caseload" else for_rows(code, rows)

    def row(self, item: Any) -> Row:
        """A team lead looks and hands over; planning is the coach's."""
        day, code = today(self.now), self.kwargs["code"]
        if code == "caseload":
            return unseen_row(item, day)
        if code == HANDOVERS:
            return between_colleagues_row(item, day)
        row = due_row(item, day) if code == "week" else row_of(code, item, day=day)
        return row if self.may("change_followup") else replace(row, action=None, second=None, menu=())


def hours_of(coaches: list[Any]) -> dict[int, float]:
    return {key: week.total for key, week in weeks_of(coaches).items()}


class SpreadView(TeamPage):
    """First who gets how many, then, at a second press, doing it."""

    template_name = "kik_wagtail/desk/spread.html"

    def get_page_title(self) -> str:
        if self.coach is None:
            return _("Residents without a coach: %(team)s") % {"team": self.area.name}
        return _("Residents of %(name)s: %(team)s") % {"name": name_of(self.coach), "team": self.area.name}

    def form(self, data: Any = None) -> SpreadForm:
        return SpreadForm(data, area=self.area, coach=self.coach)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=self.form()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        if request.POST.get("do") != "spread":
            return self.render_to_response(self.get_context_data(form=form, shown=self.shown(form)))
        number = self.carry_out(form)
        if self.error:
            return self.render_to_response(self.get_context_data(form=form), status=409)
        if number:
            done = ngettext(
                "%(number)s resident was handed over.", "%(number)s residents were handed over.", number
            ) % {"number": number}
            messages.success(request, done)
        else:
            messages.info(request, _("There was nobody left to hand over."))
        return redirect("kik_desk:team", self.area.pk)

    def shown(self, form: SpreadForm) -> list[tuple[str, float | None, int, int]]:
        """(coach, hours a week, how many now, how many more)."""
        if form.to_queue:
            return [(_("without a coach"), None, residents_of(self.area, None).count(), self.number)]
        coaches = form.coaches()
        loads, room = loads_of(coaches), hours_of(coaches)
        more = Counter(shares(loads, self.number, room))
        return [(name_of(coach), room[coach.pk], loads[coach.pk], more[coach.pk]) for coach in coaches]

    def carry_out(self, form: SpreadForm) -> int:
        common = {"area": self.area, "from_coach": self.coach, "user": self.request.user, "now": self.now}
        common["reason"] = form.cleaned_data["reason"]
        if form.to_queue:
            return self.attempt(to_team, **common) or 0
        coaches = form.coaches()
        return sum((self.attempt(spread, to_coaches=coaches, room=hours_of(coaches), **common) or {}).values())

    @cached_property
    def number(self) -> int:
        return residents_of(self.area, self.coach).count()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(area=self.area, number=self.number, **kwargs)


class StandInView(TeamPage):
    template_name = "kik_wagtail/desk/stand_in.html"
    page_title = gettext_lazy("Standing in")

    def get_page_title(self) -> str:
        return f"{self.page_title}: {self.area.name}"

    def form(self, data: Any = None) -> StandInForm:
        return StandInForm(data, area=self.area, initial={"coach": self.request.GET.get("coach")})

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=self.form()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if ending := request.POST.get("end"):
            found = next((one for one in self.arranged if str(one.pk) == ending), None)
            if found is not None:
                end_stand_in(stand_in=found, user=request.user, now=self.now)
                messages.success(request, _("The standing in has ended."))
            return redirect("kik_desk:stand_in", self.area.pk)
        form = self.form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        self.attempt(arrange_stand_in, area=self.area, **form.arguments(), user=request.user, now=self.now)
        if self.error:
            return self.render_to_response(self.get_context_data(form=form), status=409)
        messages.success(request, _("Arranged. The stand-in finds the list on Today."))
        return redirect("kik_desk:team", self.area.pk)

    @cached_property
    def arranged(self) -> list[StandIn]:
        """Of coaches of this team, from today on."""
        coming = StandIn.objects.filter(until_on__gte=today(self.now), coach__kik_area_memberships__area=self.area)
        return list(coming.select_related("coach", "stand_in").distinct())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(area=self.area, arranged=self.arranged, **kwargs)
