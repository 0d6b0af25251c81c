"""Life domains in a guide: shown, frozen, compared, printed and restored like all it says."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from kik_wagtail.snippets import comparing
from kik_wagtail.snippets.guide_print import guide_pdf
from kik_wagtail.snippets.lines import guide_lines
from kik_wagtail.snippets.models import ConversationGuide, LifeDomain
from kik_wagtail.snippets.models.four_eyes import without_second_person
from kik_wagtail.snippets.restoring import restored

from .letters import squeezed, text_of

pytestmark = pytest.mark.django_db
ASK = "Komt u rond?\n\n  Welke post ligt er nog?  "


@pytest.fixture
def money():
    return LifeDomain.objects.create(code="geld", title="Geld", summary="Rondkomen en de post.", ask=ASK)


@pytest.fixture
def guide(money):
    body = [{"type": "life_domains", "value": [money.pk]}]
    return ConversationGuide.objects.create(code="gids", title="Gids", kinds=["first"], live=False, body=body)


def publish(guide):
    with without_second_person("test"):
        guide.save_revision().publish()
    return guide.versions.first()


def test_a_published_guide_keeps_its_life_domains_with_a_question_a_line(guide, money):
    domain = publish(guide).content["life_domains"][0]
    assert domain == {
        "id": money.pk,
        "code": "geld",
        "title": "Geld",
        "summary": "Rondkomen en de post.",
        "ask": ["Komt u rond?", "Welke post ligt er nog?"],
    }


def test_a_guide_takes_at_most_one_list_of_life_domains(guide, money):
    block = guide.body.stream_block
    twice = block.to_python([{"type": "life_domains", "value": [money.pk]}] * 2)
    with pytest.raises(ValidationError):
        block.clean(twice)


def test_another_question_to_ask_is_seen_when_versions_are_compared(guide, money):
    old = publish(guide)
    money.ask = "Komt u rond deze maand?\nWelke post ligt er nog?"
    money.save()
    new = publish(guide)
    changes = comparing.compare(guide_lines(old.content), guide_lines(new.content))
    reworded = [one for one in changes if one.state != comparing.SAME]
    assert [(one.line.kind, one.state) for one in reworded] == [("ask", comparing.CHANGED)]


def test_a_version_of_before_there_were_life_domains_is_read_and_restored(guide):
    content = {name: value for name, value in publish(guide).content.items() if name != "life_domains"}
    assert not any(line.kind == "life_domains" for line in guide_lines(content))
    assert restored(ConversationGuide, content).values["body"] == []


def test_restoring_brings_them_back_and_names_what_is_gone(guide, money):
    version = publish(guide)
    back = restored(ConversationGuide, version.content)
    assert back.values["body"] == [{"type": "life_domains", "value": [money.pk]}]
    assert back.lost == []
    money.delete()
    gone = restored(ConversationGuide, version.content)
    assert gone.values["body"] == []
    assert gone.lost == ["Geld"]


def test_they_stand_on_the_sheet_that_is_printed(guide):
    words = squeezed(text_of(guide_pdf(publish(guide), created=datetime(2026, 11, 22, tzinfo=UTC))))
    for part in ("Geld. Rondkomen en de post.", "Komt u rond? Welke post ligt er nog?"):
        assert squeezed(part) in words
