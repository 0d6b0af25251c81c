"""A method page as a coach reads it: made anew and kept, beside an empty page at the same depth with the same log-in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.test import Client
from wagtail.models import Page, Site

from kik_wagtail.pages.models import MethodPage
from kik_wagtail.routes.models import Route
from kik_wagtail.snippets.models import ConversationGuide, LetterText, Partner, Place, Provision

from .measuring import Table, side_by_side


def measure(table: Table, *, reader: Any) -> None:
    root = Page.get_first_root_node().add_child(instance=Page(title="Intranet", slug="benchmark"))
    Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "testserver", "root_page": root})
    Site.clear_site_root_paths_cache()
    client = Client()
    client.force_login(reader)
    empty, few, page, many = (_get(client, _page(root, blocks)) for blocks in (0, 5, 20, 50))

    def anew() -> None:
        cache.clear()
        page()

    made, _empty = side_by_side(anew, empty)
    table.add("method page, 20 blocks, nothing kept", f"{made}, {_queries(anew)} queries", f"{_empty} empty page")
    for name, kept in (("5", few), ("20", page), ("50", many)):
        ours, peer = side_by_side(kept, empty)
        asked = f"{ours}, {_queries(kept)} queries"
        table.add(f"method page, {name} blocks, kept", asked, f"{peer}, {_queries(empty)} queries empty page")


def _get(client: Client, page: Any) -> Callable[[], None]:
    address = page.get_url()

    def work() -> None:
        assert client.get(address).status_code == 200

    work()
    return work


def _page(root: Any, blocks: int) -> Any:
    body = [block for _turn in range(blocks // len(_once()) + 1) for block in _once()][:blocks]
    page = root.add_child(instance=MethodPage(title=f"Blokken {blocks}", slug=f"blokken-{blocks}", body=body))
    page.save_revision().publish()
    return MethodPage.objects.get(pk=page.pk)


def _once() -> list[tuple[str, Any]]:
    every = {"chosen": [], "with_explanation": True}
    return [
        ("heading", "Zo werken wij"),
        ("text", "<p>Niemand vertelt graag twee keer hetzelfde. Lees daarom eerst het vorige verslag.</p>"),
        ("route", {"route": _first(Route), "with_picture": True}),
        ("core_values", {"title": "Kernwaarden", **every}),
        ("guide", {"guide": _first(ConversationGuide), "parts": []}),
        ("letter_text", {"text": _first(LetterText)}),
        ("principles", {"title": "Uitgangspunten", **every}),
        ("provision", {"provision": _first(Provision)}),
        ("partner", {"partner": _first(Partner)}),
        ("place", {"place": _first(Place)}),
        ("figure", {"figure": "in_view", "text": ""}),
        ("call_out", {"kind": "tip", "text": "<p>Vraag waar iemand het liefst praat.</p>"}),
        ("quotation", {"text": "Mijn coach belde zelf terug.", "who": "inwoner"}),
        ("step_plan", {"title": "In stappen", "steps": [{"title": "Bel", "text": ""}]}),
    ]


def _first(model: Any) -> Any:
    return model.objects.in_use().first()


def _queries(work: Callable[[], None]) -> int:
    asked: list[str] = []

    def note(execute: Any, sql: str, *args: Any) -> Any:
        asked.append(sql)
        return execute(sql, *args)

    with connection.execute_wrapper(note):
        work()
    return len(asked)
