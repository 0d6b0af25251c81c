"""Where a text is read in the admin, by who may."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from kik_wagtail.snippets import kinds

from .models import ReadableText


def admin_url(text: ReadableText, user: Any) -> str:
    """To its form for who may change it, else to its versions or its place in the list. "" for who may not see it."""
    model, key = text.kind.model_class(), text.row_id
    viewset = getattr(model, "snippet_viewset", None)
    if viewset is None or not user.has_perm("wagtailadmin.access_admin"):
        return ""
    policy = viewset.permission_policy
    if policy.user_has_permission(user, "change"):
        return reverse(viewset.get_url_name("edit"), args=[key])
    if not policy.user_has_permission(user, "view"):
        return ""
    if kinds.has_versions(model):
        return reverse("kik_texts:versions", args=[kinds.of_model(model).slug, key])
    return f"{reverse(viewset.get_url_name('list'))}?{urlencode({'q': text.title})}"
