"""What can go wrong with a text."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kik_wagtail.errors import DomainError


class TextIsLocked(DomainError):
    code = "snippets.locked"
    title = _("“{title}” is locked, or waits for approval.")
    advice = _("Ask whoever locked it, or take it out of the approval first.")


class GuideCannotBePrinted(DomainError):
    """`reason` is a whole sentence."""

    code = "snippets.guide_not_printed"
    title = _("The guide “{title}” cannot be printed. {reason}")
