"""Pages of a long list: counted no further than needed, read by index ranges where that is possible."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.utils.functional import cached_property
from wagtail.admin.paginator import WagtailPaginator

from kik_wagtail.scope.listing import first_rows
from kik_wagtail.scope.models import ScopedModel

COUNT_CAP = 2000  # a list counts no further than this and says "2000+"


class CappedPaginator(WagtailPaginator):
    """One COUNT per page that stops after COUNT_CAP rows, whatever the size of the table."""

    @cached_property
    def _counted(self) -> int:
        if not isinstance(self.object_list, QuerySet):
            return len(self.object_list)
        return self.object_list.order_by().values("pk")[: COUNT_CAP + 1].count()

    @cached_property
    def count(self) -> int:
        return min(self._counted, COUNT_CAP)

    @property
    def is_capped(self) -> bool:
        return self._counted > COUNT_CAP

    @cached_property
    def count_text(self) -> str:
        return f"{self.count}+" if self.is_capped else str(self.count)

    @cached_property
    def items_count_label(self) -> str:
        name = self.verbose_name if self.count == 1 else self.verbose_name_plural
        return f"{self.count_text} {name}"

    def page(self, number: Any) -> Page:
        rows = self.object_list
        if not (isinstance(rows, QuerySet) and reads_by_index_range(rows)):
            return super().page(number)
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        order = [str(name) for name in rows.query.order_by]
        return self._get_page(first_rows(rows, order, start + self.per_page)[start:], number, self)


def reads_by_index_range(rows: QuerySet) -> bool:
    """True where the order is ascending, ends in the key and names only columns that say nothing about a person.

    `first_rows` reads those columns of the rows before the page without noting them. Residents themselves are left
    to the OR of the scope: their key is the very thing that is noted (and there are thousands, not a million).
    """
    order, model = rows.query.order_by, rows.model
    return (
        issubclass(model, ScopedModel)
        and model.scope_resident != "id"
        and bool(order)
        and order[-1] in ("pk", "id")
        and set(order) <= model.scope_plain
    )
