"""Letters that were made and wait for paper: by area, route and day; taken together as one PDF; marked as printed."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar
from uuid import UUID, uuid4

from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import TruncDate
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from kik_wagtail.admin.pagination import CappedPaginator
from kik_wagtail.desk.together import area_names
from kik_wagtail.letters import printing
from kik_wagtail.letters.models import Letter, PrintFile
from kik_wagtail.routes.models import Route, StepVisit
from kik_wagtail.snippets.rendering import TypesettingFailed
from kik_wagtail.workdays.dates import time_zone

from .base import Attempted, DeskPage, DeskView, tell

PER_PAGE = printing.MOST  # so that a group is taken whole where that is possible
NO_ROUTE = 0  # made by a person


def waiting() -> Any:
    """Letters to print, with the route that made them and the day."""
    made = StepVisit.objects.filter(letter=OuterRef("pk")).values("enrolment__route_id")[:1]
    day = TruncDate("made_at", tzinfo=time_zone())
    return Letter.objects.to_print().annotate(by_route=Subquery(made), made_on=day)


class PrintPage(DeskPage):
    permission = "view_letter"
    header_icon = "mail"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        to_print = {"url": reverse("kik_desk:to_print"), "label": _("To print")}
        return [*self.breadcrumbs_items, to_print, {"url": "", "label": self.get_page_title()}]


class ToPrintView(Attempted, PrintPage):
    """Nothing is ticked until one group is chosen; then all of it is."""

    template_name = "kik_wagtail/desk/to_print.html"

    def get_page_title(self) -> str:
        return _("Letters to print")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.may("add_letter"):
            raise Http404
        keys = [int(key) for key in request.POST.getlist("letter") if key.isdecimal() and len(key) < 12]
        if not keys:
            messages.error(request, _("Tick at least one letter."))
            return redirect(request.get_full_path())
        asked = {"keys": keys, "request_key": _uuid(request.POST.get("request_key", "")), "user": request.user}
        file = self.attempt(printing.take, now=self.now, **asked)
        if self.error:
            tell(request, self.error)
            return redirect("kik_desk:to_print")
        taken = file.letters.filter(pk__in=keys).count()
        if taken < len(keys):
            left = ngettext(
                "%(number)s letter was left out: a colleague took it, it was cancelled, or the resident has left.",
                "%(number)s letters were left out: a colleague took them, they were cancelled, or the residents have left.",
                len(keys) - taken,
            )
            messages.warning(request, left % {"number": len(keys) - taken})
        return redirect("kik_desk:print_file", pk=file.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = waiting()
        groups = found.order_by("made_on", "area_id").values("area_id", "by_route", "made_on")
        page = CappedPaginator(self._narrowed(found), PER_PAGE).get_page(self.request.GET.get("p"))
        rows = list(groups.annotate(number=Count("pk")))
        routes = dict(Route.objects.filter(pk__in={row["by_route"] for row in rows}).values_list("pk", "title"))
        context = {
            "groups": [self._group(row, routes) for row in rows],
            "page": page,
            "letters": [(letter, routes.get(letter.by_route, "")) for letter in page],
            "is_chosen": self.is_chosen,
            "may_print": self.may("add_letter"),
            "request_key": uuid4(),
            "files": self._open_files(),
            "most": printing.MOST,
        }
        return super().get_context_data(**context | kwargs)

    @cached_property
    def areas(self) -> dict[int, str]:
        return area_names(waiting().order_by().values_list("area_id", flat=True).distinct())

    def _group(self, row: dict[str, Any], routes: dict[int, str]) -> dict[str, Any]:
        area, route, day = row["area_id"], row["by_route"] or NO_ROUTE, row["made_on"]
        return {
            "area": self.areas.get(area, ""),
            "route": routes.get(route, ""),
            "day": day,
            "number": row["number"],
            "query": f"gebied={area}&werkwijze={route}&dag={day:%Y-%m-%d}",
        }

    @property
    def is_chosen(self) -> bool:
        return "gebied" in self.request.GET

    def _narrowed(self, found: Any) -> Any:
        found = found.select_related("resident", "area", "version").order_by("made_at", "pk")
        if not self.is_chosen:
            return found
        area, route = (self.request.GET.get(name, "") for name in ("gebied", "werkwijze"))
        if not (area + route).isdecimal() or len(area + route) > 18:
            raise Http404
        return found.filter(area_id=int(area), by_route=int(route) or None, made_on=_day(self.request.GET.get("dag")))

    def _open_files(self) -> list[tuple[PrintFile, int]]:
        """Taken and not yet marked, with letters of the open scope."""
        rows = Letter.objects.filter(state=Letter.State.MADE, print_file__isnull=False).order_by()
        counted = rows.annotate(file=F("print_file")).values("file").annotate(number=Count("pk"))
        numbers = {row["file"]: row["number"] for row in counted}
        files = PrintFile.objects.filter(pk__in=numbers).select_related("made_by")
        return [(file, numbers[file.pk]) for file in files]


class FileMixin:
    """Finds the print file of the address and those of its letters that the user may see; none: 404."""

    @cached_property
    def file(self) -> PrintFile:
        return get_object_or_404(PrintFile.objects.select_related("made_by"), pk=self.kwargs["pk"])  # type: ignore[attr-defined]

    @cached_property
    def letters(self) -> list[Letter]:
        found = list(printing.letters_of_file(self.file))
        if not found:
            raise Http404
        return found

    @property
    def on_paper(self) -> list[Letter]:
        return [letter for letter in self.letters if not letter.is_cancelled]


class PrintFileView(FileMixin, PrintPage):
    template_name = "kik_wagtail/desk/print_file.html"

    def get_page_title(self) -> str:
        return _("Print file %(number)s") % {"number": self.file.pk}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        looks = sorted({letter.layout_id for letter in self.on_paper})
        context = {
            "file": self.file,
            "letters": self.letters,
            "looks": list(enumerate(looks, start=1)),
            "waiting": sum(letter.state == Letter.State.MADE for letter in self.letters),
            "printed": sum(letter.state == Letter.State.PRINTED for letter in self.letters),
            "cancelled": sum(letter.is_cancelled for letter in self.letters),
            "may_print": self.may("add_letter"),
        }
        return super().get_context_data(**context | kwargs)


class PrintPdfView(FileMixin, DeskView):
    """The letters of one look as one PDF: looks are never put together afterwards."""

    permission = "view_letter"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        letters = [letter for letter in self.on_paper if letter.layout_id == self.kwargs["look"]]
        if not letters:
            raise Http404
        try:
            document = printing.pdf(letters, file=self.file)
        except TypesettingFailed:
            messages.error(request, _("These letters cannot be set together. Open them one by one from the list."))
            return redirect("kik_desk:print_file", pk=self.file.pk)
        response = HttpResponse(document, content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="brieven-{self.file.pk}.pdf"'
        response["Cache-Control"] = "no-store"
        return response


class FileAction(FileMixin, DeskView):
    """POST only; a second press finds nothing left to do, and says so."""

    permission = "add_letter"
    http_method_names: ClassVar[list[str]] = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.act() if self.letters else redirect("kik_desk:to_print")

    def act(self) -> HttpResponse:
        raise NotImplementedError


class MarkPrintedView(FileAction):
    def act(self) -> HttpResponse:
        number = printing.mark_file_printed(file=self.file, user=self.request.user, now=self.now)
        if number:
            words = ngettext(
                "%(number)s letter is marked as printed.", "%(number)s letters are marked as printed.", number
            )
            messages.success(self.request, words % {"number": number})
        else:
            messages.info(self.request, _("These letters were marked already. Nothing was done twice."))
        return redirect("kik_desk:print_file", pk=self.file.pk)


class PutBackView(FileAction):
    def act(self) -> HttpResponse:
        number = printing.put_back(file=self.file, user=self.request.user)
        words = ngettext(
            "%(number)s letter is to be printed again.", "%(number)s letters are to be printed again.", number
        )
        messages.success(self.request, words % {"number": number})
        return redirect("kik_desk:to_print")


class ToPrintMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("kik_wagtail.add_letter")


def menu_item() -> ToPrintMenuItem:
    return ToPrintMenuItem(_("To print"), reverse("kik_desk:to_print"), icon_name="mail", order=215)


def _uuid(given: str) -> UUID:
    try:
        return UUID(given)
    except ValueError:
        raise Http404 from None


def _day(given: str | None) -> date:
    try:
        return date.fromisoformat(given or "")
    except ValueError:
        raise Http404 from None
