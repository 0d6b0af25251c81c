"""Each page type by itself: where it may stand, that it can be made, edited, previewed and shown."""

from __future__ import annotations

import pytest
from django.test import Client, override_settings
from wagtail.models import Page, PageViewRestriction
from wagtail.test.utils import WagtailPageTestCase
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from demo_site.intranet.models import SectionPage
from kik_wagtail.pages import checks
from kik_wagtail.pages.mixins import BY_NAME
from kik_wagtail.pages.models import (
    FrequentlyAskedPage,
    MethodIndexPage,
    MethodPage,
    PracticeExamplePage,
    WhatChangedPage,
)
from kik_wagtail.snippets.models import CoreValue
from tests.factories import make_user
from tests.pages.bodies import make_root

TYPES = (MethodIndexPage, MethodPage, PracticeExamplePage, FrequentlyAskedPage, WhatChangedPage)


def posted(model, value: CoreValue) -> dict:
    """What an editor's browser posts: a page with a block of each sort of field."""
    words = rich_text("<p>Zo doen wij dat.</p>")
    bodies = {
        FrequentlyAskedPage: [("answer", {"question": "Wat nu?", "answer": words})],
        WhatChangedPage: [("change", {"on": "2026-03-01", "title": "Nieuw", "text": words, "page": ""})],
    }
    chosen = {"count": 1, "0-deleted": "", "0-order": 0, "0-value": value.pk}
    core_values = {"title": "Waarden", "chosen": chosen, "with_explanation": "on"}
    body = bodies.get(model, [("heading", "Een kop"), ("text", words), ("core_values", core_values)])
    about = {"title": "Zo werken wij", "slug": "zo-werken-wij", "summary": "Kort", "learned": "Vragen helpt"}
    return nested_form_data(about | {"body": streamfield(body), "action-publish": "action-publish"})


class PageTypes(WagtailPageTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.root = make_root()
        cls.value = CoreValue.objects.create(title="Vertrouwen", code="vertrouwen", summary="Wij gaan uit van goed.")
        cls.editor = make_user("redacteur", is_superuser=True)

    def setUp(self):
        self.client.force_login(self.editor)

    def each(self):
        for model in TYPES:
            with self.subTest(model.__name__):
                yield model

    def test_each_stands_anywhere_in_a_site_and_has_anything_below_it(self):
        for model in self.each():
            self.assertCanCreateAt(Page, model)
            self.assertCanCreateAt(MethodIndexPage, model)
            self.assertCanCreateAt(model, MethodPage)

    def test_a_site_that_says_what_may_stand_below_a_page_is_obeyed(self):
        self.assertCanNotCreateAt(MethodPage, SectionPage)

    def test_each_can_be_made_with_its_blocks(self):
        for model in self.each():
            data = posted(model, self.value) | {"slug": model.__name__.lower()}
            self.assertCanCreate(self.root, model, data)
            page = model.objects.get(slug=model.__name__.lower())
            assert page.live
            assert len(page.body) > 0

    def test_each_is_routable_shown_edited_and_previewed(self):
        for model in self.each():
            page = self.root.add_child(instance=model(title=f"Van {model.__name__}"))
            data = posted(model, self.value) | {"slug": f"ander-{page.pk}"}
            self.assertPageIsRoutable(page)
            self.assertPageIsRenderable(page, accept_404=False)
            self.assertPageIsEditable(page, post_data=data)
            self.assertPageIsPreviewable(page, post_data=data)


@pytest.mark.django_db
@pytest.mark.parametrize("model", TYPES, ids=lambda model: model.__name__)
@pytest.mark.parametrize("base", ["kik_wagtail/pages/base.html", "intranet/base.html"])
def test_an_empty_page_is_shown_in_a_site_with_a_design_and_without(model, base):
    page = make_root().add_child(instance=model(title="Zo werken wij", summary="In het kort."))
    with override_settings(KIK_WAGTAIL_PAGES_BASE_TEMPLATE=base):
        html = Client().get(page.url).content.decode()
    assert "In het kort." in html
    assert html.count("kik_wagtail/pages/pages.css") == 1
    assert "{#" not in html
    assert (' class="kik-plain"' in html) == (base == "kik_wagtail/pages/base.html")


@pytest.mark.django_db
def test_an_index_behind_a_log_in_lists_what_stands_below_it_and_no_page_that_is_closed_to_the_reader():
    index = make_root().add_child(instance=MethodIndexPage(title="Werkwijze"))
    index.add_child(instance=MethodPage(title="Voor iedereen die hier komt"))
    closed = index.add_child(instance=MethodPage(title="Voor een groep"))
    PageViewRestriction.objects.create(page=index, restriction_type=PageViewRestriction.LOGIN)
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.GROUPS)
    client = Client()
    client.force_login(make_user())
    html = client.get(index.url).content.decode()
    assert "Voor iedereen die hier komt" in html
    assert "Voor een groep" not in html


@pytest.mark.parametrize("named", ["intranet.SectionPage", "nowhere.AtAll", "kik_wagtail.CoreValue", "geen punt"])
def test_a_setting_that_names_no_page_of_guidance_is_told_with_what_to_write(named):
    with override_settings(KIK_WAGTAIL_METHODPAGE_MODEL=named):
        said = list(checks.check_page_types())
    assert [one.id for one in said] == ["kik_wagtail.E060"]
    assert "MethodPageMixin" in said[0].hint


def test_every_page_type_has_the_mixin_by_which_a_site_makes_its_own():
    assert [model.__name__ for model in TYPES] == list(BY_NAME)
    assert all(issubclass(model, BY_NAME[model.__name__]) for model in TYPES)
