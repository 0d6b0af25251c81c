"""Each page type by itself: where it may stand, that it shows, that every block holds."""

from __future__ import annotations

import pytest
from django.test import Client
from wagtail.models import Page, Site

from kik_wagtail.pages.models import (
    FrequentlyAskedPage,
    MethodIndexPage,
    MethodPage,
    PracticeExamplePage,
    WhatChangedPage,
)
from tests.starting import kik_setup

pytestmark = pytest.mark.django_db
TYPES = (MethodIndexPage, MethodPage, PracticeExamplePage, FrequentlyAskedPage, WhatChangedPage)


@pytest.fixture
def root(db):
    kik_setup()
    root = Page.get_first_root_node().add_child(instance=Page(title="Intranet", slug="intranet"))
    Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "testserver", "root_page": root})
    return root


@pytest.mark.parametrize("model", TYPES, ids=lambda model: model.__name__)
def test_an_empty_page_is_shown_in_a_site_without_a_design(root, model):
    page = root.add_child(instance=model(title="Zo werken wij", summary="In het kort."))
    answer = Client().get(page.url)
    assert answer.status_code == 200
    assert b"Zo werken wij" in answer.content
