"""What lies beside the report: the guide as it was published, in the order in which a coach uses it."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from tests.factories import make_follow_up

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(resident):
    return reverse("kik_desk:contact", args=[make_follow_up(resident, target_on=date(2026, 11, 23)).pk])


@pytest.fixture
def print_url(guide):
    return reverse("kik_texts:pdf", args=["handreiking", guide.text_id, guide.number])


def test_life_domains_stand_between_the_phases_and_what_not_to_do(page, url, guide):
    text = page.get(url).content.decode()
    panel = text[text.index('id="panel-handreiking') :]
    order = ["Openen", "Leefgebieden", "Geld", "Komt u rond?", "Liever niet", "Vertrouwen"]
    assert [panel.find(word) for word in order] == sorted(panel.find(word) for word in order)
    assert -1 not in {panel.find(word) for word in order}


def test_a_coach_prints_the_guide_that_lies_beside_the_report(page, url, print_url):
    assert f'href="{print_url}"' in page.get(url).content.decode()
    answer = page.get(print_url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF")


def test_who_may_not_read_guides_gets_no_link_and_no_sheet(page, coach, url, print_url):
    for group in coach.groups.all():
        group.permissions.remove(Permission.objects.get(codename="view_conversationguide"))
    assert print_url not in page.get(url).content.decode()
    assert page.get(print_url).status_code in {302, 403}
