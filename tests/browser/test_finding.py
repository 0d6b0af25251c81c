"""An editor looks for a word in all texts and replaces it: drafts, and what is live stays."""

from __future__ import annotations

import pytest
from django.urls import reverse

from kik_wagtail.snippets.models import CoreValue, LetterText
from kik_wagtail.snippets.models.four_eyes import without_second_person
from tests.browser.looking import axe_violations, shoot
from tests.factories import make_user


@pytest.fixture
def editor(site):
    return make_user("tekst01", roles=("content_editor",))


@pytest.fixture
def letter(editor):
    letter = LetterText.objects.get(code="uitnodiging-gesprek")
    letter.body[0].value.source += "<p>De <b>Cli</b>ënt kiest. Bel als cliënt gerust.</p>"
    with without_second_person("test"):
        letter.save_revision(user=editor).publish(user=editor)
    letter.refresh_from_db()
    return letter


@pytest.fixture
def value(editor):
    value = CoreValue.objects.get(code="vertrouwen")
    value.examples = "Wat vindt u als cliënt?"
    value.save_revision(user=editor).publish(user=editor)
    return value


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (390, False)])
def test_the_screens_have_no_axe_violation_and_no_sideways_scroll(open_as, editor, letter, value, width, dark):
    page = open_as(editor, width=width, dark=dark)
    mode = f"{width}-{'dark' if dark else 'light'}"
    for name, url in (
        ("find", f"{reverse('kik_texts:find')}?q=client&kind=lettertext&kind=corevalue"),
        ("replace", f"{reverse('kik_texts:replace')}?q=client&by=inwoner"),
    ):
        page.goto(url)
        page.wait_for_selector(".kik-teksten")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name
        shoot(page, f"finding-{name}-{mode}")
        assert axe_violations(page) == [], name
        page.set_viewport_size({"width": width, "height": 900})


def test_a_word_is_found_in_two_texts_and_replaced_in_drafts_only(open_as, editor, letter, value):
    page = open_as(editor)
    page.goto(reverse("wagtailadmin_home"))
    page.get_by_role("button", name="Teksten").click()
    page.get_by_role("link", name="Zoek in teksten").click()
    page.get_by_role("searchbox").fill("client")
    page.get_by_role("button", name="Zoek", exact=True).click()
    page.get_by_role("heading", name="Gevonden op 3 plekken, in 2 teksten").wait_for()
    assert page.locator("mark").all_text_contents() == ["Cliënt", "cliënt", "cliënt"]

    page.get_by_label("Vervang door").fill("inwoner")
    page.get_by_role("button", name="Bekijk de wijzigingen").click()
    page.get_by_role("button", name="Maak 2 concepten").wait_for()
    page.get_by_label(f"Wijzig deze tekst: {value.title}").uncheck()
    page.get_by_role("button", name="Maak 1 concept").wait_for()
    page.get_by_label(f"Wijzig deze tekst: {value.title}").check()
    page.get_by_role("button", name="Maak 2 concepten").click()

    page.get_by_role("heading", name="Er wachten 2 concepten").wait_for()
    page.get_by_role("link", name=f"Wat verandert er? {letter.title}").click()
    page.get_by_text("Inwoner").first.wait_for()
    for text in (letter, value):
        text.refresh_from_db()
        assert text.has_unpublished_changes
        assert text.latest_revision.user == editor
    assert "<b>Cli</b>ënt" in letter.body[0].value.source
    assert "<b>Inwoner</b> kiest. Bel als inwoner" in letter.get_latest_revision_as_object().body[0].value.source
    assert letter.versions.count() == 2  # the starter's and the fixture's
    assert value.examples == "Wat vindt u als cliënt?"
