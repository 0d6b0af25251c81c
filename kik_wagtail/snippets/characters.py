"""Which shipped font can print which character; asked before the compiler is.

One unknown glyph stops a whole document under PDF/UA, so the resident's row and field are named here first.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from fontTools import unicodedata as scripts
from fontTools.ttLib import TTFont

from . import rich_text
from .problems import Problem

FONTS = Path(__file__).parent / "fonts"
INVISIBLE = frozenset({0x200C, 0x200D, 0x200E, 0x200F})
LOST = frozenset({0xFFFD})  # in every font, and stands for what got lost on the way
NO_SCRIPT = frozenset({"Zyyy", "Zinh", "Zzzz", "Latn"})  # signs and pictures; a rare letter of our own alphabet
AROUND = 15  # characters of context on each side in a message


@cache
def printable() -> frozenset[int]:
    """Code points that a regular AND a bold face can print, over all families."""
    regular, bold = set(INVISIBLE), set(INVISIBLE)
    for path in sorted(FONTS.glob("*.ttf")):
        with TTFont(path, lazy=True) as font:
            (bold if "Bold" in path.stem else regular).update(font.getBestCmap())
    return frozenset(regular & bold) - LOST


def unprintable(text: str) -> list[str]:
    return sorted(map(chr, set(map(ord, text)) - printable()))


def check(letter: Mapping[str, Any], extra: Mapping[str, str]) -> list[Problem]:
    """Every character of the letter, its signature and `extra` (field -> text), named with the field it came from."""
    nodes = rich_text.walk([*letter["subject"], *letter["body"]])
    parts = []
    for node in nodes:
        if node["t"] == "s":
            parts.append((node.get("from", "body"), node["v"]))
        elif node["t"] == "a":
            parts.append(("link", node["print"]))
    parts += [("signature", value) for key, value in (letter["signature"] or {}).items() if key != "t"]
    parts += extra.items()
    return [_problem(field, text, character) for field, text in parts for character in unprintable(text)]


def _problem(field: str, text: str, character: str) -> Problem:
    at = text.index(character)
    values = {
        "character": _shown(character),
        "codepoint": f"U+{ord(character):04X}",
        "name": unicodedata.name(character, "").lower(),
        "context": _shown(text[max(0, at - AROUND) : at + AROUND].strip()),
    }
    script = scripts.script(character)
    return Problem("character", field, values if script in NO_SCRIPT else {**values, "script": script})


def _shown(text: str) -> str:
    """A lone surrogate or a private character cannot stand in a web page either."""
    return "".join("�" if unicodedata.category(one) in {"Cs", "Co", "Cn"} else one for one in text)
