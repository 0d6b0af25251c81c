"""The checks below the preview: what an editor reads there, and that nothing is refused because of it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone, translation
from wagtail.rich_text import RichText

from kik_wagtail.snippets import previews, sample_letters
from kik_wagtail.snippets.models import LetterText, LetterVersion, Passage
from kik_wagtail.workdays.dates import today

from .letters import BLOCKS, SUBJECT, chip, content
from .test_admin import posted, url

pytestmark = pytest.mark.django_db
LONG = "<p>Ik wil graag met u praten over alles wat u deze week en ook de volgende week doet.</p>"  # 18 words


@pytest.fixture
def shown(rf):
    """What the checks say, as plain text in English, of a letter with this body."""

    def of(*html, mode="short", **fields):
        fields = {"purpose": "invitation"} | fields
        body = [{"type": "text", "value": one} for one in html]
        letter = LetterText(code="b", title="B", subject="<p>Kennismaken</p>", body=body, **fields)
        with translation.override("en"):
            page = previews.letter_page(rf.get("/"), letter, mode).render().content.decode()
        section = re.search(r'<section class="checks".*?</section>', page, re.DOTALL)[0]
        return " ".join(re.sub(r"<[^>]+>", " ", section).split())

    return of


def test_a_letter_that_can_be_filled_says_so(shown):
    assert "All merge fields can be filled in." in shown(f"<p>{chip('aanhef')},</p><p>Dag.</p>")


def test_a_field_that_one_of_the_sample_residents_misses_is_named_whoever_is_shown(shown):
    said = shown(f"<p>Ik bel u op {chip('telefoon')}.</p>", mode="arabic")
    assert "“Telephone of the resident” is not filled in for: No telephone number." in said
    assert "All merge fields" not in said


def test_sentences_words_and_passives_are_pointed_at(shown):
    said = shown(LONG, "<p>Indien u wilt. U wordt door mij gebeld.</p>", "<p>De arbeidsongeschiktheidsuitkering.</p>")
    assert "Sentence 1 has 18 words. “Ik wil graag" in said
    assert "“Indien” in sentence 2. Plainer: als." in said
    assert "Sentence 3 may be passive: “wordt … gebeld”" in said
    assert "“arbeidsongeschiktheidsuitkering” in sentence 4 is a very long word." in said


def test_a_short_letter_gets_no_score_and_a_long_one_does(shown):
    assert "Under 100 words: no score · 18 words · 1 minute to read" in shown(LONG)
    assert re.search(r"Readability: [a-z ]+ \(LIX \d+\) · 108 words", shown(LONG * 6))


def test_it_says_that_it_is_an_aid_and_claims_no_level(shown):
    said = shown(LONG * 6)
    assert "This is an aid; let somebody from the target group read the letter." in said
    assert not re.search(r"\b[ABC][12]\b", said)


def test_in_dutch_it_says_so_too(rf):
    letter = LetterText(title="B", subject="<p>x</p>", body=[{"type": "text", "value": LONG}])
    with translation.override("nl"):
        page = previews.letter_page(rf.get("/"), letter, "short").render().content.decode()
    assert "Dit is een hulpmiddel; laat de brief lezen door iemand uit de doelgroep." in page


def test_a_letter_about_a_duty_is_asked_for_its_law_and_owner(shown):
    said = shown("<p>U moet komen.</p>", tone="duty")
    assert "A letter about a duty names the law that the duty is in." in said
    assert "A letter about a duty has an owner" in said


def test_what_was_typed_and_goes_stale_is_pointed_at(shown):
    said = shown(
        "<p>Kom voor 3 maart 2020. Bel 050 311 99 99.</p>", valid_until=today(timezone.now()) - timedelta(days=1)
    )
    assert "The date “3 maart 2020” in the text is past." in said
    assert "The telephone number “050 311 99 99” in the text is none of this site." in said
    assert "Expired: valid until" in said


def test_words_of_an_editor_are_escaped(shown, rf):
    letter = LetterText(
        title="B", subject="<p>x</p>", body=[{"type": "text", "value": f"<p>&lt;b onx=1&gt;{LONG[3:]}"}]
    )
    assert "<b onx" not in previews.letter_page(rf.get("/"), letter, "short").render().content.decode()


def test_without_a_page_the_checks_are_there_and_no_page_is(rf):
    letter = LetterText(title="B", subject="<p>x</p>", body=[{"type": "text", "value": f"<p>🧵</p>{LONG}"}])
    page = previews.letter_page(rf.get("/"), letter, "short").render().content.decode()
    assert "data:image" not in page
    assert 'class="checks"' in page


def test_a_passage_alone_has_no_checks_of_a_letter(rf):
    page = previews.passage_page(rf.get("/"), Passage(title="P", text=LONG)).render().content.decode()
    assert 'class="checks"' not in page


def test_the_editor_saves_a_text_that_the_checks_frown_on(admin_client):
    body = [{"type": "text", "value": "<p>Dag.</p>"}]
    letter = LetterText.objects.create(code="b", title="B", live=False, subject=SUBJECT, body=body)
    letter.body[0].value = RichText(LONG + "<p>Indien gij thans 3 maart 2020 belt.</p>")
    answer = admin_client.post(url(letter, "edit", letter.pk), posted(letter))
    assert answer.status_code == 302
    letter.refresh_from_db()
    assert "Indien gij" in str(letter.get_latest_revision().content)


def test_the_figures_of_a_version_follow_from_its_frozen_content_alone():
    frozen = content(BLOCKS) | {"purpose": "invitation", "layout": {}}
    letter = LetterText.objects.create(code="b", title="B", subject=SUBJECT, body=[])
    version = LetterVersion(text=letter, number=1, content=frozen, published_at=timezone.now())
    version.save()
    before = version.sha256
    kept = LetterVersion.objects.get()
    assert sample_letters.reading_of(kept.content) == sample_letters.reading_of(frozen)
    assert (kept.sha256, kept.is_intact) == (before, True)
