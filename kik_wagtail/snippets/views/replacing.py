"""Other words in many texts: the list of every change, the press that makes drafts, and what came of it."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID, uuid4

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.models import ModelLogEntry

from kik_wagtail.snippets.finding.forms import FindForm, ReplaceForm
from kik_wagtail.snippets.finding.library import fixed_texts
from kik_wagtail.snippets.finding.replacing import Outcome, Replacement, TextChanges, changes_for, make_drafts
from kik_wagtail.snippets.finding.searching import found_in_fixed
from kik_wagtail.snippets.finding.words import Term
from kik_wagtail.snippets.log_actions import REPLACED

from .finding import FindView
from .rows import LibraryScreen, changes_url, kinds_for, row_of

MOST_CHANGES = 400  # in one list: a form may hold a thousand values
SALT = "kik_wagtail.replace"


class ReplaceScreen(LibraryScreen):
    needs_change = True
    header_icon = "search"

    def crumbs(self) -> list[dict[str, Any]]:
        return [{"url": reverse("kik_texts:find"), "label": FindView.page_title}]


class ReplaceView(ReplaceScreen):
    """GET lists what would change; POST makes drafts of what is ticked in that list."""

    template_name = "kik_wagtail/snippets/finding/replace.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        find, by = self.forms
        if not (find.is_valid() and by.is_valid()):
            return self._back(find, by)
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            order = signing.loads(request.POST.get("list", ""), salt=SALT)
        except signing.BadSignature as error:
            raise Http404 from error
        run = UUID(order["run"])
        if not _log_of(run, request.user).exists():  # pressed twice: what came of the first press is shown again
            _tell(request, self._make(order, run))
        return redirect("kik_texts:replaced", run=run)

    @cached_property
    def forms(self) -> tuple[FindForm, ReplaceForm]:
        return FindForm(self.request.GET, kinds=kinds_for(self.request.user)), ReplaceForm(self.request.GET)

    def _back(self, *wrong: Any) -> HttpResponse:
        for form in wrong:
            for errors in form.errors.values():
                messages.error(self.request, " ".join(errors))
        return redirect(f"{reverse('kik_texts:find')}?{self.request.GET.urlencode()}")

    def _make(self, order: dict[str, Any], run: UUID) -> Outcome:
        chosen: dict[str, set[int]] = defaultdict(set)
        texts = set(self.request.POST.getlist("text"))
        for value in self.request.POST.getlist("change"):
            key, _dot, place = value.rpartition(".")
            if key in texts and key in order["texts"] and place.isdecimal():
                chosen[key].add(int(place))
        replacement = Replacement(Term(order["find"], is_part=order["part"]), order["by"])
        return make_drafts(
            replacement=replacement, chosen=chosen, fingerprints=order["texts"], run=run, user=self.request.user
        )

    def get_page_title(self) -> str:
        return _("Replace in texts")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        find, by = self.forms
        replacement = Replacement(find.cleaned_data["term"], by.cleaned_data["by"])
        found = list(changes_for(replacement, kinds=find.chosen_kinds, user=self.request.user))
        good = [one for one in found if not one.refused]
        listed = _first(good)
        order = {
            "run": str(uuid4()),
            "find": replacement.term.words,
            "part": replacement.term.is_part,
            "by": replacement.by,
            "texts": {one.kept.key: one.kept.fingerprint for one in listed},
        }
        context = {
            "replacement": replacement,
            "listed": [self._shown(one) for one in listed],
            "changes": sum(len(one.changes) for one in listed),
            "left": len(good) - len(listed),
            "refused": [(row_of(one.text, self.request.user), one) for one in found if one.refused],
            "fixed": self._fixed(find),
            "list": signing.dumps(order, salt=SALT, compress=True),
            "back": f"{reverse('kik_texts:find')}?{self.request.GET.urlencode()}",
        }
        return super().get_context_data(**context | kwargs)

    def _shown(self, one: TextChanges) -> dict[str, Any]:
        return {"row": row_of(one.text, self.request.user), "changes": one, "key": one.kept.key}

    def _fixed(self, find: FindForm) -> list[Any]:
        """Where there are no drafts, a person changes the words."""
        if find.cleaned_data["kind"]:
            return []
        return [
            (row_of(one.text, self.request.user), one)
            for one in found_in_fixed(fixed_texts(), find.cleaned_data["term"])
        ]


class ReplacedView(ReplaceScreen):
    """What one press made, out of the log: only one's own."""

    template_name = "kik_wagtail/snippets/finding/replaced.html"

    def get(self, request: HttpRequest, run: UUID) -> HttpResponse:
        return self.render_to_response(self.get_context_data(run=run))

    def get_page_title(self) -> str:
        return _("Words replaced")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        entries = list(_log_of(kwargs["run"], self.request.user))
        made = [(row_of(text, self.request.user), changes_url(text), entry) for text, entry in _texts_of(entries)]
        return super().get_context_data(**{"made": made} | kwargs)


def _first(found: list[TextChanges]) -> list[TextChanges]:
    """As many whole texts as fit in one list; always one."""
    listed: list[TextChanges] = []
    count = 0
    for one in found:
        count += len(one.changes)
        if listed and count > MOST_CHANGES:
            break
        listed.append(one)
    return listed


def _log_of(run: UUID, user: Any) -> Any:
    return ModelLogEntry.objects.filter(uuid=run, action=REPLACED, user=user).select_related("content_type")


def _texts_of(entries: list[ModelLogEntry]) -> list[tuple[Any, ModelLogEntry]]:
    """The texts themselves, a query for each kind."""
    by_kind: dict[Any, list[str]] = defaultdict(list)
    for entry in entries:
        by_kind[entry.content_type].append(entry.object_id)
    texts = {
        (kind.pk, str(pk)): text
        for kind, pks in by_kind.items()
        for pk, text in kind.model_class()._default_manager.in_bulk(pks).items()
    }
    found = ((texts.get((entry.content_type_id, entry.object_id)), entry) for entry in entries)
    return [(text, entry) for text, entry in found if text is not None]


def _tell(request: HttpRequest, outcome: Outcome) -> None:
    count = len(outcome.made)
    if count:
        said = ngettext(
            "%(count)s draft made. Nothing was published.", "%(count)s drafts made. Nothing was published.", count
        )
        messages.success(request, said % {"count": count})
    else:
        messages.warning(request, _("No draft was made."))
    by_reason: dict[str, list[str]] = defaultdict(list)
    for text, reason in outcome.skipped:
        by_reason[str(reason)].append(f"“{text}”")
    for why, titles in by_reason.items():
        messages.warning(request, _("Skipped: %(titles)s. %(reason)s") % {"titles": ", ".join(titles), "reason": why})
