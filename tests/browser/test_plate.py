"""The praatplaat in a browser: with the keyboard, in a meeting, on paper, and how an editor places its spots."""

import io
import re

import pytest
from django.core.cache import cache
from django.core.files.images import ImageFile
from django.urls import reverse
from PIL import Image
from pypdf import PdfReader
from wagtail.images import get_image_model
from wagtail.models import Site

from kik_wagtail.pages.models import MethodPage
from kik_wagtail.routes.models import Route
from kik_wagtail.snippets.models import Provision
from tests.browser.keys import Keys
from tests.browser.looking import SHOTS, axe_violations, shoot
from tests.browser.test_csp import NOTE_REPORTS, POLICY, reports
from tests.factories import make_user
from tests.pages.test_plate import drawn, plate, spot

pytestmark = pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile")  # Wagtail leaves the one of a rendition open


def png():
    file = io.BytesIO()
    Image.new("RGB", (1200, 700), "#cfe3dc").save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def image(site):
    return get_image_model().objects.create(title="De wijk", file=ImageFile(io.BytesIO(png()), "wijk.png"))


@pytest.fixture
def method_page(site, image):
    cache.clear()
    page = MethodPage(title="Onze aanpak", slug="praatplaat", summary="Om samen over te praten.")
    spots = [
        spot("Thuis", 10, 40),
        spot("Het wijkcentrum", 50, 30, provision=Provision.objects.first().pk),
        spot("Op kantoor", 85, 60),
    ]
    page.body = MethodPage.body.field.stream_block.to_python(
        [plate(*spots, image=image), drawn(Route.objects.get(code="in-beeld").pk, title="De weg")]
    )
    root = Site.objects.get(is_default_site=True).root_page
    root.add_child(instance=page)
    page.save_revision().publish()
    return page


@pytest.fixture
def shown(open_as, method_page):
    """shown(width=…, dark=…) → the page in a browser. Its images come from here: tests keep no files."""

    def opened(policy=None, **look):
        page = with_images(open_as(make_user("lezer", roles=("coach",)), **look))
        if policy:
            page.add_init_script(NOTE_REPORTS)
            page.route("**/praatplaat/", lambda route: fulfill_with(route, policy))
        page.goto(method_page.url)
        page.locator(".kik-plate__spot").first.wait_for()
        return page

    return opened


def with_images(page):
    page.route(
        re.compile(r"/media/|/kik/praatplaat/\d+/$"), lambda route: route.fulfill(body=png(), content_type="image/png")
    )
    return page


def fulfill_with(route, policy):
    answer = route.fetch()
    route.fulfill(response=answer, headers=answer.headers | {"content-security-policy": policy})


def panel(page):
    return page.locator(".kik-plate__panel:visible")


# reading


def test_the_plate_works_with_the_keyboard_alone(shown):
    page = shown()
    keys = Keys(page)
    keys.tab_to("[data-spot=de-wijk--1]")
    keys.press("Enter")
    panel(page).get_by_text("Thuis").wait_for()
    assert keys.is_at(".kik-plate__panel")
    keys.press("ArrowRight")
    panel(page).get_by_text("Voorziening:").wait_for()
    assert page.locator("[data-spot=de-wijk--2]").get_attribute("aria-expanded") == "true"
    keys.press("Escape")
    page.wait_for_function("!document.querySelector('.kik-plate__panel:not([hidden])')")
    assert keys.is_at("[data-spot=de-wijk--2]")
    keys.press("ArrowLeft")
    assert keys.is_at("[data-spot=de-wijk--1]")
    assert page.locator(".kik-plate__panel:visible").count() == 0


def test_zooming_keeps_the_spots_where_they_are_in_the_picture(shown):
    page = shown()
    where = """() => { const [spot, image] = ['[data-spot=de-wijk--3]', '.kik-plate__image'].map((one) =>
        document.querySelector(one).getBoundingClientRect());
        return [(spot.left + spot.width / 2 - image.left) / image.width, (spot.top + spot.height / 2 - image.top) / image.height, image.width]; }"""
    before = page.evaluate(where)
    page.locator("[data-spot=de-wijk--1]").focus()
    Keys(page).press("+", "+")
    page.get_by_text("200%").wait_for()
    after = page.evaluate(where)
    assert after[2] == pytest.approx(2 * before[2], rel=0.02)
    assert after[:2] == pytest.approx([0.85, 0.6], abs=0.01)
    assert before[:2] == pytest.approx([0.85, 0.6], abs=0.01)
    Keys(page).press("0")
    page.get_by_text("100%").first.wait_for()


