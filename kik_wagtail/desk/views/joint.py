"""Ticked residents: ask what to do, do it row by row, show what was done and skipped, take it back."""

from __future__ import annotations

from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied

from kik_wagtail.admin.bulk import ScopedBulkAction
from kik_wagtail.desk.forms.joint import HandOverTogetherForm, InviteForm, JointForm, PlanForm
from kik_wagtail.desk.joint import VERBS, JointVerb, carry_out, may_be_undone, reason_words, undo
from kik_wagtail.follow_up.models import JointAction
from kik_wagtail.residents.models import Resident

from .base import DeskPage

FORMS: dict[str, type[JointForm]] = {
    "plan": PlanForm,
    "invite": InviteForm,
    "hand_over": HandOverTogetherForm,
    "take": JointForm,
}


class JointPage(DeskPage):
    header_icon = "group"
    styles: ClassVar[tuple[str, ...]] = (*DeskPage.styles, "kik_wagtail/desk/agenda.css")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=reverse("kik_residents_modeladmin_index"), **kwargs)


class JointView(JointPage):
    """`?id=3&id=5`: the scope is asked for each; who is not in sight is skipped."""

    template_name = "kik_wagtail/desk/joint.html"

    @cached_property
    def verb(self) -> JointVerb:
        try:
            return VERBS[self.kwargs["verb"]]
        except KeyError:
            raise Http404 from None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm(f"kik_wagtail.{self.verb.permission}"):
            return permission_denied(request)
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return str(JointAction.Verb(self.verb.code).label)

    @cached_property
    def given(self) -> list[int]:
        given = set(self.request.POST.getlist("id") or self.request.GET.getlist("id"))
        if not given or len(given) > self.verb.most or not all(one.isdecimal() and len(one) < 12 for one in given):
            raise Http404
        return sorted({int(one) for one in given})

    @cached_property
    def residents(self) -> list[Resident]:
        """In sight; the others are skipped without a word about who they are. Where nobody is left there is no screen."""
        found = Resident.objects.filter(pk__in=self.given).select_related("area", "coach").order_by("surname", "pk")
        if not found:
            raise Http404
        return list(found)

    @property
    def missing(self) -> int:
        return len(self.given) - len(self.residents)

    def form(self, data: Any = None) -> forms.Form:
        return FORMS[self.verb.code](data)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=self.form()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        residents, form = self.residents, self.form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        action = carry_out(
            verb=self.verb,
            residents=residents,
            missing=self.missing,
            asked=form.asked(),  # type: ignore[attr-defined]
            user=request.user,
            now=self.now,
            key=form.cleaned_data["key"],
        )
        return redirect("kik_desk:joint_done", action.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = {"residents": self.residents, "given": self.given, "missing": self.missing}
        return super().get_context_data(**shown, verb_label=self.get_page_title(), **kwargs)


class JointDoneView(JointPage):
    """For who did it: what was done and skipped, and the way back."""

    template_name = "kik_wagtail/desk/joint_done.html"

    @cached_property
    def action(self) -> JointAction:
        return get_object_or_404(JointAction, pk=self.kwargs["pk"], user=self.request.user)

    def get_page_title(self) -> str:
        return str(self.action.get_verb_display())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        number = undo(action=self.action, user=request.user, now=self.now)
        if number is None:
            messages.info(request, _("This had been undone already, or it is too late to undo it."))
        else:
            messages.success(request, _("Undone: %(number)s were taken back.") % {"number": number})
        return redirect("kik_desk:joint_done", self.action.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        action = self.action
        wanted = [resident for resident, *_rest in (*action.done, *action.skipped) if resident is not None]
        known = {resident.pk: resident for resident in Resident.objects.filter(pk__in=wanted)}
        told = [(pk, code, why) for pk, code, why in action.skipped if pk is None or pk in known]
        skipped = [(known.get(pk), reason_words(code, why)) for pk, code, why in told]
        return super().get_context_data(
            action=action,
            done=[known[pk] for pk, _key in action.done if pk in known],
            skipped=skipped,
            gone=len(set(wanted) - set(known)),
            may_be_undone=may_be_undone(action, self.now),
            undo_note=VERBS[action.verb].undo_note,
            **kwargs,
        )


class JointBulkAction(ScopedBulkAction):
    """From the ticked rows to the screen above."""

    verb: str

    @classmethod
    def is_offered(cls, user: Any) -> bool:
        return user.has_perm(f"kik_wagtail.{VERBS[cls.verb].permission}")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        ids = [("id", one) for one in request.GET.getlist("id")]
        return redirect(f"{reverse('kik_desk:joint', args=[self.verb])}?{urlencode(ids)}")


class PlanTogether(JointBulkAction):
    verb = action_type = "plan"
    display_name = gettext_lazy("Plan conversations")
    aria_label = gettext_lazy("Plan conversations with the ticked residents")


class InviteTogether(JointBulkAction):
    verb = action_type = "invite"
    display_name = gettext_lazy("Make letters")
    aria_label = gettext_lazy("Make letters to the ticked residents")


class TakeTogether(JointBulkAction):
    verb = action_type = "take"
    display_name = gettext_lazy("Take over")
    aria_label = gettext_lazy("Take over the ticked residents who have no coach")


class HandOverTogether(JointBulkAction):
    verb = action_type = "hand_over"
    display_name = gettext_lazy("Propose handovers")
    aria_label = gettext_lazy("Propose to hand over the ticked residents")
