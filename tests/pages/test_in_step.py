"""A page is in step with the texts: what is published shows at once, a draft never; and each text says which pages show it."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from kik_wagtail.pages import stamps
from kik_wagtail.pages.models import LibraryStamp, MethodPage
from kik_wagtail.snippets.models import LetterLayout
from kik_wagtail.snippets.models.four_eyes import without_second_person
from tests.factories import make_user
from tests.pages.bodies import CHOOSERS, LISTS, LIVE, files, full_body, live_block, make_page, published

pytestmark = pytest.mark.django_db
VERSIONED = ("guide", "letter_text", "route")


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """`with committed():` what is done in it counts as committed after it."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def row_of(block):
    name, value = block
    return value["chosen"][0] if name in LISTS else value[CHOOSERS[name][0]]


def seen(page) -> str:
    return Client().get(page.get_url()).content.decode()


def publish(row):
    with without_second_person("test"):
        row.save_revision().publish()


@pytest.mark.parametrize("name", LIVE)
def test_what_is_published_shows_at_once_and_a_draft_does_not(root, committed, name):
    with committed():
        block = live_block(name)
        page = make_page(root, [block])
    row = row_of(block)
    before = seen(page)
    with committed():
        row.title = "Een nieuwe naam"
        row.save_revision()
    assert seen(page) == before, "a draft of the text"
    with committed():
        publish(row)
    after = seen(page)
    assert "Een nieuwe naam" in after
    assert "published on" in after


@pytest.mark.parametrize("name", VERSIONED)
def test_the_page_says_which_version_it_shows(root, committed, name):
    with committed():
        block = live_block(name)
        page = make_page(root, [block])
        row = row_of(block)
        row.title = "Nog eens"
        publish(row)
    version = row.versions.first()
    assert f"version {version.number}, published on" in seen(page)


@pytest.mark.parametrize("name", LIVE)
def test_archiving_shows_at_once(root, committed, name):
    with committed():
        block = live_block(name)
        page = make_page(root, [block])
    seen(page)
    with committed():
        row = row_of(block)
        row.is_archived = True
        row.save()
    assert "kik-gone" in seen(page)


def test_a_changed_picture_a_renamed_page_and_a_new_layout_make_the_body_anew(root, committed):
    with committed():
        blocks = files()
        other = make_page(root, [], "De andere")
        page = make_page(root, [*blocks, ("text", f'<p><a linktype="page" id="{other.pk}">daar</a></p>')])
    assert 'href="/de-andere/"' in seen(page)
    stamp = stamps.current()
    with committed():
        other.slug = "ergens-anders"
        other.save_revision().publish()
    assert 'href="/ergens-anders/"' in seen(page)
    for changed in (blocks[0][1], LetterLayout.of_default_site()):
        with committed():
            changed.save()
        assert stamps.current() != stamp
        stamp = stamps.current()


def test_deleting_what_is_shown_makes_the_body_anew(root, committed):
    with committed():
        provision = CHOOSERS["provision"][1].objects.create(title="Gaat weg", code="gaat-weg", live=True)
        page = make_page(root, [live_block("provision", provision)])
    assert "Gaat weg" in seen(page)
    with committed():
        provision.delete()
    assert "Gaat weg" not in seen(page)


def test_a_page_saved_without_being_published_shows_what_it_holds(root, committed):
    with committed():
        page = make_page(root, [("heading", "Eerst")])
    assert "Eerst" in seen(page)
    page.body = [("heading", "Daarna")]
    with committed():
        page.save()
    assert "Daarna" in seen(page)


@pytest.mark.parametrize("name", LIVE)
def test_saving_a_draft_of_text_or_page_leaves_what_is_kept(root, committed, name):
    with committed():
        block = live_block(name)
        page = make_page(root, [block])
    stamp = stamps.current()
    with committed():
        row_of(block).save_revision()
        page.save_revision()
    assert stamps.current() == stamp


def test_nothing_is_kept_of_what_is_not_committed_yet(root, committed):
    with committed():
        block = live_block("provision")
        page = make_page(root, [block])
    before, stamp = seen(page), stamps.current()
    row = row_of(block)
    with transaction.atomic():
        row.title = "Toch maar niet"
        row.save()
        assert "Toch maar niet" in seen(page)
        transaction.set_rollback(True)
    row.refresh_from_db()
    assert seen(page) == before
    assert stamps.current() == stamp


def test_a_second_change_in_the_same_transaction_survives_a_savepoint_that_is_rolled_back(root, committed):
    with committed():
        page = make_page(root, [live_block("provision")])
    stamp = stamps.current()
    with committed():
        with transaction.atomic():
            stamps.bump()
            transaction.set_rollback(True)
        page.save()
    assert stamps.current() != stamp


def test_however_much_is_published_together_the_stamp_is_written_once(root, committed):
    rows = list(LISTS["core_values"].objects.all())
    with committed():
        seen(make_page(root, []))
    written = []

    def watch(execute, sql, *args):
        if "librarystamp" in sql and not sql.startswith("SELECT"):
            written.append(sql)
        return execute(sql, *args)

    with connection.execute_wrapper(watch), committed():
        for row in rows * 5:
            with transaction.atomic():
                row.save()
    assert len(written) == 1


