"""The order of a list: dragged, moved with the arrow keys, and kept."""

from __future__ import annotations

import pytest
from django.urls import reverse

from kik_wagtail.snippets.models import CoreValue
from tests.browser.looking import axe_violations, shoot
from tests.factories import make_user


@pytest.fixture
def editor(site):
    return make_user("tekst01", roles=("content_editor",))


@pytest.fixture
def ordering(open_as, editor):
    def opened(**look):
        page = open_as(editor, **look)
        page.goto(reverse(CoreValue.snippet_viewset.get_url_name("list")) + "?ordering=sort_order")
        page.wait_for_selector("[data-w-orderable-target=handle]")
        return page

    return opened


def titles():
    return list(CoreValue.objects.values_list("title", flat=True))


def shown(page):
    return [
        text.strip() for text in page.locator("tbody td.title a[href*=edit]:visible").all_inner_texts() if text.strip()
    ]


def saved(page, action):
    with page.expect_response(lambda answer: "reorder" in answer.url) as answer:
        action()
    assert answer.value.ok


def test_a_value_is_moved_with_the_keyboard_alone(ordering):
    page = ordering()
    first, second, *others = titles()
    page.locator("[data-w-orderable-target=handle]").nth(1).focus()
    page.keyboard.press("ArrowUp")
    saved(page, lambda: page.keyboard.press("Enter"))
    assert titles() == [second, first, *others]
    page.reload()
    assert shown(page)[:2] == [second, first]


def test_a_value_is_dragged_down_and_stays_where_it_was_dropped(ordering):
    page = ordering()
    first, *others = titles()
    handles = page.locator("[data-w-orderable-target=handle]")
    start, end = handles.first.bounding_box(), handles.last.bounding_box()
    page.mouse.move(start["x"] + 8, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(end["x"] + 8, end["y"] + 4, steps=12)
    page.mouse.move(end["x"] + 8, end["y"] + end["height"], steps=6)
    saved(page, page.mouse.up)
    now = titles()
    assert now.index(first) >= 2  # how far the library lets it fall depends on the last pixel
    assert [title for title in now if title != first] == others
    page.reload()
    assert shown(page) == now


def test_the_order_is_found_from_the_list_itself(open_as, editor):
    page = open_as(editor)
    page.goto(reverse(CoreValue.snippet_viewset.get_url_name("list")))
    page.locator("header .w-dropdown__toggle, .w-slim-header .w-dropdown__toggle").first.click()
    page.locator('a[href*="ordering=sort_order"]').click()
    page.wait_for_selector("text=Sleep een rij aan de greep")


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_the_screen_has_no_axe_violation_and_no_sideways_scroll(ordering, width, dark):
    page = ordering(width=width, dark=dark)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    shoot(page, f"order-{width}-{'dark' if dark else 'light'}")
    assert axe_violations(page) == []
