"""A text that a step of a route cannot fill, or whose tone does not fit the route: said while it is still a draft."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kik_wagtail.snippets import previews
from kik_wagtail.snippets.checking.library_check import check_texts
from kik_wagtail.snippets.models import LetterText, Passage
from kik_wagtail.snippets.services import set_up_workflow
from tests.letters.texts import OPENING, SIGNATURE, chip, make_text, publish
from tests.snippets.test_admin import posted
from tests.snippets.test_bad_input import said

from .inbeeld import IN_BEELD, on, step
from .world import publish_route

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
DAY = f"<p>Tot {chip('afspraak_datum')}.</p>"
SAID = (
    "Werkwijze “In Beeld”: Stap 1, “Uitnodiging kantoor”: “Brief in-beeld 0” noemt “Dag van de afspraak”, en bij deze "
    "stap is er nog geen afspraak. Zet de zin in een voorwaardelijke passage: alleen als er een afspraak is."
)


@pytest.fixture
def version(db):
    return publish_route()


@pytest.fixture
def letter(version):
    """The text of the first step, an invitation at the start of the route."""
    return LetterText.objects.get(pk=version.content["steps"][0]["letter"]["id"])


def saying(text, *blocks):
    text.body = text.body.stream_block.to_python(list(blocks))
    return text


def with_day(text):
    return saying(text, OPENING, {"type": "text", "value": DAY}, SIGNATURE)


def refusal(text):
    with pytest.raises(ValidationError) as caught:
        text.check_complete()
    return " ".join(caught.value.messages)


def findings(text):
    return {
        one.code for checked in check_texts(now=NOW).checked if checked.version.text == text for one in checked.findings
    }


def test_a_field_that_the_step_cannot_fill_is_refused_and_the_step_is_named(letter):
    letter.check_complete()
    assert SAID in refusal(with_day(letter))


def test_in_the_subject_too(letter):
    letter.subject = f"<p>Tot {chip('afspraak_tijd')}</p>"
    assert "“Tijd van de afspraak”" in refusal(letter)


@pytest.mark.parametrize(
    ("condition", "is_refused"), [("has_appointment", False), ("appointment_by_phone", False), ("has_phone", True)]
)
def test_a_condition_that_only_an_appointment_brings_makes_it_right(letter, condition, is_refused):
    value = {"condition": condition, "blocks": [{"type": "text", "value": DAY}]}
    saying(letter, OPENING, {"type": "conditional", "value": value})
    if is_refused:
        assert SAID in refusal(letter)
    else:
        letter.check_complete()


def test_where_the_route_made_an_appointment_first_the_field_is_right(db):
    confirm = step("confirm", "letter", "Bevestiging", letter={"id": 1, "code": "x", "title": "x", "tone": "neutral"})
    steps = [IN_BEELD["steps"][2] | {"branches": [on("appointed", to="confirm")]}, confirm]
    version = publish_route(IN_BEELD | {"steps": steps})
    with_day(LetterText.objects.get(pk=version.content["steps"][1]["letter"]["id"])).check_complete()


def test_a_text_that_no_route_sends_may_name_the_appointment(version):
    with_day(make_text("Anders", blocks=(OPENING, SIGNATURE)).text).check_complete()


def test_the_page_refuses_to_submit_and_keeps_the_draft(admin_client, letter):
    set_up_workflow(name="Vier ogen", task_name="Goedkeuring", groups=[])
    address = reverse("wagtailsnippets_kik_wagtail_lettertext:edit", args=[letter.pk])
    answer = admin_client.post(address, posted(with_day(letter), **{"action-submit": "1"}))
    assert SAID in said(answer)
    assert admin_client.post(address, posted(with_day(letter))).status_code == 302
    letter.refresh_from_db()
    assert not letter.workflow_in_progress
    assert "afspraak_datum" in str(letter.get_latest_revision_as_object().body)


class TestPassage:
    @pytest.fixture
    def passage(self, letter):
        passage = Passage.objects.create(code="p", title="Passage", text="<p>Dag.</p>", live=True)
        publish(saying(letter, OPENING, {"type": "passage", "value": passage.pk}))
        return passage

    def test_a_field_in_a_passage_of_the_letter_is_refused_and_the_letter_is_named(self, passage):
        passage.check_complete()
        passage.text = DAY
        assert SAID in refusal(passage)

    def test_what_was_wrong_with_the_letter_already_is_no_fault_of_the_passage(self, passage, letter):
        publish(saying(letter, {"type": "text", "value": DAY}, {"type": "passage", "value": passage.pk}))
        passage.text = "<p>Beter gezegd.</p>"
        passage.check_complete()

    def test_a_passage_that_no_letter_takes_along_may_name_it(self, version):
        Passage(code="q", title="Los", text=DAY).check_complete()

    def test_the_page_refuses_to_publish_it(self, admin_client, passage):
        address = reverse("wagtailsnippets_kik_wagtail_passage:edit", args=[passage.pk])
        passage.text = DAY
        fields = {"title": passage.title, "code": passage.code, "action-publish": "1"}
        fields["text"] = passage._meta.get_field("text").formfield().widget.format_value(DAY)
        answer = admin_client.post(address, fields)
        assert SAID in answer.content.decode()
        passage.refresh_from_db()
        assert passage.text == "<p>Dag.</p>"


def test_the_checks_beside_the_editor_say_it_too(rf, letter):
    page = previews.letter_page(rf.get("/"), with_day(letter), "short").render().content.decode()
    assert "noemt “Dag van de afspraak”, en bij deze stap is er nog geen afspraak." in page


def test_the_library_check_has_a_code_for_it(letter):
    publish(with_day(letter))
    assert "text.no_appointment" in findings(letter)


@pytest.mark.parametrize(
    ("letter_tone", "route_tone", "code"),
    [
        ("duty", "voluntary", "text.tone_above_route"),
        ("voluntary", "duty", "text.voluntary_in_duty"),
        ("voluntary", "neutral", "text.voluntary_in_neutral"),
    ],
)
def test_the_library_check_says_of_a_text_that_its_tone_does_not_fit_a_route(letter_tone, route_tone, code):
    steps = [
        one | {"letter": {**one["letter"], "tone": letter_tone}} if one.get("letter") else one
        for one in IN_BEELD["steps"]
    ]
    version = publish_route(IN_BEELD | {"tone": route_tone, "steps": steps})
    text = LetterText.objects.get(pk=version.content["steps"][0]["letter"]["id"])
    of_the_words = {one for one in findings(text) if one.startswith("text.duty_")}  # this letter names no law
    assert findings(text) - of_the_words == {code}


def test_a_tone_that_fits_is_clean(letter):
    assert findings(letter) == {"text.clean"}


def test_a_text_that_a_route_sends_is_not_deleted_and_says_which_step_sends_it(admin_client, letter, version):
    def at(name):
        return reverse(letter.snippet_viewset.get_url_name(name), args=[letter.pk])

    page = admin_client.get(at("usage")).content.decode()
    assert "Verwijderen kan niet." in page
    assert reverse("kik_routes:timeline", args=[version.text_id]) in page
    assert "In Beeld: Uitnodiging kantoor" in page
    admin_client.post(at("delete"))
    assert LetterText.objects.filter(pk=letter.pk).exists()


def test_twenty_texts_ask_as_little_as_two(version):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            check_texts(now=NOW)
        return len(asked)

    few = queries()
    for number in range(18):
        make_text(f"Brief {number}", blocks=(OPENING, SIGNATURE))
    assert queries() == few
