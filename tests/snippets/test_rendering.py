"""Without a database: wording, values and characters become a page, or are refused with a reason."""

import dataclasses
import io
import tomllib
import unicodedata
from importlib.metadata import version
from pathlib import Path

import pikepdf
import pytest

from kik_wagtail.snippets import characters, conditions, rendering, rich_text, sample_residents, typeset
from kik_wagtail.snippets.conditions import Condition, Facts
from kik_wagtail.snippets.merge_fields import MergeField, MergeFieldRegistry, registry
from kik_wagtail.snippets.tree import clean_text

from . import golden
from .letters import (
    CREATED,
    LAYOUT,
    SAMPLE,
    SIGNATURE,
    SUBJECT,
    chip,
    composed,
    content,
    paragraph,
    pdf_of,
    squeezed,
    text,
    text_of,
    when,
)

HOSTILE = r"#strong[x] $a$ @b <c> \\ =HYPERLINK(1) <script>alert(1)</script> `x` *y* _z_ // --- #panic() 't"


def codes(problems):
    return [problem.code for problem in problems]


@pytest.mark.parametrize("sample", sample_residents.SAMPLES, ids=lambda sample: sample.key)
def test_every_sample_is_clean_and_tagged(sample):
    letter, problems = composed(sample=sample)
    assert problems == []
    assert golden.faults(pdf_of(letter), title="Kennismaken") == []


def test_there_are_at_least_seven_samples():
    assert len(sample_residents.SAMPLES) >= 7


def test_an_archive_copy_has_the_same_structure():
    letter, _ = composed()
    document = rendering.pdf([letter], layout=LAYOUT, title="Kennismaken", created=CREATED, archive=True)
    assert golden.faults(document, title="Kennismaken") == []
    assert golden.claims_of(document) == {"pdfuaid:part": "1", "pdfaid:part": "2", "pdfaid:conformance": "A"}
    assert golden.claims_of(pdf_of(letter)) == {"pdfuaid:part": "1"}


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda pdf: pdf.Root.__delitem__("/Lang"), "Lang is None"),
        (lambda pdf: pdf.Root.__delitem__("/StructTreeRoot"), "no structure tree"),
        (lambda pdf: pdf.pages[0].contents_add(b"BT (los) Tj ET"), "text outside every tag"),
        (lambda pdf: pdf.pages[0].contents_add(b"/P <</MCID 999>> BDC EMC"), "MCID 999 is not in the structure tree"),
    ],
)
def test_the_structural_check_sees_what_is_wrong(spoil, said):
    """Else a letter that it passes would say nothing."""
    with pikepdf.open(io.BytesIO(pdf_of(composed().letter))) as pdf:
        spoil(pdf)
        pdf.save(spoiled := io.BytesIO())
    assert any(said in fault for fault in golden.faults(spoiled.getvalue(), title="Kennismaken"))


def test_text_comes_out_in_reading_order():
    letter, _ = composed(sample=sample_residents.BY_KEY["no_phone"])
    words = text_of(pdf_of(letter))
    wanted = [
        "Retour:",
        "Mevrouw F. van der Haddad",
        "9715 AB",
        "Datum",
        "Ons kenmerk",
        "Kennismaken met",
        "Geachte mevrouw Van der Haddad,",
        "Onze afspraak",
        "hoe uw dagen",
        "Vragen?",
        "Met vriendelijke groet",
        "Anouk de Vries",
        "coach Kansen in Kaart",
    ]
    assert all(part in words for part in wanted)
    places = [words.rfind(part) if part == "Anouk de Vries" else words.find(part) for part in wanted]
    places[wanted.index("Vragen?")] = words.rfind("Vragen?")  # also the label beside the address
    assert places == sorted(places)


def test_same_data_same_bytes():
    letter, _ = composed()
    assert pdf_of(letter) == pdf_of(letter)


