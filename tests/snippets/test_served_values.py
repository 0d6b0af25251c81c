"""Which core value does this letter serve: asked in the editor, carried by drafts, kept with every version."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.models import Revision

from kik_wagtail.snippets import comparing
from kik_wagtail.snippets.lines import letter_lines
from kik_wagtail.snippets.models import CoreValue, LetterText
from kik_wagtail.snippets.models.four_eyes import without_second_person, writer_of
from kik_wagtail.snippets.restoring import restored
from kik_wagtail.snippets.services import restore

from .letters import SUBJECT
from .test_admin import posted, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return CoreValue.objects.create(code="vertrouwen", title="Vertrouwen", summary="Een belofte telt.", sort_order=1)


@pytest.fixture
def clear():
    return CoreValue.objects.create(
        code="duidelijk", title="Duidelijk", summary="Wij zeggen het eerlijk.", sort_order=2
    )


@pytest.fixture
def letter(trust):
    body = [{"type": "text", "value": "<p>Goede morgen.</p>"}]
    values = {"code": "brief", "title": "Brief", "live": False, "subject": SUBJECT, "body": body}
    return LetterText.objects.create(core_values=[trust], **values)


def publish(letter):
    with without_second_person("test"):
        letter.save_revision().publish()
    letter.refresh_from_db()
    return letter.versions.first()


def titles(letter):
    return [value.title for value in letter.core_values.all()]


def test_the_editor_is_asked_and_reads_what_each_value_means(admin_client, letter, trust, clear):
    page = admin_client.get(url(letter, "edit", letter.pk)).content.decode()
    boxes = re.findall(r'<input[^>]*name="core_values"[^>]*>', page)
    assert [re.search(r'value="(\d+)"', box)[1] for box in boxes] == [str(trust.pk), str(clear.pk)]
    assert ["checked" in box for box in boxes] == [True, False]
    for meaning in ("Een belofte telt.", "Wij zeggen het eerlijk."):
        assert meaning in page


def test_an_archived_value_is_not_offered_but_stays_where_it_was_chosen(admin_client, letter, trust, clear):
    CoreValue.objects.update(is_archived=True)
    page = admin_client.get(url(letter, "edit", letter.pk)).content.decode()
    assert "Een belofte telt." in page
    assert "Wij zeggen het eerlijk." not in page
    admin_client.post(url(letter, "edit", letter.pk), posted(letter, core_values=[trust.pk]))
    letter.refresh_from_db()
    assert titles(letter.get_latest_revision_as_object()) == ["Vertrouwen"]


def test_an_archived_value_that_was_never_chosen_is_refused(admin_client, letter, clear):
    CoreValue.objects.filter(pk=clear.pk).update(is_archived=True)
    answer = admin_client.post(url(letter, "edit", letter.pk), posted(letter, core_values=[clear.pk]))
    assert answer.status_code == 200
    assert not letter.revisions.exists()


def test_a_draft_carries_the_choice_and_what_is_live_keeps_its_own(admin_client, letter, clear):
    publish(letter)
    admin_client.post(url(letter, "edit", letter.pk), posted(letter, core_values=[clear.pk]))
    letter.refresh_from_db()
    assert titles(letter.get_latest_revision_as_object()) == ["Duidelijk"]
    assert titles(letter) == ["Vertrouwen"]


def test_a_version_keeps_code_and_title_whatever_the_value_is_called_later(letter, trust):
    version = publish(letter)
    CoreValue.objects.update(title="Anders")
    version.refresh_from_db()
    assert version.content["core_values"] == [{"code": "vertrouwen", "title": "Vertrouwen"}]


def test_another_order_of_the_core_values_is_no_other_wording(letter, trust, clear):
    letter.core_values.add(clear)
    publish(letter)
    CoreValue.objects.filter(pk=clear.pk).update(sort_order=0)
    assert publish(letter).number == 1


@pytest.fixture
def writers():
    return [get_user_model().objects.create_user(name) for name in ("anna", "bas")]


def test_who_saves_again_after_the_values_were_put_in_another_order_wrote_nothing(letter, clear, writers):
    letter.core_values.add(clear)
    letter.save_revision(user=writers[0])
    CoreValue.objects.filter(pk=clear.pk).update(sort_order=0)
    again = LetterText.objects.get(pk=letter.pk).get_latest_revision_as_object().save_revision(user=writers[1])
    assert writer_of(again) == writers[0].pk


def test_who_says_that_a_letter_serves_another_value_is_its_writer(letter, clear, writers):
    letter.save_revision(user=writers[0])
    letter.core_values.add(clear)
    assert writer_of(letter.save_revision(user=writers[1])) == writers[1].pk


def test_a_revision_of_before_the_question_was_asked_says_the_same_as_no_answer(letter, writers):
    letter.core_values.clear()
    first = letter.save_revision(user=writers[0])
    content = {name: value for name, value in first.content.items() if name != "core_values"}
    Revision.objects.filter(pk=first.pk).update(content=content)
    assert writer_of(letter.save_revision(user=writers[1])) == writers[0].pk


def test_another_value_is_seen_when_versions_are_compared(letter, clear):
    old = publish(letter)
    letter.core_values.set([clear])
    new = publish(letter)
    changes = comparing.compare(letter_lines(old.content), letter_lines(new.content))
    different = {(one.line.text, one.state) for one in changes if one.state != comparing.SAME}
    assert different == {("Vertrouwen", comparing.REMOVED), ("Duidelijk", comparing.ADDED)}


def test_taking_a_version_up_again_brings_its_values_back(letter, clear, writers):
    version = publish(letter)
    letter.core_values.set([clear])
    publish(letter)
    restore(version=version, user=writers[0])
    letter.refresh_from_db()
    assert titles(letter.get_latest_revision_as_object()) == ["Vertrouwen"]
    assert titles(LetterText.objects.get()) == ["Duidelijk"]


def test_a_value_that_is_gone_is_named_and_an_older_version_changes_none(letter, trust):
    content = publish(letter).content
    letter.core_values.clear()
    letter.save()
    trust.delete()
    assert restored(LetterText, content).lost == ["Vertrouwen"]
    older = {name: value for name, value in content.items() if name != "core_values"}
    assert "core_values" not in restored(LetterText, older).values
    assert not any(line.kind == "core_values" for line in letter_lines(older))


def test_the_list_shows_the_letters_that_serve_a_value(admin_client, letter, trust, clear):
    LetterText.objects.create(code="x", title="Andere brief", subject=SUBJECT, core_values=[clear])
    page = admin_client.get(url(LetterText, "list"), {"core_values": trust.pk}).content.decode()
    results = page[page.index("<table") :]
    assert "Brief" in results
    assert "Andere brief" not in results


def test_versions_say_which_value_they_serve(admin_client, letter):
    version = publish(letter)
    for name, args in (("versions", ()), ("version", (version.number,))):
        page = admin_client.get(reverse(f"kik_texts:{name}", args=["brief", letter.pk, *args])).content.decode()
        assert "Dient: Vertrouwen" in page
