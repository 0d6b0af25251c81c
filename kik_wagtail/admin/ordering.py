"""The order of a list that people keep themselves, dragged or moved with the arrow keys (core's own script)."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from wagtail.log_actions import log
from wagtail.snippets.views.snippets import ReorderView


@transaction.atomic
def move(*, row: Any, position: int, user: Any) -> None:
    """Put `row` at this place (0 is first; out of range is last), and number the whole list 1, 2, 3 …

    Core moves only what lies between, which does nothing where rows have the same number: made by a script, or two
    at the same moment.
    """
    rows = list(type(row)._default_manager.select_for_update().order_by(*row._meta.ordering, "pk"))
    others = [other for other in rows if other.pk != row.pk]
    others.insert(position if 0 <= position <= len(others) else len(others), row)
    changed = [other for number, other in enumerate(others, start=1) if _numbered(other, number)]
    type(row)._default_manager.bulk_update(changed, ["sort_order"])
    log(instance=row, action="wagtail.reorder", user=user)


def _numbered(row: Any, number: int) -> bool:
    """Gives the number; says whether it had another."""
    had, row.sort_order = row.sort_order, number
    return had != number


class MoveView(ReorderView):
    """Asks the right to change, not that to publish: nobody may publish a letter alone, and the order is not wording."""

    permission_required = "change"
    model: type[Model]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        row = get_object_or_404(self.model, pk=kwargs["pk"])
        position = request.GET.get("position", "")
        move(row=row, position=int(position) if position.isdecimal() and len(position) < 9 else -1, user=request.user)
        return JsonResponse({"success": True})
