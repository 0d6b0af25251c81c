"""The picture in which an editor places the spots of a praatplaat: larger than the chooser's own."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.views.decorators.http import require_safe
from wagtail.images import get_image_model
from wagtail.images.models import Image
from wagtail.images.shortcuts import get_rendition_or_not_found
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy

SIZE = "max-1200x1200"


@require_safe
def picture(request: HttpRequest, pk: int) -> HttpResponse:
    """For whoever may choose it; to anybody else it does not exist."""
    model = get_image_model()
    image = get_object_or_404(model, pk=pk)
    policy = CollectionOwnershipPermissionPolicy(model, auth_model=Image, owner_field_name="uploaded_by_user")
    if not policy.user_has_any_permission_for_instance(request.user, ["choose", "change"], image):
        raise Http404
    return redirect(get_rendition_or_not_found(image, SIZE).url)


def register_plate_urls() -> list[Any]:
    return [path("kik/praatplaat/<int:pk>/", picture, name="kik_plate_picture")]
