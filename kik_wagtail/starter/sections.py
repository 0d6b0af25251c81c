"""Puts the method section under a page of the site, once; what a site changed or removed stays so."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import swapper
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page, Site

from kik_wagtail.permissions import GROUP_NAMES, MANAGER
from kik_wagtail.snippets.models import ShippedItem

from .pages import INDEX, PAGES, PageRow, Text

PAGE_RIGHTS = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")
FILE_RIGHTS = ("add_image", "choose_image", "add_document", "choose_document")


class NoSuchPage(LookupError):
    """There is no page at this path; `near` are the paths below the last part that was found."""

    def __init__(self, path: str, near: list[str]) -> None:
        super().__init__(path)
        self.path, self.near = path, near


def page_at(path: str) -> Page:
    """The page at a URL path of the default site, `/` for its root. Raises NoSuchPage."""
    site = Site.objects.filter(is_default_site=True).first() or Site.objects.first()
    if site is None:
        raise NoSuchPage(path, [])
    page, found = site.root_page, "/"
    for slug in filter(None, path.split("/")):
        below = page.get_children()
        page = below.filter(slug=slug).first()
        if page is None:
            raise NoSuchPage(path, [f"{found}{child.slug}/" for child in below.order_by("path")[:10]])
        found += f"{slug}/"
    return page


@transaction.atomic
def load_section(*, under: Page, user: Any, now: datetime) -> list[str]:
    """Adds what was never shipped before; keys of what was added. Pages that come with a later version go into the
    section where it stands by then, whatever `under` is. Idempotent."""
    added = []
    index = _shipped_index()
    if index is None:
        if not _first_time(INDEX, now):
            return []  # the site removed the section
        index = _add(under, INDEX, user=user)
        _remember(INDEX, index)
        added += [_key(INDEX), *_give_rights(index)]
    for row in PAGES:
        if _first_time(row, now):
            _remember(row, _add(index, row, user=user))
            added.append(_key(row))
    return added


def _key(row: PageRow) -> str:
    return f"page:{row.code}"


def _first_time(row: PageRow, now: datetime) -> bool:
    return ShippedItem.objects.get_or_create(key=_key(row), defaults={"shipped_at": now})[1]


def _remember(row: PageRow, page: Page) -> None:
    ShippedItem.objects.filter(key=_key(row)).update(content={"page": page.pk})


def _shipped_index() -> Page | None:
    item = ShippedItem.objects.filter(key=_key(INDEX)).first()
    return Page.objects.filter(pk=item.content["page"]).first() if item and item.content else None


def _add(parent: Page, row: PageRow, *, user: Any) -> Page:
    model = swapper.load_model("kik_wagtail", row.type)
    body = json.dumps([{"type": kind, "value": value} for kind, value in _blocks(row)])
    values = {"title": row.title, "slug": _free_slug(parent, row), "summary": row.summary, "body": body}
    if row.learned:
        values["learned"] = row.learned
    page = model(**values, asks_reading=row.asks_reading, show_in_menus=row is INDEX)
    parent.add_child(instance=page)
    page.save_revision(user=user).publish(user=user)
    return page


def _free_slug(parent: Page, row: PageRow) -> str:
    taken = set(parent.get_children().values_list("slug", flat=True))
    wanted = slugify(row.title)
    return wanted if wanted not in taken else f"{wanted}-{row.code}"


def _blocks(row: PageRow) -> Iterator[tuple[str, Any]]:
    for kind, value in row.body:
        kept, is_whole = _with_keys(value)
        if is_whole:
            yield kind, kept


def _with_keys(value: Any) -> tuple[Any, bool]:
    """Each Text as the key of its row; False where one of them is not here."""
    if isinstance(value, Text):
        row = apps.get_model("kik_wagtail", value.model)._default_manager.filter(code=value.code).first()
        return row and row.pk, row is not None
    if isinstance(value, dict):
        found = {name: _with_keys(one) for name, one in value.items()}
        return {name: kept for name, (kept, _) in found.items()}, all(whole for _, whole in found.values())
    if isinstance(value, list):
        listed = [_with_keys(one) for one in value]
        return [kept for kept, _ in listed], all(whole for _, whole in listed)
    return value, True


def _give_rights(index: Page) -> list[str]:
    """Managers keep the section: pages below it, and the files they put on them."""
    group = Group.objects.filter(name=GROUP_NAMES[MANAGER]).first()
    if group is None:
        return []
    for codename in PAGE_RIGHTS:
        right = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.get_or_create(group=group, page=index, permission=right)
    root = Collection.get_first_root_node()
    for right in Permission.objects.filter(codename__in=FILE_RIGHTS):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=right)
    return [f"right:{MANAGER}:pages"]