@pytest.mark.parametrize(
    "words",
    [
        HOSTILE,
        "=HYPERLINK(1)",
        "#strong[x]",
        "<script>",
        "'t",
        "Nguyễn",
        unicodedata.normalize("NFD", "Nguyễn"),
        "فاطمة الحداد",
        "ሰላም ተስፋይ",
        "Ελένη Шевченко",
        "Łş ğ Đ",
    ],
)
def test_hostile_words_are_printed_as_they_stand(words):
    letter, problems = composed([paragraph(words), SIGNATURE], coach_naam=words)
    assert problems == []
    document = pdf_of(letter)
    assert golden.faults(document, title="Kennismaken") == []
    if words.isascii() or "Nguy" in words:
        assert squeezed(unicodedata.normalize("NFC", words)) in squeezed(text_of(document))


@pytest.mark.parametrize("character", ["🧵", "漢", "\U0001f1f3", "\ue000", "\U000e0fff"])
def test_a_character_outside_the_fonts_is_named_before_the_compiler_runs(character):
    problems = composed([paragraph("goed")], coach_naam=f"Jan {character}").problems
    [problem] = problems
    assert (problem.code, problem.field) == ("character", "coach_naam")
    assert problem.values["codepoint"] == f"U+{ord(character):04X}"
    assert problem.is_fatal


def test_what_the_check_refuses_would_have_stopped_the_compiler():
    letter, _ = composed([paragraph("goed")], coach_naam="Jan 漢")
    with pytest.raises(typeset.TypesettingFailed):
        pdf_of(letter)


def test_characters_around_the_letter_are_checked_too():
    letter, problems = rendering.compose(
        {
            "subject": rich_text.parse_line("<p>Onderwerp</p>"),
            "blocks": [paragraph("tekst")],
            "layout": {"footer": "漢"},
        },
        values={},
        facts=Facts(),
        address_lines=["漢 Straat", "Laan 1", "1234 AB  STAD"],
        date_text="1 januari",
        reference="1",
        contact="漢",
    )
    assert [problem.field for problem in problems] == ["address", "contact", "layout footer"]


def test_an_emoji_of_the_fallback_font_is_printed():
    letter, problems = composed([paragraph("\U0001f600")])
    assert problems == []
    assert golden.faults(pdf_of(letter), title="Kennismaken") == []


def test_a_very_long_paragraph_flows_over_pages_with_a_running_foot():
    letter, _ = composed([paragraph("woorden " * 1250), SIGNATURE])
    document = pdf_of(letter)
    assert golden.faults(document, title="Kennismaken") == []
    assert "Bladzijde 2 van" in text_of(document)
    assert "Bladzijde 1 van" not in text_of(document)


def test_one_unbreakable_word_of_a_thousand_characters_does_not_stop_the_letter():
    letter, _ = composed([paragraph("x" * 1000)])
    assert golden.faults(pdf_of(letter), title="Kennismaken") == []


def test_two_letters_in_one_file_each_begin_at_page_one():
    letter, _ = composed()
    document = rendering.pdf([letter, letter], layout=LAYOUT, title="Kennismaken", created=CREATED)
    assert golden.faults(document, title="Kennismaken") == []
    assert text_of(document).count("Retour:") == 2


@pytest.mark.parametrize(
    ("blocks", "subject", "code"),
    [
        ([], SUBJECT, "empty"),
        ([paragraph("")], SUBJECT, "empty"),
        ([paragraph("goed")], "<p></p>", "no_subject"),
        ([paragraph("Beste ((voornaam))")], SUBJECT, "leftover"),
        ([text(f"<p>{chip('bestaat_niet')}</p>"), paragraph("x")], SUBJECT, "unknown_field"),
        ([when("nee"), paragraph("x")], SUBJECT, "unknown_condition"),
        (
            [{"type": "passage", "value": {"id": 1, "title": "P", "live": False, "nodes": []}}, paragraph("x")],
            SUBJECT,
            "passage_not_published",
        ),
    ],
)
def test_problems_have_a_code(blocks, subject, code):
    assert codes(composed(blocks, subject).problems) == [code]


