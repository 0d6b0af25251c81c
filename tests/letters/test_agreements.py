"""What was agreed, on paper: the promises of the conversation, and when the next contact is."""

from datetime import date, timedelta

import pytest

from kik_wagtail.follow_up.models import Commitment
from kik_wagtail.letters import composing, services
from kik_wagtail.letters.situation import Situation
from kik_wagtail.snippets.choices import Purpose, Tone
from tests.factories import closed, make_follow_up
from tests.letters.texts import NOW, OPENING, SIGNATURE, chip, make, make_text, refusal, text_of
from tests.snippets.golden import faults

WORDING = (
    OPENING,
    {"type": "text", "value": f"<p>Wij spraken elkaar op {chip('gesprek_datum')}.</p><h3>Onze afspraken</h3>"},
    {"type": "agreements", "value": None},
    {"type": "text", "value": f"<p>Wij spreken elkaar weer {chip('volgend_contact')}.</p>"},
    SIGNATURE,
)


@pytest.fixture
def version(db):
    return make_text("Afspraken op papier", blocks=WORDING, purpose=Purpose.AGREEMENTS, tone=Tone.NEUTRAL)


@pytest.fixture
def held(resident):
    return make_follow_up(resident, target_on=NOW.date(), **closed("held", NOW))


def promise(held, what, by="coach", due_on=date(2026, 12, 7)):
    return Commitment.objects.create(
        resident=held.resident, area=held.area, follow_up=held, by=by, what=what, due_on=due_on, made_on=NOW.date()
    )


@pytest.fixture
def promises(held):
    return [
        promise(held, "uitzoeken of de laptopregeling kan"),
        promise(held, "rooster van de\ntaalles meenemen", by="resident", due_on=date(2027, 2, 22)),
        promise(held, "belt u over de cursus", by="partner"),
    ]


@pytest.fixture
def coming(resident):
    return make_follow_up(resident, target_on=date(2027, 2, 24), planned_at=NOW)


def test_the_letter_lists_who_does_what_by_when(held, promises, coming, version):
    letter = make(held, version)
    assert faults(composing.pdf_of(letter), title="Kennismaken") == []
    text = text_of(letter)
    assert "Wij spraken elkaar op 22 november 2026." in text
    assert "• Ik: uitzoeken of de laptopregeling kan (uiterlijk 7 december 2026)" in text
    assert "• U: rooster van de taalles meenemen (uiterlijk 22 februari 2027)" in text
    assert "• Onze partner: belt u over de cursus (uiterlijk 7 december 2026)" in text
    assert "Wij spreken elkaar weer in de week van 22 februari 2027." in text


def test_an_appointment_is_named_with_day_and_hour(held, promises, coming, version):
    coming.appointment_at = NOW + timedelta(days=30)
    coming.save()
    assert "Wij spreken elkaar weer op dinsdag 22 december 2026 om 10.00 uur." in text_of(make(held, version))


def test_from_the_next_contact_it_is_the_same_letter(held, promises, coming, version):
    after, before = (make(one, version).values["values"] for one in (held, coming))
    assert after == before


def test_without_agreements_or_next_contact_it_is_refused_by_name(held, version):
    assert {problem.field for problem in refusal(held, version).problems} == {"afspraken", "volgend_contact"}


def test_a_next_contact_that_has_passed_is_not_promised(held, promises, version):
    make_follow_up(held.resident, target_on=NOW.date() - timedelta(days=14))
    assert [problem.field for problem in refusal(held, version).problems] == ["volgend_contact"]


def test_before_any_conversation_it_is_refused(coming, version):
    assert refusal(coming, version).problems[0].code == "needs_conversation"


def test_hostile_promises_are_printed_as_they_are(held, coming, version):
    promise(held, '#strong[x] =HYPERLINK("a") <script> ((naam))')
    text = text_of(make(held, version))
    assert 'Ik: #strong[x] =HYPERLINK("a") <script> ((naam)) (uiterlijk' in text


def test_the_appointment_of_a_call_is_not_the_next_conversation(held, promises, coming, version):
    make_follow_up(held.resident, target_on=date(2026, 12, 1), kind="call_back")
    assert Situation(held.resident, held, NOW).next_contact == coming


def test_a_letter_outlives_its_contact(held, promises, coming, version):
    letter = make(held, version)
    held.delete()
    letter.refresh_from_db()
    assert letter.follow_up is None
    assert "laptopregeling" in text_of(letter)
    assert services.cancel(letter=letter, user=None, now=NOW).is_cancelled
