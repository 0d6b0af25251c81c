"""Readers search the method pages and the published texts, and find only what they may read."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from kik_wagtail.pages.models import MethodPage
from kik_wagtail.pages.search.models import ReadableText
from kik_wagtail.pages.search.texts import refresh_all
from kik_wagtail.snippets.models import ConversationGuide, CoreValue, Partner, Passage, Provision
from tests.factories import make_user
from tests.starting import kik_setup

from .reading import method_root, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def index(db):
    kik_setup()
    return method_root()


@pytest.fixture
def editor(index):
    return make_user("tekst", roles=("content_editor",))


def search(client, index, query, **more):
    return client.get(index.url, {"zoek": query, **more})


def titles(answer):
    return [hit.title for hit in answer.context["search"].hits]


def test_a_page_is_found_by_a_word_in_its_text_and_shown_with_the_words_around_it(client, index):
    published(index, ("text", "<p>Wij bellen altijd aan met een paarse paraplu.</p>"))
    answer = search(client, index, "paraplu")
    html = answer.content.decode()
    assert titles(answer) == ["Een gesprek"]
    assert "een paarse <mark>paraplu</mark>." in html
    assert "Methodepagina" in html
    assert 'href="/werkwijze/een-gesprek/"' in html


def test_a_draft_is_not_found(client, index):
    page = published(index, ("text", "<p>oud</p>"))
    page.body = [("text", "<p>paraplu</p>")]
    page.save_revision()
    index.add_child(instance=MethodPage(title="Paraplu", live=False))
    assert titles(search(client, index, "paraplu")) == []


def test_a_page_that_only_a_group_may_see_is_found_by_that_group_only(client, index):
    page = published(index, title="Paraplu")
    editor, other = make_user(roles=("content_editor",)), make_user(roles=("coach",))
    closed = PageViewRestriction.objects.create(page=page, restriction_type="groups")
    closed.groups.set(editor.groups.all())
    assert titles(search(client, index, "paraplu")) == []
    client.force_login(other)
    assert titles(search(client, index, "paraplu")) == []
    client.force_login(editor)
    assert titles(search(client, index, "paraplu")) == ["Paraplu"]


def test_a_text_leads_a_reader_to_the_page_that_shows_it(client, index):
    provision = Provision.objects.in_use().first()
    published(index, ("provision", {"provision": provision.pk}), title="Wat er is")
    answer = search(client, index, provision.title)
    assert provision.title in titles(answer)
    hit = next(hit for hit in answer.context["search"].hits if hit.title == provision.title)
    assert (hit.url, hit.where) == ("/werkwijze/wat-er-is/", "Wat er is")
    assert hit.since == provision.last_published_at


def test_a_text_that_stands_on_no_page_is_found_by_who_may_see_it_in_the_admin_only(client, index, editor):
    provision = Provision.objects.in_use().first()
    assert provision.title not in titles(search(client, index, provision.title))
    client.force_login(make_user(username="zonder-rol"))
    assert provision.title not in titles(search(client, index, provision.title))
    client.force_login(editor)
    hit = next(hit for hit in search(client, index, provision.title).context["search"].hits)
    assert hit.title == provision.title
    assert client.get(hit.url).status_code == 200


@pytest.mark.parametrize("model", [ConversationGuide, Partner])
def test_a_coach_who_may_not_change_a_text_comes_where_it_can_be_read(client, index, model):
    text = model.objects.in_use().first()
    client.force_login(make_user(roles=("coach",)))
    hit = next(hit for hit in search(client, index, text.title).context["search"].hits if hit.title == text.title)
    answer = client.get(hit.url)
    assert answer.status_code == 200
    assert text.title in answer.content.decode()


def test_a_text_on_a_closed_page_stays_closed(client, index):
    provision = Provision.objects.in_use().first()
    page = published(index, ("provision", {"provision": provision.pk}))
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert titles(search(client, index, provision.title)) == []


def test_core_values_are_everybodys(client, index):
    value = CoreValue.objects.in_use().first()
    assert value.title in titles(search(client, index, value.title))


def test_the_published_wording_is_found_until_another_is_published(client, index, editor):
    client.force_login(editor)
    partner = Partner.objects.in_use().first()
    partner.summary = "Leent paraplu’s uit."
    draft = partner.save_revision()
    assert titles(search(client, index, "paraplu’s")) == []
    draft.publish()
    assert titles(search(client, index, "paraplu’s")) == [partner.title]
    partner.refresh_from_db()
    partner.unpublish()
    assert titles(search(client, index, "paraplu’s")) == []


def test_an_archived_text_is_not_found(client, index, editor):
    client.force_login(editor)
    partner = Partner.objects.in_use().first()
    Partner.objects.filter(pk=partner.pk).update(is_archived=True)
    refresh_all()
    assert partner.title not in titles(search(client, index, partner.title))


def test_every_published_text_is_known_and_no_passage_by_itself(index):
    kinds = set(ReadableText.objects.values_list("kind__model", flat=True))
    assert {"lettertext", "conversationguide", "corevalue", "provision", "partner", "route"} <= kinds
    assert Passage._meta.model_name not in kinds
    before = set(ReadableText.objects.values_list("kind", "row_id", "words"))
    ReadableText.objects.all().delete()
    refresh_all()
    assert set(ReadableText.objects.values_list("kind", "row_id", "words")) == before


def test_kik_setup_brings_up_to_date_what_was_written_past_the_models(index):
    archived, renamed = CoreValue.objects.in_use()[:2]
    removed = CoreValue.objects.create(title="Gaat weg", code="gaat-weg", live=True)
    CoreValue.objects.filter(pk=archived.pk).update(is_archived=True)
    CoreValue.objects.filter(pk=renamed.pk).update(title="Paarse paraplu")
    CoreValue.objects.filter(pk=removed.pk)._raw_delete("default")
    assert ReadableText.objects.filter(title__in=[archived.title, renamed.title, "Gaat weg"]).count() == 3
    call_command("kik_setup", verbosity=0)
    titles = set(ReadableText.objects.filter(kind__model="corevalue").values_list("title", flat=True))
    assert "Paarse paraplu" in titles
    assert not {archived.title, renamed.title, "Gaat weg"} & titles


def test_nothing_of_residents_can_be_found():
    from django.apps import apps
    from wagtail.search import index as search_index

    from kik_wagtail.scope.models import ScopedModel

    assert [
        model
        for model in apps.get_models()
        if issubclass(model, ScopedModel) and issubclass(model, search_index.Indexed)
    ] == []


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "Typ wat u zoekt."),
        ("  ", "Typ wat u zoekt."),
        ("x", "Dat is te kort."),
        ("?", "te kort"),
        ("paraplu", "Niets gevonden"),
    ],
)
def test_a_query_that_finds_nothing_says_what_to_do(client, index, query, said):
    assert said in search(client, index, query).content.decode()


@pytest.mark.parametrize(
    "query", ['"', "a AND", "par*", "(a b", "ab OR", "\x00ab", "<script>ab", "x" * 500, "ab:cd", "-ab", "'ab"]
)
def test_whatever_is_typed_is_looked_for_and_never_breaks(client, index, query):
    answer = search(client, index, query)
    assert answer.status_code == 200
    assert b"<script>ab" not in answer.content


def test_results_come_ten_at_a_time_pages_before_texts(client, index, editor):
    client.force_login(editor)
    for number in range(12):
        published(index, title=f"Paraplu {number}")
    partner = Partner.objects.in_use().first()
    partner.title = "Paraplu lenen"
    partner.save_revision().publish()
    first, second = search(client, index, "paraplu"), search(client, index, "paraplu", p=2)
    assert len(titles(first)) == 10
    assert len(titles(second)) == 3
    assert titles(second)[-1] == "Paraplu lenen"
    assert "13 resultaten" in first.content.decode()
    assert 'href="?zoek=paraplu&amp;p=2"' in first.content.decode()


def many(index, count):
    """Pages by the hundred, without a form each."""
    page = published(index, ("text", "<p>paraplu</p>"), title="Eerste")
    for number in range(count):
        copy = page.copy(update_attrs={"title": f"Paraplu {number}", "slug": f"p-{number}"}, keep_live=True)
        assert copy.live


def test_more_pages_ask_no_more_queries(client, index, editor):
    client.force_login(editor)
    many(index, 3)
    search(client, index, "paraplu")
    with CaptureQueriesContext(connection) as few:
        assert search(client, index, "paraplu").context["search"].page.paginator.count == 4
    for number in range(3, 40):
        Page.objects.get(slug="eerste").specific.copy(
            update_attrs={"title": f"Paraplu {number}", "slug": f"p-{number}"}, keep_live=True
        )
    with CaptureQueriesContext(connection) as more:
        assert search(client, index, "paraplu").context["search"].page.paginator.count == 41
    assert len(more) == len(few)


def test_the_index_page_has_the_box(client, index):
    html = client.get(index.url).content.decode()
    assert 'role="search"' in html
    assert "Zoek in hoe wij werken" in html