def test_a_missing_value_names_its_field():
    [problem] = composed([text(f"<p>{chip('telefoon')}</p>")], telefoon="").problems
    assert (problem.code, problem.field) == ("missing_value", "telefoon")


def test_a_field_within_a_condition_that_does_not_hold_is_not_missed():
    blocks = [when("has_phone", text(f"<p>{chip('telefoon')}</p>")), paragraph("x")]
    no_phone = sample_residents.BY_KEY["no_phone"]
    assert composed(blocks, sample=no_phone).problems == []


def test_free_text_has_a_limit_and_a_place():
    slot = {"type": "free_slot", "value": {"max_length": 50, "help": ""}}
    assert codes(composed([paragraph("x"), slot], free_text="x" * 51).problems) == ["free_too_long"]
    assert codes(composed([paragraph("x")], free_text="voor niets").problems) == ["no_free_slot"]
    assert composed([paragraph("x"), slot], free_text="x" * 50).problems == []


def test_what_was_agreed_becomes_a_list_one_item_a_line():
    letter, problems = composed([{"type": "agreements", "value": {}}], afspraken="U belt.\n\nIk zoek <b>uit</b>.")
    assert problems == []
    assert [rich_text.plain(item["c"]) for item in letter["body"][0]["c"]] == ["U belt.", "Ik zoek <b>uit</b>."]
    assert codes(composed([{"type": "agreements", "value": {}}, paragraph("x")], afspraken="").problems) == [
        "missing_value"
    ]


def test_a_letter_without_a_name_below_is_signed_by_the_coach():
    assert composed().letter["signature"]["name"] == "Anouk de Vries"
    own = {"type": "signature", "value": {"name": "De wethouder", "role": ""}}
    assert composed([paragraph("x"), own]).letter["signature"]["name"] == "De wethouder"


def test_an_address_that_cannot_fit_the_window_is_refused():
    letter, _ = composed()
    with pytest.raises(typeset.TypesettingFailed) as failure:
        pdf_of(letter | {"address": ["Zeer lange regel " * 12] * 4})
    assert failure.value.problem.code == "address_does_not_fit"


def test_the_allow_list_drops_tags_and_keeps_text():
    html = '<p><i>a</i> <a href="javascript:x">b</a> <font>c</font><script>d</script></p><h1>e</h1><img src=x>'
    assert rich_text.plain(rich_text.parse(html)) == "a b ce"
    assert not any(node["t"] == "a" for node in rich_text.walk(rich_text.parse(html)))


def test_bold_survives_in_either_nesting():
    outside = rich_text.parse('<p><b><span data-merge-field="naam">((naam))</span></b></p>')
    inside = rich_text.parse('<p><span data-merge-field="naam"><b>((naam))</b></span></p>')
    assert outside == inside


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p><b>a</b> <b>b</b></p>", "<p><b>a b</b></p>"),
        ("<p><b>Dag </b>u</p>", "<p><b>Dag</b> u</p>"),
        ("<p>Dag<b> u</b></p>", "<p>Dag <b>u</b></p>"),
        ("<p>Dag<b> </b>u</p>", "<p>Dag u</p>"),
        ("<p><b><b>a</b> </b>b</p>", "<p><b>a</b> b</p>"),
    ],
)
def test_a_bold_space_is_no_other_wording(one, other):
    assert rich_text.parse(one) == rich_text.parse(other)
    assert rich_text.parse(rich_text.to_html(rich_text.parse(one))) == rich_text.parse(one)


def test_cleaning_keeps_arabic_joiners_and_drops_what_prints_nothing():
    assert clean_text("a\x00b\u202ec\td\u200ce\u00adf") == "abc d\u200cef"


def test_cleaning_never_drops_a_character_that_somebody_may_have_meant():
    assert clean_text("a\ue000b") == "a\ue000b"


