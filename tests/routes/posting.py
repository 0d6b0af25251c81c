"""What the edit page of a route posts: any block, however deep, as form fields."""

from django.urls import reverse
from wagtail import blocks


def form_of(route, **more):
    facts = {name: getattr(route, name) for name in ("title", "code", "summary", "purpose", "tone", "entry")}
    streams = {**fields_of(route.body.stream_block, route.body, "body")}
    streams |= fields_of(route.always.stream_block, route.always, "always")
    return facts | streams | more


def fields_of(block, value, prefix):
    if isinstance(block, blocks.BaseStreamBlock):
        return _rows(prefix, [(child.block, child.value, child.id, child.block_type) for child in value])
    if isinstance(block, blocks.ListBlock):
        return _rows(prefix, [(block.child_block, child.value, child.id, "") for child in value.bound_blocks])
    if isinstance(block, blocks.BaseStructBlock):
        found = {}
        for name, child in block.child_blocks.items():
            found |= fields_of(child, value.get(name), f"{prefix}-{name}")
        return found
    return {prefix: "" if value is None else getattr(value, "pk", value)}


def _rows(prefix, rows):
    found = {f"{prefix}-count": len(rows)}
    for number, (block, value, key, kind) in enumerate(rows):
        at = f"{prefix}-{number}"
        found |= {f"{at}-deleted": "", f"{at}-order": number, f"{at}-id": key or ""}
        found |= {f"{at}-type": kind} if kind else {}
        found |= fields_of(block, value, f"{at}-value")
    return found


def edit(client, route, draft, **more):
    address = reverse("wagtailsnippets_kik_wagtail_route:edit", args=[route.pk])
    return client.post(address, form_of(draft, **more))
