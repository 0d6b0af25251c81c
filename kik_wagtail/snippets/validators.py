"""For blocks, model fields and passages alike."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from . import characters, messages, rich_text, typeset, wording
from .merge_fields import registry
from .tree import clean_text, is_like_a_field, printed

# Ten full pages hold some 35,000 characters; what cannot be sent need not be typeset, compared and kept.
MOST_CHARACTERS = 40_000


def validate_merge_fields(html: str) -> None:
    """Only fields that exist, and no typed `((...))` that nobody would fill."""
    nodes = rich_text.parse(html)
    unknown = [name for name in rich_text.fields(nodes) if name not in registry]
    if unknown:
        raise ValidationError(
            ngettext_lazy(
                "This merge field does not exist: %(names)s. Remove it or choose another one from the list.",
                "These merge fields do not exist: %(names)s. Remove them or choose others from the list.",
                len(unknown),
            )
            % {"names": ", ".join(unknown)},
            code="unknown_field",
        )
    for text in printed(nodes):
        if is_like_a_field(text):
            raise ValidationError(
                _("“%(text)s” was typed and will not be filled in. Choose the merge field from the list."),
                code="typed_field",
                params={"text": text.strip()[:60]},
            )


def validate_length(nodes: Iterable[rich_text.Node]) -> None:
    """Refuses what no letter can hold."""
    count = sum(len(node["v"]) for node in nodes if node["t"] == "s")
    if count > MOST_CHARACTERS:
        raise ValidationError(
            _(
                "This text has %(count)s characters. A letter holds at most %(most)s. Make it shorter, or divide it over two texts."
            ),
            code="too_long",
            params={"count": count, "most": MOST_CHARACTERS},
        )


def validate_links(html: str) -> None:
    """Refuses a link to a page of the site that is gone or not published: on paper it would be plain words."""
    for words in wording.dead_links(html):
        raise ValidationError(
            _(
                "The link “%(words)s” leads to a page that is not there any more. Choose another page, or remove the link."
            ),
            code="dead_link",
            params={"words": words[:60]},
        )


def validate_printable_text(html: str) -> None:
    """`validate_printable` for rich text."""
    validate_printable(" ".join(printed(rich_text.parse(html))))


def validate_printable(text: str) -> None:
    """Only characters that a shipped font has: any other would stop every letter, and no coach can mend it."""
    letter = {"subject": [], "body": [], "signature": None}
    if problems := characters.check(letter, {"body": clean_text(text)}):
        raise ValidationError([messages.sentence(problem) for problem in problems], code="character")


def sentences_of(error: ValidationError) -> list[str]:
    """All that an error says: a stream of blocks keeps what is wrong inside it to itself."""
    if hasattr(error, "error_dict"):
        return [sentence for errors in error.error_dict.values() for one in errors for sentence in sentences_of(one)]
    within = getattr(error, "block_errors", None)
    if within is None:
        return list(error.messages)
    inner = within.values() if isinstance(within, dict) else within
    around = error.non_block_errors.as_data()  # type: ignore[attr-defined]
    return [sentence for one in (*inner, *around) if one for sentence in sentences_of(one)]


@contextlib.contextmanager
def error_of(field: str) -> Iterator[None]:
    """For a model's clean(): puts what is wrong beside this field of the form."""
    try:
        yield
    except ValidationError as error:
        raise ValidationError({field: error.messages}) from error


def validate_logo(file: object) -> None:
    """`file` is an SVG: text in it would look different in the preview and in the PDF."""
    fault = typeset.check_logo(file.read().decode("utf-8", errors="replace"))  # type: ignore[attr-defined]
    if fault:
        raise ValidationError(
            _("Turn all text in the logo into outlines, and leave out embedded pictures and scripts."), code="logo"
        )
