"""What a page says to the person who reads it. Outside the kept body, and asked only where the page shows it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from kik_wagtail.permissions import COACH, TEAM_LEAD, roles_of

from .models import PageAnswer, PageReading

LISTS_OF_KINDS = ("call_back", "reminder_call")  # kinds of contact that have a list of their own


class Reader:
    """Of a live page, for who is logged in. `form` is the one that was posted and refused."""

    def __init__(self, page: Any, request: Any, contact_kinds: frozenset[str]) -> None:
        self.page, self.request, self._kinds = page, request, contact_kinds

    @cached_property
    def answer(self) -> PageAnswer | None:
        of = {"page": self.page.pk, "user": self.request.user.pk, "revision": self.page.live_revision_id or 0}
        return PageAnswer.objects.filter(**of).first()

    @cached_property
    def form(self) -> Any:
        from .forms import AnswerForm

        return getattr(self.request, "kik_refused_form", None) or AnswerForm.of(self.answer)

    @cached_property
    def reading(self) -> PageReading | None:
        """None also where it was said before the page asked anew."""
        said = PageReading.objects.filter(page=self.page.pk, user=self.request.user.pk).first()
        return said if said and said.asked_on == self.page.read_again_on else None

    @property
    def contacts(self) -> list[tuple[str, str]]:
        """(words, address) of where a coach uses the guide that stands on this page. No row about a resident is read."""
        if not self._kinds or not (roles_of(self.request.user) & {COACH, TEAM_LEAD}):
            return []
        labels = {"call_back": _("who you will call back"), "reminder_call": _("who you will remind")}
        links = [
            (labels[kind], reverse("kik_desk:beeps", args=[kind])) for kind in LISTS_OF_KINDS if kind in self._kinds
        ]
        if self._kinds - set(LISTS_OF_KINDS):
            links.insert(0, (_("your conversations in Today"), reverse("kik_desk:today")))
        return links


def reader_of(page: Any, request: Any, contact_kinds: frozenset[str]) -> Reader | None:
    is_shown = page.live and page.pk and not getattr(request, "is_preview", False)
    return Reader(page, request, contact_kinds) if is_shown and request.user.is_authenticated else None