def test_a_logo_with_letters_or_pictures_in_it_is_refused():
    assert typeset.check_logo("<svg><text>K</text></svg>") == "logo_has_text"
    assert typeset.check_logo('<svg><svg:image href="x"/></svg>') == "logo_has_image"
    assert typeset.check_logo(LAYOUT.logo.decode()) is None


def test_every_shipped_font_has_its_licence_and_a_bold_face():
    for font in characters.FONTS.glob("*.ttf"):
        family = font.stem.split("-")[0].removesuffix("Sans") or font.stem
        assert list(characters.FONTS.glob(f"{family[:6]}*.txt")), font
    regular = {path.stem.replace("-Regular", "") for path in characters.FONTS.glob("*.ttf") if "Bold" not in path.stem}
    assert regular == {path.stem.replace("-Bold", "") for path in characters.FONTS.glob("*-Bold.ttf")}


def test_the_typesetter_is_the_one_that_the_package_asks_for():
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())["project"]
    assert f"typst=={version('typst')}" in project["dependencies"]


def test_the_folder_that_typst_may_read_holds_the_templates_only():
    templates = [typeset.GUIDE, typeset.LETTER, typeset.PLAN]
    assert sorted(path.name for path in Path(typeset.ROOT).iterdir()) == templates


def test_the_picker_offers_only_fields_that_work_for_the_purpose():
    for_all = {field["name"] for field in registry.for_picker()}
    not_reached = {field["name"] for field in registry.for_picker("not_reached")}
    assert "afspraak_datum" in for_all - not_reached
    assert "afspraken" not in for_all  # a list, with a block of its own
    assert "aanhef" in not_reached


def test_a_host_registers_its_own_field_once():
    own = MergeFieldRegistry()
    field = MergeField("pasnummer", "Number of the pass", "123", 10, "Pass system", "personal")
    own.register(field)
    own.register(field)
    with pytest.raises(ValueError, match="differently"):
        own.register(MergeField("pasnummer", "Other", "1", 1, "x", "personal"))


@pytest.mark.parametrize(
    ("condition", "facts", "others"),
    [
        ("has_appointment", Facts(has_appointment=True), Facts()),
        ("at_home", Facts(place="home"), Facts(place="office")),
        ("first_contact", Facts(is_first_contact=True), Facts()),
        ("initiative_with_resident", Facts(initiative_with_resident=True), Facts()),
    ],
)
def test_a_passage_under_a_condition_stands_in_the_letters_it_is_for(condition, facts, others):
    def words(one):
        blocks = [paragraph("Altijd."), when(condition, paragraph("Alleen dan."))]
        letter = rendering.compose(
            content(blocks), values=SAMPLE.values, facts=one, address_lines=[], date_text="", reference=""
        ).letter
        return rich_text.plain(letter["body"])

    assert words(facts) == "Altijd.Alleen dan."
    assert words(others) == "Altijd."


def test_a_host_registers_its_own_condition(monkeypatch):
    monkeypatch.setattr(conditions, "_conditions", dict(conditions._conditions))
    conditions.register(Condition("has_pass", "has a pass", lambda facts: bool(facts.own.get("pass"))))
    assert conditions.holds("has_pass", Facts(own={"pass": 1}))
    with pytest.raises(ValueError, match="twice"):
        conditions.register(Condition("has_pass", "again", lambda facts: True))


def test_the_window_can_stand_on_the_right():
    letter, _ = composed()
    layout = dataclasses.replace(LAYOUT, window_x_mm=105)
    document = rendering.pdf([letter], layout=layout, title="Kennismaken", created=CREATED)
    assert golden.faults(document, title="Kennismaken") == []
    assert "Bo" in text_of(document)


def test_the_sample_is_short_enough_to_be_one_page():
    assert len(rendering.svg_pages(composed().letter, layout=LAYOUT)) == 1
