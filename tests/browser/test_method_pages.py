"""The method pages of the demo as readers see them: Wagtail's own content checks, and axe, find nothing on any of them."""

from datetime import date

import pytest
from django.core.cache import cache
from django.utils import timezone
from wagtail.models import Site

from demo_site.intranet.invented.pages import make_pages
from kik_wagtail.pages import catalogue
from kik_wagtail.starter import sections
from tests.browser.looking import axe_violations, shoot
from tests.factories import make_user

# As the checker in Wagtail's bar runs it: its configuration, its own rules, its texts. axe refuses a second run at once.
CHECK = """async () => {
    const bar = document.querySelector('wagtail-userbar').shadowRoot;
    const { context, options } = JSON.parse(bar.getElementById('checker-axe-configuration').textContent);
    for (;;) {
        try {
            const found = await window.axe.run(context, options);
            const said = found.violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html}`));
            return { said, rules: [...found.passes, ...found.inapplicable, ...found.violations].map((one) => one.id) };
        } catch (error) {
            if (!String(error).includes('already running')) throw error;
            await new Promise((done) => setTimeout(done, 50));
        }
    }
}"""


@pytest.fixture
def section(site):
    """The intranet of the demo with the method section in it."""
    cache.clear()
    make_pages(date(2026, 3, 2))
    sections.load_section(under=sections.page_at("/werk-en-meedoen/"), user=None, now=timezone.now())
    Site.clear_site_root_paths_cache()
    return list(catalogue.method_pages().order_by("path"))


@pytest.fixture
def manager(site):
    return make_user("leiding01", roles=("manager",))


def test_wagtails_content_checks_find_no_error_on_any_method_page_of_the_demo(open_as, section, manager):
    page = open_as(manager)
    assert len(section) > 10
    for one in section:
        page.goto(one.get_url())
        page.wait_for_function("window.axe && document.querySelector('wagtail-userbar')?.shadowRoot")
        found = page.evaluate(CHECK)
        assert found["said"] == [], one.title
        assert {"heading-order", "link-name", "p-as-heading", "alt-text-quality"} <= set(found["rules"]), "it did look"


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (390, False), (390, True)])
def test_every_method_page_of_the_demo_has_no_axe_finding_and_fits(open_as, section, manager, width, dark):
    page = open_as(manager, width=width, dark=dark)
    for one in section:
        page.goto(one.get_url())
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), one.title
        assert axe_violations(page, within="main") == [], one.title
        shoot(page, f"method-{one.slug}-{width}-{'dark' if dark else 'light'}")
        page.set_viewport_size({"width": width, "height": 900})


def test_the_check_finds_what_is_wrong(open_as, section, manager):
    """So that an empty list means something."""
    page = open_as(manager)
    page.goto(section[0].get_url())
    page.wait_for_function("window.axe && document.querySelector('wagtail-userbar')?.shadowRoot")
    page.evaluate(
        "document.querySelector('.kik-page h1').insertAdjacentHTML('afterend', '<h4>Te diep</h4><a href=\"#\"></a>')"
    )
    assert {said.split(":")[0] for said in page.evaluate(CHECK)["said"]} == {"heading-order", "link-name"}
