"""One press on a row. By script the answer is the row as it is now; without script, a redirect back."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from kik_wagtail.desk.contact_rows import call_row, called_row
from kik_wagtail.desk.people_rows import commitment_row, finished_commitment_row
from kik_wagtail.desk.row import Row
from kik_wagtail.errors import DomainError
from kik_wagtail.follow_up import services
from kik_wagtail.follow_up.closing_days import municipal_calendar
from kik_wagtail.follow_up.models import Commitment, ContactAttempt, FollowUp, Kind
from kik_wagtail.residents.models import Handover
from kik_wagtail.residents.services import accept_handover, refuse_handover, withdraw_handover
from kik_wagtail.routes.queries import went_on
from kik_wagtail.workdays.dates import today

from .base import Attempted, DeskView, FollowUpMixin, tell

WITH_CALL = ("resident", "place", "about__place", "about__resident")


class RowAction(Attempted, DeskView):
    """POST only. `perform` gives the row to show, or None where that row is no longer there."""

    http_method_names = ["post"]

    def perform(self) -> Row | None:
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        row = self.perform()
        if not self.is_fetched:
            if self.error:
                tell(request, self.error)
            return redirect(self.next_url())
        if self.error:
            return _refusal(self.error)
        return render(request, "kik_wagtail/desk/_row.html", {"row": row})


def _refusal(error: DomainError) -> HttpResponse:
    return HttpResponse(str(error), status=409, content_type="text/plain; charset=utf-8")


class AttemptView(FollowUpMixin, RowAction):
    """The result of a call: spoken, voicemail, no answer; or what a call-back heard, which says spoken as well."""

    permission = "add_contactattempt"

    def perform(self) -> Row | None:
        result, answer = self._heard()
        attempt = self.attempt(
            services.record_attempt,
            follow_up=self.follow_up,
            result=result,
            answer=answer,
            user=self.request.user,
            now=self.now,
            calendar=municipal_calendar(),
        )
        if attempt is None or self.follow_up.kind not in (Kind.CALL_BACK, Kind.REMINDER_CALL):
            return None
        attempt.follow_up = FollowUp.objects.select_related(*WITH_CALL).get(pk=attempt.follow_up_id)
        return called_row(attempt, now=self.now, went_on=went_on(attempt.follow_up))

    def _heard(self) -> tuple[str, str]:
        heard = self.request.POST.get("result", "")
        if heard in ContactAttempt.Result.values:
            return heard, ""
        if heard in self.follow_up.answers_offered:
            return ContactAttempt.Result.SPOKEN.value, heard
        raise Http404

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.is_fetched or self.follow_up.kind in (Kind.CALL_BACK, Kind.REMINDER_CALL):
            return super().post(request, *args, **kwargs)
        self.perform()
        if self.error:
            tell(request, self.error)
        else:
            messages.success(request, _("Your attempt to reach this resident has been noted."))
        return redirect("kik_desk:contact", self.follow_up.pk)


class UndoAttemptView(RowAction):
    permission = "add_contactattempt"

    def perform(self) -> Row | None:
        attempt = get_object_or_404(ContactAttempt.objects.select_related("follow_up"), pk=self.kwargs["pk"])
        call = self.attempt(services.undo_attempt, attempt=attempt, user=self.request.user, now=self.now)
        if call is None:
            return None
        return call_row(FollowUp.objects.select_related(*WITH_CALL).get(pk=call.pk), today(self.now))


class CommitmentDoneView(RowAction):
    permission = "change_commitment"

    def perform(self) -> Row | None:
        commitment = get_object_or_404(Commitment.objects.select_related("resident"), pk=self.kwargs["pk"])
        services.finish_commitment(commitment=commitment, user=self.request.user, now=self.now)
        return finished_commitment_row(commitment, now=self.now)


class UndoCommitmentView(RowAction):
    permission = "change_commitment"

    def perform(self) -> Row | None:
        commitment = get_object_or_404(Commitment.objects.select_related("resident"), pk=self.kwargs["pk"])
        again = self.attempt(services.undo_commitment_done, commitment=commitment, user=self.request.user, now=self.now)
        return commitment_row(again, today(self.now)) if again else None


# how it is answered: the service, whose answer it is, what is said then
ANSWERS = {
    "accept": (accept_handover, "to_coach", gettext_lazy("%(number)s is now one of your residents.")),
    "refuse": (refuse_handover, "to_coach", gettext_lazy("You refused the handover of %(number)s.")),
    "withdraw": (withdraw_handover, "from_coach", gettext_lazy("Withdrawn. %(number)s stays yours.")),
}


class HandoverView(Attempted, DeskView):
    """Only who is asked may answer, and only whose resident it is may withdraw; the page reloads, because the resident
    moves along.
    """

    permission = "change_handover"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int, answer: str) -> HttpResponse:
        if answer not in ANSWERS:
            raise Http404
        service, whose, said = ANSWERS[answer]
        rows = Handover.objects.select_related("resident").filter(**{whose: request.user})
        handover = get_object_or_404(rows, pk=pk)
        number = handover.resident.client_number
        self.attempt(service, handover=handover, user=request.user, now=self.now)
        if self.error:
            tell(request, self.error)
        else:
            messages.success(request, said % {"number": number})
        return redirect(self.next_url())
