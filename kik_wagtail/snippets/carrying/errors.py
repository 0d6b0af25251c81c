"""What can be wrong with a file of texts as a whole: nothing of it is read in."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kik_wagtail.errors import DomainError

A_MAPPING = _("names with values")
A_LIST = _("a list")
A_TEXT = _("a text")
A_NUMBER = _("a whole number")
YES_OR_NO = _("true or false")
ONE_BLOCK = _("one block with its name")


class FileRefused(DomainError):
    code = "texts.file_refused"


class NoFile(FileRefused):
    code = "texts.no_file"
    title = _("“{file}” cannot be opened.")
    advice = _("Look whether it is there, and whether you may read it.")


class FileTooLarge(FileRefused):
    code = "texts.too_large"
    title = _("This file is too large.")
    advice = _("Offer at most {megabytes} MB: all texts of a municipality fit in that.")


class FileEmpty(FileRefused):
    code = "texts.empty"
    title = _("This file is empty.")
    advice = _("Export the texts again.")


class NotText(FileRefused):
    code = "texts.not_text"
    title = _("This file is not a text file.")
    advice = _("Offer the exported file itself (.yaml or .json, in UTF-8), not a document or an archive with it.")


class NotYaml(FileRefused):
    """`line` counts from 1."""

    code = "texts.not_yaml"
    title = _("Line {line} cannot be read: this is no YAML or JSON.")
    advice = _("Look at the indents, the quotes and the colons there.")


class HasAnchors(FileRefused):
    code = "texts.anchors"
    title = _("Line {line} has an anchor (&) or a reference (*).")
    advice = _("Write the words out there, or put the word between quotes.")


class HasTags(FileRefused):
    code = "texts.tags"
    title = _("Line {line} has a tag (!).")
    advice = _("Remove it, or put the word between quotes.")


class KeyTwice(FileRefused):
    code = "texts.key_twice"
    title = _("“{key}” stands twice in the same place, the second time on line {line}.")
    advice = _("Remove one of the two: it is not clear which one counts.")


class KeyTwiceInJson(KeyTwice):
    """A reader of JSON knows no lines."""

    title = _("“{key}” stands twice in the same place.")


class TooDeep(FileRefused):
    code = "texts.too_deep"
    title = _("Line {line} is nested too deep.")
    advice = _("Export the texts again.")


class SeveralDocuments(FileRefused):
    code = "texts.several_documents"
    title = _("A second document begins on line {line} (---).")
    advice = _("Offer one document at a time.")


class NoTexts(FileRefused):
    code = "texts.no_texts"
    title = _("This is no file of texts: “format” or “texts” is missing.")
    advice = _("Offer a file that was exported here or at another municipality.")


class FormatUnknown(FileRefused):
    code = "texts.format_unknown"
    title = _("This file has format {found}; here only format {known} can be read.")
    advice = _("Bring the package up to date, or export the texts again from an older one.")


class WrongType(FileRefused):
    """`where` is a path in the file, `expected` a noun."""

    code = "texts.wrong_type"
    title = _("At “{where}” the file must have {expected}.")
    advice = _("Mend it there; nothing was read in.")

    def below(self, where: str) -> WrongType:
        """The same fault, told from further up in the file."""
        return WrongType(where=f"{where} › {self.values['where']}", expected=self.values["expected"])


class AlreadyReadIn(DomainError):
    code = "texts.already_read_in"
    title = _("This file has been read in already.")
    advice = _("Choose it again to look at what is left.")


class NothingNewer(DomainError):
    code = "texts.nothing_newer"
    title = _("There is no newer wording of this text.")
    advice = _("Somebody else may have looked at it meanwhile.")


class MayNotChange(DomainError):
    code = "texts.may_not_change"
    title = _("You may not change this text.")
