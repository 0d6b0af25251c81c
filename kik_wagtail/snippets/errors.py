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


class LanguageHasNoFont(DomainError):
    code = "snippets.no_font"
    title = _("A letter in {language} cannot be printed: no font comes along for its script ({script}).")
    advice = _("Choose another language, or let an interpreter read the letter out.")


class TranslatedAlready(DomainError):
    code = "snippets.translated_already"
    title = _("There is a translation of “{title}” into {language} already.")


class NothingToTranslate(DomainError):
    code = "snippets.nothing_to_translate"
    title = _("“{title}” has not been published yet.")
    advice = _("Publish the Dutch text first: a translation belongs to one of its versions.")


class NotDutch(DomainError):
    code = "snippets.not_dutch"
    title = _("“{title}” is a translation itself.")
    advice = _("Translate the Dutch text instead.")
