"""Names from files as people write them: JANSEN-DE VRIES, fm. Only what is certain is changed. Pure."""

from __future__ import annotations

import re

# Small words within a surname. In capitals or in lower case nobody sees which ones a family writes large.
SMALL = frozenset(
    [
        "aan",
        "bij",
        "d'",
        "da",
        "de",
        "del",
        "den",
        "der",
        "di",
        "dos",
        "du",
        "el",
        "en",
        "het",
        "in",
        "'t",
        "l'",
        "la",
        "le",
        "op",
        "'s",
        "te",
        "ten",
        "ter",
        "tot",
        "uit",
        "van",
        "von",
        "voor",
        "y",
        "zu",
    ]
)
_NAME = re.compile(r"^['’]?[^\W\d_](?:[^\W\d_]|[\s'’-])*$")
_BETWEEN = re.compile(r"([\s-]+)")
_INITIALS = re.compile(r"[.\s]+")
LONGEST_INITIAL = 3  # Chr.


def surname(typed: str) -> str:
    """`JANSEN-DE VRIES` and `jansen-de vries` as `Jansen-de Vries`; what has both cases stays as it is."""
    name = " ".join(typed.split())
    if not any(character.isalpha() for character in name):
        return ""
    if len(name) < 2 or not _NAME.match(name) or not (name.isupper() or name.islower()):
        return name
    parts = _BETWEEN.split(name.lower())
    last = len(parts) - 1
    return "".join(part if _is_small(part) and at < last else capital(part) for at, part in enumerate(parts))


def prefix(typed: str) -> str:
    """Small, where it came in capitals."""
    name = " ".join(typed.split())
    return name.lower() if name.isupper() else name


def initials(typed: str) -> str:
    """`FM`, `f m` and `F. M.` as `F.M.`; anything that is no row of initials stays as it is."""
    given = " ".join(typed.split())
    parts = [part for part in _INITIALS.split(given) if part]
    if len(parts) == 1 and parts[0].isupper() and len(parts[0]) <= 4 and "." not in given:
        parts = list(parts[0])
    if all(part.isalpha() and len(part) <= LONGEST_INITIAL for part in parts):
        return "".join(f"{capital(part)}." for part in parts)
    return given


def _is_small(word: str) -> bool:
    return word.replace("’", "'") in SMALL


def capital(word: str) -> str:
    """`IJzerman`, `O'Brien`; an apostrophe in front stays in front of a small letter: `'t Hart`."""
    if word.lower().startswith("ij"):
        return "IJ" + word[2:]
    if len(word) > 2 and word[1] in "'’":
        return word[:2].upper() + capital(word[2:])
    return word[:1].upper() + word[1:]
