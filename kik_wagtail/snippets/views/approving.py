"""Why an approval is refused, in words: core would only say that one may not be here."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.snippets.views.snippets import WorkflowActionView

from .standing import seen_of


class ApprovalView(WorkflowActionView):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        seen = request.POST.get("seen")  # posted by the page that shows what changes
        if seen is not None and seen != seen_of(self.object):
            messages.error(request, _("This text was changed after you opened it. Look at it again."))
            return redirect(self.redirect_url)
        try:
            return super().post(request, *args, **kwargs)
        except PermissionDenied as refusal:
            if not refusal.args:
                raise
            messages.error(request, str(refusal.args[0]))
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return self.render_modal_json(request, {"step": "success", "redirect": self.redirect_url})
        return redirect(self.redirect_url)
