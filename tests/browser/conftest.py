"""A real headless Chromium against a real server. Skipped with a clear line where there is none; a failure in CI."""

import os
import shutil
from pathlib import Path

import pytest
from django.test import Client

from tests.browser.looking import SHOTS
from tests.factories import make_user
from tests.starting import kik_setup

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MUST = bool(os.environ.get("CI") or os.environ.get("KIK_REQUIRE_ALL"))


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium_path():
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        reason = "no Chromium found: apt-get install chromium to run the browser tests"
        pytest.fail(reason) if MUST else pytest.skip(reason)
    return found


@pytest.fixture(scope="session")
def chromium(chromium_path):
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=15_000)  # as long as a page waits (open_as): five seconds are few on a busy machine
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright's own loop runs in this thread
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def site(transactional_db, live_server):
    """The server with roles and starter content."""
    kik_setup()
    return live_server


@pytest.fixture
def editor(site):
    return make_user("tekst01", roles=("content_editor",))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.failed and call.when == "call":
        for number, page in enumerate(getattr(item, "pages", [])):  # what the browser showed when it went wrong
            if page.is_closed():
                continue
            SHOTS.mkdir(exist_ok=True)
            page.screenshot(path=SHOTS / f"failed-{item.name}-{number}.png")
    return report


@pytest.fixture
def open_as(chromium, site, request):
    """open_as(user, width=1280, dark=False) → a page of a browser of its own, logged in as that user."""
    contexts = []
    request.node.pages = []

    def opened(user, *, width=1280, dark=False):
        client = Client()
        client.force_login(user)
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            locale="nl-NL",
            timezone_id="Europe/Amsterdam",
            color_scheme="dark" if dark else "light",
            base_url=site.url,
        )
        contexts.append(context)
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site.url}])
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: pytest.fail(f"script error on {page.url}: {error}"))
        request.node.pages.append(page)
        return page

    yield opened
    for context in contexts:
        context.close()
