"""The same search by an engine outside the database, as a site configures for Wagtail."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.test import Client
from wagtail.models import PageViewRestriction

from kik_wagtail.snippets.models import CoreValue, Provision
from tests.factories import make_user
from tests.pages.engine import Engine
from tests.starting import kik_setup

from .reading import method_root, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def index(db, settings):
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "tests.pages.engine"}}
    Engine.documents.clear()
    Engine.fields.clear()
    kik_setup()
    index = method_root()
    call_command("update_index", verbosity=0)
    return index


def found(index, query, client=None):
    answer = (client or Client()).get(index.url, {"zoek": query})
    assert answer.status_code == 200
    return [hit.title for hit in answer.context["search"].hits]


def test_a_page_and_what_everybody_may_read_are_found(index):
    published(index, ("text", "<p>Wij bellen aan met een paarse paraplu.</p>"))
    call_command("update_index", verbosity=0)
    assert found(index, "paraplu") == ["Een gesprek"]
    assert found(index, "paraplu groene") == []
    value = CoreValue.objects.in_use().first()
    assert value.title in found(index, value.title)


def test_a_page_that_is_closed_stays_closed_and_so_does_what_stands_on_it(index):
    provision = Provision.objects.in_use().first()
    page = published(index, ("provision", {"provision": provision.pk}), title="Over de paraplu")
    call_command("update_index", verbosity=0)
    assert found(index, "paraplu") == ["Over de paraplu"]
    assert provision.title in found(index, provision.title)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert found(index, "paraplu") == []
    assert provision.title not in found(index, provision.title)
    coach = Client()
    coach.force_login(make_user("coach", roles=("coach",)))
    assert found(index, "paraplu", coach) == ["Over de paraplu"]


def test_what_is_archived_is_not_found_any_more_without_building_anew(index, django_capture_on_commit_callbacks):
    value = CoreValue.objects.in_use().first()
    assert value.title in found(index, value.title)
    with django_capture_on_commit_callbacks(execute=True):
        value.is_archived = True
        value.save()
    assert value.title not in found(index, value.title)


def test_the_engine_gets_the_published_words_and_nothing_else(index):
    (name,) = [name for name in Engine.documents if name.endswith("readabletext")]
    for document in Engine.documents[name].values():
        assert set(document) == {"pk", "_id", "_django_content_type", "_edgengrams", "title", "words", "id_filter"}
    assert not [name for name in Engine.documents if "resident" in name or "followup" in name]
