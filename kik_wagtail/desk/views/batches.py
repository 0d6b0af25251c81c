"""What was put on routes together: the check before, what became of it after, as a list and as a file; and undoing it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from kik_wagtail.admin.export import SafeExportMixin
from kik_wagtail.admin.pagination import CappedPaginator
from kik_wagtail.desk.forms.together import UndoForm
from kik_wagtail.desk.standing import standing, step_names
from kik_wagtail.desk.together import about, about_all, area_names, coach_names, who_in_words, why_skipped
from kik_wagtail.follow_up.closing_days import municipal_calendar
from kik_wagtail.residents.models import Resident
from kik_wagtail.routes import batches, capacity, counting, planning
from kik_wagtail.routes.errors import UndoneAlready
from kik_wagtail.routes.models import Enrolment, EnrolmentBatch
from kik_wagtail.routes.services import together
from kik_wagtail.workdays.dates import today

from .base import Attempted, DeskView, tell
from .together import TogetherPage

PER_PAGE = 50
NAMED = 50  # of who is skipped, for each reason; the file has them all


class BatchMixin:
    """Finds the batch of the address among those that the user may see, or 404."""

    @cached_property
    def batch(self) -> EnrolmentBatch:
        return get_object_or_404(batches.visible_to(self.request.user), pk=self.kwargs["pk"])  # type: ignore[attr-defined]

    @cached_property
    def is_exact(self) -> bool:
        return batches.is_told_exactly(self.batch, self.request.user)  # type: ignore[attr-defined]

    def about(self, number: int) -> str:
        return about(number, exact=self.is_exact)


@dataclass(frozen=True)
class Skipped:
    why: str
    number: str
    residents: list[Resident]  # whom the reader may see
    more: int


class BatchesView(TogetherPage):
    """Every time that many were put on a route, newest first."""

    template_name = "kik_wagtail/desk/batches.html"

    def get_page_title(self) -> str:
        return _("Put on routes together")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        found = batches.visible_to(user).filter(confirmed_at__isnull=False).order_by("-confirmed_at", "-pk")
        page = CappedPaginator(found, PER_PAGE).get_page(self.request.GET.get("p"))
        rows = [(one, *self._numbers(one)) for one in page]
        return super().get_context_data(page=page, rows=rows, **kwargs)

    def _numbers(self, batch: EnrolmentBatch) -> tuple[str, str]:
        exact = batches.is_told_exactly(batch, self.request.user)
        return about(batch.enrolled, exact=exact), about(batch.skipped_number, exact=exact)


class BatchView(BatchMixin, TogetherPage):
    """Before it is confirmed: what would happen. After that: who begins when, who has begun, who was skipped."""

    def get_template_names(self) -> list[str]:
        return [f"kik_wagtail/desk/{'batch' if self.batch.confirmed_at else 'batch_check'}.html"]

    def get_page_title(self) -> str:
        title = {"route": self.batch.version.content["title"]}
        return _("On route %(route)s") % title if self.batch.confirmed_at else _("Check: route %(route)s") % title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = self._result() if self.batch.confirmed_at else self._check()
        shared = {"batch": self.batch, "who": who_in_words(self.batch), "may_see": self.may("view_enrolment")}
        return super().get_context_data(**shared | context | kwargs)

    def _check(self) -> dict[str, Any]:
        plan = planning.plan_of(self.batch, now=self.now, calendar=municipal_calendar())
        return {
            "enter": len(plan.starts),
            "enter_words": self.about(len(plan.starts)),
            "weeks": [(monday, self.about(number), most) for monday, number, most in plan.weeks],
            "loads": self._loads(plan),
            "skipped": self._skipped(plan.skipped),
            "skipped_number": self.about(sum(len(keys) for keys in plan.skipped.values())),
        }

    def _loads(self, plan: planning.Plan) -> list[dict[str, Any]]:
        found = capacity.loads(plan.by_area_and_coach, day=today(self.now))
        areas, coaches = area_names({load.area for load in found}), coach_names({load.coach for load in found})
        told = about_all([load.residents for load in found], exact=self.is_exact)
        rows = [
            {
                "area": areas.get(load.area, ""),
                "coach": coaches.get(load.coach, ""),
                "residents": number,
                "planned": load.planned,
                "room": load.room,
                "is_over": self.batch.a_week > load.room,
            }
            for load, number in zip(found, told, strict=True)
        ]
        return sorted(rows, key=lambda row: (row["area"], row["coach"]))

    def _result(self) -> dict[str, Any]:
        standings = counting.standing_of(self.batch.pk)
        waiting = [(monday, self.about(number)) for state, monday, number in standings if state == "waiting"]
        begun = sum(number for state, _monday, number in standings if state in {"running", "paused"})
        return {
            "weeks": waiting,
            "begun": self.about(begun),
            "ended": self.about(sum(number for state, _monday, number in standings if state == "ended")),
            "skipped": self._skipped(self.batch.skipped),
            "skipped_number": self.about(self.batch.skipped_number),
            "enrolled": self.about(self.batch.enrolled),
            "may_undo": batches.may_undo(self.batch, self.request.user),
            "may_export": self.may("export_resident"),
            **self._rows(),
        }

    def _rows(self) -> dict[str, Any]:
        if not self.may("view_enrolment"):
            return {}
        found = Enrolment.objects.filter(batch=self.batch).select_related("resident", "area", "coach")
        page = CappedPaginator(found.order_by("starts_on", "pk"), PER_PAGE).get_page(self.request.GET.get("p"))
        names = step_names({self.batch.version_id: self.batch.version.content})
        return {"page": page, "rows": [(one, standing(one, names, day=today(self.now))) for one in page]}

    def _skipped(self, skipped: dict[str, list[int]]) -> list[Skipped]:
        reasons = {code: keys for code, keys in skipped.items() if keys}
        told = about_all([len(keys) for keys in reasons.values()], exact=self.is_exact)
        return [self._one_reason(code, reasons[code], number) for code, number in zip(reasons, told, strict=True)]

    def _one_reason(self, code: str, keys: list[int], number: str) -> Skipped:
        found: list[Resident] = []
        if self.may("view_resident"):
            found = list(Resident.objects.filter(pk__in=keys).order_by("surname", "pk")[:NAMED])
        return Skipped(why_skipped(code), number, found, len(keys) - len(found))


class ConfirmView(BatchMixin, DeskView):
    """POST only. Pressed twice, the second press finds it done."""

    permission = "add_enrolmentbatch"
    http_method_names: ClassVar[list[str]] = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        batch = self.batch
        if batch.made_by_id != request.user.pk:
            return redirect("kik_desk:batch", pk=batch.pk)
        if batch.confirmed_at is not None:
            messages.info(request, _("You had confirmed this already. Nothing was done twice."))
            return redirect("kik_desk:batch", pk=batch.pk)
        self._confirm(batch)
        return redirect("kik_desk:batch", pk=batch.pk)

    def _confirm(self, batch: EnrolmentBatch) -> None:
        confirm = Attempted()
        arguments = {"user": self.request.user, "now": self.now, "calendar": municipal_calendar()}
        done = confirm.attempt(together.confirm, batch=batch, **arguments)
        if confirm.error is not None:
            tell(self.request, confirm.error)
            return
        words = ngettext(
            "%(number)s resident has been put on the route.",
            "%(number)s residents have been put on the route.",
            done.enrolled,
        )
        messages.success(self.request, words % {"number": done.enrolled})


class UndoView(BatchMixin, Attempted, TogetherPage):
    """Says what undoing does and does not do, asks why, and does it."""

    template_name = "kik_wagtail/desk/batch_undo.html"

    def get_page_title(self) -> str:
        return _("Undo")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if self.may(self.permission) and not batches.may_undo(self.batch, request.user):
            said = (
                UndoneAlready() if self.batch.undone_at else _("Only who put these residents on the route undoes it.")
            )
            messages.info(request, str(said))
            return redirect("kik_desk:batch", pk=self.batch.pk)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=UndoForm()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = UndoForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        reason = form.cleaned_data["reason"]
        done = self.attempt(together.undo, batch=self.batch, reason=reason, user=request.user, now=self.now)
        if self.error is not None:
            tell(request, self.error)
        else:
            words = ngettext(
                "%(number)s resident is taken off the route again.",
                "%(number)s residents are taken off the route again.",
                done.taken_off,
            )
            messages.success(request, words % {"number": done.taken_off})
        return redirect("kik_desk:batch", pk=self.batch.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        off, stays = batches.undo_would(self.batch)
        numbers = {"off": off, "off_words": self.about(off), "stays": stays, "stays_words": self.about(stays)}
        letters = batches.letters_of(self.batch)
        context = {**numbers, "letters": letters, "letters_words": self.about(letters), "batch": self.batch}
        return super().get_context_data(**context | kwargs)


class ExportView(SafeExportMixin, SpreadsheetExportMixin, BatchMixin, TogetherPage):
    """Everybody of the batch whom the user may see, with what became of them."""

    list_export: ClassVar[list[str]] = ["client_number", "full_name", "area", "coach", "what", "step"]
    export_headings: ClassVar[dict[str, str | Promise]] = {
        "full_name": gettext_lazy("Name"),
        "what": gettext_lazy("What became of it"),
        "step": gettext_lazy("Step"),
    }
    verbose_name_plural = gettext_lazy("residents")

    def get_page_title(self) -> str:
        return _("Export")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "export" not in request.GET:
            return redirect(self.index_url)
        return super().get(request, *args, **kwargs)

    @property
    def index_url(self) -> str:
        return reverse("kik_desk:batch", args=[self.batch.pk])

    def user_has_permission(self, action: str) -> bool:
        return self.may(f"{action}_resident")

    def get_filename(self) -> str:
        return f"werkwijze-samen-{self.batch.pk}"

    @cached_property
    def enrolments(self) -> dict[int, Enrolment]:
        return {one.resident_id: one for one in Enrolment.objects.filter(batch=self.batch)}

    @cached_property
    def reasons(self) -> dict[int, str]:
        return {pk: why_skipped(code) for code, keys in self.batch.skipped.items() for pk in keys}

    @cached_property
    def names(self) -> Any:
        return step_names({self.batch.version_id: self.batch.version.content})

    def get_queryset(self) -> Any:
        keys = {*self.enrolments, *self.reasons}
        return Resident.objects.filter(pk__in=keys).select_related("area", "coach").order_by("surname", "pk")

    def to_row_dict(self, item: Resident) -> dict[str, Any]:
        enrolment = self.enrolments.get(item.pk)
        told = standing(enrolment, self.names, day=today(self.now)) if enrolment else None
        return {
            "client_number": item.client_number,
            "full_name": item.full_name,
            "area": str(item.area),
            "coach": item.coach.get_full_name() or item.coach.get_username() if item.coach else "",
            "what": told.words if told else _("skipped: %(why)s") % {"why": self.reasons[item.pk]},
            "step": told.step if told else "",
        }
