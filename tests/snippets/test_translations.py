"""A Dutch letter text and its translations: begun from the Dutch words, checked against a version, never silently behind."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from kik_wagtail.snippets import comparing, services, wording
from kik_wagtail.snippets.checking.library_check import check_texts
from kik_wagtail.snippets.errors import LanguageHasNoFont, NotDutch, NothingToTranslate, TranslatedAlready
from kik_wagtail.snippets.lines import letter_lines
from kik_wagtail.snippets.merge_fields import registry
from kik_wagtail.snippets.models import CoreValue, LetterText, Passage
from kik_wagtail.snippets.models.four_eyes import without_second_person
from kik_wagtail.snippets.sample_residents import SAMPLES
from kik_wagtail.snippets.translating import untranslated
from tests.factories import make_user

from .letters import chip
from .test_admin import posted, url
from .test_version_views import user_with

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def text_block(html):
    return {"type": "text", "value": html}


def publish(text):
    with without_second_person("test"):
        text.save_revision().publish()
    return LetterText.objects.get(pk=text.pk)


@pytest.fixture
def original():
    passage = Passage.objects.create(code="bel", title="Bel mij", text="<p>Bel mij gerust een keer op.</p>", live=True)
    body = [
        text_block(f"<p>{chip('aanhef')},</p><p>Ik ben {chip('coach_naam')} en ik bel u graag.</p>"),
        {
            "type": "conditional",
            "value": {
                "condition": "has_appointment",
                "blocks": [text_block(f"<p>Tot {chip('afspraak_datum')}, {chip('afspraak_plek')}.</p>")],
            },
        },
        {"type": "passage", "value": passage.pk},
        {"type": "free_slot", "value": {"max_length": 200, "help": ""}},
        text_block(f"<p>Ik zie u {chip('volgend_contact')}.</p>"),
        {"type": "signature", "value": {"name": "", "role": "coach"}},
    ]
    return publish(
        LetterText.objects.create(
            code="brief", title="Kennismaken", purpose="other", tone="voluntary", live=False, subject="<p>Dag</p>",
            body=body, valid_until=NOW.date() + timedelta(days=200),
        )
    )  # fmt: skip


@pytest.fixture
def editor():
    return user_with("view_lettertext", "change_lettertext", "add_lettertext", username="vertaler")


def latest(text):
    return LetterText.objects.get(pk=text.pk).get_latest_revision_as_object()


def begin(original, language="en", user=None):
    return services.translate(text=original, language=language, user=user)[0]


def english(draft, html="<p>Hello, I would like to meet you.</p>", *, publish_it=True, **fields):
    """The draft with English words in place of the Dutch ones."""
    draft.subject = "<p>Hello</p>"
    signature = {"type": "signature", "value": {"name": "", "role": "", "closing": "Kind regards,"}}
    draft.body = draft.body.stream_block.to_python([text_block(html), signature])
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.full_clean()
    draft.save()
    return publish(draft) if publish_it else draft


class TestBeginning:
    def test_it_begins_with_the_dutch_words_without_what_gives_dutch(self, original, editor):
        draft, begun = services.translate(text=original, language="en", user=editor)
        draft = LetterText.objects.get(pk=draft.pk)
        assert (draft.live, draft.language, draft.translation_of) == (False, "en", original)
        assert (draft.translated_version, draft.purpose, draft.tone) == (1, "other", "voluntary")
        assert (draft.owner, draft.valid_until, draft.title) == (editor, original.valid_until, "Kennismaken (Engels)")
        words = wording.blocks_of(draft.body)
        assert [block["type"] for block in words] == ["text", "conditional", "text", "text", "signature"]
        fields = wording.fields_of({"subject": draft.subject_nodes, "blocks": words})
        assert fields == ["naam_zonder_titel", "coach_naam", "afspraak_datum", "afspraak_adres"]
        assert "Bel mij gerust een keer op." in str(words)
        assert begun.replaced == [("aanhef", "naam_zonder_titel"), ("afspraak_plek", "afspraak_adres")]
        assert (begun.removed, begun.left_out) == (["volgend_contact"], ["free_slot"])
        draft.full_clean()

    def test_the_draft_opens_in_the_editor_and_is_logged(self, client, original, editor):
        client.force_login(editor)
        draft = begin(original, user=editor)
        html = client.get(url(draft, "edit", draft.pk)).content.decode()
        assert 'data-kik-translation="en"' in html
        assert draft.latest_revision.user == editor
        assert "data-kik-translation" not in client.get(url(original, "edit", original.pk)).content.decode()

    def test_it_stands_right_behind_the_dutch_text_and_no_two_in_one_place(self, original):
        last = LetterText.objects.create(
            code="z", title="Z", live=False, subject="<p>z</p>", body=[], sort_order=original.sort_order + 1
        )
        first, second = begin(original, "en"), begin(original, "ar")
        ordered = list(LetterText.objects.order_by("sort_order"))
        assert ordered == [original, second, first, last]
        assert len({one.sort_order for one in ordered}) == 4

    def test_it_begins_with_what_is_published_not_with_a_draft(self, original):
        original.body[0].value.source = "<p>Nog niet af.</p>"
        original.save_revision()
        assert "Nog niet af" not in str(wording.blocks_of(begin(original).body))

    def test_a_second_one_in_the_language_is_refused_and_another_language_is_not(self, original):
        begin(original)
        with pytest.raises(TranslatedAlready):
            begin(original)
        begin(original, "ar")
        assert set(original.translations.values_list("language", flat=True)) == {"en", "ar"}

    def test_what_cannot_be_translated_says_why_and_makes_nothing(self, original):
        unpublished = LetterText.objects.create(code="x", title="X", live=False, subject="<p>x</p>", body=[])
        made = english(begin(original))
        for text, language, error in (
            (unpublished, "en", NothingToTranslate),
            (made, "fr", NotDutch),
            (original, "nl", NotDutch),
            (original, "hi", LanguageHasNoFont),
        ):
            with pytest.raises(error) as caught:
                begin(text, language)
            assert str(caught.value)
        assert LetterText.objects.count() == 3


class TestTheScreen:
    def at(self, text):
        kind = "brief" if isinstance(text, LetterText) else "handreiking"
        return reverse("kik_texts:translations", args=[kind, text.pk])

    def test_it_lists_what_there_is_and_begins_another(self, client, original, editor):
        client.force_login(editor)
        assert "There is no translation yet." in client.get(self.at(original)).content.decode()
        response = client.post(self.at(original), {"language": "ti"})
        draft = original.translations.get()
        assert response.url == url(draft, "edit", draft.pk)
        told = " ".join(str(message) for message in get_messages(response.wsgi_request))
        for label in (registry["aanhef"].label, registry["volgend_contact"].label, "Free space for the coach"):
            assert label in told
        html = client.get(self.at(original)).content.decode()
        assert "Tigrinya" in html
        assert '<option value="ti"' not in html
        assert '<option value="ar"' in html

    def test_a_language_without_a_font_is_refused_by_name_on_the_screen(self, client, original, editor):
        client.force_login(editor)
        html = client.post(self.at(original), {"language": "zh"}).content.decode()
        assert "A letter in Chinese cannot be printed" in html
        assert not original.translations.exists()

    def test_pressing_twice_makes_one_and_leads_to_it(self, client, original, editor):
        client.force_login(editor)
        first, second = (client.post(self.at(original), {"language": "en"}) for _ in range(2))
        assert first.url == second.url
        assert original.translations.count() == 1

    @pytest.mark.parametrize("sent", [{}, {"language": ""}, {"language": "xx"}, {"language": "nl"}])
    def test_what_is_no_language_makes_nothing(self, client, original, editor, sent):
        client.force_login(editor)
        assert client.post(self.at(original), sent).status_code == 200
        assert not original.translations.exists()

    def test_who_may_only_read_begins_none(self, client, original):
        client.force_login(user_with("view_lettertext", username="lezer"))
        assert "Begin this translation" not in client.get(self.at(original)).content.decode()
        client.post(self.at(original), {"language": "en"})
        assert not original.translations.exists()

    def test_who_may_not_see_texts_sees_no_translations(self, client, original):
        client.force_login(make_user("coach01", roles=("coach",)))
        assert client.get(self.at(original)).status_code in {302, 403}
        assert client.post(self.at(original), {"language": "en"}).status_code in {302, 403}
        assert not original.translations.exists()

    def test_a_guide_has_none_and_a_translation_leads_to_its_dutch_text(self, client, original, editor):
        client.force_login(editor)
        assert client.get(reverse("kik_texts:translations", args=["handreiking", original.pk])).status_code == 404
        assert client.get(reverse("kik_texts:translations", args=["brief", 999])).status_code == 404
        assert client.get(self.at(begin(original))).url == self.at(original)

    def test_an_unpublished_text_says_what_to_do_first(self, client, editor):
        client.force_login(editor)
        text = LetterText.objects.create(code="x", title="X", live=False, subject="<p>x</p>", body=[])
        assert "Publish the Dutch text first" in client.get(self.at(text)).content.decode()


class TestTheForm:
    def test_purpose_and_tone_stay_those_of_the_dutch_text(self, client, original, editor):
        client.force_login(editor)
        draft = english(begin(original), publish_it=False)
        sent = posted(draft, purpose="reminder", tone="duty", translated_version="1", title="Anders")
        client.post(url(draft, "edit", draft.pk), sent)
        saved = latest(draft)
        assert (saved.title, saved.purpose, saved.tone) == ("Anders", "other", "voluntary")

    def test_it_serves_the_core_values_of_the_dutch_text(self, client, original, editor):
        value = CoreValue.objects.create(code="v", title="Vertrouwen", summary="Wij vertrouwen elkaar.", live=True)
        original.core_values = [value]
        original = publish(original)
        client.force_login(editor)
        draft = english(begin(original), publish_it=False)
        client.post(url(draft, "edit", draft.pk), posted(draft, translated_version="1"))
        assert list(latest(draft).core_values.all()) == [value]
        assert "Vertrouwen" not in client.get(url(draft, "edit", draft.pk)).content.decode()

    def test_a_field_with_dutch_words_is_refused_at_save_by_its_name(self, client, original, editor):
        client.force_login(editor)
        draft = english(begin(original), publish_it=False)
        before = draft.revisions.count()
        draft.body[0].value.source = f"<p>{chip('aanhef')}</p>"
        html = client.post(url(draft, "edit", draft.pk), posted(draft, translated_version="1")).content.decode()
        assert "Salutation: these merge fields give Dutch words." in html
        assert draft.revisions.count() == before

    def test_only_versions_of_its_own_dutch_text_can_be_chosen(self, client, original, editor):
        client.force_login(editor)
        draft = english(begin(original), publish_it=False)
        client.post(url(draft, "edit", draft.pk), posted(draft, translated_version="7"))
        assert latest(draft).translated_version == 1

    def test_a_dutch_text_is_saved_as_before(self, client, original, editor):
        client.force_login(editor)
        text = LetterText.objects.create(
            code="d", title="D", live=False, subject="<p>Dag</p>", body=[text_block("<p>Dag.</p>")]
        )
        client.post(url(text, "edit", text.pk), posted(text, title="Nieuw"))
        saved = latest(text)
        assert (saved.title, saved.language, saved.translated_version) == ("Nieuw", "nl", None)

    def test_the_picker_knows_which_fields_work_in_every_language(self, client, original, editor):
        client.force_login(editor)
        draft = begin(original)
        assert "any_language" in client.get(url(draft, "edit", draft.pk)).content.decode()

    def test_the_list_says_the_language_and_of_which_text_and_filters_by_it(self, client, original, editor):
        client.force_login(editor)
        begin(original, "ar")
        html = client.get(url(LetterText, "list")).content.decode()
        assert "Arabic, of “Kennismaken”" in html
        only = client.get(url(LetterText, "list"), {"language": "ar"}).content.decode()
        assert "Kennismaken (Arabisch)" in only
        assert f"/edit/{original.pk}/" not in only

    def test_a_chooser_offers_dutch_texts_only(self, client, original, editor):
        client.force_login(editor)
        begin(original, "ar")
        chooser = LetterText.snippet_viewset.chooser_viewset
        for name in ("choose", "choose_results"):
            html = client.get(reverse(chooser.get_url_name(name))).content.decode()
            assert "Kennismaken" in html
            assert "Kennismaken (Arabisch)" not in html

    def test_the_list_reads_the_dutch_texts_with_the_translations(self, client, original, editor):
        client.force_login(editor)

        def queries():
            with CaptureQueriesContext(connection) as captured:
                client.get(url(LetterText, "list"))
            return sum("kik_wagtail_lettertext" in query["sql"] for query in captured)

        begin(original, "en")
        queries()
        of_one = queries()
        for language in ("ar", "ti", "tr", "uk"):
            begin(original, language)
        assert queries() == of_one


class TestVersions:
    def test_its_version_keeps_the_language_and_the_dutch_version(self, original):
        version = english(begin(original)).versions.get()
        assert version.content["translation"]["language"] == "en"
        assert version.content["translation"]["version"] == original.versions.first().number

    def test_the_same_words_checked_against_a_newer_dutch_text_are_a_new_version(self, original):
        text = english(begin(original))
        newer(original)
        text.translated_version = 2
        publish(text)
        assert [one.content["translation"]["version"] for one in text.versions.all()] == [2, 1]
        old, new = (letter_lines(one.content) for one in reversed(text.versions.all()))
        changed = [one.line.kind for one in comparing.compare(old, new) if one.state != comparing.SAME]
        assert changed == ["translated_version"]

    def test_an_old_version_taken_up_again_belongs_to_the_dutch_version_of_then(self, original):
        text = english(begin(original))
        newer(original)
        text = english(text, "<p>Hi there, I would like to see you.</p>", translated_version=2)
        services.restore(version=text.versions.get(number=1), user=None)
        assert latest(text).translated_version == 1

    def test_its_screens_and_preview_are_in_its_language(self, client, original, editor):
        client.force_login(editor)
        text = english(begin(original, "ar"), "<p>مرحبا بكم</p>")
        page = client.get(reverse("kik_texts:version", args=["brief", text.pk, 1])).content.decode()
        assert 'lang="ar" dir="rtl"' in page
        address = url(text, "preview_on_edit", text.pk)
        client.post(address, posted(text, translated_version="1"))
        preview = client.get(address, {"mode": "short"}).content.decode()
        assert "The reading aid reads Dutch only." in preview
        assert "Vertaling in het Arabisch. De brief in het Nederlands geldt." in preview
        assert 'id="window"' not in preview
        assert preview.count("data:image/svg+xml") == 1


def newer(original):
    """A new version of the Dutch text."""
    original = LetterText.objects.get(pk=original.pk)
    original.subject = f"{original.subject}<p>nog eens</p>"
    return publish(original)


class TestTheLibraryCheck:
    def codes(self):
        return [
            (one.version.text.language, finding.code)
            for one in check_texts(now=NOW).checked
            for finding in one.findings
        ]

    def test_a_translation_is_rendered_for_every_sample_resident_too(self, original):
        english(begin(original))
        report = check_texts(now=NOW)
        assert report.counts == {"texts": 2, "samples": len(SAMPLES), "rendered": 2 * len(SAMPLES)}
        assert all(one.pages == 1 for checked in report.checked for one in checked.rendered)
        assert [one.reading is None for one in report.checked] == [False, True]
        assert ("en", "text.clean") in self.codes()

    def test_one_that_is_behind_its_dutch_text_is_a_warning_until_it_was_compared(self, original):
        text = english(begin(original))
        newer(original)
        (finding,) = (one for one in check_texts(now=NOW).findings if one.code == "text.translation_behind")
        assert finding.level == "warning"
        assert "version 1" in finding.message
        assert "version 2" in finding.message
        text.translated_version = 2
        publish(text)
        assert ("en", "text.translation_behind") not in self.codes()

    def test_one_whose_dutch_text_is_archived_says_that_it_is_never_sent(self, original):
        english(begin(original))
        LetterText.objects.filter(pk=original.pk).update(is_archived=True)
        assert self.codes() == [("en", "text.translation_behind")]

    def test_words_that_are_still_dutch_are_named(self, original):
        draft = begin(original)
        draft.full_clean()
        publish(draft)
        (finding,) = (one for one in check_texts(now=NOW).findings if one.code == "text.not_translated")
        assert "Bel mij gerust" in finding.message or "Ik ben" in finding.message
        english_text = english(draft)
        assert untranslated(english_text.frozen_content(), original.frozen_content()) == []

    def test_the_number_of_queries_does_not_grow_with_the_translations(self, original):
        def queries():
            with CaptureQueriesContext(connection) as captured:
                check_texts(now=NOW)
            return len(captured)

        english(begin(original))
        of_one = queries()
        for language in ("tr", "so", "fr"):
            english(begin(original, language))
        assert queries() == of_one
