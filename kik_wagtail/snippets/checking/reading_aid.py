"""A help for who writes to people that find reading hard: what a computer can count, and no more. Pure.

It counts words and looks words up in a list of this house (`reading_words`). Whether a letter is understood it cannot
know, so it speaks of no language level. Under 100 words there is no score: LIX says nothing about so little text.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import Any

from kik_wagtail.snippets import rich_text

from .reading_words import (
    ABBREVIATIONS,
    ABBREVIATIONS_THAT_MAY_CLOSE,
    BECOMING,
    NO_PARTICIPLES,
    PLAINER,
    STRONG_PARTICIPLES,
)

MOST_WORDS = 15  # in a sentence
LONG_WORD = 18  # letters in one part of a word: worth a second look
LEAST_WORDS_FOR_A_SCORE = 100
WORDS_A_MINUTE = 150  # somebody who reads slowly; the figure is a choice, not a measurement

# Upper bounds of Björnsson's classes (Läsbarhet, 1968).
LIX_CLASSES = ((30, "very_easy"), (40, "easy"), (50, "fair"), (60, "hard"))
HARDEST = "very_hard"

OPENING = "“‘\"'(["
_CLOSING = re.compile(r"[.!?…]+[”’\"')\]]*$")
_INITIALS = re.compile(r"^\(?(?:[A-ZÀ-Þ][a-z]?\.)+$")
_MARK = re.compile(r"^\s*(?:[-–—•*·▪]|\(?(?:\d{1,2}|[a-z])[.)])\s+")
_BULLET_INSIDE = re.compile(r"\s[•▪·]\s|[\r\n\u2028]+")
_NUMBER_IN_PARTS = re.compile(r"(?<=\d)[ \t]+(?=\d)")  # a telephone number is one word
_JOINED = re.compile(r"(?<=[^\W\d_])[–—](?=[^\W\d_])|(?<=[^\W\d_]{3})/(?=[^\W\d_]{3})")
_WEB = re.compile(r"://|^www\.|@|\.(?:nl|eu|com|org)\b")
_PLAINER = re.compile(
    r"(?<![\w-])(" + "|".join(sorted(map(re.escape, PLAINER), key=len, reverse=True)) + r")(?![\w-])", re.IGNORECASE
)
_SEPARABLE = "aan|achter|af|bij|binnen|door|in|langs|mee|na|om|op|over|samen|tegen|terug|thuis|toe|uit|vast|voor|weg"
_WITH_GE = re.compile(rf"^(?:{_SEPARABLE})?ge\w+(?:[dt]|en)$")
_WITHOUT_GE = re.compile(rf"^(?:{_SEPARABLE})?(?:be|ver|ont|her)\w+[dt]$")


@dataclass(frozen=True, slots=True)
class Sentence:
    number: int  # counted from the first line of the letter, headings and list items included
    text: str
    words: tuple[str, ...]

    @property
    def is_long(self) -> bool:
        return len(self.words) > MOST_WORDS


@dataclass(frozen=True, slots=True)
class Remark:
    """Something in sentence `number`: the words it is about, and for a plainer word what could stand there."""

    number: int
    found: str
    plainer: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    sentences: tuple[Sentence, ...]

    @property
    def words(self) -> int:
        return sum(len(sentence.words) for sentence in self.sentences)

    @property
    def minutes(self) -> int:
        return math.ceil(self.words / WORDS_A_MINUTE)

    @property
    def long_sentences(self) -> list[Sentence]:
        return [sentence for sentence in self.sentences if sentence.is_long]

    @property
    def plainer_words(self) -> list[Remark]:
        """Each word once, where it stands first."""
        first: dict[str, Remark] = {}
        for sentence in self.sentences:
            for found in _PLAINER.findall(sentence.text):
                first.setdefault(found.lower(), Remark(sentence.number, found, PLAINER[found.lower()]))
        return list(first.values())

    @property
    def long_words(self) -> list[Remark]:
        """Each once. A hyphen makes a long word readable: its parts are measured."""
        first: dict[str, Remark] = {}
        for sentence in self.sentences:
            for word in sentence.words:
                if not _WEB.search(word) and max(map(len, re.split(r"[\W\d_]+", word))) >= LONG_WORD:
                    first.setdefault(word.lower(), Remark(sentence.number, word))
        return list(first.values())

    @property
    def perhaps_passive(self) -> list[Remark]:
        """A form of “worden” with what looks like a past participle: a guess, wrong now and then. Perfect tenses
        (“is gemaakt”) are not seen: they look like any other sentence with “is”."""
        return [remark for sentence in self.sentences if (remark := _passive(sentence))]

    @property
    def lix(self) -> int | None:
        """Words in a sentence + percentage of words over six letters; None under 100 words."""
        if self.words < LEAST_WORDS_FOR_A_SCORE:
            return None
        long = sum(_letters(word) > 6 for sentence in self.sentences for word in sentence.words)
        return round(self.words / len(self.sentences) + 100 * long / self.words)

    @property
    def lix_class(self) -> str:
        """“very_easy”, “easy”, “fair”, “hard”, “very_hard”, or nothing where there is no score."""
        if self.lix is None:
            return ""
        return next((name for below, name in LIX_CLASSES if self.lix < below), HARDEST)


def read_letter(letter: Mapping[str, Any]) -> Reading:
    """Of a finished letter (`rendering.compose`), so of what a resident gets to see: fields filled, passages chosen."""
    return read(lines_of(letter["body"]))


def read(lines: Iterable[str]) -> Reading:
    """Each line (paragraph, heading, list item) ends a sentence, whatever stands at its end."""
    texts = (text for line in lines for text in sentences_of(line))
    found = ((text, tuple(words_of(text))) for text in texts)
    real = [(text, words) for text, words in found if words]
    return Reading(tuple(Sentence(number, text, words) for number, (text, words) in enumerate(real, start=1)))


def lines_of(blocks: Sequence[rich_text.Node]) -> Iterator[str]:
    for block in blocks:
        if block["t"] in {"ul", "ol"}:
            for item in block["c"]:
                yield from rich_text.plain(item["c"]).split("\n")
                yield from lines_of(item["sub"])
        elif "c" in block:
            yield from rich_text.plain(block["c"]).split("\n")


def sentences_of(line: str) -> Iterator[str]:
    """A typed bullet ends a sentence too. Abbreviations and initials do not."""
    for part in _BULLET_INSIDE.split(line):
        kept: list[str] = []
        tokens = [token for token in re.split(r"[ \t]+", _MARK.sub("", part)) if token]
        for token, following in zip_longest(tokens, tokens[1:], fillvalue=""):
            kept.append(token)
            if not following or _ends_sentence(token, following):
                yield " ".join(kept)
                kept = []


def words_of(sentence: str) -> Iterator[str]:
    """A compound with a hyphen, an abbreviation, a time and a telephone number are one word each."""
    tokens = re.split(r"[ \t]+", _NUMBER_IN_PARTS.sub("\u00a0", sentence))
    for token in chain.from_iterable([one] if _WEB.search(one) else _JOINED.split(one) for one in tokens):
        word = token.strip("“”‘’\"'()[]{}.,;:!?…–—-*•·▪/")
        if any(character.isalnum() for character in word):
            yield word


def _ends_sentence(token: str, following: str) -> bool:
    if not _CLOSING.search(token) or following.lstrip(OPENING)[:1].islower():
        return False
    bare = token.lower().lstrip(OPENING)
    if bare in ABBREVIATIONS or _INITIALS.match(token):
        return False
    return bare not in ABBREVIATIONS_THAT_MAY_CLOSE or not following[0].isdigit()


def _letters(word: str) -> int:
    return 0 if _WEB.search(word) else sum(character.isalpha() for character in word)


def _passive(sentence: Sentence) -> Remark | None:
    words = [word.lower() for word in sentence.words]
    auxiliary = next((word for word in words if word in BECOMING), None)
    participle = next((word for word in words if _looks_like_participle(word)), None)
    if auxiliary is None or participle is None:
        return None
    return Remark(sentence.number, f"{auxiliary} … {participle}")


def _looks_like_participle(word: str) -> bool:
    if word in NO_PARTICIPLES or word in BECOMING:
        return False
    return word in STRONG_PARTICIPLES or bool(_WITH_GE.match(word) or _WITHOUT_GE.match(word))
