"""The translations of a Dutch letter text: which there are, whether they are still right, and beginning one."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied

from kik_wagtail.errors import DomainError
from kik_wagtail.snippets import kinds, services
from kik_wagtail.snippets.errors import TranslatedAlready
from kik_wagtail.snippets.forms import NewTranslationForm
from kik_wagtail.snippets.models import LetterText
from kik_wagtail.snippets.translating import Begun

from .base import TextScreen, address
from .labels import LINE_KINDS, field_label


class TranslationsView(TextScreen):
    template_name = "kik_wagtail/snippets/versions/translations.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if kwargs["kind"] != kinds.of_model(LetterText).slug:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.text.is_translation:
            return redirect(address("translations", self.text.translation_of))
        return self.render_to_response(self.get_context_data(form=self._form()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.may_add:
            return permission_denied(request)
        form = self._form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        language = form.cleaned_data["language"]
        try:
            draft, begun = services.translate(text=self.text, language=language, user=request.user)
        except TranslatedAlready:  # the second press of two: on to what the first one made
            draft = self.text.translations.get(language=language)
        except DomainError as error:
            messages.error(request, str(error))
            return redirect(address("translations", self.text))
        else:
            messages.success(request, _("The Dutch words stand here to begin with. Write the translation over them."))
            if told := told_of(begun):
                messages.info(request, " ".join(told))
        return redirect(self.model.snippet_viewset.get_url_name("edit"), draft.pk)

    def _form(self, data: Any = None) -> NewTranslationForm:
        taken = set() if data else {one.language for one in self.translations}
        return NewTranslationForm(data, taken=taken)

    @property
    def may_add(self) -> bool:
        return self.policy.user_has_permission(self.request.user, "add")

    @cached_property
    def translations(self) -> list[LetterText]:
        return list(self.text.translations.prefetch_related("versions"))

    def get_page_title(self) -> str:
        return _("Translations")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        newest = self.text.versions.first()
        context = {
            "newest": newest,
            "may_add": self.may_add and newest is not None,
            "rows": [self._row(one, newest.number if newest else None) for one in self.translations],
        }
        return super().get_context_data(**context | kwargs)

    def _row(self, translation: LetterText, newest: int | None) -> dict[str, Any]:
        version = next(iter(translation.versions.all()), None)
        belongs_to = version.content["translation"]["version"] if version else translation.translated_version
        edit = translation.snippet_viewset.get_url_name("edit")  # type: ignore[attr-defined]
        return {
            "text": translation,
            "version": version,
            "is_live": translation.live and not translation.is_archived,
            "belongs_to": belongs_to,
            "is_behind": belongs_to != newest,
            "url": reverse(edit, args=[translation.pk]) if self.may_change else address("versions", translation),
        }


def told_of(begun: Begun) -> list[str]:
    """What a translator finds different from the Dutch text."""
    told = []
    for old, new in begun.replaced:
        values = {"old": field_label(old), "new": field_label(new)}
        told.append(_("“%(old)s” gives Dutch words; “%(new)s” stands in its place.") % values)
    if begun.removed:
        names = ", ".join(field_label(name) for name in begun.removed)
        told.append(_("Left out, because it gives Dutch words: %(names)s.") % {"names": names})
    if begun.left_out:
        names = ", ".join(str(LINE_KINDS[kind]) for kind in begun.left_out)
        told.append(_("Left out, because it is in Dutch: %(names)s.") % {"names": names})
    return told
