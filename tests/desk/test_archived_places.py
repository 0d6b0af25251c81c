"""A place that was archived is not offered for what is new, and stays where a contact was already planned."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from kik_wagtail.snippets.models import Place
from tests.factories import make_follow_up

pytestmark = pytest.mark.django_db


@pytest.fixture
def anchor(db):
    return Place.objects.create(code="anker", title="buurthuis Het Anker", kind="neighbourhood", is_archived=True)


def test_it_is_not_offered_for_a_new_contact(page, resident, anchor):
    assert anchor.title not in page.get(reverse("kik_desk:plan", args=[resident.pk])).content.decode()


def test_moving_an_appointment_keeps_the_place_that_was_agreed(page, resident, anchor):
    day = date(2026, 11, 30)
    contact = make_follow_up(resident, target_on=day, place=anchor, place_kind="neighbourhood")
    form = page.get(reverse("kik_desk:appointment", args=[contact.pk])).context["form"]
    assert form.initial["place"] == str(anchor.pk)
    assert str(anchor.pk) in dict(form.fields["place"].choices)


def test_another_contact_is_not_offered_it(page, resident, anchor):
    contact = make_follow_up(resident, target_on=date(2026, 11, 30))
    assert anchor.title not in page.get(reverse("kik_desk:appointment", args=[contact.pk])).content.decode()
