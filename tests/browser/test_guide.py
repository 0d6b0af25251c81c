"""Questions of a guide make the report: an editor adds one, another approves, the coach's next report asks it."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.urls import reverse

from kik_wagtail import scope
from kik_wagtail.snippets.models import ConversationGuide
from tests.factories import make_area, make_follow_up, make_resident, make_user

QUESTION = "Wie kan er meedenken?"


@pytest.fixture
def people(site):
    users = {
        "editor": make_user("editor", roles=("content_editor",)),
        "editor2": make_user("editor2", roles=("content_editor",)),
        "coach": make_user("coach01", roles=("coach",)),
    }
    make_area("Oost", users["coach"])
    return users


@pytest.fixture
def contacts(people):
    """Two follow-up conversations of the coach; of the first a report lies open."""
    area = people["coach"].kik_area_memberships.get().area
    with scope.everything("test"):
        return [
            make_follow_up(
                make_resident(area=area, coach=people["coach"]), kind="follow_up", target_on=date(2026, 11, 23)
            )
            for _ in range(2)
        ]


@pytest.fixture
def guide(site):
    return ConversationGuide.objects.get(code="vervolggesprek")


def add_a_question(page, guide):
    page.goto(reverse(ConversationGuide.snippet_viewset.get_url_name("edit"), args=[guide.pk]))
    last = page.locator("#body-0-value-questions-2-value-label")
    last.wait_for()
    last.locator("xpath=following::button[contains(@class, 'c-sf-add-button')][1]").click()
    page.get_by_role("option", name="Open vraag").click()
    page.locator("#body-0-value-questions-3-value-label").fill(QUESTION)
    page.get_by_role("button", name="Meer acties").last.click()
    page.get_by_role("button", name=re.compile("Vier ogen")).click()
    page.wait_for_load_state()


def approve(page, guide):
    page.goto(reverse(ConversationGuide.snippet_viewset.get_url_name("edit"), args=[guide.pk]))
    page.get_by_role("button", name="Meer acties").last.click()
    page.get_by_role("button", name="Goedkeuren en publiceren", exact=True).click()
    page.wait_for_load_state()


def open_report(page, contact):
    page.goto(reverse("kik_desk:contact", args=[contact.pk]))
    page.wait_for_selector("#panel-verslag-section")


def test_a_new_question_is_in_the_next_report_and_not_in_the_one_that_lies_open(open_as, people, contacts, guide):
    begun, next_one = contacts
    coach = open_as(people["coach"])
    open_report(coach, begun)
    coach.locator("textarea[name^=q_]").first.fill("Gaat goed.")
    coach.wait_for_selector("[data-kik-saved-text]:has-text('bewaard')")

    add_a_question(open_as(people["editor"]), guide)
    open_report(coach, next_one)
    assert coach.get_by_text(QUESTION).count() == 0  # submitted is not published
    approve(open_as(people["editor2"]), guide)

    open_report(coach, next_one)
    assert coach.get_by_text(QUESTION).first.is_visible()
    assert coach.get_by_text("Vervolggesprek, versie 2").is_visible()
    open_report(coach, begun)
    assert coach.get_by_text(QUESTION).count() == 0
    assert coach.get_by_text("Vervolggesprek, versie 1").is_visible()
    assert coach.locator("textarea[name^=q_]").first.input_value() == "Gaat goed."
