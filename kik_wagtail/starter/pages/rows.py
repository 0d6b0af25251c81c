"""What a row of the section is, and its first page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Block = tuple[str, Any]


@dataclass(frozen=True, slots=True)
class Text:
    """One of the texts, by its code; a block that shows a text which the site removed is left out."""

    model: str
    code: str


@dataclass(frozen=True, slots=True)
class PageRow:
    code: str
    type: str  # name of the page type; a site may have swapped it for its own
    title: str
    summary: str
    body: tuple[Block, ...] = ()
    learned: str = ""
    asks_reading: bool = False


INDEX = PageRow(
    code="kansen-in-kaart",
    type="MethodIndexPage",
    title="Kansen in Kaart",
    summary="Hoe wij contact houden met inwoners die een uitkering hebben: wat wij doen, waarom, en wat u daarbij helpt.",
    body=(
        ("figure", {"figure": "in_view", "text": "inwoners in beeld"}),
        ("figure", {"figure": "spoken_in_a_year", "text": "van hen spraken wij in de laatste 12 maanden"}),
    ),
)
