"""What every Wagtail site starts with. A test that empties the tables (a browser test, say) may have run before."""

import pytest
from wagtail.models import Collection, Locale, Page


@pytest.fixture(autouse=True)
def site_as_migrated(db):
    Locale.objects.get_or_create(language_code="nl")
    if not Page.objects.exists():
        Page.add_root(title="Root", slug="root")
    if not Collection.objects.exists():
        Collection.add_root(name="Root")
