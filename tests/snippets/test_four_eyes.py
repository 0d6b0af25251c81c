"""What is published was approved by another person than its author; a superuser is no exception."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import TaskState, Workflow

from kik_wagtail import conf
from kik_wagtail.snippets.models import ConversationGuide, FourEyesTask, LetterText, Passage
from kik_wagtail.snippets.services import set_up_workflow

from .letters import SUBJECT

pytestmark = pytest.mark.django_db


@pytest.fixture
def approvers():
    return Group.objects.create(name="goedkeurders")


@pytest.fixture
def workflow(approvers):
    return set_up_workflow(name="Vier ogen", task_name="Goedkeuring", groups=[approvers])


@pytest.fixture
def author(approvers):
    return _superuser("author", approvers)


@pytest.fixture
def second(approvers):
    return _superuser("second", approvers)


def _superuser(name, group):
    user = get_user_model().objects.create_superuser(name, f"{name}@example.org", "x")
    user.groups.add(group)
    return user


@pytest.fixture
def letter(db):
    body = [{"type": "text", "value": "<p>Goede morgen.</p>"}]
    return LetterText.objects.create(code="brief", title="Brief", live=False, subject=SUBJECT, body=body)


def submit(letter, workflow, user):
    letter.save_revision(user=user)
    workflow.start(letter, user)
    letter.refresh_from_db()
    return letter.current_workflow_task_state


def act(state, user, action="approve"):
    state.task.specific.on_action(state, user=user, action_name=action)


def test_another_person_approves_and_it_is_version_1(letter, workflow, author, second):
    act(submit(letter, workflow, author), second)
    letter.refresh_from_db()
    assert letter.live
    version = letter.versions.get()
    assert (version.number, version.published_by) == (1, second)


def test_the_author_cannot_approve_even_as_superuser(letter, workflow, author):
    state = submit(letter, workflow, author)
    with pytest.raises(PermissionDenied):
        act(state, author)
    assert not letter.versions.exists()
    assert "approve" not in {action[0] for action in state.task.specific.get_actions(letter, author)}


def test_the_second_person_is_offered_approval(letter, workflow, author, second):
    state = submit(letter, workflow, author)
    assert "approve" in {action[0] for action in state.task.specific.get_actions(letter, second)}


def test_only_who_may_approve_is_told_that_it_waits(letter, workflow, author, second):
    state = submit(letter, workflow, author)
    waiting = state.task.specific.get_task_states_user_can_moderate
    assert [found.pk for found in waiting(second)] == [state.pk]
    assert not waiting(author).exists()


def test_who_submitted_anothers_text_cannot_approve_it_either(letter, workflow, author, second):
    letter.save_revision(user=author)
    workflow.start(letter, second)
    state = letter.current_workflow_task_state
    with pytest.raises(PermissionDenied):
        act(state, second)


def test_nobody_publishes_directly(letter, workflow, author, second):
    revision = letter.save_revision(user=author)
    for user in (author, second, None):
        with pytest.raises(PermissionDenied):
            revision.publish(user=user, skip_permission_checks=True)
    letter.refresh_from_db()
    assert not letter.live
    assert not letter.versions.exists()


def test_a_guide_is_guarded_likewise_and_a_passage_is_not(author):
    guide = ConversationGuide.objects.create(code="g", title="G", kinds=["first"], live=False, body=[])
    with pytest.raises(PermissionDenied):
        guide.save_revision(user=author).publish(user=author)
    passage = Passage.objects.create(code="p", title="P", live=False, text="<p>x</p>")
    passage.save_revision(user=author).publish(user=author)
    passage.refresh_from_db()
    assert passage.live


def test_a_revision_overwritten_after_approval_is_not_published(letter, workflow, author, second):
    state = submit(letter, workflow, author)
    act(state, second)
    revision = letter.latest_revision
    revision.refresh_from_db()
    revision.content["subject"] = "<p>Iets anders</p>"
    revision.save()
    letter.refresh_from_db()
    with pytest.raises(PermissionDenied):
        letter.latest_revision.publish(user=author)
    assert letter.versions.count() == 1


def test_while_it_waits_the_author_is_locked_out_and_the_second_person_is_not(letter, workflow, author, second):
    submit(letter, workflow, author)
    letter.refresh_from_db()
    assert letter.get_lock().for_user(author)
    assert not letter.get_lock().for_user(second)


def test_who_changes_it_while_it_waits_has_become_an_author(letter, workflow, author, second, approvers):
    state = submit(letter, workflow, author)
    letter.subject = "<p>Verbeterd door de tweede</p>"
    letter.save_revision(user=second)
    state.refresh_from_db()
    with pytest.raises(PermissionDenied):
        act(state, second)
    state.refresh_from_db()
    assert state.status == TaskState.STATUS_IN_PROGRESS
    act(state, _superuser("third", approvers))
    assert "Verbeterd door de tweede" in str(letter.versions.get().content)


def test_who_only_saves_it_again_has_written_nothing(letter, workflow, author, second):
    state = submit(letter, workflow, author)
    letter.body = [{"type": "text", "value": '<p data-block-key="abcde">Goede  morgen.</p>', "id": letter.body[0].id}]
    letter.save_revision(user=second)  # the edit page does so before it approves
    act(state, second)
    assert letter.versions.get().published_by == second


def test_the_author_is_no_second_person_after_somebody_saved_it_again(letter, workflow, author, second, approvers):
    state = submit(letter, workflow, author)
    letter.save_revision(user=second)
    with pytest.raises(PermissionDenied):
        act(state, author)


def test_a_draft_with_mistakes_is_not_approved(letter, workflow, author, second):
    letter.body = [{"type": "text", "value": '<p><span data-merge-field="weg">((weg))</span></p>'}]
    state = submit(letter, workflow, author)
    with pytest.raises(PermissionDenied, match="bestaat niet: weg"):
        act(state, second)
    assert not letter.versions.exists()


def test_sent_back_and_submitted_by_the_second_the_first_author_may_approve(letter, workflow, author, second):
    submit(letter, workflow, author)
    letter.subject = "<p>Samen geschreven</p>"
    letter.save_revision(user=second)
    letter.current_workflow_state.cancel(user=author)
    workflow.start(letter, second)
    act(letter.current_workflow_task_state, author)
    assert letter.versions.get().published_by == author


def test_approved_for_later_is_published_then_with_the_approved_passage(letter, workflow, author, second, time_travel):
    passage = Passage.objects.create(code="p", title="P", text="<p>Zoals goedgekeurd.</p>")
    letter.body = [{"type": "passage", "value": passage.pk}]
    letter.go_live_at = timezone.now() + timedelta(days=1)
    act(submit(letter, workflow, author), second)
    letter.refresh_from_db()
    assert not letter.live
    assert not letter.versions.exists()
    Passage.objects.update(text="<p>Later veranderd.</p>")
    time_travel(days=2)
    call_command("publish_scheduled")
    letter.refresh_from_db()
    assert letter.live
    version = letter.versions.get()
    assert "Zoals goedgekeurd." in str(version.content)
    assert version.published_by == second


@pytest.fixture
def time_travel():
    import time_machine

    traveller = time_machine.travel(timezone.now(), tick=False)
    clock = traveller.start()
    yield lambda **delta: clock.shift(timedelta(**delta))
    traveller.stop()


@pytest.mark.parametrize(
    "block",
    [
        {"type": "text", "value": "<p>Draad 🧵 en naald</p>"},
        {"type": "conditional", "value": {"condition": "at_home", "blocks": [{"type": "text", "value": "<p>🧵</p>"}]}},
        {"type": "signature", "value": {"name": "", "role": "coach 🧵"}},
    ],
)
def test_a_character_that_no_letter_can_print_is_not_approved(letter, workflow, author, second, block):
    letter.body = [block]
    state = submit(letter, workflow, author)
    with pytest.raises(PermissionDenied):
        act(state, second)
    letter.refresh_from_db()
    assert not letter.live
    assert not letter.versions.exists()


def test_a_site_that_says_nothing_has_four_eyes(settings):
    if hasattr(settings, "KIK_WAGTAIL_FOUR_EYES"):
        del settings.KIK_WAGTAIL_FOUR_EYES
    assert conf.four_eyes()


def test_off_by_setting_the_author_publishes(letter, author, settings):
    settings.KIK_WAGTAIL_FOUR_EYES = False
    letter.save_revision(user=author).publish(user=author)
    assert letter.versions.get().published_by == author


def test_setting_up_twice_adds_nothing_and_resets_nothing(workflow, approvers):
    FourEyesTask.objects.get().groups.clear()
    again = set_up_workflow(name="Vier ogen", task_name="Goedkeuring", groups=[approvers])
    assert again == workflow
    assert FourEyesTask.objects.get().groups.count() == 0
    assert [task.task.specific for task in workflow.workflow_tasks.all()] == [FourEyesTask.objects.get()]


def test_a_site_with_its_own_workflow_for_letters_keeps_it(approvers):
    own = Workflow.objects.create(name="Eigen")
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import WorkflowContentType

    WorkflowContentType.objects.create(content_type=ContentType.objects.get_for_model(LetterText), workflow=own)
    set_up_workflow(name="Vier ogen", task_name="Goedkeuring", groups=[approvers])
    assert LetterText.get_default_workflow() == own
    assert ConversationGuide.get_default_workflow().name == "Vier ogen"
