"""From wording to a page: the one entry for whoever makes a letter. Pure.

    letter, problems = compose(version.content, values=..., facts=Facts(...), address_lines=[...], ...)
    if not problems:
        document = pdf([letter], layout=version.layout(), title=title_of(letter), created=moment)

Problems are data (`problems.Problem`); `messages.sentence` puts one in words. With any problem a letter is not sent;
with a fatal one no page can be made at all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from . import characters, rich_text, typeset
from .conditions import Facts
from .problems import Problem
from .tree import LetterBuilder, clean_text
from .typeset import Layout, TypesettingFailed

__all__ = [
    "Composed",
    "Facts",
    "Layout",
    "TypesettingFailed",
    "compose",
    "compose_version",
    "joined",
    "pdf",
    "svg_pages",
    "title_of",
]


BETWEEN_DIGITS = re.compile(r"(?<=\d) (?=\d)")
OF_A_TRANSLATION = ("language", "direction", "notice")  # what only the content and the letter of a translation have


class HasContent(Protocol):
    content: dict[str, Any]


class Composed(NamedTuple):
    letter: dict[str, Any]  # plain data, JSON: what is typeset, and what the text twin shows
    problems: list[Problem]


def compose(
    content: Mapping[str, Any],
    *,
    values: Mapping[str, str],
    facts: Facts,
    address_lines: Sequence[str],
    date_text: str,
    reference: str,
    contact: str = "",
    free_text: str = "",
) -> Composed:
    """Fill the wording of a version (or of a draft: `LetterText.frozen_content()`).

    `values`: merge field name -> text ("" or absent: reported where the letter needs it; "afspraken" holds one
    agreement a line). `address_lines`: from `salutation.address_lines`, which raises AddressProblem with a `problem`
    of its own. `contact`: name and telephone number beside the address. Never raises over what people wrote.
    """
    builder = LetterBuilder(values, facts, free_text=free_text)
    letter = builder.build(content["subject"], content["blocks"])
    letter |= {
        "address": [clean_text(line) for line in address_lines],
        "date": clean_text(date_text),
        "reference": clean_text(reference),
        "contact": clean_text(contact),
    }
    letter |= {name: content["translation"][name] for name in OF_A_TRANSLATION if "translation" in content}
    if letter.get("direction") == "rtl":
        _keep_numbers_whole([*letter["subject"], *letter["body"]])
    around = {"address": "\n".join(letter["address"]), "contact": letter["contact"], "reference": letter["reference"]}
    around |= {f"layout {name}": text for name, text in content.get("layout", {}).items()}
    return Composed(letter, [*builder.problems, *characters.check(letter, _without_line_ends(around))])


def _without_line_ends(texts: Mapping[str, str]) -> dict[str, str]:
    return {name: text.replace("\n", " ") for name, text in texts.items()}


def _keep_numbers_whole(nodes: list[rich_text.Node]) -> None:
    """Between words from right to left, the groups of a telephone number would change places at its spaces."""
    for node in rich_text.walk(nodes):
        if node["t"] == "s":
            node["v"] = BETWEEN_DIGITS.sub("\u00a0", node["v"])


def compose_version(*, version: HasContent, **arguments: Any) -> Composed:
    """`compose` for a frozen LetterVersion."""
    return compose(version.content, **arguments)


def joined(letter: Mapping[str, Any], translation: Mapping[str, Any]) -> dict[str, Any]:
    """One letter: the Dutch one, and on a page of its own the translation. Both composed, for the same resident."""
    own = {name: translation[name] for name in ("subject", "body", "signature", *OF_A_TRANSLATION)}
    return {**letter, "translation": own}


def title_of(letter: Mapping[str, Any]) -> str:
    """Title of the document: the subject as it is printed."""
    return rich_text.plain(letter["subject"]).replace("\u00a0", " ").strip()


def pdf(
    letters: Sequence[Mapping[str, Any]], *, layout: Layout, title: str, created: datetime, archive: bool = False
) -> bytes:
    """One tagged PDF/UA-1 file (`archive`: PDF/A-2a as well). Same letters and `created`: same bytes.

    One compile for up to 1,000 letters: tagged PDFs are never put together afterwards. Raises TypesettingFailed.
    """
    standards = typeset.PDF_ARCHIVE if archive else typeset.PDF_UA
    return typeset.pdf(typeset.page_data(layout, letters, title), created=created, standards=standards)


def svg_pages(letter: Mapping[str, Any], *, layout: Layout) -> list[bytes]:
    """The pages of one letter for a preview. Raises TypesettingFailed."""
    return typeset.svg_pages(typeset.page_data(layout, [letter], title_of(letter)))
