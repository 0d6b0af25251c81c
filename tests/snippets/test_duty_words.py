"""What a letter about a duty says and leaves out. The rules are pure; the findings stand in the checks."""

from datetime import date

import pytest
from django.utils import translation

from kik_wagtail.snippets.checking.duty_words import said_of
from kik_wagtail.snippets.checking.text_findings import duty_findings

from .letters import chip, content, text, when

CALL = f"<p>Bel mij op {chip('coach_telefoon')}.</p>"
LAW = "<p>In de Participatiewet staat dat u meewerkt.</p>"


def codes(*html):
    return [one.code for one in said_of(content([text(one) for one in html]))]


def test_a_letter_that_names_the_law_and_whom_to_call_is_in_order():
    assert codes(LAW, CALL) == []
    assert codes(LAW, "<p>Bel 050 367 12 34.</p>") == []
    assert list(said_of(content([when("obligation", text(LAW)), text(CALL)]))) == []


def test_without_a_law_or_a_number_it_is_said():
    assert codes("<p>U moet komen. Dat weet u.</p>", CALL) == ["no_law"]
    assert codes(LAW) == ["nobody_to_call"]


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("Komt u niet? Dan krijgt u een boete.", "sanction"),
        ("Wij kunnen een maatregel opleggen.", "sanction"),
        ("Dan korten wij op uw geld.", "sanction"),
        ("Uw geld wordt verlaagd.", "sanction"),
        ("Dit gesprek is vrijwillig.", "voluntary"),
        ("U bent niet verplicht om te komen.", "voluntary"),
        ("U hoeft niet te komen.", "voluntary"),
        ("Anders stopt uw uitkering.", "benefit_stops"),
        ("U raakt de bijstand kwijt.", "benefit_stops"),
        ("De uitkering kan worden ingetrokken.", "benefit_stops"),
    ],
)
def test_what_such_a_letter_does_not_say(sentence, code):
    (said,) = said_of(content([text(LAW), text(f"<p>Dag. {sentence}</p>"), text(CALL)]))
    assert said.code == code
    assert said.words in sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "U hoeft niets voor te bereiden.",
        "U krijgt een uitkering volgens de wet.",
        "Wij spreken elkaar kort op kantoor.",
        "Ik stop mijn kaartje in deze brief.",
        "Neem een strafblad mee.",
    ],
)
def test_ordinary_words_are_let_through(sentence):
    assert codes(LAW, CALL, f"<p>{sentence}</p>") == []


def found(*html, tone="duty", has_owner=True):
    with translation.override("en"):
        letter = content([text(one) for one in html]) | {"tone": tone}
        return list(duty_findings(letter, has_owner=has_owner))


def test_it_warns_and_never_blocks():
    findings = found("<p>Anders stopt uw uitkering.</p>", has_owner=False)
    assert [one.code for one in findings] == [
        "text.duty_no_law",
        "text.duty_nobody_to_call",
        "text.duty_benefit_stops",
        "text.duty_no_owner",
    ]
    assert {one.level for one in findings} == {"warning"}
    assert "Anders stopt uw uitkering." in findings[2].message


def test_other_tones_are_not_looked_at():
    assert found("<p>Meedoen is vrijwillig.</p>", tone="voluntary", has_owner=False) == []


@pytest.mark.django_db
def test_the_letter_that_comes_along_lacks_an_owner_only_until_it_is_given_one(everything):
    from kik_wagtail.snippets.models import LetterText
    from kik_wagtail.starter import services
    from tests.factories import make_user

    from .test_library_check import NOW, check_texts

    owner = make_user("jurist")
    services.load(user=None, now=NOW, owner=owner)
    text = LetterText.objects.get(tone="duty")
    assert (text.owner, text.get_latest_revision_as_object().owner) == (owner, owner)
    assert text.valid_until > date(2026, 11, 23)
    assert {one.code for one in check_texts(now=NOW).findings} == {"text.clean"}
