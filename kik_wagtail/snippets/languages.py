"""The languages that a letter can be translated into: a closed list, with names, scripts, and dates in words. Pure.

Names, scripts and dates come from Unicode's CLDR by Babel; nobody here has to know how Tigrinya writes a Tuesday.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from fontTools import unicodedata

from kik_wagtail.workdays.dates import local

from .characters import unprintable

DUTCH = "nl"

# By the code that the files of residents use: letters that set the language apart. They tell its script, and whether
# the shipped fonts can print it. A language without a font stands here too, so that it is refused by its name.
LETTERS = {
    DUTCH: "ëïéóèêáíúöü",
    "am": "ሀለሐመሠረሰሸቀበቨተቸኀነኘአከኸወዐዘዠየደጀገጠጨጰጸፀፈፐ፣፤።",
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةىًٌٍَُِّْ،؛؟",
    "bg": "абвгдежзийклмнопрстуфхцчшщъьюя",
    "bs": "čćđšžČĆĐŠŽ",
    "ckb": "ئاێۆڕڵڤەھکگیپچژ",
    "cs": "áčďéěíňóřšťúůýžČŘŠŽ",
    "de": "äöüßÄÖÜ",
    "el": "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰΆΈΉΊΌΎΏ·",
    "en": "abcdefghijklmnopqrstuvwxyz",
    "es": "áéíóúüñ¿¡",
    "fa": "اآبپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی\u200c«»،؛؟",
    "fr": "àâæçèéêëîïôœùûüÿ«»",
    "hi": "अआइईउऊएऐओऔकखगघचछजझटठडढणतथदधनपफबभमयरलवशषसह",
    "hr": "čćđšžČĆĐŠŽ",
    "hu": "áéíóöőúüűŐŰ",
    "hy": "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ",
    "id": "abcdefghijklmnopqrstuvwxyz",
    "it": "àèéìòù",
    "ka": "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
    "ku": "çêîşûÇÊÎŞÛ",
    "lt": "ąčęėįšųūž",
    "lv": "āčēģīķļņšūž",
    "om": "abcdefghijklmnopqrstuvwxyz",
    "pap": "áèéíñòóùúü",
    "pl": "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ",
    "prs": "اآبپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی\u200c،؛؟",
    "ps": "ټځڅډړږښڼېۍګئ",
    "pt": "àáâãçéêíóôõúü",
    "rif": "čḍɛǧɣḥṛṣṭẓ",
    "ro": "ăâîșțĂÂÎȘȚ",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "sk": "áäčďéíĺľňóôŕšťúýž",
    "so": "abcdefghijklmnopqrstuvwxyz",
    "sq": "çëÇË",
    "sr": "абвгдђежзијклљмнњопрстћуфхцчџш",
    "ta": "அஆஇஈஉஊஎஏஐஒஓஔகஙசஞடணதநபமயரலவழளறன",
    "th": "กขคงจฉชซญดตถทนบปผพฟภมยรลวศสหอ",
    "ti": "ሀለሐመሠረሰሸቀቈቐቘበቨተቸነኘአከኰኸዀወዐዘዠየደጀገጐጠጨጰጸፈፐ፣፤።",
    "tr": "çğıöşüÇĞİÖŞÜ",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя’",
    "ur": "ابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھءیےۓ،؛؟۔",
    "vi": "ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệ",
    "zh": "的一是在不了有和人这",
}
CLDR = {"en": "en_GB", "pt": "pt_PT", "prs": "fa_AF"}  # where CLDR's name is not the code
ALSO = {"fa-af": "prs", "kmr": "ku", "sh": "sr"}  # other spellings of the same


def code_of(spelling: str) -> str:
    """Our code of a language as a file spells it (`AR`, `en-GB`, `fa_AF`); "" for one that is not in the list."""
    spelling = spelling.strip().lower().replace("_", "-")
    found = ALSO.get(spelling, spelling)
    found = found if found in LETTERS else found.partition("-")[0]
    return found if found in LETTERS else ""


def language_of(content: Mapping[str, Any]) -> str:
    """Of a version's content, or a draft's."""
    return content["translation"]["language"] if "translation" in content else DUTCH


def name(code: str, *, reader: str = DUTCH) -> str:
    """`Tigrinya`, `Dari`; in the language of `reader`."""
    names = _locale(reader).languages
    return names.get(CLDR.get(code, code)) or names.get(code) or code


def names(*, reader: str = DUTCH) -> list[tuple[str, str]]:
    """[(code, name)] of all, in the order of their names."""
    return sorted(((code, name(code, reader=reader)) for code in LETTERS), key=lambda pair: pair[1].casefold())


def script(code: str) -> str:
    """`Latn`, `Arab`, `Ethi`: as Unicode says of its letters."""
    return str(unicodedata.script(LETTERS[code][0]))


def script_name(script: str, *, reader: str = DUTCH) -> str:
    return _locale(reader).scripts.get(script) or script


def is_right_to_left(code: str) -> bool:
    return unicodedata.script_horizontal_direction(script(code)) == "RTL"


@cache
def can_be_printed(code: str) -> bool:
    """Is there a shipped font, regular and bold, for what this language is written with?"""
    return not unprintable(LETTERS[code])


def weekday_in_words(day: date, code: str) -> str:
    """`Tuesday 8 December 2026`, in the language; day and year in the digits of the Dutch page."""
    return _in_words(day, code, "full")


def day_in_words(day: date, code: str) -> str:
    """`23 November 2026`"""
    return _in_words(day, code, "long")


def time_in_words(at: datetime) -> str:
    """`10:30`: the clock of the municipality, over 24 hours in every language, so that nobody comes at night."""
    return f"{local(at):%H:%M}"


def _in_words(day: date, code: str, length: str) -> str:
    return str(format_date(day, length, locale=_locale(CLDR.get(code, code))))


@cache
def _locale(spelling: str) -> Locale:
    """The language without its region where CLDR does not know that; English where it knows neither."""
    spelling = spelling.replace("-", "_")
    for one in (spelling, spelling.partition("_")[0], "en"):
        try:
            return Locale.parse(one)
        except (UnknownLocaleError, ValueError):
            continue
    raise AssertionError(spelling)
