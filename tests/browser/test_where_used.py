"""Where a row is used, and what keeps an area from the archive, as an editor and an administrator see it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from kik_wagtail import scope
from kik_wagtail.residents.models import Area
from kik_wagtail.snippets.models import CoreValue, Provision
from tests.browser.looking import axe_violations, shoot
from tests.factories import make_area, make_resident, make_user


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_the_screens_have_no_axe_violation_and_no_sideways_scroll(open_as, site, width, dark):
    page = open_as(make_user("tekst01", roles=("content_editor",)), width=width, dark=dark)
    for model in (CoreValue, Provision):
        row = model.objects.first()
        page.goto(reverse(model.snippet_viewset.get_url_name("usage"), args=[row.pk]))
        page.get_by_role("link", name="Vervolggesprek").first.wait_for()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), model
        shoot(page, f"where-used-{model.__name__.lower()}-{width}")
        assert axe_violations(page) == [], model


def test_an_administrator_reads_what_is_in_the_way_of_archiving_an_area(open_as, site):
    coach = make_user("coach01", roles=("coach",))
    area = make_area("Oost", coach)
    with scope.everything("test"):
        make_resident(area=area, coach=coach)
    page = open_as(make_user("beheer01", roles=("functional_administrator",)))
    page.goto(reverse(Area.snippet_viewset.get_url_name("edit"), args=[area.pk]))
    page.locator("#id_is_archived").evaluate("(box) => box.click()")
    page.get_by_role("button", name="Bewaren").last.click()
    page.get_by_text("Dit gebied kan nog niet naar het archief.").wait_for()
    assert page.get_by_text("Inwoners: minder dan 5").count() == 1
    assert not Area.objects.get().is_archived
