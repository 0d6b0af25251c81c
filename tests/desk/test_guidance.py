"""A core value or principle beside a decision: chosen by editors, small and quiet, never in the way."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kik_wagtail.snippets.models import CoreValue, GuideVersion, Principle
from tests.factories import make_follow_up

pytestmark = pytest.mark.django_db


@pytest.fixture
def contact(resident):
    return reverse("kik_desk:contact", args=[make_follow_up(resident, target_on=date(2026, 11, 23)).pk])


def principle(title, *decisions, model=Principle, **values):
    return model.objects.create(code=title, title=title, summary="Kort.", decisions=list(decisions), **values)


def text_of(client, address):
    return client.get(address).content.decode()


def part(text, start, end):
    return text[text.index(start) : text.index(end, text.index(start))]


def test_it_stands_beside_the_very_decision(page, contact):
    principle("Vasthoudend", "declined", for_coach="Vraag waarom.")
    principle("Geen contact is geen optie", "no_next_contact")
    principle("Geduldig", "not_reached", model=CoreValue)
    text = text_of(page, contact)
    assert "Vasthoudend" in part(text, 'data-kik-contact-target="declined"', 'data-kik-contact-target="held"')
    assert "Geduldig" in part(text, 'data-kik-contact-target="missed"', 'data-kik-contact-target="held"')
    assert "Geen contact is geen optie" in part(text, 'data-kik-contact-target="none"', "</form>")
    assert [text.count(title) for title in ("Vasthoudend", "Geduldig", "Geen contact is geen optie")] == [1, 1, 1]


def test_it_says_what_it_means_for_the_coach_or_else_what_it_says(page, contact):
    principle("Vasthoudend", "declined", for_coach="Vraag waarom.")
    principle("Rustig", "declined")
    text = text_of(page, contact)
    assert "<b>Vasthoudend.</b> Vraag waarom." in text
    assert "<b>Rustig.</b> Kort." in text


@pytest.mark.parametrize("values", [{"is_archived": True}, {"live": False}])
def test_what_is_archived_or_not_published_is_not_shown(page, contact, values):
    principle("Vasthoudend", "declined", **values)
    assert "Vasthoudend" not in text_of(page, contact)


def test_planning_shows_it_where_there_is_to_be_no_next_contact(page, resident):
    principle("Geen contact is geen optie", "no_next_contact")
    assert "Geen contact is geen optie" in text_of(page, reverse("kik_desk:plan", args=[resident.pk]))


def test_handing_over_shows_what_belongs_to_it_and_nothing_else(page, resident):
    principle("Eén vaste coach", "hand_over")
    principle("Vasthoudend", "declined")
    text = text_of(page, reverse("kik_desk:hand_over", args=[resident.pk]))
    assert "Eén vaste coach" in text
    assert "Vasthoudend" not in text


def test_many_principles_cost_no_more_queries_than_one(page, contact):
    counts = []
    for numbers in (range(1), range(1, 30)):
        for number in numbers:
            principle(f"P{number}", "declined")
        page.get(contact)
        with CaptureQueriesContext(connection) as queries:
            page.get(contact)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_core_values_of_the_guide_say_what_they_mean_and_how_it_sounds(page, contact, guide):
    meaning = {"summary": "Telt.", "for_coach": "Kom na.", "examples": ["Ik bel u."]}
    values = [{"id": 1, "code": "v", "title": "Vertrouwen", **meaning}]
    content = guide.content | {"core_values": values}
    GuideVersion.objects.create(text=guide.text, number=2, content=content, published_at=guide.published_at)
    text = text_of(page, contact)
    for words in ("Kernwaarde: Vertrouwen", "Telt.", "Kom na.", "“Ik bel u.”"):
        assert words in text
