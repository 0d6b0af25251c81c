"""The letter editor in a real browser: what an editor types, picks, pastes and saves."""

from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail.rich_text import RichText

from kik_wagtail.snippets import rich_text
from kik_wagtail.snippets.models import LetterText
from tests.browser.looking import axe_violations, shoot
from tests.factories import make_user
from tests.snippets import word

FIRST = "<p>Ik wil u graag leren kennen.</p>"


@pytest.fixture
def editors(site):
    names = (("tekst01", "Tess"), ("tekst02", "Timo"))
    return [make_user(name, roles=("content_editor",), first_name=first, last_name="Prins") for name, first in names]


@pytest.fixture
def letter(site):
    text = LetterText.objects.create(
        code="brief", title="Brief", live=False, subject="<p>Dag</p>", body=[{"type": "text", "value": FIRST}]
    )
    text.save_revision()
    return text


def edit_url(text):
    return reverse(text.snippet_viewset.get_url_name("edit"), args=[text.pk])


def opened(page, text):
    page.goto(edit_url(text))
    page.locator("[data-contentpath=body] .public-DraftEditor-content").first.wait_for()
    return page


def body_of(page):
    return page.locator("[data-contentpath=body] .public-DraftEditor-content").first


def type_at_the_end(page, words):
    body_of(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def save(page):
    with page.expect_navigation():
        page.get_by_role("button", name="Bewaar concept").first.click()


def drafts(text):
    return [str(revision.content["body"]) for revision in text.revisions.order_by("pk")]


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_the_second_editor_sees_who_was_first_and_loses_nothing(open_as, editors, letter, settings, width, dark):
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    one, two = opened(open_as(editors[0], width=width, dark=dark), letter), opened(open_as(editors[1]), letter)
    type_at_the_end(two, " Dit schreef Timo.")
    type_at_the_end(one, " Dit schreef Tess.")
    save(two)
    save(one)
    conflict = one.locator(".kik-botsing")
    conflict.get_by_text("Timo Prins bewaarde deze tekst om").wait_for()
    assert "Timo" in conflict.locator("del").all_inner_texts()[-1]
    assert "Dit schreef Tess." in body_of(one).inner_text()
    assert one.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert axe_violations(one, within=".kik-botsing") == []
    shoot(one, f"two-editors-{width}")
    assert len(drafts(letter)) == 2
    with one.expect_navigation():
        one.get_by_role("button", name="Bewaar die van mij als nieuwste concept").click()
    assert one.locator(".kik-botsing").count() == 0
    assert "Dit schreef Timo." in drafts(letter)[1]
    assert "Dit schreef Tess." in drafts(letter)[2]


def test_who_opens_the_others_text_has_their_own_words_beside_it(open_as, editors, letter, settings):
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    one, two = opened(open_as(editors[0]), letter), opened(open_as(editors[1]), letter)
    type_at_the_end(two, " Dit schreef Timo.")
    type_at_the_end(one, " Dit schreef Tess.")
    save(two)
    save(one)
    with one.expect_navigation():
        one.get_by_role("button", name="Open de tekst van Timo Prins").click()
    assert "Dit schreef Timo." in body_of(one).inner_text()
    assert "Dit schreef Tess." in one.locator(".kik-botsing").inner_text()
    assert axe_violations(one, within=".kik-botsing") == []
    assert len(drafts(letter)) == 2


PASTE = """([html, text]) => {
  const data = new DataTransfer();
  if (html) data.setData('text/html', html);
  data.setData('text/plain', text);
  const paste = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
  document.activeElement.dispatchEvent(paste);
}"""


def paste(page, field, html, text="x"):
    """Over everything that stands in the field."""
    field.click()
    page.keyboard.press("Control+A")
    page.evaluate(PASTE, [html, text])


def said(page):
    return page.locator(".kik-plakken[role=status]:not(:empty)")


def test_a_paste_from_word_keeps_words_lists_bold_and_links_and_says_what_went(open_as, editors, letter):
    page = opened(open_as(editors[0]), letter)
    paste(page, body_of(page), word.EVERYTHING)
    said(page).get_by_text("3 afbeeldingen, 1 opmerking, 1 voetnoot, 1 stuk verwijderde tekst").wait_for()
    assert "opmaak" in said(page).inner_text()
    save(page)
    letter.refresh_from_db()
    kept = rich_text.to_html(rich_text.parse(letter.get_latest_revision_as_object().body[0].value.source))
    assert kept == (
        "<h3>Een kop</h3><p>Wij <b>helpen</b> u graag.</p>"
        "<ul><li>Eerste punt<ul><li>Dieper punt</li></ul></li><li>Laatste punt</li></ul>"
        "<ol><li>Stap een</li><li>Stap twee</li></ol>"
        '<p>Kijk op <a href="https://voorbeeldstad.nl/hulp">onze website</a> of hier.</p>'
        "<p>Maandag – 9 tot 12 uur</p><p>Dinsdag – 13 tot 17 uur</p>"
        "<p>Wij spreken u graag.</p><p>Kom als u dat wilt langs.</p><p>Dit staat in de wet.</p>"
    )


def test_two_megabytes_of_word_become_the_words_in_it(open_as, editors, letter):
    page = opened(open_as(editors[0]), letter)
    clipboard = word.large()
    assert len(clipboard) > 2_000_000
    paste(page, body_of(page), clipboard)
    said(page).get_by_text("Weggelaten: 1 afbeelding, 1 opmerking, opmaak.").wait_for()
    assert body_of(page).inner_text().count("Dit is zin ") == word.LINES


def test_more_than_a_letter_holds_is_not_pasted_and_what_stood_there_stays(open_as, editors, letter):
    page = opened(open_as(editors[0]), letter)
    for html, text in ((word.word(*[word.paragraph("Nog een zin.")] * 4000), "x"), ("", "Nog een zin.\n" * 4000)):
        paste(page, body_of(page), html, text)
        said(page).get_by_text("Er is niets geplakt").wait_for()
        assert body_of(page).inner_text().strip() == "Ik wil u graag leren kennen."


def test_what_other_programs_put_on_the_clipboard(open_as, editors, letter):
    page = opened(open_as(editors[0]), letter)
    for html, expected in OTHER_PROGRAMS.items():
        paste(page, body_of(page), html)
        assert page.evaluate(STRUCTURE) == expected, html


STRUCTURE = """() => {
  const inputs = [...document.querySelectorAll('[data-contentpath=body] input')];
  const editor = inputs.find((input) => input.draftailEditor).draftailEditor;
  const blocks = editor.getEditorState().getCurrentContent().getBlocksAsArray();
  return blocks.map((block) => [block.getType(), block.getDepth(), block.getText()]);
}"""
OTHER_PROGRAMS = {
    "<p>Beste ((voornaam)),</p>": [["unstyled", 0, "Beste ((voornaam)),"]],
    '<b style="font-weight:normal"><p><span style="font-weight:700">Dag</span> u</p></b>': [["unstyled", 0, "Dag u"]],
    "<ul><li>een<ul><li>twee</li></ul></li><li><p>drie</p><p>vier</p></li></ul>": [
        ["unordered-list-item", 0, "een"],
        ["unordered-list-item", 1, "twee"],
        ["unordered-list-item", 0, "drie\nvier"],
    ],
    "<table><tr><td><p>Een tabel</p><p>als bladspiegel</p></td></tr></table>": [
        ["unstyled", 0, "Een tabel"],
        ["unstyled", 0, "als bladspiegel"],
    ],
    "<div>regel<br>einde</div><script>alert(1)</script><div hidden>weg</div>": [["unstyled", 0, "regel\neinde"]],
    "<p class=MsoListParagraph>· getypt punt</p><p class=MsoListParagraph>- nog een</p>": [
        ["unordered-list-item", 0, "getypt punt"],
        ["unordered-list-item", 0, "nog een"],
    ],
    "<h1>Groot</h1><h6>Klein</h6><a href='javascript:alert(1)'>klik</a>": [
        ["header-three", 0, "Groot"],
        ["header-three", 0, "Klein"],
        ["unstyled", 0, "klik"],
    ],
}


WHAT_EDITORS_WRITE = """() => [...document.querySelector('[data-edit-form]').elements].filter((field) => field.draftailEditor)
  .map((field) => [field.value, (field.draftailEditor.saveState(), field.value)])"""


def test_a_letter_that_is_only_opened_is_no_changed_letter(open_as, editors, letter):
    chips = '<p data-block-key="k2">Dag <span data-merge-field="naam">Naam</span>, <b>tot ziens</b></p>'
    letter.body = [("text", RichText(chips)), ("text", RichText("<ul><li>Één</li></ul>")), ("text", RichText(""))]
    letter.save_revision()
    page = opened(open_as(editors[0]), letter)
    written = page.evaluate(WHAT_EDITORS_WRITE)
    assert len(written) == 4
    assert all(given == own for given, own in written)


def test_a_new_letter_without_a_subject_yet_is_kept_and_its_preview_says_what_is_missing(open_as, editor, settings):
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    page = open_as(editor)
    page.goto(reverse(LetterText.snippet_viewset.get_url_name("add")))
    page.locator("[data-contentpath=body] .merge-chip").get_by_text("Aanhef").wait_for()
    page.get_by_role("button", name="Toon/verberg voorvertoning").click()
    page.frame_locator("#w-preview-iframe").get_by_text("onderwerp").first.wait_for()
    page.get_by_label("Titel").fill("Nieuwe brief")
    with page.expect_navigation():
        page.get_by_role("button", name="Bewaar concept").first.click()
    text = LetterText.objects.get(title="Nieuwe brief")
    assert (text.live, text.subject_line) == (False, "")
    assert [child.block_type for child in text.get_latest_revision_as_object().body] == ["text", "signature"]


def test_a_subject_stays_one_line_whatever_is_pasted(open_as, editors, letter):
    page = opened(open_as(editors[0]), letter)
    subject = page.locator("[data-contentpath=subject] .public-DraftEditor-content")
    for html, text in (("<p>Een</p><ul><li>twee</li></ul>", "x"), ("", "Een\r\n\ntwee")):
        paste(page, subject, html, text)
        assert subject.inner_text().strip() == "Een twee"


@pytest.mark.parametrize("how", ["button", "keys"])
def test_the_last_words_typed_before_a_quick_save_are_saved(open_as, editors, letter, settings, how):
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    page = opened(open_as(editors[0]), letter)
    page.wait_for_timeout(300)
    type_at_the_end(page, " Nog net op tijd.")
    with page.expect_navigation():
        if how == "keys":
            page.keyboard.press("Control+s")
        else:
            page.get_by_role("button", name="Bewaar concept").first.dispatch_event("click")
    assert "Nog net op tijd." in drafts(letter)[-1]


def test_a_form_that_is_too_large_to_send_stays_and_says_so(open_as, editors, letter, settings):
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 500
    page = opened(open_as(editors[0]), letter)
    type_at_the_end(page, " Mijn woorden.")
    page.get_by_role("button", name="Bewaar concept").first.click()
    page.get_by_text("Deze tekst is te groot om in één keer te bewaren.").wait_for()
    assert "Mijn woorden." in body_of(page).inner_text()
    assert len(drafts(letter)) == 1
