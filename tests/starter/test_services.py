from datetime import UTC, datetime

import pytest

from kik_wagtail.snippets.models import (
    ConversationGuide,
    CoreValue,
    GuideVersion,
    LetterText,
    LetterVersion,
    Partner,
    Provision,
    ShippedItem,
)
from kik_wagtail.snippets.models.four_eyes import without_second_person
from kik_wagtail.starter import services

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def loaded(db):
    return services.load(user=None, now=NOW)


def test_texts_and_guides_are_there_as_version_1(loaded):
    assert "lettertext:uitnodiging-gesprek" in loaded
    assert LetterText.objects.in_use().count() == 7
    assert ConversationGuide.objects.in_use().count() >= 4
    assert {version.number for version in [*LetterVersion.objects.all(), *GuideVersion.objects.all()]} == {1}
    assert LetterVersion.objects.count() == LetterText.objects.count()
    assert GuideVersion.objects.count() == ConversationGuide.objects.count()


def test_the_english_invitation_belongs_to_the_dutch_one_and_stands_beside_it(loaded):
    english = LetterText.objects.get(language="en")
    assert english.translation_of.code == "uitnodiging-gesprek"
    assert english.sort_order == english.translation_of.sort_order + 1
    assert english.versions.get().content["translation"]["version"] == 1


def test_no_translation_comes_beside_a_dutch_text_that_the_site_rewrote_or_made_itself(loaded):
    LetterText.objects.filter(language="en").update(code="weg", translation_of=None, language="nl")
    ShippedItem.objects.filter(key="lettertext:uitnodiging-gesprek-en").delete()
    text = LetterText.objects.get(code="uitnodiging-gesprek")
    text.title = "Onze uitnodiging"
    with without_second_person("test"):
        text.save_revision().publish()
    assert services.load(user=None, now=NOW) == []


def test_a_second_run_adds_nothing(loaded):
    assert services.load(user=None, now=NOW) == []


def test_an_edited_text_is_never_reset(loaded):
    CoreValue.objects.filter(code="vertrouwen").update(title="Eerst vertrouwen")
    services.load(user=None, now=NOW)
    assert CoreValue.objects.get(code="vertrouwen").title == "Eerst vertrouwen"


def test_what_a_site_removed_is_not_brought_back(loaded):
    Provision.objects.filter(code="laptopregeling").delete()
    assert services.load(user=None, now=NOW) == []
    assert not Provision.objects.filter(code="laptopregeling").exists()


def test_a_row_that_the_site_made_under_the_same_code_is_left_alone(db):
    Partner.objects.create(code="wij", title="Onze WIJ")
    assert "partner:wij" not in services.load(user=None, now=NOW)
    assert Partner.objects.get(code="wij").title == "Onze WIJ"


def test_there_are_four_core_values_and_exactly_the_partners_of_the_sources(loaded):
    assert CoreValue.objects.count() == 4
    assert list(Partner.objects.values_list("title", flat=True)) == [
        "Centrum naar Werk",
        "Coach Meedoen",
        "Adviseur Toeleiding",
        "Wijkwerkmakelaar Selwerd",
        "WIJ",
        "GKB",
        "GGZ",
    ]


def test_the_letter_about_the_duty_names_the_duty_and_whom_to_call_but_no_sanction(loaded):
    text = LetterText.objects.get(code="tweede-uitnodiging")
    words = str(LetterVersion.objects.get(text=text).content).lower()
    assert text.tone == "duty"
    assert text.valid_until.isoformat() == "2027-05-23"
    assert "juridisch laten toetsen" in text.note.lower()
    assert "participatiewet" in words
    assert "coach_telefoon" in words
    assert not any(word in words for word in ("vrijwillig", "boete", "maatregel", "stopt", "verlagen", "korten"))


def test_the_in_beeld_invitation_says_nothing_about_being_voluntary(loaded):
    words = str(LetterVersion.objects.get(text__code="uitnodiging-in-beeld").content).lower()
    assert "vrijwillig" not in words
    assert "plicht" not in words


@pytest.mark.parametrize("kind", ["first", "follow_up", "coaching", "call_back", "reminder_call"])
def test_every_kind_of_contact_has_a_guide_with_questions(loaded, kind):
    version = ConversationGuide.objects.for_contact(kind=kind, at_a_distance=False)
    assert version.questions
    assert len({question.key for question in version.questions}) == len(version.questions)


def test_a_conversation_at_a_distance_has_its_own_guide(loaded):
    near = ConversationGuide.objects.for_contact(kind="follow_up", at_a_distance=False)
    far = ConversationGuide.objects.for_contact(kind="follow_up", at_a_distance=True)
    assert (near.text.code, far.text.code) == ("vervolggesprek", "gesprek-op-afstand")
    assert ConversationGuide.objects.for_contact(kind="call_back", at_a_distance=True).text.code == "nabellen"


def test_every_letter_says_which_core_value_it_serves(loaded):
    served = [version.content["core_values"] for version in LetterVersion.objects.all()]
    assert len(served) == 7
    assert all(served)
