"""The praatplaat on a page: empty, full, and with what it showed deleted; and what its editor may not save."""

from __future__ import annotations

import re
import uuid

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page, Site

from kik_wagtail.pages.blocks.plate import DrawnPlateBlock, PlateBlock
from kik_wagtail.pages.models import MethodPage
from kik_wagtail.routes.models import Route
from kik_wagtail.snippets.models import ConversationGuide, CoreValue, Partner, Provision
from tests.factories import make_user
from tests.starting import kik_setup

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile"),  # Wagtail leaves the one of a rendition open
]


@pytest.fixture(autouse=True)
def nothing_kept():
    """Keys of pages come again in the next test."""
    cache.clear()


@pytest.fixture
def root(db):
    kik_setup()
    root = Page.get_first_root_node().add_child(instance=Page(title="Intranet", slug="intranet"))
    Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "testserver", "root_page": root})
    return root


@pytest.fixture
def image(db):
    return get_image_model().objects.create(title="De wijk", file=get_test_image_file(size=(640, 480)))


def spot(title="Het wijkcentrum", x=34.5, y=20, **more):
    return {"title": title, "text": "<p>Dichtbij huis.</p>", "x": x, "y": y, **more}


def plate(*spots, image=None, title="De wijk"):
    picture = {"image": image and image.pk, "alt_text": "Huizen aan een straat", "decorative": False}
    rows = [{"type": "item", "id": str(uuid.uuid4()), "value": one} for one in spots]
    return {"type": "plate", "value": {"title": title, "intro": "", "picture": picture, "spots": rows}}


def drawn(route=None, chosen=(), title="Onze aanpak"):
    return {"type": "drawn_plate", "value": {"title": title, "intro": "", "chosen": list(chosen), "route": route}}


def page_with(root, *blocks):
    page = MethodPage(title="Aanpak", slug=f"aanpak-{uuid.uuid4().hex[:6]}")
    page.body = MethodPage.body.field.stream_block.to_python(list(blocks))
    return root.add_child(instance=page)


def html_of(page):
    answer = Client().get(page.url)
    assert answer.status_code == 200
    return answer.content.decode()


