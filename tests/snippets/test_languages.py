"""Languages that letters are translated into: which can be printed, what a translation may hold, values in words."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from kik_wagtail.snippets import languages, messages, rendering, rich_text, sample_residents
from kik_wagtail.snippets.characters import unprintable
from kik_wagtail.snippets.errors import LanguageHasNoFont
from kik_wagtail.snippets.merge_fields import registry
from kik_wagtail.snippets.models import LetterText, Passage
from kik_wagtail.snippets.models.translated import refuse_unprintable

from . import golden
from .letters import CREATED, LAYOUT, composed, content, paragraph, squeezed, text, text_of
from .translations import ARABIC, TIGRINYA, chip, dutch_text, translated

TUESDAY = date(2026, 12, 8)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("spelling", "code"),
    [("ar", "ar"), (" TI ", "ti"), ("en-GB", "en"), ("fa_AF", "prs"), ("zh-Hant", "zh"), ("xx", ""), ("", "")],
)
def test_a_language_is_known_however_a_file_spells_it(spelling, code):
    assert languages.code_of(spelling) == code


def test_languages_have_dutch_names_and_stand_in_the_order_of_those():
    names = dict(languages.names())
    assert (names["ar"], names["ti"], names["prs"]) == ("Arabisch", "Tigrinya", "Dari")
    assert [name.casefold() for name in names.values()] == sorted(name.casefold() for name in names.values())
    assert languages.name("ar", reader="en-us") == "Arabic"


@pytest.mark.parametrize("code", ["ar", "ti", "tr", "en", "uk", "ru", "pl", "fa", "so", "fr", "ckb", "el", "pap", "vi"])
def test_a_language_with_a_shipped_font_can_be_printed(code):
    assert languages.can_be_printed(code)
    refuse_unprintable(code)


@pytest.mark.parametrize(("code", "names"), [("zh", ("Chinees", "Han")), ("hi", ("Hindi", "Devanagari"))])
def test_a_language_without_a_font_is_refused_by_its_name_and_that_of_its_script(code, names):
    with translation.override("nl"), pytest.raises(LanguageHasNoFont) as caught:
        refuse_unprintable(code)
    with translation.override("nl"):
        assert all(name in str(caught.value) for name in names)


@pytest.mark.parametrize("code", sorted(languages.LETTERS))
def test_dates_in_every_language_that_can_be_printed_have_letters_that_can(code):
    for words in (languages.weekday_in_words(TUESDAY, code), languages.day_in_words(TUESDAY, code)):
        assert "8" in words
        assert "2026" in words
        assert not languages.can_be_printed(code) or not unprintable(words)


def test_right_to_left_follows_from_the_script():
    assert {code for code in languages.LETTERS if languages.is_right_to_left(code)} == {
        *("ar", "ckb", "fa", "prs", "ps", "ur")
    }


@pytest.mark.parametrize("sample", sample_residents.SAMPLES, ids=lambda sample: sample.key)
def test_every_sample_resident_has_their_dates_in_the_language_of_the_text(sample):
    values = sample.values_in("ti")
    assert values["gesprek_datum"] == languages.day_in_words(date(2026, 11, 23), "ti")
    assert ("afspraak_tijd" in values) == sample.facts.has_appointment
    assert values.get("afspraak_tijd", "10:30") == "10:30"
    assert sample.values_in("nl") == sample.values


def test_values_that_work_in_every_language_hold_no_dutch_words():
    """What differs by language is in the other language; what does not is a name, an address or a number."""
    (sample,) = (one for one in sample_residents.SAMPLES if one.key == "no_phone")
    values = sample.values_in("en")
    shown = {field.name: values.get(field.name, "") for field in registry if field.any_language}
    assert shown == {
        "voornaam": "Fatima",
        "naam_zonder_titel": "F. van der Haddad",
        "telefoon": "",
        "coach_naam": "Anouk de Vries",
        "coach_telefoon": "050 367 12 34",
        "gebied": "gebiedsteam Oost",  # the name on its door
        "afspraak_datum": "Tuesday, 8 December 2026",
        "afspraak_tijd": "10:30",
        "afspraak_adres": "Korreweg 12",
        "gesprek_datum": "23 November 2026",
    }


@pytest.mark.django_db
class TestOneTranslation:
    def test_it_follows_the_purpose_and_tone_of_the_dutch_text(self):
        original = dutch_text(purpose="reminder", tone="voluntary")
        text = translated(original, "en", purpose="other", tone="neutral")
        text.full_clean()
        assert (text.purpose, text.tone) == ("reminder", "voluntary")

    def test_two_in_one_language_are_refused(self):
        original = dutch_text()
        translated(original, "en").save()
        with pytest.raises(ValidationError, match="already"):
            translated(original, "en", code="second").full_clean()
        with pytest.raises(IntegrityError), transaction.atomic():
            translated(original, "en", code="second").save()

    def test_a_translation_is_not_translated_again(self):
        text = translated(dutch_text(), "en")
        text.save()
        with pytest.raises(ValidationError, match="Only a Dutch text"):
            translated(text, "fr").full_clean()

    @pytest.mark.parametrize("language", ["nl", "zh"])
    def test_dutch_is_no_translation_and_a_script_without_font_neither(self, language):
        with pytest.raises(ValidationError):
            translated(dutch_text(), language).full_clean()

    @pytest.mark.parametrize(("language", "is_translation"), [("nl", True), ("en", False)])
    def test_the_database_holds_that_dutch_is_the_original(self, language, is_translation):
        original = dutch_text()
        row = LetterText(code="x", title="X", subject="<p>x</p>", body=[], language=language)
        row.translation_of = original if is_translation else None
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()

    @pytest.mark.parametrize("name", ["aanhef", "naam", "afspraak_plek", "volgend_contact"])
    def test_a_merge_field_with_dutch_words_is_refused_by_its_label(self, name):
        text = translated(dutch_text(purpose="other"), "en", f"<p>{chip(name)} {chip('voornaam')}</p>")
        with pytest.raises(ValidationError) as caught:
            text.full_clean()
        (sentence,) = caught.value.message_dict["body"]
        assert registry[name].label in sentence
        assert registry["voornaam"].label not in sentence

    @pytest.mark.parametrize(
        "block",
        [
            {"type": "free_slot", "value": {"max_length": 100, "help": ""}},
            {"type": "agreements", "value": None},
        ],
    )
    def test_blocks_whose_words_are_dutch_are_refused(self, block):
        text = translated(dutch_text(purpose="other"), "en", "<p>Hello</p>", blocks=[block])
        with pytest.raises(ValidationError) as caught:
            text.full_clean()
        assert "Dutch" in str(caught.value.message_dict["body"])

    def test_a_shared_passage_is_refused_also_inside_a_condition(self):
        passage = Passage.objects.create(title="Bel mij", text="<p>Bel mij.</p>", code="bel")
        inside = [{"type": "passage", "value": passage.pk}]
        block = {"type": "conditional", "value": {"condition": "has_phone", "blocks": inside}}
        with pytest.raises(ValidationError, match="A passage is Dutch"):
            translated(dutch_text(), "en", blocks=[block]).full_clean()

    def test_its_frozen_content_says_which_language_and_which_version_it_belongs_to(self):
        original = dutch_text()
        frozen = translated(original, "ar", ARABIC, translated_version=3).frozen_content()
        assert frozen["translation"] == {
            "of": original.pk,
            "version": 3,
            "language": "ar",
            "direction": "rtl",
            "notice": "Vertaling in het Arabisch. De brief in het Nederlands geldt.",
        }
        assert "translation" not in original.frozen_content()


def letter_in(language: str, words: str, *, sample=sample_residents.BY_KEY["short"], closing="·"):
    """The Dutch letter with a translation behind it, for this sample resident."""
    direction = "rtl" if languages.is_right_to_left(language) else "ltr"
    said = {"language": language, "direction": direction, "notice": "Vertaling. De brief in het Nederlands geldt."}
    blocks = [
        text(f"<p>{words}</p><ul><li>{words}</li></ul><p>{chip('afspraak_datum')} {chip('afspraak_tijd')}</p>"),
        {"type": "signature", "value": {"name": "", "role": "", "closing": closing}},
    ]
    other, problems = rendering.compose(
        content(blocks, f"<p>{words}</p>") | {"translation": said},
        values=sample.values_in(language),
        facts=sample.facts,
        address_lines=sample.address_lines,
        date_text="22 november 2026",
        reference="KIK-1",
    )
    assert problems == []
    return rendering.joined(composed(sample=sample).letter, other), other


@pytest.mark.parametrize(("language", "words"), [("ar", ARABIC), ("ti", TIGRINYA), ("en", "Hello. We like to meet.")])
@pytest.mark.parametrize("key", ["short", "arabic", "long"])
def test_dutch_comes_first_and_the_translation_on_a_page_of_its_own_tagged_in_its_language(language, words, key):
    letter, _alone = letter_in(language, words, sample=sample_residents.BY_KEY[key])
    document = rendering.pdf([letter], layout=LAYOUT, title="Kennismaken", created=CREATED)
    assert golden.faults(document, title="Kennismaken") == []
    assert language in golden.languages_of(document)
    first, *others = golden.pages_of(document)
    assert "Met vriendelijke groet," in first
    assert "Vertaling." not in first
    last = others[-1]
    assert "Vertaling. De brief in het Nederlands geldt." in last
    assert "Met vriendelijke groet," not in last
    assert "Bladzijde 2 van 2" in last if len(others) == 1 else len(others) > 1
    assert all(word in golden.read_aloud(document) for word in words.split())


@pytest.mark.parametrize(("language", "between"), [("ar", "\u00a0"), ("ti", " ")])
def test_a_typed_telephone_number_cannot_turn_round_between_words_from_right_to_left(language, between):
    """At a space its groups would change places; at a no-break space they do not."""
    _letter, alone = letter_in(language, "050 367 12 34")
    assert between.join(["050", "367", "12", "34"]) in rich_text.plain(alone["subject"])


def test_a_translation_alone_has_no_window_and_its_own_number_of_pages():
    letter, alone = letter_in("en", "Hello. We like to meet.")
    assert len(rendering.svg_pages(letter, layout=LAYOUT)) == 2
    assert len(rendering.svg_pages(alone, layout=LAYOUT)) == 1
    words = text_of(rendering.pdf([alone], layout=LAYOUT, title="Hello", created=CREATED))
    assert "Retour" not in words
    assert "Vertaling." in words


def test_a_letter_with_a_translation_gives_the_same_bytes_again():
    letter, _alone = letter_in("ar", ARABIC)
    first, second = (rendering.pdf([letter], layout=LAYOUT, title="x", created=CREATED) for _ in range(2))
    assert first == second


def test_the_closing_words_are_those_of_the_text_and_dutch_where_an_old_version_has_none():
    old = {"type": "signature", "value": {"name": "Anouk", "role": ""}}
    own = {"type": "signature", "value": {"name": "Anouk", "role": "", "closing": "Kind regards,"}}
    said = [
        squeezed(
            text_of(
                rendering.pdf([composed([paragraph("Dag."), one]).letter], layout=LAYOUT, title="x", created=CREATED)
            )
        )
        for one in (old, own)
    ]
    assert "Metvriendelijkegroet," in said[0]
    assert "Kindregards," in said[1]
    assert "Metvriendelijkegroet," not in said[1]


def test_a_character_is_refused_with_the_name_of_its_script():
    with translation.override("nl"):
        (problem,) = composed([paragraph("Dag न")]).problems
        assert "(Devanagari)" in messages.sentence(problem)
        (problem,) = composed([paragraph("Dag 🧵")]).problems
        assert "(" not in messages.sentence(problem).partition("U+1F9F5")[2].replace(")", "", 1)
