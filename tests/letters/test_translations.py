"""Who reads another language gets the Dutch letter first and the translation behind it; or the screen says why not."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import translation
from django.utils.html import conditional_escape
from pypdf import PdfReader

from kik_wagtail.follow_up.models import FollowUp
from kik_wagtail.letters import composing, queries, usage
from kik_wagtail.letters.choosing import choices_for
from kik_wagtail.letters.errors import MadeAlready
from kik_wagtail.letters.models import Letter
from kik_wagtail.letters.problems import findings
from kik_wagtail.letters.situation import Situation
from kik_wagtail.letters.translations import offer_for
from kik_wagtail.snippets.models import LetterText
from tests.letters.test_views import log_in
from tests.letters.texts import BODY, NOW, SIGNATURE, chip, make, make_text, publish, refusal, text_of
from tests.snippets import golden

ENGLISH = (
    {"type": "text", "value": f"<p>Dear {chip('naam_zonder_titel')},</p><p>I would like to meet you.</p>"},
    {
        "type": "conditional",
        "value": {
            "condition": "has_appointment",
            "blocks": [
                {
                    "type": "text",
                    "value": f"<p>On {chip('afspraak_datum')} at {chip('afspraak_tijd')}: {chip('afspraak_adres')}.</p>",
                }
            ],
        },
    },
    {"type": "signature", "value": {"name": "", "role": "coach", "closing": "Kind regards,"}},
)
TODAY = NOW.date()


def translate(version, language="en", *, blocks=ENGLISH, subject="<p>Getting to know you</p>", **values):
    """The published translation of this Dutch version."""
    values = {"code": f"{version.text.code}-{language}", "title": f"Uitnodiging ({language})"} | values
    values = {"purpose": version.text.purpose, "tone": version.text.tone, "translated_version": version.number} | values
    text = LetterText(subject=subject, language=language, translation_of=version.text, live=False, **values)
    text.body = text.body.stream_block.to_python(list(blocks))
    return publish(text)


def newer(version):
    """A next version of the Dutch text."""
    return publish(version.text, subject="<p>Kennismaken met u</p>")


@pytest.fixture(autouse=True)
def reads_english(resident):
    type(resident).objects.filter(pk=resident.pk).update(language="en")
    resident.language = "en"


@pytest.fixture
def dutch():
    return make_text()


def pages_of(letter):
    pages = PdfReader(BytesIO(composing.pdf_of(letter))).pages
    return [" ".join(page.extract_text().split()) for page in pages]


class TestTheLetter:
    def test_dutch_comes_first_and_the_translation_on_the_next_page(self, follow_up, dutch):
        letter = make(follow_up, dutch, translation=translate(dutch), free_text="Tot dan, op de koffie.")
        first, second = pages_of(letter)
        assert letter.pages == 2
        for words in ("Mevrouw F. van der Haddad", "Geachte mevrouw Van der Haddad,", "Tot dan, op de koffie."):
            assert words in first
            assert words not in second
        assert "dinsdag 8 december 2026 om 10.30 uur" in first
        for words in (
            "Vertaling in het Engels. De brief in het Nederlands geldt.",
            "Dear F. van der Haddad,",
            "On Tuesday, 8 December 2026 at 10:30: Korreweg 12.",
            "Kind regards,",
            "Anouk Bakker",
            "Bladzijde 2 van 2",
        ):
            assert words in second
        assert "Met vriendelijke groet," not in second

    @pytest.mark.parametrize(("language", "words"), [("ar", "مرحبا بكم"), ("ti", "ሰላም ከመይ ኣለኹም")])
    def test_it_is_tagged_in_its_own_language_and_clean(self, follow_up, dutch, language, words):
        blocks = [{"type": "text", "value": f"<p>{words}</p><p>{chip('afspraak_datum')}</p>"}, SIGNATURE]
        version = translate(dutch, language, blocks=blocks, subject=f"<p>{words}</p>")
        type(follow_up.resident).objects.filter(pk=follow_up.resident_id).update(language=language)
        follow_up = FollowUp.objects.get(pk=follow_up.pk)
        document = composing.pdf_of(make(follow_up, dutch, translation=version))
        assert golden.faults(document, title="Kennismaken") == []
        assert language in golden.languages_of(document)
        first, second = golden.pages_of(document)
        assert not any(word in first for word in words.split())
        assert all(word in second for word in words.split())

    def test_it_gives_the_same_bytes_when_both_texts_have_changed_since(self, follow_up, dutch):
        version = translate(dutch)
        letter = make(follow_up, dutch, translation=version)
        before = composing.pdf_of(letter)
        newest = newer(dutch)
        publish(version.text, subject="<p>Hello again</p>", translated_version=newest.number)
        type(follow_up.resident).objects.filter(pk=follow_up.resident_id).update(language="ar", surname="Jansen")
        assert composing.pdf_of(Letter.objects.get(pk=letter.pk)) == before
        assert Letter.objects.get(pk=letter.pk).translation == version

    def test_the_translation_that_was_sent_is_never_deleted(self, follow_up, dutch):
        version = translate(dutch)
        make(follow_up, dutch, translation=version)
        with pytest.raises(ProtectedError):
            version.text.delete()

    def test_without_it_the_letter_is_what_it_was(self, follow_up, dutch):
        alone = make(follow_up, dutch)
        translate(dutch)
        again = make(follow_up, dutch)
        assert (again.translation, again.pages) == (None, 1)
        assert text_of(again).replace(again.reference, "") == text_of(alone).replace(alone.reference, "")

    def test_one_press_with_and_without_the_translation_is_not_the_same_press(self, follow_up, dutch):
        version, key = translate(dutch), uuid4()
        letter = make(follow_up, dutch, key=key, translation=version)
        assert make(follow_up, dutch, key=key, translation=version) == letter
        with pytest.raises(MadeAlready):
            make(follow_up, dutch, key=key)

    def test_one_that_changed_meanwhile_or_belongs_to_another_text_makes_no_letter(self, follow_up, dutch):
        old = translate(dutch)
        publish(old.text, subject="<p>Hello again</p>")
        elsewhere = translate(make_text("Anders"), code="anders-en", title="Anders (en)")
        for wrong in (old, elsewhere):
            error = refusal(follow_up, dutch, translation=wrong)
            assert [problem.code for problem in error.problems] == ["translation_changed"]

    def test_one_in_a_language_that_the_resident_does_not_read_makes_no_letter(self, follow_up, dutch):
        version = translate(dutch, "tr")
        assert [one.code for one in refusal(follow_up, dutch, translation=version).problems] == ["translation_changed"]

    def test_what_the_translation_misses_is_said_of_the_translation_with_the_way_out(self, follow_up, dutch):
        dutch = make_text("Zonder plek", blocks=[BODY[0], BODY[3]])
        version = translate(dutch)
        follow_up.channel = "phone"
        follow_up.save()
        error = refusal(follow_up, dutch, translation=version)
        assert [(one.code, one.field) for one in error.problems] == [("missing_value", "afspraak_adres")]
        with translation.override("nl"):
            (finding,) = findings(error.problems)
        assert finding.sentence.startswith("In de vertaling in het Engels: ")
        assert finding.advice.endswith("Of maak de brief zonder de vertaling.")
        assert make(follow_up, dutch).pages == 1

    def test_what_is_wrong_in_both_is_said_once(self, resident, follow_up, dutch):
        type(resident).objects.filter(pk=resident.pk).update(coach=None)
        FollowUp.objects.filter(pk=follow_up.pk).update(coach=None)
        found = refusal(FollowUp.objects.get(pk=follow_up.pk), dutch, translation=translate(dutch)).problems
        assert [(one.code, one.field) for one in found] == [("missing_value", "coach_naam")]


class TestWhichGoesAlong:
    def state(self, resident, version):
        offer = offer_for(resident, version, today=TODAY)
        return offer and (offer.language, offer.state, offer.version)

    def test_the_one_in_the_language_of_the_resident_however_the_file_spells_it(self, resident, dutch):
        english, _turkish = translate(dutch), translate(dutch, "tr")
        for spelling in ("en", "EN", "en-GB"):
            resident.language = spelling
            assert self.state(resident, dutch) == ("en", "fits", english)

    @pytest.mark.parametrize("language", ["nl", "", "NL", "klingon"])
    def test_none_for_who_reads_dutch_or_an_unknown_language(self, resident, dutch, language):
        translate(dutch)
        resident.language = language
        assert self.state(resident, dutch) is None

    def test_none_where_there_is_none_or_it_is_not_live(self, resident, dutch):
        assert self.state(resident, dutch) == ("en", "none", None)
        text = translate(dutch).text
        LetterText.objects.filter(pk=text.pk).update(is_archived=True)
        assert self.state(resident, dutch) == ("en", "none", None)
        LetterText.objects.filter(pk=text.pk).update(is_archived=False, live=False)
        assert self.state(resident, dutch) == ("en", "none", None)

    def test_not_one_that_belongs_to_an_older_dutch_version(self, resident, dutch):
        version = translate(dutch)
        newest = newer(dutch)
        assert self.state(resident, newest) == ("en", "behind", None)
        assert offer_for(resident, newest, today=TODAY).belongs_to == 1
        checked = publish(version.text, translated_version=newest.number)
        assert self.state(resident, newest) == ("en", "fits", checked)

    @pytest.mark.parametrize(("days", "state"), [(-1, "expired"), (0, "fits"), (1, "fits")])
    def test_not_one_that_has_expired(self, resident, dutch, days, state):
        translate(dutch, valid_until=TODAY + timedelta(days=days))
        assert self.state(resident, dutch)[1] == state

    def test_a_draft_that_was_compared_counts_only_once_it_is_published(self, resident, dutch):
        version = translate(dutch)
        newest = newer(dutch)
        LetterText.objects.filter(pk=version.text_id).update(translated_version=newest.number)
        assert self.state(resident, newest)[1] == "behind"

    def test_a_translation_is_no_letter_text_to_choose(self, follow_up, dutch):
        translate(dutch)
        choices = choices_for(Situation(follow_up.resident, follow_up, NOW))
        assert [choice.text for choice in choices.all] == [dutch.text]


class TestWhoReceivedIt:
    def test_versions_of_the_translation_are_counted_and_listed_like_the_dutch_ones(self, follow_up, dutch):
        version = translate(dutch)
        with_it, without = make(follow_up, dutch, translation=version), make(follow_up, dutch)
        assert list(queries.recipients_of(version)) == [with_it]
        assert set(queries.recipients_of(dutch)) == {with_it, without}
        assert usage.count_letters([dutch.pk, version.pk]) == {dutch.pk: 2, version.pk: 1}


@pytest.fixture
def at_nine():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.usefixtures("at_nine")
class TestTheScreen:
    @pytest.fixture
    def as_coach(self, client, coach):
        return log_in(client, coach, "coach")

    @pytest.fixture
    def new(self, follow_up):
        return reverse("kik_letters:new", args=[follow_up.pk])

    def said(self, message, **values):
        with translation.override("nl"):
            return conditional_escape(translation.gettext(message) % values)

    def sent(self, response, **more):
        form, offer = response.context["form"], response.context["offer"]
        found = {"version": response.context["version"].pk, "request_key": str(form["request_key"].value())}
        if offer and offer.version:
            found["translation"] = offer.version.pk
        return {**found, **more}

    def test_it_says_that_the_translation_goes_along_and_shows_both_pages(self, as_coach, new, dutch):
        translate(dutch)
        html = as_coach.get(new).content.decode()
        assert html.count("data:image/svg+xml;base64,") == 2
        assert self.said("Language of this resident: %(language)s.", language="Engels") in html
        assert 'name="with_translation"' in html
        assert "checked" in html.partition('name="with_translation"')[2][:120]
        assert 'lang="en"' in html
        assert html.index("Geachte mevrouw Van der Haddad") < html.index("Dear")

    def test_made_as_ticked(self, as_coach, new, dutch):
        version = translate(dutch)
        response = as_coach.post(new, self.sent(as_coach.get(new), with_translation="on", action="make"))
        letter = Letter.objects.get()
        assert letter.translation == version
        page = as_coach.get(response.url).content.decode()
        assert "Engels, versie 1" in page
        assert page.count("data:image/svg+xml;base64,") == 2

    def test_with_the_tick_off_it_is_shown_and_made_in_dutch_only(self, as_coach, new, dutch):
        translate(dutch)
        sent = self.sent(as_coach.get(new))
        shown = as_coach.post(new, {**sent, "action": "show"})
        html = shown.content.decode()
        assert html.count("data:image/svg+xml;base64,") == 1
        assert "checked" not in html.partition('name="with_translation"')[2][:120]
        as_coach.post(new, self.sent(shown, action="make"))
        assert Letter.objects.get().translation is None

    def test_a_translation_that_changed_after_the_screen_was_opened_is_shown_first(self, as_coach, new, dutch):
        version = translate(dutch)
        sent = self.sent(as_coach.get(new), with_translation="on", action="make")
        newest = publish(version.text, subject="<p>Hello again</p>")
        shown = as_coach.post(new, sent)
        assert not Letter.objects.exists()
        assert self.said("The translation has been changed, or does not belong to this version any more.") in (
            shown.content.decode()
        )
        as_coach.post(new, self.sent(shown, with_translation="on", action="make"))
        assert Letter.objects.get().translation == newest

    def test_ticked_without_a_translation_makes_no_dutch_letter_silently(self, as_coach, new, dutch):
        translate(dutch)
        sent = self.sent(as_coach.get(new), with_translation="on", action="make") | {"translation": ""}
        assert as_coach.post(new, sent).status_code == 200
        assert not Letter.objects.exists()

    @pytest.mark.parametrize("number", ["999999", "x", "-1", "1e9"])
    def test_a_translation_that_does_not_exist_makes_no_letter(self, as_coach, new, dutch, number):
        translate(dutch)
        sent = self.sent(as_coach.get(new), with_translation="on", action="make") | {"translation": number}
        assert as_coach.post(new, sent).status_code in {200, 404}
        assert not Letter.objects.exists()

    def test_it_says_why_a_letter_goes_in_dutch_only(self, as_coach, new, dutch):
        none = "There is no translation of this text: the letter goes in Dutch only."
        behind = (
            "The translation belongs to version %(old)s of this text, and this is version %(number)s: "
            "the letter goes in Dutch only."
        )
        expired = "The translation is no longer valid: the letter goes in Dutch only."
        assert self.said(none) in as_coach.get(new).content.decode()
        text = translate(dutch).text
        newest = newer(dutch)
        html = as_coach.get(new).content.decode()
        assert self.said(behind, old=1, number=2) in html
        assert 'name="with_translation"' not in html
        publish(text, translated_version=newest.number, valid_until=TODAY - timedelta(days=1))
        assert self.said(expired) in as_coach.get(new).content.decode()

    def test_for_who_reads_dutch_there_is_nothing_to_choose(self, as_coach, new, dutch, resident):
        translate(dutch)
        type(resident).objects.filter(pk=resident.pk).update(language="nl")
        html = as_coach.get(new).content.decode()
        assert "with_translation" not in html
        assert html.count("data:image/svg+xml;base64,") == 1


def test_a_letter_of_before_there_were_translations_still_comes_out(follow_up, dutch):
    letter = make(follow_up, dutch)
    before = composing.pdf_of(letter)
    values = {name: value for name, value in letter.values.items() if name != "translated"}
    values["facts"] = {name: value for name, value in values["facts"].items() if name != "channel"}
    Letter.objects.filter(pk=letter.pk).update(values=values)
    assert composing.pdf_of(Letter.objects.get(pk=letter.pk)) == before


def test_a_translation_made_wrong_by_hand_is_refused_at_save(dutch):
    text = translate(dutch).text
    text.language = "nl"
    with pytest.raises(ValidationError):
        text.full_clean()
