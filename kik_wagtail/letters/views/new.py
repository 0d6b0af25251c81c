"""Making one letter."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages

from kik_wagtail.errors import DomainError
from kik_wagtail.follow_up.models import FollowUp
from kik_wagtail.letters import composing, services
from kik_wagtail.letters.choosing import Choice, Choices, choices_for
from kik_wagtail.letters.errors import LetterRefused
from kik_wagtail.letters.forms import LetterForm, as_typed
from kik_wagtail.letters.models import Letter
from kik_wagtail.letters.problems import findings
from kik_wagtail.letters.situation import Situation
from kik_wagtail.letters.translations import offer_for
from kik_wagtail.snippets.models import LetterVersion
from kik_wagtail.snippets.problems import Problem
from kik_wagtail.workdays.dates import today

from .base import LetterScreen, as_text


class NewLetterView(LetterScreen):
    """GET shows the page as it would be; POST shows it with the coach's own words, or makes it."""

    permission = "add_letter"
    template_name = "kik_wagtail/letters/new.html"
    form: LetterForm | None = None  # what was sent, where it can be sent again
    refused: tuple[Problem, ...] = ()

    @cached_property
    def follow_up(self) -> FollowUp:
        rows = FollowUp.objects.select_related("resident__area", "resident__coach", "coach", "place")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @cached_property
    def situation(self) -> Situation:
        return Situation(self.follow_up.resident, self.follow_up, self.now)

    @cached_property
    def choices(self) -> Choices:
        return choices_for(self.situation)

    @cached_property
    def choice(self) -> Choice | None:
        text = self.request.GET.get("text", "")
        return self.choices.pick(
            text=int(text) if text.isdecimal() else None, purpose=self.request.GET.get("purpose", "")
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        number = request.POST.get("version", "")
        version = get_object_or_404(LetterVersion, pk=int(number) if number.isdecimal() else 0)
        self.choice = self.choices.pick(text=version.text_id)
        form = LetterForm(request.POST)
        form.shape_for(version)
        if form.is_valid() and request.POST.get("action") == "make":
            letter = self._make(version, form)
            if letter is not None:
                messages.success(request, _("Letter %(reference)s has been made.") % {"reference": letter.reference})
                return redirect(self._address_of(letter))
        elif self.choice is not None and self.choice.version == version and not form.hidden_errors:
            self.form = form
        return self.render_to_response(self.get_context_data())

    def _make(self, version: LetterVersion, form: LetterForm) -> Letter | None:
        chosen = form.chosen_translation
        translation = get_object_or_404(LetterVersion, pk=chosen) if chosen else None
        try:
            return services.make_letter(
                resident=self.follow_up.resident,
                follow_up=self.follow_up,
                version=version,
                translation=translation,
                user=self.request.user,
                now=self.now,
                **form.arguments(),
            )
        except LetterRefused as refused:
            self.refused = tuple(refused.problems)
        except DomainError as error:
            messages.error(self.request, str(error))
        return None

    def _address_of(self, letter: Letter) -> str:
        address = reverse("kik_letters:letter", args=[letter.pk])
        return f"{address}?{urlencode({'next_url': self.next_url})}" if self.next_url else address

    def contact_url(self) -> str:
        return reverse("kik_desk:contact", args=[self.follow_up.pk])

    def get_page_title(self) -> str:
        return _("Letter to %(number)s") % {"number": self.follow_up.resident.client_number}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = {
            "follow_up": self.follow_up,
            "resident": self.follow_up.resident,
            "choice": self.choice,
            "choices": self.choices,
            "others": [(one, findings([one.problem])[0]) for one in self.choices.others if one.problem],
        }
        version = self.choice.version if self.choice else None
        if version is not None:
            context |= self._shown(version)
        elif self.choice is not None and self.choice.problem is not None:
            context["findings"] = findings([self.choice.problem])
        return super().get_context_data(**context | kwargs)

    def _shown(self, version: LetterVersion) -> dict[str, Any]:
        """The page with the wording of now; a refusal because that changed is said with it."""
        free_text = as_typed(self.request.POST.get("free_text", ""))
        offer = offer_for(self.follow_up.resident, version, today=today(self.now))
        translation = offer.version if offer else None
        goes_along = self.request.method == "GET" or "with_translation" in self.request.POST
        shown = composing.preview(
            self.situation, version=version, free_text=free_text, translation=translation if goes_along else None
        )
        changed = [one for one in self.refused if one.code in {"text_changed", "translation_changed"}]
        return {
            "version": version,
            "form": self.form or LetterForm.for_version(version, with_translation=goes_along, free_text=free_text),
            "offer": offer,
            "page": shown.page,
            "pages": as_text(shown.pages),
            "findings": findings([*changed, *shown.problems]),
            "may_be_made": not shown.problems,
        }
