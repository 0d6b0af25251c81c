"""Texts out of the site as a file, changed, and in again as drafts; and what an upgrade brought."""

from __future__ import annotations

import pytest
from django.urls import reverse

from kik_wagtail.snippets.models import Passage, ShippedItem
from tests.browser.looking import axe_violations, shoot
from tests.factories import make_user


@pytest.fixture
def editor(site):
    return make_user("tekst01", roles=("content_editor",))


@pytest.fixture
def upgraded(site):
    """As if an older package had shipped another wording."""
    older = ShippedItem.objects.get(key="passage:bel-mij")
    older.content["title"] = "Bel mij"
    older.save()
    passage = Passage.objects.get(code="bel-mij")
    passage.title = "Bel mij"
    passage.save_revision().publish()


def exported_to(path, page):
    page.goto(reverse("kik_texts:carry"))
    with page.expect_download() as download:
        page.get_by_role("link", name="Exporteer wat live is").click()
    download.value.save_as(path)
    return path.read_text(encoding="utf-8")


def offer(page, path):
    page.goto(reverse("kik_texts:carry"))
    page.get_by_label("Bestand met teksten").set_input_files(path)
    page.get_by_role("button", name="Controleren").click()
    page.get_by_role("heading", name="nieuw").first.wait_for()


def test_a_file_goes_out_is_changed_and_comes_in_as_drafts(open_as, editor, tmp_path):
    page = open_as(editor)
    path = tmp_path / "teksten.yaml"
    text = exported_to(path, page)
    assert "state: as shipped" in text
    offer(page, path)
    page.get_by_text("Er is niets in te lezen.").wait_for()

    changed = text.replace("title: Meedoen mag, het hoeft niet", "title: Meedoen is vrij")
    changed = changed.replace(
        "  passage:\n", "  passage:\n    nieuw:\n      title: Nieuw\n      text: Bel ((coach_naam)).\n", 1
    )
    path.write_text(changed, encoding="utf-8")
    offer(page, path)
    page.get_by_role("heading", name="1 nieuw, 1 gewijzigd").wait_for()
    page.get_by_label("Lees in: Nieuw").uncheck()
    page.get_by_role("button", name="Maak 1 concept").click()
    page.get_by_role("heading", name="Er wacht 1 concept").wait_for()

    passage = Passage.objects.get(code="vrijwillig")
    assert passage.title == "Meedoen mag, het hoeft niet"
    assert passage.get_latest_revision_as_object().title == "Meedoen is vrij"
    assert not Passage.objects.filter(code="nieuw").exists()
    page.get_by_role("link", name="Wat verandert er?").click()
    page.wait_for_url("**/revisions/compare/**")


def test_a_newer_wording_of_the_package_becomes_a_draft_with_one_press(open_as, editor, upgraded):
    page = open_as(editor)
    page.goto(reverse("kik_texts:package"))
    page.get_by_role("heading", name="Nieuwere tekst in het pakket (1)").wait_for()
    page.get_by_role("button", name="Neem over als concept").click()
    page.get_by_text("is nu het concept").wait_for()
    passage = Passage.objects.get(code="bel-mij")
    assert passage.title == "Bel mij"
    assert passage.get_latest_revision_as_object().title == "Vragen? Bel mij"


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (390, False)])
def test_the_screens_have_no_axe_violation_and_no_sideways_scroll(open_as, editor, upgraded, tmp_path, width, dark):
    page = open_as(editor, width=width, dark=dark)
    path = tmp_path / "teksten.yaml"
    text = exported_to(path, page).replace("title: Vragen? Bel mij", "title: Vragen")
    path.write_text(text.replace("title: Eigen regie", "titel: Eigen regie").replace("title: Bel mij", "title: Bel"))

    def look(name):
        page.wait_for_selector(".kik-teksten")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name
        shoot(page, f"carrying-{name}-{width}-{'dark' if dark else 'light'}")
        assert axe_violations(page) == [], name
        page.set_viewport_size({"width": width, "height": 900})

    page.goto(reverse("kik_texts:carry"))
    look("carry")
    offer(page, path)
    look("check")
    page.get_by_role("button", name="Maak 1 concept").click()
    page.get_by_role("heading", name="Er wacht 1 concept").wait_for()
    page.reload()  # without Wagtail's own message
    look("summary")
    page.goto(reverse("kik_texts:package"))
    look("package")
