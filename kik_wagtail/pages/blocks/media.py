"""Files of the site's own library. Nothing is fetched from elsewhere by a reader's browser."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock

from kik_wagtail.pages.anchors import anchor_in
from kik_wagtail.pages.shelf import Shelf

from .choosers import FileChooserBlock
from .words import PREVIEW

MEDIA = _("Files")
VIDEO_KINDS = {"mp4": "video/mp4", "webm": "video/webm", "ogv": "video/ogg"}


class PictureBlock(ImageBlock):
    def get_preview_value(self) -> Any:
        return self.to_python({"image": _newest(get_image_model()), "alt_text": "", "decorative": True})

    class Meta:
        icon = "image"
        group = MEDIA
        label = _("Picture")
        description = _("A picture of the library, with what it shows in words.")
        template = "kik_wagtail/pages/blocks/picture.html"
        preview_template = PREVIEW


class VideoBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    video = FileChooserBlock(
        label=_("Video"), required=False, help_text=_("An mp4 or webm file among the documents of the site.")
    )
    link = blocks.URLBlock(
        label=_("Or a link to a video elsewhere"),
        required=False,
        help_text=_("Shown as a link: nothing is fetched from there before somebody follows it."),
    )
    transcript = blocks.RichTextBlock(
        features=["bold", "ul"],
        label=_("In words"),
        help_text=_("What is said and shown, for who cannot see or hear it."),
    )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not self.is_deferred_validation:
            self._check(cleaned)
        return cleaned

    def _check(self, value: Any) -> None:
        if not value["video"] and not value["link"]:
            raise StructBlockValidationError({"video": ValidationError(_("Choose a video, or give a link."))})
        if value["video"] and value["video"].file_extension.lower() not in VIDEO_KINDS:
            raise StructBlockValidationError({"video": ValidationError(_("Browsers play mp4 and webm files only."))})

    def heading_of(self, value: Any, shelf: Shelf) -> str:
        return value.get("title") or ""

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        video = value.get("video")
        kind = VIDEO_KINDS.get(video.file_extension.lower()) if video else None
        anchor = anchor_in(parent_context, self.heading_of(value, Shelf()))
        return super().get_context(value, parent_context) | {"video_type": kind, "anchor": anchor}

    class Meta:
        icon = "media"
        group = MEDIA
        label = _("Video")
        description = _("A video of the site, with all of it in words below.")
        template = "kik_wagtail/pages/blocks/video.html"
        preview_template = PREVIEW
        preview_value = {
            "title": "Een eerste gesprek",
            "video": None,
            "link": "https://example.org/video",
            "transcript": "<p>Een coach belt aan en stelt zich voor.</p>",
        }


class DocumentBlock(blocks.StructBlock):
    document = FileChooserBlock(label=_("Document"))
    about = blocks.CharBlock(label=_("What it is"), max_length=200, required=False)

    def get_preview_value(self) -> Any:
        return self.normalize({"document": _newest(get_document_model()), "about": ""})

    class Meta:
        icon = "doc-full"
        group = MEDIA
        label = _("Document")
        description = _("A file to take along, with its kind and size.")
        template = "kik_wagtail/pages/blocks/document.html"
        preview_template = PREVIEW


def _newest(model: Any) -> Any:
    """Its key: what the picker shows of a library, where nothing in it is closed to some."""
    open_to_all = model.objects.filter(collection__view_restrictions__isnull=True)
    return open_to_all.order_by("-pk").values_list("pk", flat=True).first()
