"""The finished letter (plain data) -> pages. Data goes in through sys_inputs only; no source is ever built from text."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from . import rich_text
from .characters import FONTS
from .problems import Problem

ROOT = Path(__file__).parent / "typst"  # holds the sources and nothing else: no data, no symlinks
LETTER, GUIDE, PLAN = "letter.typ", "guide.typ", "plan.typ"
PDF_UA = ["ua-1"]
PDF_ARCHIVE = ["a-2a", "ua-1"]

_local = threading.local()  # a Compiler is not thread safe ("Already borrowed"), so one for each thread


class TypesettingFailed(Exception):
    """No page could be made; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Layout:
    organisation: str
    return_line: str
    place: str
    logo: bytes
    logo_alt: str
    logo_format: str = "svg"  # or png, jpg
    accent: str = "#1b4965"
    footer: str = ""
    question_label: str = "Vragen?"
    window_side: str = "left"
    window_x_mm: float = 20
    window_y_mm: float = 50
    window_width_mm: float = 90
    window_height_mm: float = 35

    def as_data(self) -> dict[str, Any]:
        return {
            "organisation": self.organisation,
            "return_line": self.return_line,
            "place": self.place,
            "logo": {
                "format": self.logo_format,
                "text": self.logo.decode() if self.logo_format == "svg" else "",
                "bytes": [] if self.logo_format == "svg" else list(self.logo),
                "alt": self.logo_alt,
            },
            "accent": self.accent,
            "footer": self.footer,
            "question_label": self.question_label,
            "window": {
                "x": self.window_x_mm,
                "y": self.window_y_mm,
                "width": self.window_width_mm,
                "height": self.window_height_mm,
            },
        }


def check_logo(svg: str) -> str | None:
    """A stable code when this SVG cannot be the logo.

    Text in an SVG is drawn by the browser in a preview and by typst in the PDF: two different logos. Pictures and
    scripts in it would be outside the data that goes in.
    """
    found = re.search(r"<(?:\w+:)?(text|image|foreignObject|script)\b", svg, re.IGNORECASE)
    return f"logo_has_{found[1].lower()}" if found else None


def page_data(layout: Layout, letters: Sequence[Mapping[str, Any]], title: str) -> dict[str, Any]:
    return {"title": title, "layout": layout.as_data(), "letters": [_ready(letter) for letter in letters]}


def _ready(letter: Mapping[str, Any]) -> dict[str, Any]:
    ready = {**letter, "keep-last": _short_enough_to_move(letter["body"][-1:])}
    if "translation" in letter:
        ready["translation"] = _ready(letter["translation"])
    return ready


def _short_enough_to_move(blocks: list[dict]) -> bool:
    return bool(blocks) and len(rich_text.plain(blocks)) < 600


def svg_pages(data: dict) -> list[bytes]:
    pages = _compile(data, format="svg")
    return [pages] if isinstance(pages, bytes) else list(pages)


def pdf(data: dict, *, created: datetime, standards: list[str] | None = None, source: str = LETTER) -> bytes:
    """`created` (aware) is the moment that is printed in the file's metadata, not the clock: same data, same bytes."""
    timestamp = int(created.astimezone(UTC).timestamp())
    return _compile(data, source, format="pdf", pdf_standards=standards or PDF_UA, timestamp=timestamp)


def _compile(data: dict, source: str = LETTER, **options: Any) -> Any:
    try:
        return _compiler(source).compile(sys_inputs={"data": json.dumps(data, ensure_ascii=False)}, **options)
    except typst.TypstError as error:
        raise TypesettingFailed(_problem(str(error))) from error


def _problem(error: str) -> Problem:
    if "address-does-not-fit" in error:
        return Problem("address_does_not_fit", "address")
    if "sheet-does-not-fit" in error:
        return Problem("sheet_does_not_fit", "body")
    return Problem("typesetting", "", {"error": error.splitlines()[0]})


def _compiler(source: str) -> typst.Compiler:
    compilers: dict[str, typst.Compiler] = _local.__dict__.setdefault("compilers", {})
    if source not in compilers:
        compilers[source] = typst.Compiler(input=str(ROOT / source), root=str(ROOT), font_paths=_fonts())
    return compilers[source]


@cache
def _fonts() -> typst.Fonts:
    """Read once and shared: they never change, and threads come and go."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