@pytest.mark.django_db(transaction=True)
def test_another_process_reads_the_same_stamp():
    stamps.bump()
    first = stamps.current()
    code = "import django; django.setup(); from kik_wagtail.pages import stamps; stamps.bump(); print(stamps.current())"
    name = str(connection.settings_dict["NAME"])
    code = f"from django.conf import settings as s; s.DATABASES['default']['NAME'] = {name!r}; {code}"
    said = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, env=environment())
    assert int(said.stdout.split()[-1]) == stamps.current() == LibraryStamp.objects.get().number
    assert stamps.current() != first


def environment():
    return os.environ | {"DJANGO_SETTINGS_MODULE": "demo_site.settings.test"}


def test_a_preview_shows_the_draft_of_the_page_and_the_published_text(root, committed):
    with committed():
        block = live_block("letter_text")
        page = make_page(root, [block])
    row = row_of(block)
    name = row.versions.first().content["title"]
    row.title = "Alleen in een concept"
    row.save_revision()
    page.body = [("heading", "Kop in concept"), block]
    page.save_revision()
    client = Client()
    client.force_login(make_user(is_superuser=True))
    html = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).content.decode()
    assert "Kop in concept" in html
    assert name in html
    assert "Alleen in een concept" not in html
    assert "Kop in concept" not in seen(page)


@pytest.mark.parametrize("name", LIVE)
def test_the_text_says_that_the_page_shows_it(root, name):
    block = live_block(name)
    make_page(root, [block], "Daar staat hij")
    client = Client()
    client.force_login(make_user(is_superuser=True))
    row = row_of(block)
    answer = client.get(reverse(row.snippet_viewset.get_url_name("usage"), args=[row.pk]))
    assert "Daar staat hij" in answer.content.decode()


def test_a_core_value_names_the_pages_that_show_all_and_the_drafts_with_it(root):
    value = published(LISTS["core_values"])
    make_page(root, [("core_values", {"title": "Alle", "chosen": [], "with_explanation": False})], "Toont ze allemaal")
    make_page(root, [("drawn_plate", {"title": "Alle", "intro": "", "chosen": [], "route": None})], "Tekent ze")
    draft = make_page(root, [], "Nog leeg")
    draft.body = [live_block("core_values", value)]
    draft.save_revision()
    client = Client()
    client.force_login(make_user(is_superuser=True))
    answer = client.get(reverse(value.snippet_viewset.get_url_name("usage"), args=[value.pk])).content.decode()
    assert "Toont ze allemaal" in answer
    assert "Tekent ze" in answer
    assert "Nog leeg" in answer


def a_coach():
    client = Client()
    client.force_login(make_user("coach", roles=("coach",)))
    return client


@pytest.mark.parametrize("reader", [Client, a_coach])
@pytest.mark.parametrize("times", [1, 10])
def test_a_page_that_is_kept_asks_two_things_more_than_an_empty_one_however_long_it_is(root, committed, times, reader):
    with committed():
        empty = make_page(root, [], "Leeg")
        page = make_page(root, [*full_body(), *(live_block(name) for _n in range(times) for name in LIVE)], "Vol")
    client = reader()
    assert len(queries_of(page, client)) <= len(queries_of(empty, client)) + 2


def queries_of(page, client, prepare=lambda: None) -> list[str]:
    asked = []
    client.get(page.get_url())  # Wagtail keeps the site's root paths, and we the body
    prepare()
    with connection.execute_wrapper(lambda execute, *args: (asked.append(args[0]), execute(*args))[1]):
        assert client.get(page.get_url()).status_code == 200
    return asked


@pytest.mark.parametrize("reader", [Client, a_coach])
def test_a_page_of_twenty_blocks_takes_at_most_25_queries_when_nothing_is_kept(root, reader):
    page = make_page(root, [*full_body(), *(live_block(name) for name in ("guide", "letter_text", "route"))])
    assert len(MethodPage.objects.get(pk=page.pk).body) == 20
    asked = queries_of(page, reader(), cache.clear)
    assert len(asked) <= 25, "\n".join(asked)


def test_a_body_that_is_made_anew_asks_the_same_for_5_blocks_and_50(root):
    every = ("core_values", {"title": "Alle", "chosen": [], "with_explanation": False})
    figure = ("figure", {"figure": "in_view", "text": ""})
    few = make_page(root, [*map(live_block, ("guide", "route", "place")), every, figure], "Kort")
    many = make_page(root, [*map(live_block, [*LIVE, *LIVE, *LIVE, *LIVE]), *[every, figure] * 9], "Lang")
    assert (len(few.body), len(many.body)) == (5, 50)
    asked = [len(queries_of(page, Client(), cache.clear)) for page in (few, many)]
    assert asked[0] == asked[1]


def test_a_page_with_texts_only_asks_for_all_of_them_at_once(root):
    pages = [make_page(root, [live_block(name) for name in names], f"{len(names)}") for names in ([], LIVE, LIVE * 3)]
    asked = [len(queries_of(page, Client(), cache.clear)) for page in pages]
    assert asked == [asked[0], asked[0] + 1, asked[0] + 1]
