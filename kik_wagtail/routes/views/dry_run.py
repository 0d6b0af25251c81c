"""The dry run of a route on today's residents: numbers only, for the live version or the draft."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from kik_wagtail.residents.models import PlaceKind
from kik_wagtail.routes import entries
from kik_wagtail.routes.bars import bars
from kik_wagtail.routes.content import read
from kik_wagtail.routes.dry_run import BY_PHONE, WEEKS, DryRun, Who, portions, simulate, walk
from kik_wagtail.routes.dry_run_reading import coming
from kik_wagtail.routes.forms import DryRunForm
from kik_wagtail.workdays.dates import today

from .base import RouteScreen

NOBODY = Who(None, "home")


class DryRunView(RouteScreen):
    """With ?kort=1 its figures in one line, which the editor's page and the switch ask for once they stand there."""

    permissions = ("change",)

    def get_template_names(self) -> list[str]:
        return [f"kik_wagtail/routes/{'_dry_run_short' if 'kort' in self.request.GET else 'dry_run'}.html"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def get_page_title(self) -> str:
        return _("Dry run")

    @cached_property
    def form(self) -> DryRunForm:
        begun = {"a_week": self.switch.a_week if self.switch else 25}
        return DryRunForm(self.request.GET if "a_week" in self.request.GET else None, begun=begun)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = {
            "form": self.form,
            "weeks": WEEKS,
            "weeks_after": WEEKS - 1,
            "is_draft": self.shown.value == "concept",
        }
        if given := self.form.given:
            context |= self._run(given)
        return super().get_context_data(**context | kwargs)

    def _run(self, given: dict[str, Any]) -> dict[str, Any]:
        content, day = self.shown.content, today(self.now)
        found = coming(entry=content["entry"], purpose=content["purpose"], day=day)
        newcomers = [NOBODY] * given["newcomers"]
        by_hand = content["entry"] == entries.BY_HAND
        later = [[*week, *newcomers] for week in found.later]
        backlog = [NOBODY] * (given["a_week"] * WEEKS) if by_hand else found.today
        entering = portions(backlog if given["backlog"] else [], later, given["a_week"])
        run = simulate(walk(read(content), given["assumptions"]), entering)
        monday = day - timedelta(days=day.weekday())
        rows = [
            {"monday": monday + timedelta(weeks=week), "entering": run.entering[week], **_whole(run.weeks[week])}
            for week in range(WEEKS)
        ]
        return {
            "rows": rows,
            "bars": bars(rows),
            "matching": len(found.today),
            "later": sum(len(week) for week in found.later),
            "later_a_week": round(sum(len(week) for week in found.later) / (WEEKS - 1)),
            "entered": sum(run.entering),
            "letters": round(run.total("letters")),
            "conversations": round(run.total("conversations")),
            "most_letters": max(row["letters"] for row in rows),
            "by_hand": by_hand,
            "entry": entries.label(content["entry"]),
            "coaches": [] if by_hand else self._coaches(run),
            "places": self._places(run),
        }

    def _coaches(self, run: DryRun) -> list[dict[str, Any]]:
        users = get_user_model()._default_manager.in_bulk([key for key in run.coaches if key])
        found = []
        for key, load in run.coaches.items():
            user = users.get(key) if key else None
            name = user.get_full_name() or user.get_username() if user else _("without a coach")
            found.append(
                {
                    "name": name,
                    "total": round(sum(load)),
                    "a_week": sum(load) / WEEKS,
                    "most": round(max(load, default=0)),
                }
            )
        return sorted((one for one in found if one["total"]), key=lambda one: (-one["total"], one["name"]))

    def _places(self, run: DryRun) -> list[tuple[str, int]]:
        labels = {**dict(PlaceKind.choices), BY_PHONE: _("by phone or video")}
        found = [(str(labels.get(place, place)), round(number)) for place, number in run.places.items()]
        return sorted((one for one in found if one[1]), key=lambda one: (-one[1], one[0]))


def _whole(week: dict[str, float]) -> dict[str, int]:
    return {what: round(number) for what, number in week.items()}
