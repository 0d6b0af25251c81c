"""The preview while an editor types: from the request to the page that can be seen, beside plain Wagtail's."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.test import Client
from django.test.testcases import LiveServerThread
from django.urls import reverse

from benchmarks.peer.models import PlainText
from kik_wagtail.snippets.models import LetterText, LetterVersion

from .measuring import Table, side_by_side

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]

# What Wagtail's own script does after an edit: post the form, then load the frame; here until its image can be painted.
FROM_REQUEST_TO_IMAGE = """async ([address, fields, selector]) => {
  const started = performance.now();
  const token = document.cookie.match(/csrftoken=([^;]+)/)[1];
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const posted = await fetch(address, { method: 'POST', body: form, headers: { 'X-CSRFToken': token } });
  if (!(await posted.json()).is_valid) throw new Error('the form was refused');
  const frame = document.createElement('iframe');
  await new Promise((loaded) => { frame.onload = loaded; frame.src = `${address}?in_preview_panel=true`; document.body.append(frame); });
  const page = frame.contentDocument.querySelector(selector);
  if (!page) throw new Error(frame.contentDocument.body.textContent);
  if (page.decode) await page.decode();
  const seconds = (performance.now() - started) / 1000;
  frame.remove();
  return seconds;
}"""


def measure(table: Table, *, superuser: Any) -> None:
    text = LetterVersion.objects.current().filter(text__purpose="invitation").select_related("text").first().text
    plain = _same_words(text)
    ours, peer = side_by_side(_in_process(superuser, text), _in_process(superuser, plain))
    table.add("editor's preview: the server's share", ours, f"{peer} plain Wagtail, HTML")
    if shutil.which("chromium") is None:
        table.add("editor's preview in a browser", "needs a Chromium")
        return
    with _browser(superuser) as page:
        ours, peer = side_by_side(
            _seen(page, superuser, text, "figure img"), _seen(page, superuser, plain, "h1 + div, h1 + p")
        )
        table.add("editor's preview: request to image", ours, f"{peer} plain Wagtail, HTML")


def _same_words(text: LetterText) -> PlainText:
    body = [("text", block.value) for block in text.body if block.block_type == "text"]
    plain = PlainText.objects.create(title=text.title, body=body)
    plain.save_revision()
    return plain


def _address(name: str, snippet: Any) -> str:
    return reverse(snippet.snippet_viewset.get_url_name(name), args=[snippet.pk])


def _in_process(user: Any, snippet: Any) -> Any:
    """POST and GET, without a browser; the form is what the edit page would post unchanged."""
    client = Client()
    client.force_login(user)
    address, fields = _address("preview_on_edit", snippet), _posted(client, snippet)

    def work() -> None:
        assert client.post(address, fields).json()["is_valid"]
        assert 'class="problems"' not in client.get(address).content.decode()

    return work


def _posted(client: Client, snippet: Any) -> dict[str, Any]:
    form = client.get(_address("edit", snippet)).context["form"]
    simple = [bound for bound in form if bound.name not in {"body", "subject", "core_values"}]
    fields = {bound.html_name: bound.value() or "" for bound in simple}
    if "subject" in form.fields:
        fields["subject"] = form["subject"].field.widget.format_value(snippet.subject)
    blocks = [child for child in form["body"].value() if child.block_type == "text"]
    fields["body-count"] = len(blocks)
    for number, child in enumerate(blocks):
        at = f"body-{number}"
        fields |= {f"{at}-deleted": "", f"{at}-order": number, f"{at}-type": "text", f"{at}-id": ""}
        fields[f"{at}-value"] = child.block.get_form_state(child.value)
    return fields


@contextmanager
def _browser(user: Any) -> Iterator[Any]:
    """A page of Wagtail's admin, logged in."""
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright's own loop runs in this thread
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "localhost"]
    server = LiveServerThread("localhost", _Static)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        client, url = Client(), f"http://localhost:{server.port}"
        client.force_login(user)
        context = browser.new_context(base_url=url, viewport={"width": 1500, "height": 900})
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}])
        page = context.new_page()
        page.goto(reverse("wagtailadmin_home"))
        yield page
        browser.close()
    server.terminate()


def _Static(application: Any) -> Any:
    from django.contrib.staticfiles.handlers import StaticFilesHandler

    return StaticFilesHandler(application)


def _seen(page: Any, user: Any, snippet: Any, selector: str) -> Any:
    client = Client()
    client.force_login(user)
    fields = {name: str(value) for name, value in _posted(client, snippet).items()}
    address = _address("preview_on_edit", snippet)
    return lambda: float(page.evaluate(FROM_REQUEST_TO_IMAGE, [address, fields, selector]))
