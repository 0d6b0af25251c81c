"""`kik_setup --pages PATH`: a method section below an existing page, once, and then the site's own."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, Site

from kik_wagtail import scope
from kik_wagtail.pages.models import MethodIndexPage, MethodPage
from kik_wagtail.snippets.models import Partner
from kik_wagtail.starter.pages import INDEX, PAGES
from kik_wagtail.starter.sections import load_section, page_at
from tests.factories import make_user
from tests.starting import kik_setup

pytestmark = pytest.mark.django_db


@pytest.fixture
def work(db):
    """An existing page at /werk/."""
    kik_setup()
    root = Page.get_first_root_node().add_child(instance=Page(title="Intranet", slug="intranet"))
    Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "testserver", "root_page": root})
    return root.add_child(instance=Page(title="Werk", slug="werk"))


def add_section(path: str = "/werk/") -> list[str]:
    return load_section(under=page_at(path), user=None, now=timezone.now())


def section() -> Page:
    return MethodIndexPage.objects.get()


def test_the_section_stands_below_the_page_with_all_its_pages_published(work):
    output = StringIO()
    call_command("kik_setup", pages="/werk/", format="json", stdout=output)
    added = json.loads(output.getvalue())["added"]
    assert {f"page:{row.code}" for row in (INDEX, *PAGES)} <= set(added)
    assert section().get_parent().pk == work.pk
    assert section().get_children().live().count() == len(PAGES)


@pytest.mark.parametrize("path", ["/", ""])
def test_a_single_slash_is_the_root_of_the_site(work, path):
    add_section(path)
    assert section().get_parent().pk == Site.objects.get().root_page_id


def test_a_second_run_adds_nothing_wherever_it_points(work):
    add_section()
    assert add_section() == add_section("/") == []
    assert MethodIndexPage.objects.count() == 1


def test_what_the_site_changed_or_removed_stays_so(work):
    add_section()
    page = section().get_children().first()
    page.title = "Onze eigen kop"
    page.save()
    section().get_children().last().delete()
    assert add_section() == []
    page.refresh_from_db()
    assert page.title == "Onze eigen kop"
    assert section().get_children().count() == len(PAGES) - 1


def test_a_removed_section_is_not_brought_back(work):
    add_section()
    section().delete()
    assert add_section() == []
    assert not MethodIndexPage.objects.exists()


def test_an_unknown_path_is_refused_with_the_paths_that_there_are(work):
    with pytest.raises(CommandError, match="There is no page at /nergens/.*/werk/"):
        call_command("kik_setup", pages="/nergens/")
    assert not MethodIndexPage.objects.exists()


def test_every_page_shows_everything_that_it_was_given(work):
    add_section()
    for page in [section(), *section().get_children()]:
        answer = Client().get(page.url)
        assert answer.status_code == 200
        assert "kik-gone" not in answer.content.decode()


def test_a_block_of_a_text_that_the_site_removed_is_left_out(work):
    with scope.everything("test"):
        Partner.objects.get(code="ggz").delete()
    add_section()
    page = MethodPage.objects.get(title="Partners en plekken")
    assert [block.value["partner"].code for block in page.body if block.block_type == "partner"] == [
        "wij",
        "centrum-naar-werk",
        "coach-meedoen",
        "gkb",
    ]


def test_managers_keep_the_section_and_nothing_above_it(work):
    add_section()
    manager = make_user(roles=("manager",))
    mine = section().permissions_for_user(manager)
    assert mine.can_add_subpage()
    assert mine.can_edit()
    assert mine.can_publish()
    above = work.permissions_for_user(manager)
    assert not above.can_edit()
    assert not above.can_add_subpage()


def test_without_the_option_no_page_is_made(work):
    kik_setup()
    assert not MethodIndexPage.objects.exists()
