"""Choosing the columns of the list of residents: each press is kept at once, so that nothing has to be saved."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from kik_wagtail.residents.columns import choose, choose_default, chosen_by, offered

from .base import DeskPage

PRESSED = "kik_column_pressed"  # in the session: which button has the focus on the page that follows


def moved(names: list[str], verb: str, name: str) -> list[str]:
    """`names` after one press; unchanged where it asks for what is so already."""
    rest = [one for one in names if one != name]
    if verb == "out":
        return rest
    if verb == "in":
        return [*rest, name]
    if name not in names or verb not in ("up", "down"):
        return names
    at = names.index(name) + (-1 if verb == "up" else 1)
    return [*rest[: max(at, 0)], name, *rest[max(at, 0) :]]


class ColumnsView(DeskPage):
    template_name = "kik_wagtail/desk/columns.html"
    page_title = gettext_lazy("Columns of the list of residents")
    header_icon = "table"
    permission = "view_resident"
    styles: ClassVar[tuple[str, ...]] = (*DeskPage.styles, "kik_wagtail/desk/agenda.css")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        verb, _colon, name = request.POST.get("do", "").partition(":")
        if verb == "default":
            choose_default(user=request.user)
            messages.success(request, _("The list has its usual columns again."))
        elif name in offered() and verb in ("up", "down", "in", "out"):
            choose(names=moved([one.name for one in chosen_by(request.user)], verb, name), user=request.user)
        else:
            raise Http404
        request.session[PRESSED] = f"{verb}:{name}"
        return redirect("kik_desk:columns")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        chosen = chosen_by(self.request.user)
        shown = {one.name for one in chosen}
        return super().get_context_data(
            chosen=chosen,
            others=[one for name, one in offered().items() if name not in shown],
            pressed=self.request.session.pop(PRESSED, ""),
            list_url=reverse("kik_residents_modeladmin_index"),
            **kwargs,
        )
