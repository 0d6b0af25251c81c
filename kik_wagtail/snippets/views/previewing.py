"""The preview while somebody types. Where the form is wrong it says what, in place of the page: core would keep the last
page that was right and say only that something is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from wagtail.admin.models import FormState
from wagtail.snippets.views.snippets import PreviewOnCreateView, PreviewOnEditView

from kik_wagtail.snippets.validators import sentences_of


class EditorialPreview(PreviewOnEditView):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        """Only keeps what was typed; it is read once, when the page is asked for."""
        self.remove_old_preview_data()
        FormState.objects.update_or_create_by_instance(
            instance=self.object,
            parent_object_id=self.parent_object_id,
            user=request.user,
            defaults={"data": request.POST.urlencode(), "last_updated_at": timezone.now()},
        )
        return JsonResponse({"is_valid": True, "is_available": True})

    def validate_form(self, form: Any) -> bool:
        self.form = form
        return super().validate_form(form)

    def error_response(self) -> TemplateResponse:
        context = {"object": self.object, "problems": list(_problems(self.form))}
        return TemplateResponse(self.request, "kik_wagtail/snippets/preview_problems.html", context)


class EditorialPreviewOnCreate(EditorialPreview, PreviewOnCreateView):
    pass


def _problems(form: Any) -> Iterator[dict[str, str]]:
    """Every sentence once, with the field it is about."""
    for name, errors in form.errors.as_data().items():
        place = str(form.fields[name].label) if name in form.fields else ""
        for sentence in dict.fromkeys(sentence for error in errors for sentence in sentences_of(error)):
            yield {"sentence": sentence, "place": place}
