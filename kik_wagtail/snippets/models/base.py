"""What all snippets of this room share: drafts and revisions, an order, archived instead of deleted, a preview."""

from __future__ import annotations

from itertools import chain, count
from typing import Any, ClassVar

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.functions import Cast
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import DraftStateMixin, PreviewableMixin, Revision, RevisionMixin, WorkflowState


def lines_in(text: str) -> list[str]:
    """What stands on each line of a field that holds one thing a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class EditorialQuerySet(models.QuerySet):
    def in_use(self) -> EditorialQuerySet:
        """Published and not archived: what may be chosen and shown."""
        return self.filter(live=True, is_archived=False)

    def make_room_after(self, row: EditorialModel) -> int:
        """The place right behind `row`; what stood there moves down."""
        self.filter(sort_order__gt=row.sort_order).update(sort_order=models.F("sort_order") + 1)
        return row.sort_order + 1

    def with_status(self) -> EditorialQuerySet:
        """With what `status_string` needs: a list asks it in its own query, and core once for every row."""
        of_row = {
            "base_content_type": ContentType.objects.get_for_model(self.model),
            "object_id": Cast(models.OuterRef("pk"), models.CharField()),
        }
        scheduled = Revision.objects.filter(**of_row, approved_go_live_at__isnull=False)
        waiting = WorkflowState.objects.filter(**of_row, status=WorkflowState.STATUS_IN_PROGRESS)
        return self.annotate(_is_scheduled=models.Exists(scheduled), _is_waiting=models.Exists(waiting))


class EditorialModel(DraftStateMixin, RevisionMixin, PreviewableMixin, models.Model):
    code = models.SlugField(
        _("code"),
        max_length=60,
        unique=True,
        blank=True,
        help_text=_("Stays the same when the title changes. Empty: made from the title."),
    )
    title = models.CharField(_("title"), max_length=120)
    sort_order = models.IntegerField(_("order"), default=0, editable=False)
    is_archived = models.BooleanField(
        _("archived"), default=False, help_text=_("No longer offered; stays where it was used.")
    )

    objects = models.Manager.from_queryset(EditorialQuerySet)()
    sort_order_field = "sort_order"
    is_published_by_timetable = True  # see snippets.scheduled
    preview_template: ClassVar[str] = "kik_wagtail/snippets/preview_short.html"
    preview_names: ClassVar[tuple[str, ...]] = ("summary",)  # fields that the short preview shows

    class Meta:
        abstract = True
        ordering = ("sort_order", "title")

    def __str__(self) -> str:
        return self.title

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """A new one gets a code and stands last."""
        if not self.code:
            self.code = self.free_code()
        if self._state.adding and not self.sort_order:
            last = type(self)._default_manager.aggregate(last=models.Max("sort_order"))["last"]
            self.sort_order = (last or 0) + 1
        super().full_clean(*args, **kwargs)

    def check_complete(self) -> None:
        """Raises ValidationError for what a draft may lack and nobody may approve. Forms and approvals ask."""

    def free_code(self) -> str:
        base = slugify(self.title)[:50] or self._meta.model_name
        taken = set(type(self)._default_manager.filter(code__startswith=base).values_list("code", flat=True))
        numbered = (f"{base}-{number}" for number in count(2))
        return next(code for code in chain([base], numbered) if code not in taken)

    def with_content_json(self, content: Any) -> Any:
        """The order belongs to the list, not to a draft: publishing an older one leaves it."""
        restored = super().with_content_json(content)
        restored.sort_order = self.sort_order
        return restored

    @property
    def approved_schedule(self) -> bool:
        return self._is_scheduled if hasattr(self, "_is_scheduled") else super().approved_schedule

    @property
    def archived_label(self) -> str:
        return gettext("archived") if self.is_archived else ""

    @property
    def preview_rows(self) -> list[tuple[str, str]]:
        return [(capfirst(self._meta.get_field(name).verbose_name), getattr(self, name)) for name in self.preview_names]

    def make_preview_request(
        self, original_request: Any = None, preview_mode: str | None = None, extra_request_attrs: Any = None
    ) -> Any:
        """Straight to the page. Core builds the host's middleware anew and sends a made-up visitor through it, for the
        sake of pages of the site; an editor waits for that at every letter typed. The answer passes the real one."""
        if original_request is None:
            return super().make_preview_request(None, preview_mode, extra_request_attrs)
        for name, value in {"is_preview": True, "preview_mode": preview_mode, **(extra_request_attrs or {})}.items():
            setattr(original_request, name, value)
        return self.serve_preview(original_request, preview_mode)

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        return self.preview_template
