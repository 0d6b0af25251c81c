"""What is published becomes a version that never changes."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from kik_wagtail.snippets.models import ConversationGuide, GuideVersion, LetterText, LetterVersion, Passage, Provision
from kik_wagtail.snippets.models.four_eyes import without_second_person
from kik_wagtail.snippets.models.versions import VersionIsImmutable

from .letters import SUBJECT, chip

pytestmark = pytest.mark.django_db


def publish(instance, user=None):
    with without_second_person("test"):
        instance.save_revision(user=user).publish(user=user)
    instance.refresh_from_db()


@pytest.fixture
def passage():
    passage = Passage.objects.create(code="p", title="Regelingen", text="<p>Over de Stadjerspas.</p>")
    publish(passage)
    return passage


@pytest.fixture
def letter(passage):
    letter = LetterText(
        code="brief",
        title="Brief",
        live=False,
        subject=SUBJECT,
        body=[
            {"type": "text", "value": f"<p>{chip('aanhef')},</p>"},
            {"type": "passage", "value": passage.pk},
            {"type": "free_slot", "value": {"max_length": 200, "help": "hulp"}},
            {"type": "signature", "value": {"name": "De wethouder", "role": ""}},
        ],
    )
    letter.full_clean()
    letter.save()
    return letter


def test_saving_a_draft_makes_no_version(letter):
    letter.save_revision()
    assert not LetterVersion.objects.exists()


def test_publishing_copies_passages_signature_and_return_address(letter):
    user = get_user_model().objects.create_user("anna", first_name="Anna", last_name="Bos")
    publish(letter, user)
    version = letter.versions.get()
    words = str(version.content)
    assert (version.number, version.published_by, version.published_by_name) == (1, user, "Anna Bos")
    assert version.published_at == letter.last_published_at
    assert "Over de Stadjerspas." in words
    assert "De wethouder" in words
    assert version.content["layout"]["return_line"].startswith("Retour: ")
    assert version.is_intact
    assert len(version.sha256) == 64
    assert version.free_slot == {"max_length": 200, "help": "hulp"}
    assert version.layout().return_line == version.content["layout"]["return_line"]


def test_publishing_without_a_change_makes_no_version(letter):
    publish(letter)
    publish(letter)
    assert letter.versions.count() == 1


def test_publishing_a_change_makes_the_next_number(letter):
    publish(letter)
    letter.subject = "<p>Anders</p>"
    publish(letter)
    assert list(letter.versions.values_list("number", flat=True)) == [2, 1]


def test_a_passage_that_changes_leaves_published_versions_as_they_were(letter, passage):
    publish(letter)
    passage.text = "<p>Iets heel anders.</p>"
    publish(passage)
    assert "Over de Stadjerspas." in str(letter.versions.get().content)
    publish(letter)
    assert "Iets heel anders." in str(letter.versions.first().content)


def test_a_version_cannot_be_changed_or_deleted(letter):
    publish(letter)
    version = letter.versions.get()
    version.number = 9
    for change in (version.save, version.delete, LetterVersion.objects.all().delete):
        with pytest.raises(VersionIsImmutable):
            change()
    with pytest.raises(VersionIsImmutable):
        LetterVersion.objects.update(number=9)
    assert letter.versions.get().number == 1


def test_a_row_changed_behind_our_back_is_seen(letter):
    publish(letter)
    version = letter.versions.get()
    version.content["title"] = "vervalst"
    assert not version.is_intact


def test_the_same_number_twice_is_refused_by_the_database(letter):
    publish(letter)
    with pytest.raises(IntegrityError), transaction.atomic():
        LetterVersion(text=letter, number=1, content={}, published_at=datetime.now(UTC)).save()


def test_a_text_with_versions_is_archived_not_deleted(letter):
    publish(letter)
    with pytest.raises(ProtectedError):
        letter.delete()
    letter.is_archived = True
    publish(letter)
    assert letter.versions.exists()
    assert not LetterVersion.objects.current().exists()


def test_current_is_the_last_version_of_a_live_text(letter):
    publish(letter)
    letter.subject = "<p>Anders</p>"
    publish(letter)
    assert [version.number for version in LetterVersion.objects.current()] == [2]
    letter.unpublish()
    assert not LetterVersion.objects.current().exists()


def test_a_user_who_leaves_stays_named_on_the_version(letter, everything):
    user = get_user_model().objects.create_user("anna", first_name="Anna", last_name="Bos")
    publish(letter, user)
    user.delete()
    version = letter.versions.get()
    assert (version.published_by, version.published_by_name) == (None, "Anna Bos")


def test_a_guide_version_gives_the_questions_of_the_report():
    provision = Provision.objects.create(code="pas", title="Stadjerspas", summary="Een pas.")
    guide = ConversationGuide(
        code="gids",
        title="Gids",
        kinds=["first"],
        live=False,
        body=[
            {
                "type": "phase",
                "value": {
                    "title": "Openen",
                    "text": "<p>Begin.</p>",
                    "questions": [
                        {"type": "open", "value": {"label": "Hoe gaat het?", "help": ""}, "id": "key-1"},
                        {
                            "type": "choice",
                            "value": {"label": "Wat?", "help": "h", "options": ["a", "b"], "several": True},
                            "id": "key-2",
                        },
                        {"type": "scale", "value": {"label": "Cijfer", "low": 1, "high": 10}, "id": "key-3"},
                    ],
                },
            },
            {"type": "dos", "value": ["Luister."]},
            {"type": "provisions", "value": [provision.pk]},
        ],
    )
    guide.full_clean()
    guide.save()
    publish(guide)
    version = GuideVersion.objects.get()
    first, second, third = version.questions
    assert (first.key, first.kind, first.phase) == ("key-1", "open", "Openen")
    assert (second.options, second.several, second.help) == (("a", "b"), True, "h")
    assert (third.low, third.high) == (1, 10)
    assert version.content["dos"] == ["Luister."]
    assert version.content["provisions"][0]["code"] == "pas"


def test_rewording_a_question_keeps_its_key():
    guide = ConversationGuide(
        code="gids",
        title="Gids",
        kinds=["first"],
        live=False,
        body=[
            {
                "type": "phase",
                "value": {"title": "A", "questions": [{"type": "open", "value": {"label": "Oud"}, "id": "key-1"}]},
            }
        ],
    )
    guide.save()
    publish(guide)
    guide.body[0].value["questions"][0].value["label"] = "Nieuw"
    publish(guide)
    assert [version.questions[0].key for version in guide.versions.all()] == ["key-1", "key-1"]
    assert [version.questions[0].label for version in guide.versions.all()] == ["Nieuw", "Oud"]


def test_a_guide_carries_no_markup_but_the_allowed():
    html = '<p>Goed <b>zo</b> &lt;i&gt; <a href="https://x.nl/?a=1&amp;b=2">hier</a></p><ul><li>een</li></ul>'
    bad = '<script>alert(1)</script><p onclick="x"><img src=x onerror=y><a href="javascript:z">z</a></p>'
    body = [{"type": "phase", "value": {"title": "A", "text": html + bad, "questions": []}}]
    guide = ConversationGuide.objects.create(code="g", title="G", kinds=["first"], live=False, body=body)
    publish(guide)
    assert guide.versions.get().content["phases"][0]["text"] == html + "<p>z</p>"