def test_in_a_meeting_the_plate_fills_the_screen_and_the_arrows_turn_the_pages(shown):
    page = shown()
    page.get_by_role("button", name="Volledig scherm").first.click()
    page.wait_for_function("document.fullscreenElement?.matches('kik-plate')")
    for name in ("Thuis", "Het wijkcentrum", "Op kantoor"):
        page.keyboard.press("ArrowRight")
        panel(page).get_by_text(name, exact=True).wait_for()
    page.keyboard.press("PageUp")
    panel(page).get_by_text("2 van 3").wait_for()
    size = page.evaluate("parseFloat(getComputedStyle(document.querySelector('.kik-plate__panel')).fontSize)")
    assert size >= 18
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / "plate_meeting.png")
    page.get_by_role("button", name="Volledig scherm sluiten").click()
    page.wait_for_function("!document.fullscreenElement && !document.querySelector('.is-meeting')")
    assert Keys(page).is_at("[data-do=meeting]")


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (390, False), (390, True)])
def test_a_plate_reads_well_and_can_be_touched(shown, width, dark):
    page = shown(width=width, dark=dark)
    page.locator("[data-spot=de-wijk--2]").click()
    panel(page).wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert axe_violations(page, within=".kik-page") == []
    small = page.evaluate(
        "[...document.querySelectorAll('.kik-plate button')].filter((one) => one.offsetParent).filter((one) => "
        "{ const box = one.getBoundingClientRect(); return Math.min(box.width, box.height) < 24; }).length"
    )
    assert small == 0
    shoot(page, f"plate-{width}-{'dark' if dark else 'light'}")


def test_a_plate_works_under_the_strictest_policy(shown):
    page = shown(policy=POLICY)
    page.locator("[data-spot=de-wijk--2]").click()
    page.locator("[data-do=larger]").first.click()
    panel(page).get_by_text("Voorziening:").wait_for()
    assert [report for report in reports(page) if "wagtail-userbar" not in report] == []


def test_on_paper_there_is_the_plate_alone_on_a3_with_its_list(shown, tmp_path):
    page = shown(dark=True)
    page.evaluate("window.print = () => {}")
    page.get_by_role("button", name="Afdrukken op A3").first.click()
    page.pdf(path=tmp_path / "plate.pdf", prefer_css_page_size=True)
    paper = PdfReader(tmp_path / "plate.pdf").pages
    assert [round(float(side) * 25.4 / 72) for side in paper[0].mediabox[2:]] == [420, 297]
    words = " ".join(paper[0].extract_text().split())
    assert len(paper) == 1
    assert "Op kantoor" in words
    assert "De weg" not in words
    assert "Volledig scherm" not in words


def test_without_script_the_numbers_lead_to_the_list(chromium, method_page, site):
    context = chromium.new_context(base_url=site.url, java_script_enabled=False)
    page = with_images(context.new_page())
    page.goto(method_page.url)
    page.get_by_role("link", name="2: Het wijkcentrum").click()
    assert page.url.endswith("#de-wijk--2")
    assert page.get_by_role("button", name="Volledig scherm").count() == 0
    context.close()


# editing


def editor_of(method_page, open_as):
    page = with_images(open_as(make_user("baas", is_superuser=True)))
    page.set_default_timeout(60_000)  # an editor of many kinds of block is a heavy page
    page.goto(reverse("wagtailadmin_pages:edit", args=[method_page.pk]))
    return page, page.get_by_role("group", name="De plekken neerzetten")


def test_an_editor_places_spots_by_click_and_moves_them_with_the_arrow_keys(open_as, method_page):
    page, board = editor_of(method_page, open_as)
    picture = board.locator("img")
    board.get_by_role("button", name=re.compile("^Plek 3")).wait_for()
    box = picture.bounding_box()
    picture.click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.75})
    page.keyboard.type("Onderweg")
    placed = board.get_by_role("button", name=re.compile("^Plek 4: Onderweg"))
    placed.press("ArrowRight")
    placed.press("ArrowRight")
    placed.press("Shift+ArrowUp")
    assert float(page.locator("[name=body-0-value-spots-3-value-x]").input_value()) == pytest.approx(27, abs=0.5)
    page.set_viewport_size({"width": 1280, "height": 3000})  # no spot lies half below what sticks to an edge
    assert axe_violations(page, within=".kik-bord") == []
    page.get_by_role("button", name="Bewaar concept").click()
    page.locator(".messages .success").wait_for()
    method_page.refresh_from_db()
    spots = method_page.get_latest_revision_as_object().body[0].value["spots"]
    made = spots[3]
    assert (made["title"], round(made["x"]), round(made["y"])) == ("Onderweg", 27, 70)
    assert [one["title"] for one in spots][:3] == ["Thuis", "Het wijkcentrum", "Op kantoor"]


def test_a_spot_without_a_place_waits_beside_the_picture(open_as, method_page):
    page, board = editor_of(method_page, open_as)
    board.get_by_role("button", name=re.compile("^Plek 3")).wait_for()
    page.locator("[name=body-0-value-spots-0-value-x]").evaluate(
        "field => { field.value = ''; field.dispatchEvent(new Event('input', {bubbles: true})); }"
    )
    board.get_by_role("button", name="Plek 1: Thuis", exact=True).press("Enter")
    board.get_by_role("button", name="Plek 1: Thuis. 50 procent van links, 50 procent van boven").wait_for()
    assert page.locator("[name=body-0-value-spots-0-value-x]").input_value() == "50"
