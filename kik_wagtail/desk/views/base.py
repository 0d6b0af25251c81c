"""What the screens of this room share."""

from __future__ import annotations

from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from kik_wagtail.desk.row import letter_action
from kik_wagtail.errors import DomainError
from kik_wagtail.follow_up.models import FollowUp
from kik_wagtail.residents.models import Resident, StandIn
from kik_wagtail.workdays.dates import today


class DeskView(View):
    """Asks a permission of the follow_up room; what is foreign is not found, by the scope."""

    permission: ClassVar[str] = "view_followup"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.now = timezone.now()
        if not self.may(self.permission):
            return permission_denied(request)
        return super().dispatch(request, *args, **kwargs)

    def http_method_not_allowed(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Who had to log in at a press comes back by GET: to where they can press again, not to an empty page."""
        if request.method == "GET" and not self.is_fetched:
            return redirect(self.next_url())
        return super().http_method_not_allowed(request, *args, **kwargs)

    def may(self, permission: str) -> bool:
        return self.request.user.has_perm(f"kik_wagtail.{permission}")

    @property
    def is_fetched(self) -> bool:
        """Asked for by the script of the page, which wants a fragment."""
        return self.request.headers.get("x-requested-with") == "XMLHttpRequest"

    def next_url(self) -> str:
        """Where the person came from, if that is a page of ours; else Vandaag."""
        url = self.request.POST.get("next_url") or self.request.GET.get("next_url") or ""
        if url_has_allowed_host_and_scheme(url, allowed_hosts={self.request.get_host()}):
            return url
        return reverse("kik_desk:today")


class DeskPage(WagtailAdminTemplateMixin, DeskView):
    """A screen in core's furniture. Titles and breadcrumbs say numbers, never names."""

    _show_breadcrumbs = True  # Wagtail 7.4
    scripts: ClassVar[tuple[str, ...]] = ("kik_wagtail/desk/desk.js", "kik_wagtail/desk/walk.js")
    styles: ClassVar[tuple[str, ...]] = ("kik_wagtail/desk/desk.css",)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        media = forms.Media(css={"all": self.styles}, js=self.scripts)
        return super().get_context_data(**{"media": media, "now": self.now} | kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        first = {"url": reverse("kik_desk:today"), "label": _("Today")}
        return [*self.breadcrumbs_items, first, {"url": "", "label": self.get_page_title()}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data())


class WhoseList:
    """`?coach=7`: the list of a colleague for whom the user stands in today. Of anybody else it is not found."""

    @cached_property
    def stood_in_for(self) -> list[StandIn]:
        day = today(self.now)  # type: ignore[attr-defined]
        valid = StandIn.objects.valid_on(day).filter(stand_in=self.request.user)  # type: ignore[attr-defined]
        return list(valid.select_related("coach"))

    @cached_property
    def coach(self) -> Any:
        key = self.request.GET.get("coach")  # type: ignore[attr-defined]
        if not key:
            return self.request.user  # type: ignore[attr-defined]
        found = next((one.coach for one in self.stood_in_for if str(one.coach_id) == key), None)
        if found is None:
            raise Http404
        return found


class FollowUpMixin:
    """Finds the contact of the address, or 404."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)  # type: ignore[misc]
        self._found: FollowUp | None = None

    @property
    def follow_up(self) -> FollowUp:
        if self._found is None:
            rows = FollowUp.objects.select_related(
                "resident__area", "resident__coach", "area", "coach", "place", "closed_by"
            )
            self._found = get_object_or_404(rows, pk=self.kwargs["pk"])  # type: ignore[attr-defined]
        return self._found


def open_conversation_of(resident: Resident) -> FollowUp | None:
    """The one that is planned; more than one there cannot be."""
    return FollowUp.objects.open().conversations().filter(resident=resident).first()


def letter_buttons(request: HttpRequest, follow_up: FollowUp) -> list[Any]:
    """The step that usually follows on planning, for in the message that says it was saved."""
    if not request.user.has_perm("kik_wagtail.add_letter"):
        return []
    action = letter_action(follow_up)
    back = urlencode({"next_url": reverse("kik_desk:today")})
    return [messages.button(f"{action.url}?{back}", action.label)]


def tell(request: HttpRequest, error: DomainError) -> None:
    messages.error(request, str(error))


class Attempted:
    """Runs a service; a refusal of the domain becomes `self.error` and leaves nothing half done."""

    error: DomainError | None = None

    def attempt(self, service: Any, **arguments: Any) -> Any:
        try:
            with transaction.atomic():
                return service(**arguments)
        except DomainError as error:
            self.error = error
            return None
