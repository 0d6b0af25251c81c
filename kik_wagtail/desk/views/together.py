"""Putting many residents on a route: choose, check, confirm."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kik_wagtail import scope
from kik_wagtail.admin.bulk import ScopedBulkAction
from kik_wagtail.desk import together as offered
from kik_wagtail.desk.forms.together import TogetherForm
from kik_wagtail.residents.filters import NAMES, narrowing, values_of
from kik_wagtail.residents.models import Area, SavedFilter
from kik_wagtail.routes import capacity, planning
from kik_wagtail.routes.batches import EVERYBODY
from kik_wagtail.routes.choosing import LISTED
from kik_wagtail.routes.offers import running
from kik_wagtail.routes.services import together
from kik_wagtail.workdays.dates import today

from .base import Attempted, DeskPage

FROM_THE_LIST = (*NAMES, "q")


class TogetherPage(DeskPage):
    """Of this screen and those of what was done with it; a manager has no Vandaag to go back to."""

    permission = "add_enrolmentbatch"
    header_icon = "group"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        batches = {"url": reverse("kik_desk:batches"), "label": _("Put on routes together")}
        return [*self.breadcrumbs_items, batches, {"url": "", "label": self.get_page_title()}]


class ChooseView(Attempted, TogetherPage):
    """Who, which route, from when and how many a week. What was ticked or filtered stands in the address."""

    template_name = "kik_wagtail/desk/together.html"

    def get_page_title(self) -> str:
        return _("Put residents on a route")

    @cached_property
    def ticked(self) -> list[int]:
        given = self.request.GET.getlist("id")
        if len(given) > ScopedBulkAction.max_rows or not all(one.isdecimal() and len(one) < 12 for one in given):
            raise Http404
        return sorted({int(one) for one in given})

    @cached_property
    def choices(self) -> list[offered.Choice]:
        day, user = today(self.now), self.request.user
        found = [offered.counted(offered.of_ticked(self.ticked), day)] if self.ticked else []
        if found and not found[0].number:
            raise Http404
        if not self.may("view_resident"):
            return offered.of_route(user.has_perm(EVERYBODY))
        if LISTED in self.request.GET:
            narrowed = narrowing(values_of(self.request.GET), user)
            if narrowed is None:
                raise Http404
            found.append(offered.counted(offered.of_list(narrowed, self.request.GET.get("q", "")), day))
        for saved in SavedFilter.objects.filter(user=user):
            narrowed = narrowing(saved.values, user)
            if narrowed is not None:
                found.append(offered.counted(offered.of_saved(saved.pk, saved.name, narrowed), day))
        return [*found, *offered.of_route(user.has_perm(EVERYBODY))]

    @cached_property
    def areas(self) -> dict[int, str]:
        found = Area.objects.filter(is_archived=False)
        if not self.request.user.has_perm(EVERYBODY):
            found = found.filter(pk__in=scope.current().grants.areas | planning.areas_seen())
        return dict(found.values_list("pk", "name"))

    @cached_property
    def loads(self) -> list[capacity.Load]:
        """Of the first choice, for the proposal; a list that filters nothing is counted as well."""
        first, day = self.choices[0], today(self.now)
        seen = planning.areas_and_coaches(first.criteria, entry="", day=day, everybody=first.everybody)
        return capacity.loads(seen, day=day)

    def make_form(self, data: Any = None) -> TogetherForm:
        asked = self.request.GET.get("route", "")
        begun = {
            "who": self.choices[0].key,
            "route": asked,
            "starts_from": today(self.now),
            "a_week": capacity.proposal(self.loads),
        }
        given = {"choices": self.choices, "versions": list(running()), "areas": self.areas, "today": today(self.now)}
        return TogetherForm(data, initial=begun, **given)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=self.make_form()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.make_form(request.POST)
        if form.is_valid():
            batch = self.attempt(together.draft, user=request.user, now=self.now, **form.arguments)
            if batch is not None:
                return redirect("kik_desk:batch", pk=batch.pk)
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        first = self.choices[0]
        context = {
            "error": self.error,
            "left_out": len(self.ticked) - (first.number or 0) if self.ticked else 0,
            "coaches": len({load.coach for load in self.loads if load.coach}),
            "back_url": self._back_url(),
        }
        return super().get_context_data(**context | kwargs)

    def _back_url(self) -> str:
        if not self.may("view_resident"):
            return reverse("kik_desk:batches")
        query = {name: self.request.GET[name] for name in FROM_THE_LIST if self.request.GET.get(name)}
        return f"{reverse('kik_residents_modeladmin_index')}?{urlencode(query)}"


class PutOnRouteTogether(ScopedBulkAction):
    """From ticked rows of the list to the screen above, with the filters that the list had."""

    display_name = gettext_lazy("Put on a route")
    aria_label = gettext_lazy("Put on a route: the ticked residents")
    action_type = "put_on_route"

    @classmethod
    def is_offered(cls, user: Any) -> bool:
        return user.has_perm(f"kik_wagtail.{TogetherPage.permission}")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        ids = [("id", one) for one in request.GET.getlist("id")]
        listed = [(name, value) for name, value in parse_qsl(urlsplit(self.next_url).query) if name in FROM_THE_LIST]
        return redirect(f"{reverse('kik_desk:together')}?{urlencode([*ids, (LISTED, 1), *listed])}")


def list_links(user: Any, query: dict[str, str], paginator: Any) -> list[tuple[str, str]]:
    """For everybody who stands in the list of residents, on every page of it."""
    if not user.has_perm("kik_wagtail.add_enrolmentbatch"):
        return []
    words = _("Put everybody in this list on a route (%(number)s)") % {"number": paginator.count_text}
    return [(words, f"{reverse('kik_desk:together')}?{urlencode({LISTED: 1, **query})}")]
