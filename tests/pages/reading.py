"""Method pages in a site for the tests of what readers do with them."""

from __future__ import annotations

import json

from wagtail.models import Page, Site

from kik_wagtail.pages.models import MethodIndexPage, MethodPage


def method_root(**values):
    """A site whose root has a method index."""
    root = Page.get_first_root_node().add_child(instance=Page(title="Intranet", slug="intranet"))
    Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "testserver", "root_page": root})
    return root.add_child(instance=MethodIndexPage(title="Zo werken wij", slug="werkwijze", **values))


def published(parent, *blocks, model=MethodPage, title="Een gesprek", **values):
    """A published page; blocks as (type, value)."""
    body = json.dumps([{"type": kind, "value": value} for kind, value in blocks])
    page = parent.add_child(instance=model(title=title, body=body, **values))
    page.save_revision().publish()
    page.refresh_from_db()
    return page
