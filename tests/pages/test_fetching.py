"""Rows of many tables in one query are the rows that each table gives by itself."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kik_wagtail.pages.fetching import MOST, Wanted, fetch_together
from kik_wagtail.pages.search.texts import kinds_read
from kik_wagtail.pages.shelf import Shelf
from kik_wagtail.snippets.models import ConversationGuide, CoreValue, GlossaryTerm, LetterText, Provision
from kik_wagtail.snippets.models.versions import LetterVersion
from tests.pages.bodies import make_document, published
from tests.starting import kik_setup

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site():
    kik_setup()


def values_of(row, names):
    return {name: getattr(row, name) for name in names}


def test_every_field_has_the_value_that_its_own_table_gives():
    for model in kinds_read():
        published(model)
    document = make_document()
    querysets = [model._default_manager.all() for model in (*kinds_read(), LetterVersion, type(document))]
    assert connection.features.has_json_object_function  # Django asks the database once in a process
    with CaptureQueriesContext(connection) as asked:
        together = fetch_together([Wanted(rows) for rows in querysets])
    assert len(asked) == 1
    for rows, found in zip(querysets, together, strict=True):
        assert len(found) == len(rows) > 0
        for theirs, ours in zip(rows, found, strict=True):
            names = [field.attname for field in Wanted(rows).fields]
            assert values_of(ours, names) == values_of(theirs, names)
            assert "pk" not in ours.get_deferred_fields()
            assert not ours._state.adding


def test_a_field_that_json_cannot_hold_is_there_when_it_is_asked():
    rows = LetterText.objects.all()
    (found,) = fetch_together([Wanted(rows)])
    assert "body" in found[0].get_deferred_fields()
    assert found[0].body == rows.get(pk=found[0].pk).body


def test_each_comes_in_the_order_that_it_was_asked_in():
    rows = CoreValue.objects.all()
    upside_down = CoreValue.objects.order_by("-sort_order")
    first, second = fetch_together([Wanted(rows), Wanted(upside_down)])
    assert [one.pk for one in first] == list(rows.values_list("pk", flat=True))
    assert [one.pk for one in second] == [one.pk for one in reversed(first)]


def test_nothing_asked_asks_nothing():
    with CaptureQueriesContext(connection) as asked:
        assert fetch_together([]) == []
        assert Shelf().shown(None) is None
    assert len(asked) == 0


def test_postgresql_takes_all_fields_of_each_of_our_kinds():
    for model in (*kinds_read(), GlossaryTerm):
        assert len(Wanted(model._default_manager.all()).fields) < MOST


def test_what_was_not_named_is_fetched_when_a_block_of_the_site_asks_for_it():
    shelf = Shelf()
    guide, provision = published(ConversationGuide), published(Provision)
    assert shelf.shown(guide).number == guide.versions.first().number
    assert shelf.shown(provision).title == provision.title
    assert [one.row for one in shelf.all(CoreValue)] == list(CoreValue.objects.in_use())
