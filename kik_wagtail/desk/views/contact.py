"""Contact: prepare, talk, report and agree the next contact, on one screen. Closed, it reads as plain Dutch."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied

from kik_wagtail.desk.briefing import answers_of, briefing_of, facts_of, reports_of, wishes_of
from kik_wagtail.desk.forms import ContactEntry
from kik_wagtail.desk.forms.outcome import OUTCOMES
from kik_wagtail.desk.reasons import no_next_words, refusal_words
from kik_wagtail.desk.row import Action, agreements_action, contact_actions, directions_action, letter_action
from kik_wagtail.desk.services import finish_contact
from kik_wagtail.desk.words import clock_words, limit_words, name_of, planned_line, planned_words, week_words, where
from kik_wagtail.errors import DomainError
from kik_wagtail.follow_up import services
from kik_wagtail.follow_up.closing_days import municipal_calendar
from kik_wagtail.follow_up.errors import AlreadyClosed
from kik_wagtail.follow_up.models import Commitment, ConversationReport, Referral
from kik_wagtail.letters.models import Letter
from kik_wagtail.residents.models import Channel
from kik_wagtail.snippets.choices import Decision
from kik_wagtail.snippets.guidance import guidance_beside
from kik_wagtail.snippets.models import ConversationGuide, GuideVersion
from kik_wagtail.workdays.dates import today

from .base import DeskPage, DeskView, FollowUpMixin, letter_buttons, open_conversation_of


class ContactView(FollowUpMixin, DeskPage):
    header_icon = "comment"
    entry: ContactEntry | None = None
    error: DomainError | None = None

    def get_page_title(self) -> str:
        return _("Contact %(number)s") % {"number": self.follow_up.resident.client_number}

    def get_template_names(self) -> list[str]:
        if not self.follow_up.is_open and self.entry is None:
            return ["kik_wagtail/desk/contact_closed.html"]
        return ["kik_wagtail/desk/contact.html"]

    @cached_property
    def may_write(self) -> bool:
        return self.may("change_followup") and self.may("add_conversationreport")

    @cached_property
    def reports(self) -> tuple[ConversationReport | None, ...]:
        return reports_of(self.follow_up.resident, at=self.follow_up)

    @property
    def draft(self) -> ConversationReport | None:
        return self.reports[0]

    @cached_property
    def guide(self) -> GuideVersion | None:
        """The version that the form on the screen was made from; else the one published now."""
        shown = self.request.POST.get("guide") or (self.draft.draft.get("guide", [""])[0] if self.draft else "")
        if shown.isdigit() and (version := GuideVersion.objects.filter(pk=shown).first()):
            return version
        at_a_distance = self.follow_up.channel != Channel.IN_PERSON
        return ConversationGuide.objects.for_contact(kind=self.follow_up.kind, at_a_distance=at_a_distance)

    def new_entry(self, **values: Any) -> ContactEntry:
        return ContactEntry(
            follow_up=self.follow_up,
            guide=self.guide,
            today=today(self.now),
            calendar=municipal_calendar(),
            **values,
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.follow_up.is_open:
            wanted = request.GET.get("outcome", "")
            draft = self.draft.draft if self.draft else None
            self.entry = self.new_entry(draft=draft, outcome=wanted if wanted in dict(OUTCOMES) else "")
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.may_write:
            return permission_denied(request)
        if not self.follow_up.is_open and self.follow_up.closed_by_id == request.user.pk:
            messages.info(request, _("This contact had already been saved. Nothing was saved twice."))
            return redirect("kik_desk:contact", self.follow_up.pk)
        self.entry = self.new_entry(data=request.POST)
        if not self.follow_up.is_open:
            return self._refuse(AlreadyClosed())
        if not self.entry.is_valid():
            return self.render_to_response(self.get_context_data(), status=422)
        return self._save()

    def _save(self) -> HttpResponse:
        try:
            finish_contact(
                follow_up=self.follow_up,
                user=self.request.user,
                now=self.now,
                calendar=municipal_calendar(),
                **self.entry.result(),
            )
        except DomainError as error:
            self._found = None  # as it is now
            return self._refuse(error)
        self._say_saved()
        if "paper" in self.request.POST:
            return redirect(agreements_action(self.follow_up).url)
        return redirect("kik_desk:today")

    def _say_saved(self) -> None:
        """With what was agreed next; an appointment asks for its confirmation."""
        said = _("Contact with %(number)s saved.") % {"number": self.follow_up.resident.client_number}
        planned = open_conversation_of(self.follow_up.resident)
        if planned:
            said += " " + _("Next contact: %(when)s.") % {"when": planned_words(planned)}
        confirm = planned is not None and planned.appointment_at is not None and "paper" not in self.request.POST
        messages.success(self.request, said, buttons=letter_buttons(self.request, planned) if confirm else None)

    def _refuse(self, error: DomainError) -> HttpResponse:
        """The page with everything that was typed, and why it was not saved."""
        self.error = error
        return self.render_to_response(self.get_context_data(), status=409)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        follow_up, day = self.follow_up, today(self.now)
        context = super().get_context_data(
            follow_up=follow_up,
            resident=follow_up.resident,
            where=where(follow_up),
            facts=facts_of(follow_up.resident),
            may_write=self.may_write,
            links=self.links(),
            today=day,
            **kwargs,
        )
        return context | (self._open_context() if self.entry else self._closed_context())

    def _open_context(self) -> dict[str, Any]:
        window = self.entry.next.window() if self.entry.next else None
        saved = self.draft.draft_saved_at if self.draft else None
        last, day = self.reports[1], today(self.now)
        return {
            "briefing": briefing_of(self.follow_up.resident, today=day, last=last),
            "planned_line": planned_line(self.follow_up, day),
            "wished": wishes_of(last) if last else "",
            "entry": self.entry,
            "guide": self.guide,
            "print_url": self.print_url(),
            "error": self.error,
            "taken": self.error if isinstance(self.error, AlreadyClosed) else None,
            "mistakes": self.entry.mistakes() if self.request.method == "POST" and not self.error else [],
            "week": week_words(window) if window else "",
            "limit": limit_words(window) if window else "",
            "beside": guidance_beside(Decision.NO_NEXT_CONTACT, Decision.DECLINED, Decision.NOT_REACHED),
            "saved_at": clock_words(saved) if saved else "",
            "seen": self.request.POST.get("seen") or (saved.isoformat() if saved else ""),
            "calls": self.follow_up.resident.phone if self.follow_up.resident.safe_to_call else "",
        }

    def print_url(self) -> str:
        """The guide on one A4, for who may read guides."""
        if self.guide is None or not self.may("view_conversationguide"):
            return ""
        return reverse("kik_texts:pdf", args=["handreiking", self.guide.text_id, self.guide.number])

    def _closed_context(self) -> dict[str, Any]:
        follow_up = self.follow_up
        report = ConversationReport.objects.filter(follow_up=follow_up, finished_at__isnull=False)
        report = report.select_related("guide_version").prefetch_related("provisions", "notes__by").first()
        return {
            "report": report,
            "answers": answers_of(report) if report else [],
            "wishes": wishes_of(report) if report else "",
            "commitments": Commitment.objects.filter(follow_up=follow_up).order_by("due_on", "pk"),
            "referrals": Referral.objects.filter(follow_up=follow_up).select_related("partner"),
            "letters": Letter.objects.filter(follow_up=follow_up).select_related("version").newest_first(),
            "planned": services.planned_with(follow_up),
            "may_reopen": self.may_write and services.may_reopen(follow_up, user=self.request.user, now=self.now),
            "refusal": refusal_words(follow_up, self.request.user),
            "no_next": no_next_words(follow_up, day=today(self.now)),
            "closed_by": name_of(follow_up.closed_by) if follow_up.closed_by else "–",
            "may_note": self.may("add_reportnote"),
        }

    def links(self) -> tuple[Action, ...]:
        """What else can be done about this contact."""
        if not self.may_write:
            return ()
        if self.follow_up.is_open:
            way = directions_action(self.follow_up) if self.follow_up.appointment_at else None
            return (*((way,) if way else ()), *contact_actions(self.follow_up))
        on_paper = self.follow_up.is_conversation and self.follow_up.held_on
        return (*((agreements_action(self.follow_up),) if on_paper else ()), letter_action(self.follow_up))


class NoteView(FollowUpMixin, DeskView):
    """A correction beside a finished report."""

    permission = "add_reportnote"
    http_method_names = ["post"]
    max_length = 5000

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        finished = ConversationReport.objects.filter(finished_at__isnull=False)
        report = get_object_or_404(finished, follow_up=self.follow_up)
        text = request.POST.get("text", "").strip()[: self.max_length]
        if text:
            services.add_note(report=report, text=text, user=request.user, now=self.now)
            messages.success(request, _("Your correction stands beside the report."))
        else:
            messages.error(request, _("Nothing was added: write what should be corrected."))
        return redirect("kik_desk:contact", self.follow_up.pk)
