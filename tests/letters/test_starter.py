"""Every letter that kik_wagtail ships can be sent to an ordinary resident as it is."""

from datetime import date

import pytest

from kik_wagtail.follow_up.models import Commitment
from kik_wagtail.letters import composing
from kik_wagtail.letters.choosing import choices_for
from kik_wagtail.letters.situation import Situation
from kik_wagtail.snippets.models import Place
from kik_wagtail.starter.services import load
from tests.factories import closed, make_follow_up
from tests.letters.texts import NOW, make, text_of
from tests.snippets.golden import faults


@pytest.fixture
def shipped(db):
    load(user=None, now=NOW)


def fitting(follow_up):
    return choices_for(Situation(follow_up.resident, follow_up, NOW)).fitting


def letters_for(follow_up):
    return [make(follow_up, choice.version) for choice in fitting(follow_up)]


def assert_all_are_well(letters):
    for letter in letters:
        document = composing.pdf_of(letter)
        assert faults(document, title=composing.page_of(letter).title) == []
        assert letter.pages <= 2
        assert "((" not in text_of(letter)


def test_before_an_appointment_and_without_one(shipped, follow_up):
    letters = letters_for(follow_up)
    assert {letter.version.content["purpose"] for letter in letters} >= {"invitation", "confirmation", "not_reached"}
    assert_all_are_well(letters)


def test_without_an_appointment_nothing_is_said_about_one(shipped, without_appointment):
    letters = letters_for(without_appointment)
    assert "confirmation" not in {letter.version.content["purpose"] for letter in letters}
    assert_all_are_well(letters)


@pytest.mark.parametrize(
    ("code", "kind", "said"),
    [
        ("wijkcentrum-de-poort", "neighbourhood", "in wijkcentrum De Poort, Poortstraat 5, Voorbeeldstad"),
        ("harm-buiterplein", "office", "op ons kantoor: Stadskantoor Harm Buiterplein, Harm Buiterplein 1"),
    ],
)
def test_the_place_is_said_in_a_sentence(shipped, follow_up, code, kind, said):
    follow_up.place, follow_up.place_kind = Place.objects.get(code=code), kind
    follow_up.save()
    confirmation = next(one for one in fitting(follow_up) if one.purpose == "confirmation")
    assert said in text_of(make(follow_up, confirmation.version))


def test_after_a_conversation_what_was_agreed(shipped, resident):
    held = make_follow_up(resident, target_on=NOW.date(), **closed("held", NOW))
    make_follow_up(resident, target_on=date(2027, 2, 24), planned_at=NOW)
    Commitment.objects.create(
        resident=resident,
        area=resident.area,
        follow_up=held,
        by="coach",
        what="bellen",
        due_on=NOW.date(),
        made_on=NOW.date(),
    )
    agreements = next(one for one in fitting(held) if one.purpose == "agreements")
    letter = make(held, agreements.version)
    assert "Ik: bellen (uiterlijk 22 november 2026)" in text_of(letter)
    assert_all_are_well([letter])


def test_who_is_not_safe_to_call_gets_no_letter_that_announces_a_call(shipped, follow_up):
    resident = follow_up.resident
    resident.safe_to_call = False
    resident.save()
    for letter in letters_for(follow_up):
        assert "6 12345678" not in text_of(letter)