def words_of(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


# from the library


def test_an_empty_plate_breaks_nothing(root):
    html = html_of(page_with(root, plate()))
    assert "Wat hier stond" in html
    assert "<kik-plate" not in html


def test_a_full_plate_has_its_numbers_in_the_picture_and_the_same_as_a_numbered_list(root, image):
    html = html_of(page_with(root, plate(spot(), spot("Thuis", 70, 60), image=image)))
    assert 'alt="Huizen aan een straat"' in html
    assert re.findall(r'<a href="#(de-wijk--\d)" aria-label="(.*?)">', html) == [
        ("de-wijk--1", "1: Het wijkcentrum"),
        ("de-wijk--2", "2: Thuis"),
    ]
    assert re.findall(r'<li id="(de-wijk--\d)">', html) == ["de-wijk--1", "de-wijk--2"]
    assert "Dichtbij huis." in html


def test_a_place_is_written_with_a_point_in_a_dutch_page_too(root, image):
    assert 'cx="34.5%" cy="20%"' in html_of(page_with(root, plate(spot(), image=image)))


def test_a_plate_needs_no_inline_style_or_script(root, image):
    page = page_with(root, plate(spot(), image=image), drawn(Route.objects.get(code="in-beeld").pk))
    html = html_of(page)
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script>", html[html.index('class="kik-live') :])


def test_a_spot_tells_what_belongs_to_it_as_it_is_published(root, image):
    about = {
        "page": root.pk,
        "core_value": CoreValue.objects.first().pk,
        "provision": Provision.objects.first().pk,
        "partner": Partner.objects.first().pk,
        "guide": ConversationGuide.objects.first().pk,
    }
    page = page_with(root, plate(spot(**about), image=image))
    words = words_of(html_of(page))
    assert f"Voorziening: {Provision.objects.first().title}" in words
    assert f"Partner: {Partner.objects.first().title}" in words
    assert f"Kernwaarde: {CoreValue.objects.first().title}" in words
    assert f"Gesprekshandreiking: {ConversationGuide.objects.first().title}" in words
    assert "Lees verder: Intranet" in words


def test_of_a_deleted_image_the_list_stays(root, image):
    page = page_with(root, plate(spot(), image=image))
    image.delete()
    html = html_of(page)
    assert "<kik-plate" not in html
    assert "Dichtbij huis." in html


def test_what_belonged_to_a_spot_may_go(root, image):
    target = root.add_child(instance=MethodPage(title="Verder lezen", slug="verder"))
    partner, provision = Partner.objects.first(), Provision.objects.first()
    page = page_with(root, plate(spot(page=target.pk, partner=partner.pk, provision=provision.pk), image=image))
    target.delete()
    partner.is_archived = True
    partner.save()
    provision.delete()
    words = words_of(html_of(page))
    assert "Dichtbij huis." in words
    assert not any(gone in words for gone in ("Verder lezen", partner.title, provision.title))


def test_a_page_that_is_not_published_is_not_linked(root, image):
    target = root.add_child(instance=MethodPage(title="Nog niet", slug="nog-niet", live=False))
    assert "Nog niet" not in html_of(page_with(root, plate(spot(page=target.pk), image=image)))


def test_what_an_editor_types_is_text(root, image):
    html = html_of(page_with(root, plate(spot("<b>1</b>"), image=image, title="<i>W</i>"), drawn(title='"><i>W</i>')))
    assert "<b>1" not in html
    assert "<i>W" not in html


def test_twenty_spots_ask_no_more_queries_than_two(root, image):
    about = {"page": root.pk, "provision": Provision.objects.first().pk, "guide": ConversationGuide.objects.first().pk}
    asked = []
    for number in (1, 2, 20):  # the first makes the renditions
        page = page_with(root, plate(*(spot(x=5 * at, **about) for at in range(number)), image=image))
        with CaptureQueriesContext(connection) as queries:
            html_of(page)
        asked.append(len(queries))
    assert asked[1] == asked[2] < 25


def test_two_plates_with_the_same_title_have_names_of_their_own_and_so_have_headings_like_them(root, image):
    route = Route.objects.get(code="in-beeld").pk
    twice = [plate(spot(), spot(), image=image), plate(spot(), spot(), image=image), drawn(route), drawn(route)]
    headings = [{"type": "heading", "value": words} for words in ("De wijk 2", "De wijk", "Onze aanpak 1")]
    html = html_of(page_with(root, *twice, *headings))
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert sorted(ids) == sorted(set(ids))
    pointed = re.findall(r'<a href="#([^"]+)" aria-label', html)
    assert len(pointed) == len(set(pointed)) + 2 * len(re.findall(r'<li id="onze-aanpak--', html)), "wide and tall"
    contents = re.findall(r'<li><a href="#([^"]+)">', html)
    assert len(contents) == 7
    named = re.findall(r'aria-labelledby="([^"]+)"', html)
    assert {*pointed, *contents, *" ".join(named).split()} <= set(ids)


# what may not be saved


def problems(*spots, image=None):
    block = PlateBlock()
    try:
        block.clean(block.to_python(plate(*spots, image=image)["value"]))
    except ValidationError as error:
        spots = error.block_errors["spots"]
        if spots.non_block_errors:
            return list(spots.non_block_errors)
        return {
            number: {name: one.messages for name, one in wrong.block_errors.items()}
            for number, wrong in spots.block_errors.items()
        }
    return None


@pytest.mark.parametrize("number", [-0.1, 100.1, 1e9])
def test_a_place_outside_the_picture_is_refused(number):
    assert problems(spot(x=number)) == {
        0: {"x": ["Typ een getal van 0 tot en met 100: de plaats is een percentage van de afbeelding."]}
    }


def test_the_corners_are_in_the_picture():
    assert problems(spot(x=0, y=0), spot(x=100, y=100)) is None


def test_a_spot_without_a_place_or_title_is_refused():
    wrong = problems(spot(title="", x=None))
    assert wrong[0]["title"] == ["Dit is een verplicht veld."]
    assert wrong[0]["x"][0].startswith("Deze plek heeft nog geen plaats.")


def test_two_spots_on_each_other_are_refused_and_named():
    wrong = problems(spot(), spot(x=80), spot(x=35.5, y=21))
    assert wrong == {2: {"x": ["Deze plek ligt op plek 1. Zet ze verder uit elkaar."]}}


def test_more_than_twenty_spots_are_refused():
    assert problems(*(spot(x=4 * at) for at in range(20))) is None
    assert "20" in str(problems(*(spot(x=4 * at) for at in range(21))))


# drawn


def test_a_drawing_has_the_core_values_and_the_steps_of_the_route_as_published(root):
    route = Route.objects.get(code="in-beeld")
    html = html_of(page_with(root, drawn(route.pk)))
    labels = re.findall(r'<li id="onze-aanpak--\w+">\s*<h3><span class="kik-plate__label">(\w+)</span>', html)
    assert labels == ["A", "B", "C", "D", "1", "2", "3", "4", "5", "6", "7"]
    assert html.count('class="kik-drawing ') == 2
    words = words_of(html)
    assert all(value.summary in words for value in CoreValue.objects.all())
    assert "naar stap 4" in words


def test_a_drawing_can_be_of_chosen_values_alone(root):
    value = CoreValue.objects.get(code="vertrouwen")
    html = html_of(page_with(root, drawn(chosen=[value.pk])))
    assert re.findall(r'<li id="(onze-aanpak--\w+)">', html) == ["onze-aanpak--a"]
    assert "kik-drawing__title-words" in html


def test_a_drawing_without_values_is_of_the_route(root):
    CoreValue.objects.update(is_archived=True)
    html = html_of(page_with(root, drawn(Route.objects.get(code="in-beeld").pk)))
    assert "kik-drawing__station" in html
    assert "kik-drawing__value" not in html


def test_of_a_route_that_went_the_values_stay(root):
    page = page_with(root, drawn(999_999))
    html = html_of(page)
    assert "kik-drawing__value" in html
    assert "kik-drawing__station" not in html


def test_a_drawing_of_nothing_breaks_nothing(root):
    CoreValue.objects.all().delete()
    assert "Wat hier stond" in html_of(page_with(root, drawn()))


def test_the_picker_of_blocks_shows_a_drawing(root):
    block = DrawnPlateBlock()
    assert "kik-drawing__station" in block.render(block.get_preview_value())


# the picture in which spots are placed


def test_who_may_choose_an_image_gets_it_large_and_nobody_else(root, image, client):
    address = f"/admin/kik/praatplaat/{image.pk}/"
    client.force_login(make_user("root", is_superuser=True))
    assert client.get(address).status_code == 302
    assert client.get("/admin/kik/praatplaat/999999/").status_code == 404
    client.force_login(make_user("coach01", roles=("coach",)))
    assert client.get(address).status_code == 404
