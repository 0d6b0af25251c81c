"""Every block by itself: on a page and in the picker; full, empty, and when what it shows went away."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.blocks import Block

from kik_wagtail import scope
from kik_wagtail.pages.models import FrequentlyAskedPage, MethodPage, WhatChangedPage
from tests.factories import make_user
from tests.pages.bodies import (
    CHOOSERS,
    GONE,
    LISTS,
    LIVE,
    ON_OTHER_PAGES,
    files,
    full_body,
    live_block,
    make_page,
    make_page_of,
    make_root,
    published,
)

pytestmark = pytest.mark.django_db


def child_blocks():
    blocks = {}
    for model in (MethodPage, FrequentlyAskedPage, WhatChangedPage):
        blocks |= dict(model._meta.get_field("body").stream_block.child_blocks)
    return blocks


NAMES = sorted(child_blocks())


def seen(page) -> str:
    answer = Client().get(page.get_url())
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("name", NAMES)
def test_a_block_with_nothing_in_it_leaves_the_page_standing(root, name):
    page = make_page_of(name, root, child_blocks()[name].get_default())
    assert "Een pagina" in seen(page)


def test_every_block_of_a_method_page_shows_what_it_holds(root):
    with translation.override("en"):
        html = seen(make_page(root, full_body()))
    assert GONE not in html
    for words in ("Zo begint u", "vorige verslag", "Zeg wie u bent", "Vraag het na", "Zij belde zelf terug"):
        assert words in html
    for markup in ('alt="Een gesprek"', 'type="video/mp4"', "Een coach belt aan", "Vragenlijst", "<svg"):
        assert markup in html
    for model in [model for _field, model in CHOOSERS.values()]:
        assert published(model).title in html


@pytest.mark.parametrize("name", ON_OTHER_PAGES)
def test_a_question_and_a_change_show_what_they_hold(root, name):
    value = ON_OTHER_PAGES[name]
    html = seen(make_page_of(name, root, value))
    assert (value.get("question") or value["title"]) in html


@pytest.mark.parametrize("name", NAMES)
def test_the_picker_tells_of_each_block_what_it_is_and_shows_it(root, name):
    block = child_blocks()[name]
    assert block.meta.icon != "placeholder"
    assert str(block.meta.label)
    assert str(block.get_description())
    assert block.is_previewable
    assert "pages.css" in preview_of(block)


@pytest.mark.parametrize("name", NAMES)
def test_the_picker_says_all_of_it_in_dutch(name):
    block = child_blocks()[name]
    with translation.override("en"):
        english = [str(words) for words in (block.get_description(), block.meta.group) if words]
    with translation.override("nl"):
        dutch = [str(words) for words in (block.get_description(), block.meta.group) if words]
    assert not set(english) & set(dutch)


def preview_of(block: Block) -> str:
    client = Client()
    client.force_login(make_user(is_superuser=True))
    answer = client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("name", LIVE)
def test_the_picker_shows_a_text_that_is_published_here(root, name):
    title = live_title(name)
    assert title in preview_of(child_blocks()[name])


def live_title(name: str) -> str:
    if name in LISTS:
        return published(LISTS[name]).title
    return published(CHOOSERS[name][1]).title


@pytest.mark.parametrize("name", LIVE)
def test_the_picker_stands_in_a_site_that_has_no_texts_yet(db, name):
    make_root()
    assert preview_of(child_blocks()[name])


@pytest.mark.parametrize("name", LIVE)
@pytest.mark.parametrize("went", ["archived", "unpublished"])
def test_a_text_that_went_is_said_to_be_gone_and_no_word_of_it_stands(root, name, went):
    block = live_block(name)
    row = block[1]["chosen"][0] if name in LISTS else block[1][CHOOSERS[name][0]]
    page = make_page(root, [("heading", "Ervoor"), block, ("heading", "Erna")])
    if went == "archived":
        row.is_archived = True
        row.save()
    else:
        row.unpublish()
    html = seen(page)
    assert row.title not in body_of(html)
    assert 'class="kik-gone"' in html
    assert body_of(html).count("<h2") == 2


@pytest.mark.parametrize("name", ["provision", "partner", "place", *LISTS])
def test_a_deleted_text_is_said_to_be_gone(root, name):
    model = LISTS[name] if name in LISTS else CHOOSERS[name][1]
    row = model.objects.create(title="Gaat weer weg", code="gaat-weg", live=True)
    page = make_page(root, [live_block(name, row)])
    assert "Gaat weer weg" in seen(page)
    with scope.everything("test"):
        row.delete()
    assert 'class="kik-gone"' in seen(page)
    assert "Gaat weer weg" not in seen(page)


@pytest.mark.parametrize("name", ["guide", "letter_text", "route"])
def test_a_draft_that_was_deleted_is_said_to_be_gone(root, name):
    """What was published of these can be archived and never deleted: its versions stay."""
    row = CHOOSERS[name][1](title="Nooit gepubliceerd", code="nooit", live=False)
    row.save()
    page = make_page(root, [live_block(name, row), ("heading", "Erna")])
    for _before_and_after in range(2):
        html = body_of(seen(page))
        assert 'class="kik-gone"' in html
        assert "Nooit gepubliceerd" not in html
        assert "Erna" in html
        with scope.everything("test"):
            CHOOSERS[name][1].objects.filter(pk=row.pk).delete()


@pytest.mark.parametrize("went", ["deleted", "unpublished"])
def test_a_change_does_not_lead_to_a_page_that_went(root, went):
    other = make_page(root, [], "De nieuwe werkwijze")
    page = make_page_of("change", root, ON_OTHER_PAGES["change"] | {"page": other})
    assert 'href="/de-nieuwe-werkwijze/"' in seen(page)
    other.delete() if went == "deleted" else other.unpublish()
    html = seen(page)
    assert "De nieuwe werkwijze" not in body_of(html)
    assert "Nabellen kan eerder" in html


def test_a_deleted_picture_or_document_is_said_to_be_gone_and_a_film_keeps_its_words(root):
    blocks = files()
    page = make_page(root, blocks)
    blocks[0][1].delete()
    blocks[1][1]["video"].delete()
    blocks[2][1]["document"].delete()
    html = seen(page)
    assert html.count('class="kik-gone"') == 3
    assert "Een coach belt aan." in html


def test_the_chosen_stand_in_the_order_in_which_they_were_chosen_and_none_means_all(root):
    first, second = published(LISTS["core_values"]), LISTS["core_values"].objects.in_use()[1]
    chosen = body_of(seen(make_page(root, [live_block("core_values", second, first)], "Twee")))
    assert chosen.index(second.title) < chosen.index(first.title)
    every = {"title": "Alle", "chosen": [], "with_explanation": False}
    html = body_of(seen(make_page(root, [("core_values", every)], "Alle")))
    assert all(row.title in html for row in LISTS["core_values"].objects.in_use())


def test_a_part_of_a_guide_leaves_the_rest_away(root):
    name, value = live_block("guide")
    html = body_of(seen(make_page(root, [(name, value | {"parts": ["dos"]})])))
    content = value["guide"].versions.first().content
    assert content["dos"][0] in html
    assert content["phases"][0]["title"] not in html


def test_a_letter_is_shown_with_its_fields_by_name_and_what_fills_them(root):
    name, value = live_block("letter_text")
    html = body_of(seen(make_page(root, [(name, value)])))
    assert re.search(r"<dt>\[[^<]+\]</dt><dd>[^<]+: [^<]+</dd>", html)


def test_a_place_leads_to_the_map_and_says_when_it_is_open(root):
    place = CHOOSERS["place"][1].objects.create(
        title="De Poort", code="de-poort", address="Korreweg 12, Groningen", opening_hours="ma-do 9:00-17:00"
    )
    html = seen(make_page(root, [live_block("place", place)]))
    assert 'href="https://www.openstreetmap.org/search?query=Korreweg%2012%2C%20Groningen"' in html
    assert "ma-do 9:00-17:00" in html


def test_a_text_shown_twice_has_names_that_are_unique_on_the_page(root):
    blocks = [live_block(name) for name in ("route", "route", "guide", "guide", "core_values", "core_values")]
    html = seen(make_page(root, [*blocks, ("heading", "Inhoud")]))
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert '<h2 id="inhoud-2">' in html, "the name of the page's own main part is taken"
    anchors = re.findall(r'<li><a href="#([^"]+)">', html)
    assert len(anchors) == 7
    assert set(anchors) <= set(ids)


def body_of(html: str) -> str:
    return html[html.index('class="kik-page__body"') : html.index('class="kik-page__foot"')]


def test_no_heading_is_skipped(root):
    html = seen(make_page(root, full_body()))
    levels = [int(level) for level in re.findall(r"<h([1-6])\b", html)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))
