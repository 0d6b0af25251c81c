"""The demo with wagtail-localize: what a method page with our blocks is in another language.

Run by test_localize.py in a process of its own: other apps, and so another database.
"""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page, Site
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.operations import translate_object

from kik_wagtail.pages.models import MethodIndexPage, MethodPage
from kik_wagtail.routes.models import Route
from kik_wagtail.snippets.models import ConversationGuide, CoreValue, LetterText
from tests.factories import make_user
from tests.pages.bodies import full_body

pytestmark = pytest.mark.django_db

ENGLISH = {
    "Zo werken wij": "How we work",
    "Zo begint u": "How you begin",
    "Lees eerst het vorige verslag.": "Read the last report first.",
    "In drie stappen": "In three steps",
    "Zij belde zelf terug.": "She called back herself.",
    "Waar wij voor staan": "What we stand for",
    "Onze aanpak": "Our approach",
    "Het wijkcentrum": "The community centre",
    "Een gesprek": "A conversation",
}


@pytest.fixture
def english(db):
    return Locale.objects.create(language_code="en")


@pytest.fixture
def page(english):
    call_command("kik_setup", verbosity=0)
    home = Page.get_first_root_node().add_child(instance=Page(title="Intranet", slug="intranet"))
    Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "testserver", "root_page": home})
    home.copy_for_translation(english).save_revision().publish()
    section = home.add_child(instance=MethodIndexPage(title="Kansen in Kaart", slug="kik"))
    translate_object(section, [english])
    spots = [{"title": "Het wijkcentrum", "text": "<p>Dichtbij huis.</p>", "x": 30, "y": 40}]
    plates = [
        ("plate", {"title": "De wijk", "intro": "", "picture": None, "spots": spots}),
        ("drawn_plate", {"title": "Onze aanpak", "intro": "", "chosen": [], "route": Route.objects.in_use().first()}),
    ]
    page = section.add_child(instance=MethodPage(title="Zo werken wij", slug="zo", body=[*full_body(), *plates]))
    page.save_revision().publish()
    return MethodPage.objects.get(pk=page.pk)


@pytest.fixture
def translation(page, english, django_capture_on_commit_callbacks) -> Translation:
    """Submitted, each string of ENGLISH filled in, and published, as an editor does on the screen of wagtail-localize."""
    with django_capture_on_commit_callbacks(execute=True):
        return translate(page, english)


def translate(page, english) -> Translation:
    translate_object(page, [english])
    translation = Translation.objects.get(source__object_id=page.translation_key, target_locale=english)
    for segment in translation.source.stringsegment_set.select_related("string", "context"):
        if segment.string.data in ENGLISH:
            StringTranslation.objects.create(
                translation_of=segment.string,
                locale=english,
                context=segment.context,
                data=ENGLISH[segment.string.data],
            )
    translation.save_target(user=make_user(), publish=True)
    return translation


def seen(page) -> str:
    answer = Client().get(page.get_url())
    assert answer.status_code == 200
    return answer.content.decode()


def test_this_is_the_demo_with_two_languages():
    assert "wagtail_localize" in settings.INSTALLED_APPS
    assert settings.WAGTAIL_I18N_ENABLED


def test_the_words_of_our_blocks_are_offered_for_translation_and_those_of_the_texts_are_not(page, english):
    source, _made = TranslationSource.get_or_create_from_instance(page)
    strings = set(source.stringsegment_set.values_list("string__data", flat=True))
    assert set(ENGLISH) <= strings
    assert {"Zeg wie u bent.", "inwoner", "Een coach belt aan.", "Dichtbij huis.", "De wijk"} <= strings
    for model in (CoreValue, LetterText, ConversationGuide, Route):
        assert not strings & set(model.objects.values_list("title", flat=True))


def test_the_page_stands_in_the_other_language_with_the_texts_as_they_are_published(page, english, translation):
    other = page.get_translation(english)
    assert other.live
    assert other.get_url() == "/en/kik/zo/"
    html = seen(other)
    for words in ENGLISH.values():
        assert words in html
    assert "Zo begint u" not in html
    assert "published on" in html, "our own words are in the language of the page"
    assert "kik-gone" not in html.split("kik-plate")[0]
    for model in (CoreValue, LetterText, ConversationGuide, Route):
        assert model.objects.in_use().first().title in html
    assert "Zo begint u" in seen(page), "the Dutch page is as it was"
    assert "gepubliceerd op" in seen(page)


def test_what_is_published_of_a_text_shows_in_both_languages_at_once(
    page, english, translation, django_capture_on_commit_callbacks
):
    other = page.get_translation(english)
    value = CoreValue.objects.in_use().first()
    before = seen(other)
    value.title = "Alleen een concept"
    value.save_revision()
    assert seen(other) == before
    with django_capture_on_commit_callbacks(execute=True):
        value.title = "Nieuwe naam"
        value.save_revision().publish()
    assert "Nieuwe naam" in seen(other)
    assert "Nieuwe naam" in seen(page)


def test_the_screen_of_a_translator_stands(page, english, translation):
    client = Client()
    client.force_login(make_user(is_superuser=True))
    other = page.get_translation(english)
    answer = client.get(reverse("wagtailadmin_pages:edit", args=[other.pk]))
    assert answer.status_code == 200
    assert "How you begin" in answer.content.decode()
    assert client.get(reverse("wagtail_localize:update_translations", args=[translation.source.pk])).status_code == 200
