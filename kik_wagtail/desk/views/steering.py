"""What a coach does with a resident's route: put on it, pause, go on, stop, to the newer version."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from kik_wagtail.desk.forms.routes import PutOnRouteForm, ReasonForm
from kik_wagtail.desk.on_route import OnRoute
from kik_wagtail.desk.route_rows import route_url
from kik_wagtail.desk.words import day_words
from kik_wagtail.follow_up.closing_days import municipal_calendar
from kik_wagtail.residents.models import Resident
from kik_wagtail.routes import services
from kik_wagtail.routes.models import Enrolment, RouteVersion
from kik_wagtail.routes.offers import Offer, offers_for
from kik_wagtail.workdays.dates import today

from .base import Attempted, DeskView, tell
from .form_page import FormPage
from .on_route import EnrolmentMixin

State = Enrolment.State


class PutOnRouteView(FormPage):
    permission = "add_enrolment"
    template_name = "kik_wagtail/desk/put_on_route.html"
    page_title = gettext_lazy("Put on a route:")
    header_icon = "list-ol"
    save_label = gettext_lazy("Put on this route")

    @cached_property
    def resident(self) -> Resident:
        return get_object_or_404(Resident.objects.select_related("area", "coach"), pk=self.kwargs["pk"])

    @cached_property
    def offers(self) -> list[Offer]:
        return offers_for(self.resident)

    def make_form(self, data: Any = None) -> PutOnRouteForm:
        return PutOnRouteForm(data, offers=self.offers, today=today(self.now))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A second press finds the resident on the route that the first one chose."""
        route = request.POST.get("route", "")
        walked = Enrolment.objects.open().filter(resident=self.resident, enrolled_by=request.user)
        if route.isdigit() and walked.filter(route_id=int(route)).exists():
            messages.info(request, _("You had put this resident on this route already. Nothing was done twice."))
            return redirect(self.next_url())
        return super().post(request, *args, **kwargs)

    def save(self, form: PutOnRouteForm) -> str:
        starts_on = form.cleaned_data["starts_on"]
        self.attempt(
            services.put_on,
            resident=self.resident,
            route=form.chosen,
            starts_on=starts_on,
            user=self.request.user,
            now=self.now,
            calendar=municipal_calendar(),
        )
        said = {"number": self.resident.client_number, "day": day_words(starts_on, today(self.now))}
        if starts_on > today(self.now):
            return _("%(number)s begins on the route on %(day)s.") % said
        return _("%(number)s is on the route from now on.") % said

    def next_url(self) -> str:
        if "next_url" in self.request.POST or "next_url" in self.request.GET:
            return super().next_url()
        return reverse("kik_desk:routes_of", args=[self.resident.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        taken = [one for one in self.offers if one.taken_by]
        return super().get_context_data(taken=taken, is_in_view=self.resident.is_in_view, **kwargs)


class SteeringPage(EnrolmentMixin, FormPage):
    """Asks why, and does it. Pressed twice, the second press is told that it was done."""

    permission = "change_enrolment"
    header_icon = "list-ol"
    reason_label: ClassVar[str | Promise] = gettext_lazy("Why?")
    service: ClassVar[Any]
    done: ClassVar[str | Promise]
    explains: ClassVar[str | Promise] = ""

    def make_form(self, data: Any = None) -> ReasonForm:
        return ReasonForm(data, label=self.reason_label)

    def is_possible(self) -> bool:
        return self.enrolment.is_open

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if self.request.user.has_perm(f"kik_wagtail.{self.permission}") and not self.is_possible():
            messages.info(request, _("This was done already, or is not possible any more. Nothing was changed."))
            return redirect(route_url(self.enrolment))
        return super().dispatch(request, *args, **kwargs)

    def arguments(self) -> dict[str, Any]:
        return {"calendar": municipal_calendar()}

    def save(self, form: ReasonForm) -> str:
        self.attempt(
            type(self).service,
            enrolment=self.enrolment,
            user=self.request.user,
            now=self.now,
            **form.cleaned_data,
            **self.arguments(),
        )
        return str(self.done) % {"number": self.resident.client_number}

    def next_url(self) -> str:
        return route_url(self.enrolment)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one: OnRoute = self.on_route
        subject = f"{one.title} · {one.step}" if one.step else one.title
        return super().get_context_data(subject=subject, explains=self.explanation(), **kwargs)

    def explanation(self) -> str:
        return str(self.explains)


class PauseView(SteeringPage):
    page_title = gettext_lazy("Pause the route of")
    save_label = gettext_lazy("Pause")
    service = staticmethod(services.pause)
    done = gettext_lazy("The route of %(number)s is paused.")
    explains = gettext_lazy("Nothing goes out and no term ends, until you let it go on. Nobody is late by it.")

    def is_possible(self) -> bool:
        return self.enrolment.state == State.RUNNING

    def arguments(self) -> dict[str, Any]:
        return {}


class StopView(SteeringPage):
    page_title = gettext_lazy("Stop the route of")
    save_label = gettext_lazy("Stop")
    service = staticmethod(services.stop)
    done = gettext_lazy("The route of %(number)s has stopped.")
    explains = gettext_lazy("No more steps come. The next conversation stays planned.")


class NewerVersionView(SteeringPage):
    page_title = gettext_lazy("To the newer version, route of")
    save_label = gettext_lazy("Go on with the newer version")
    service = staticmethod(services.move_to_version)
    done = gettext_lazy("%(number)s goes on with the newer version.")

    @cached_property
    def newest(self) -> RouteVersion | None:
        found = RouteVersion.objects.current().filter(text=self.enrolment.route_id).first()
        return found if found and found.number > self.enrolment.version.number else None

    def is_possible(self) -> bool:
        return self.enrolment.is_open and self.enrolment.number > 0 and self.newest is not None

    def arguments(self) -> dict[str, Any]:
        return {"version": self.newest, "calendar": municipal_calendar()}

    def explanation(self) -> str:
        assert self.newest is not None  # noqa: S101 - is_possible
        route = self.newest.route
        said = {"old": self.enrolment.version.number, "new": self.newest.number}
        if self.enrolment.step in route:
            said["step"] = route[self.enrolment.step].title
            return _("From version %(old)s to %(new)s: goes on in “%(step)s”, with dates from today.") % said
        said["step"] = route.steps[0].title
        return (
            _("From version %(old)s to %(new)s: this step is not in it any more, so it begins with “%(step)s”.") % said
        )


class ResumeView(EnrolmentMixin, Attempted, DeskView):
    permission = "change_enrolment"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.attempt(
            services.resume,
            enrolment=self.enrolment,
            user=request.user,
            now=self.now,
            calendar=municipal_calendar(),
        )
        if self.error:
            tell(request, self.error)
        else:
            number = self.resident.client_number
            messages.success(request, _("The route of %(number)s goes on from today.") % {"number": number})
        return redirect(route_url(self.enrolment))
