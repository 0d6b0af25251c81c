"""Pages at their moment, and pages that a second person approves: the ways that the texts know."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

from kik_wagtail.jobs import run_due
from kik_wagtail.pages.models import MethodPage
from kik_wagtail.snippets.models import FourEyesTask
from tests.factories import make_user
from tests.pages.bodies import live_block, make_page

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def test_a_page_that_is_approved_for_later_goes_live_at_its_moment_without_wagtails_command(root):
    moment = NOW - timedelta(minutes=1)
    page = root.add_child(instance=MethodPage(title="Straks", live=False, go_live_at=moment))
    page.save_revision(approved_go_live_at=moment)
    run_due(now=moment - timedelta(minutes=1), worker="test")
    assert not MethodPage.objects.get(pk=page.pk).live
    run_due(now=NOW, worker="test")
    assert MethodPage.objects.get(pk=page.pk).live


def test_a_page_that_expires_is_taken_away_at_its_moment(root):
    page = make_page(root, [], "Tot dan", expire_at=NOW + timedelta(hours=1))
    run_due(now=NOW + timedelta(hours=2), worker="test")
    page.refresh_from_db()
    assert (page.live, page.expired) == (False, True)


@pytest.fixture
def waiting(root):
    """A page that its author submitted to the approval by a second person, and that author."""
    author = make_user("schrijver")
    task = FourEyesTask.objects.create(name="Vier ogen")
    task.groups.set(Group.objects.all())
    workflow = Workflow.objects.create(name="Pagina's")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    page = root.add_child(instance=MethodPage(title="Nog niet", live=False, body=[live_block("provision")]))
    page.save_revision(user=author)
    workflow.start(page, author)
    return MethodPage.objects.get(pk=page.pk), author


def test_a_page_is_approved_and_published_by_another_than_its_author(waiting):
    page, author = waiting
    state = page.current_workflow_task_state.specific
    with pytest.raises(PermissionDenied):
        state.approve(user=author)
    other = make_user("lezer", is_superuser=True)
    page.save_revision(user=other)  # as approving on the edit page does: it writes nothing
    MethodPage.objects.get(pk=page.pk).current_workflow_task_state.specific.approve(user=other)
    assert MethodPage.objects.get(pk=page.pk).live


def test_a_page_that_shows_nothing_where_a_text_was_asked_is_not_approved(waiting):
    page, _author = waiting
    page.body = [("provision", {"provision": None})]
    page.save_revision(user=make_user("tweede"))
    state = MethodPage.objects.get(pk=page.pk).current_workflow_task_state.specific
    with pytest.raises(PermissionDenied, match="verplicht"):
        state.approve(user=make_user("derde", is_superuser=True))


def test_wagtails_own_approval_serves_a_page_as_well(root):
    author, approver = make_user("auteur"), make_user("keurt", is_superuser=True)
    workflow = Workflow.objects.create(name="Van Wagtail")
    task = GroupApprovalTask.objects.create(name="Keuren")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    page = root.add_child(instance=MethodPage(title="Keur mij", live=False))
    page.save_revision(user=author)
    workflow.start(page, author).current_task_state.specific.approve(user=approver)
    assert MethodPage.objects.get(pk=page.pk).live
