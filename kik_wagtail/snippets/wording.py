"""A stream of blocks in the editor -> the plain wording that is previewed, approved, frozen and typeset.

Wording is JSON: {"type", "value"} per block, rich text as the nodes of `rich_text`, with passages copied in and
links to pages resolved, so that a frozen version needs nothing else to be printed years later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from wagtail.models import Page

from . import rich_text

DEAD = "dead:"  # the address of a page that is not there, while looking for such links


def page_url(page_id: int) -> str | None:
    page = Page.objects.filter(pk=page_id, live=True).first()
    return page.full_url if page else None


def nodes_of(html: str) -> list[rich_text.Node]:
    return rich_text.parse(html, page_url)


def dead_links(html: str) -> list[str]:
    """The words of links to pages of the site that are not there or not live."""
    nodes = rich_text.parse(html, lambda page_id: page_url(page_id) or DEAD)
    return [rich_text.plain(node["c"]) for node in rich_text.walk(nodes) if node.get("href") == DEAD]


def blocks_of(stream: Iterable[Any]) -> list[dict[str, Any]]:
    return [{"type": child.block_type, "value": _value(child.block_type, child.value)} for child in stream]


def _value(kind: str, value: Any) -> Any:
    if kind == "text":
        return nodes_of(value.source if value else "")
    if kind == "passage":
        return passage(value)
    if kind == "conditional":
        return {"condition": value["condition"], "blocks": blocks_of(value["blocks"])}
    if kind == "agreements":
        return {}
    return dict(value)


def passage(value: Any) -> dict[str, Any]:
    """`live` is kept, so that a passage nobody published yet can be refused by name."""
    if value is None:
        return {"id": None, "title": "", "live": False, "nodes": []}
    return {"id": value.pk, "title": value.title, "live": value.live, "nodes": nodes_of(value.text)}


def fields_of(wording: dict[str, Any]) -> list[str]:
    """Merge fields in the subject and the body, in reading order, each once."""
    nodes = [*wording["subject"], *nodes_in(wording["blocks"])]
    listed = ["afspraken"] if any(block["type"] == "agreements" for block in wording["blocks"]) else []
    return [*rich_text.fields(nodes), *listed]


def nodes_in(blocks: list[dict[str, Any]]) -> list[rich_text.Node]:
    """All rich text of these blocks, with that of passages and of every condition, in reading order."""
    found: list[rich_text.Node] = []
    for block in blocks:
        if block["type"] == "text":
            found += block["value"]
        elif block["type"] == "passage":
            found += block["value"]["nodes"]
        elif block["type"] == "conditional":
            found += nodes_in(block["value"]["blocks"])
    return found


def texts_in(stream: Iterable[Any]) -> Iterator[str]:
    """The rich text (HTML) of these blocks and of every condition; passages are checked where they are written."""
    for child in stream:
        if child.block_type == "text":
            yield child.value.source if child.value else ""
        elif child.block_type == "conditional":
            yield from texts_in(child.value["blocks"])


def says_something(blocks: list[dict[str, Any]]) -> bool:
    words = (node for node in rich_text.walk(nodes_in(blocks)) if node["t"] in {"s", "f"})
    return any(node["v"].strip() for node in words) or any(block["type"] == "agreements" for block in blocks)


def unpublished_passages(blocks: list[dict[str, Any]]) -> list[str]:
    return [passage["title"] for passage in passages_in(blocks) if not passage["live"]]


def passages_in(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The passages as they were copied in, also those under a condition."""
    found: list[dict[str, Any]] = []
    for block in blocks:
        if block["type"] == "passage":
            found.append(block["value"])
        elif block["type"] == "conditional":
            found += passages_in(block["value"]["blocks"])
    return found
