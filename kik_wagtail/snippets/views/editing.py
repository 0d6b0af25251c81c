"""Two editors at once: nothing is saved over words that somebody else saved meanwhile, and nobody loses their own.

Wagtail refuses its automatic save then, but lets Save, Submit and Approve go over them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.templatetags.wagtailadmin_tags import user_display_name
from wagtail.admin.ui.side_panels import PreviewSidePanel
from wagtail.models import Revision
from wagtail.snippets.views.snippets import CreateView

from kik_wagtail import conf
from kik_wagtail.admin.snippets import ArchivedEditView
from kik_wagtail.snippets import comparing
from kik_wagtail.snippets.languages import DUTCH
from kik_wagtail.snippets.merge_fields import token
from kik_wagtail.workdays.dates import local

from .form_lines import as_typed, label_of, lines_of
from .returned import returned

OPEN_THEIRS = "kik-open-theirs"
SALUTATION = "aanhef"
LOADED_NOTHING = "kik-loaded-nothing"  # in the form of a text that had no revision yet


def saved_by_another(text: Any, *, posted: Mapping[str, str], user: Any) -> Revision | None:
    """The newest revision by another person since this form was opened.

    One's own later ones are no conflict: an automatic save may still be under way when Save is pressed, and whatever
    another window of theirs saved stays in the history.
    """
    loaded, moment = posted.get("loaded_revision_id", ""), posted.get("loaded_revision_created_at", "")
    if not loaded and LOADED_NOTHING not in posted:
        return None  # not our form: nothing to compare with
    number = int(loaded) if loaded.isdecimal() and len(loaded) < 19 else 0
    newer = text.revisions.filter(pk__gte=number).exclude(user=user).select_related("user").order_by("-pk")
    return next((one for one in newer if one.pk > number or one.created_at.isoformat() != moment), None)


class MostPostedMixin:
    """Says to the page how much a form may hold: beyond that Django answers without having read it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        most_bytes, most_fields = conf.most_posted()
        context = super().get_context_data(**kwargs)  # type: ignore[misc]
        return context | {"most_bytes": most_bytes, "most_fields": most_fields}


class SamplesBesideMixin:
    """The preview panel with buttons that go from one sample resident to the next; core's list of them stays."""

    def get_side_panels(self) -> Any:
        panels = super().get_side_panels()  # type: ignore[misc]
        for panel in panels:
            if isinstance(panel, PreviewSidePanel):
                panel.template_name = "kik_wagtail/snippets/preview_panel.html"
        return panels


class EditorialCreateView(SamplesBesideMixin, MostPostedMixin, CreateView):
    pass


class LetterTextCreateView(EditorialCreateView):
    def get_initial(self) -> dict[str, Any]:
        """Every letter begins with whom it is for and ends with whom it is from."""
        body = self.model._meta.get_field("body").stream_block
        opening = f'<p><span data-merge-field="{SALUTATION}">{token(SALUTATION)}</span>,</p>'
        blocks = [{"type": "text", "value": opening}, {"type": "signature", "value": {}}]
        return {**super().get_initial(), "body": body.to_python(blocks)}


class EditorialEditView(SamplesBesideMixin, MostPostedMixin, ArchivedEditView):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if OPEN_THEIRS in request.POST:
            return self.open_theirs()
        return super().post(request, *args, **kwargs)

    @cached_property
    def meanwhile(self) -> Revision | None:
        return saved_by_another(self.live_object, posted=self.request.POST, user=self.request.user)

    @cached_property
    def is_out_of_date(self) -> bool:
        """What core asks before an automatic save; it cannot tell where there was no revision to open."""
        return bool(super().is_out_of_date or self.meanwhile)

    def is_valid(self, form: Any) -> bool:
        return super().is_valid(form) and not self.meanwhile

    def save_instance(self) -> Any:
        """Asked once more with the row locked: of two who save at the same moment, one is second."""
        type(self.live_object)._base_manager.select_for_update().get(pk=self.live_object.pk)
        self.__dict__.pop("meanwhile", None)
        if self.meanwhile:
            raise PermissionDenied(_("Saving will overwrite a newer version."))  # core answers as to an invalid form
        return super().save_instance()

    def form_invalid(self, form: Any) -> HttpResponse:
        if self.meanwhile and not self.expects_json_response:
            self.produced_error_message = None  # the page says it, with what to do
        return super().form_invalid(form)

    def open_theirs(self) -> HttpResponse:
        """What was saved, in the form; what was typed, beside it to copy."""
        form = self.get_form()
        self.own_lines = lines_of(as_typed(form), form.fields)
        self.object = self.live_object.get_latest_revision_as_object()
        self.form = self.get_form_class()(instance=self.object, for_user=self.request.user)
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own_lines = getattr(self, "own_lines", [])
        is_conflict = bool(self.request.method == "POST" and self.meanwhile and not own_lines)
        if is_conflict:
            self.autosave_enabled = False  # it would choose for them
        context = super().get_context_data(**kwargs)
        context["returned"] = returned(self.object) if self.workflow_enabled else None
        context["lang"] = getattr(self.object, "language", DUTCH)
        context["own_lines"] = [(line, label_of(line.kind, self.object)) for line in own_lines]
        if is_conflict:
            context["conflict"] = self._conflict(context["form"])
        context["media"] += forms.Media(css={"all": ["kik_wagtail/snippets/versions.css"]})
        return context

    def _conflict(self, form: Any) -> dict[str, Any]:
        theirs = lines_of(self.live_object.get_latest_revision_as_object(), form.fields)
        changes = comparing.compare(theirs, lines_of(as_typed(form), form.fields))
        who = user_display_name(self.meanwhile.user) or _("Somebody else")  # type: ignore[union-attr]
        return {
            "what_happened": _what_happened(self.meanwhile, who),
            "who": who,
            "open_theirs": OPEN_THEIRS,
            "may_keep": not self.locked_for_user,
            "changes": [(one, label_of(one.line.kind, self.object)) for one in changes if one.state != comparing.SAME],
        }


def _what_happened(revision: Any, who: str) -> str:
    moment, now = local(revision.created_at), local(timezone.now())
    values = {"who": who, "time": date_format(moment, "H:i"), "date": date_format(moment, "j F")}
    if moment.date() == now.date():
        return _("%(who)s saved this text at %(time)s, after you had opened it.") % values
    return _("%(who)s saved this text on %(date)s at %(time)s, after you had opened it.") % values
