"""Who is under way on a route: one's own residents with their step; for others numbers for each area and step."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from kik_wagtail.admin.pagination import CappedPaginator
from kik_wagtail.desk.standing import standing, step_names
from kik_wagtail.desk.together import about_all, area_names
from kik_wagtail.routes import counting
from kik_wagtail.routes.models import Enrolment, Route, RouteVersion
from kik_wagtail.workdays.dates import today

from .base import DeskPage

PER_PAGE = 50
WAITING = "wacht"  # stands in the address for who has not begun
Place = tuple[int, str]  # area, and step or WAITING


class UnderWayView(DeskPage):
    permission = "view_route"
    template_name = "kik_wagtail/desk/under_way.html"
    header_icon = "list-ol"

    @cached_property
    def route(self) -> Route:
        return get_object_or_404(Route, pk=self.kwargs["pk"])

    @cached_property
    def versions(self) -> dict[int, RouteVersion]:
        """Oldest first, so that the newest name of a step is the one that stays."""
        return {one.pk: one for one in RouteVersion.objects.filter(text=self.route).order_by("number")}

    @cached_property
    def steps(self) -> dict[str, str]:
        """{step: title} in the order of the newest version, then what older ones had."""
        found = {WAITING: _("has not begun yet")}
        for version in reversed(self.versions.values()):
            for step in version.content["steps"]:
                found.setdefault(step["key"], step["title"])
        return found

    def get_page_title(self) -> str:
        return _("Under way on %(route)s") % {"route": self.route.title}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        timeline = {"url": reverse("kik_routes:timeline", args=[self.route.pk]), "label": self.route.title}
        return [*self.breadcrumbs_items, timeline, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = self._own() if self.may("view_enrolment") else {"numbers": self._numbers(counting.by_step(self.route))}
        total = counting.under_way(self.route)
        context = {"route": self.route, "total": total, "may_choose": self.may("add_enrolmentbatch")}
        return super().get_context_data(**context | shown | kwargs)

    def _own(self) -> dict[str, Any]:
        found = Enrolment.objects.open().filter(route=self.route)
        counted = found.order_by().values("area_id", "state", "step").annotate(number=Count("pk"))
        rows = [(one["area_id"], one["state"], one["step"], one["number"]) for one in counted]
        asked = self._narrowed(found).select_related("resident", "area", "coach").order_by("starts_on", "pk")
        page = CappedPaginator(asked, PER_PAGE).get_page(self.request.GET.get("p"))
        names, day = step_names({pk: one.content for pk, one in self.versions.items()}), today(self.now)
        return {
            "own": sum(row[-1] for row in rows),
            "numbers": self._numbers(rows, exact=True),
            "page": page,
            "rows": [(one, standing(one, names, day=day)) for one in page],
            "is_narrowed": bool(self.request.GET.get("gebied")),
        }

    def _narrowed(self, found: Any) -> Any:
        """To one area and step, as the numbers above the list lead to."""
        area, step = self.request.GET.get("gebied", ""), self.request.GET.get("stap", "")
        if not area and not step:
            return found
        if not area.isdecimal() or len(area) > 9 or step not in self.steps:
            raise Http404
        found = found.filter(area_id=int(area))
        return found.filter(state="waiting") if step == WAITING else found.filter(step=step).exclude(state="waiting")

    def _numbers(self, rows: list[tuple[int, str, str, int]], *, exact: bool = False) -> list[dict[str, Any]]:
        totals: Counter[Place] = Counter()
        for area, state, step, number in rows:
            totals[area, WAITING if state == "waiting" else step] += number
        names, order = area_names({area for area, _step in totals}), list(self.steps)
        places = sorted(totals, key=lambda place: (names.get(place[0], ""), order.index(place[1])))
        told = about_all([totals[place] for place in places], exact=exact)
        return [
            {
                "area": names.get(area, ""),
                "step": self.steps[step],
                "number": number,
                "query": f"gebied={area}&stap={step}" if exact else "",
            }
            for (area, step), number in zip(places, told, strict=True)
        ]
