"""Versions and what differs, as an editor sees them: no axe finding, no sideways scroll, one click to a draft."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from kik_wagtail.permissions import CONTENT_EDITOR, GROUP_NAMES
from kik_wagtail.snippets.models import ConversationGuide, LetterText
from kik_wagtail.snippets.models.four_eyes import without_second_person
from tests.browser.looking import axe_violations, shoot
from tests.factories import make_user


@pytest.fixture
def editor(site):
    user = make_user("tekst01", roles=("content_editor",), first_name="Tess", last_name="Prins")
    assert Group.objects.get(name=GROUP_NAMES[CONTENT_EDITOR]) in user.groups.all()
    return user


def reworded(text, editor):
    """A second version, and a draft that changes more."""
    for body, publishes in (("Wij spreken elkaar graag.", True), ("Wij spreken u graag, en luisteren.", False)):
        for child in text.body:
            if child.block_type == "text":
                child.value.source += f"<p>{body}</p>"
                break
            if child.block_type == "phase":
                child.value["questions"][0].value["label"] = body
                break
        revision = text.save_revision(user=editor)
        if publishes:
            with without_second_person("test"):
                revision.publish(user=editor)
        text.refresh_from_db()
    return text


@pytest.fixture
def letter(editor):
    return reworded(LetterText.objects.filter(purpose="invitation").first(), editor)


@pytest.fixture
def guide(editor):
    return reworded(ConversationGuide.objects.first(), editor)


def at(name, text, *args):
    kind = "brief" if isinstance(text, LetterText) else "handreiking"
    return reverse(f"kik_texts:{name}", args=[kind, text.pk, *args])


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (390, False)])
def test_the_screens_have_no_axe_violation_and_no_sideways_scroll(open_as, editor, letter, guide, width, dark):
    page = open_as(editor, width=width, dark=dark)
    mode = f"{width}-{'dark' if dark else 'light'}"
    for text in (letter, guide):
        for name, args in (("versions", ()), ("version", (2,)), ("changes", ()), ("restore", (1,))):
            page.goto(at(name, text, *args))
            page.wait_for_selector(".kik-versies")
            what = f"{name} of {type(text).__name__}"
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), what
            shoot(page, f"versions-{name}-{type(text).__name__.lower()}-{mode}")
            assert axe_violations(page) == [], what
            page.set_viewport_size({"width": width, "height": 900})


def test_an_old_version_is_the_draft_after_one_look_and_one_press(open_as, editor, letter):
    page = open_as(editor)
    page.goto(reverse(LetterText.snippet_viewset.get_url_name("edit"), args=[letter.pk]))
    page.goto(at("versions", letter))
    page.locator(f'a[href="{at("restore", letter, 1)}"]').click()
    page.locator('.kik-versies form[method="post"] button').click()
    page.wait_for_url("**/edit/**")
    letter.refresh_from_db()
    assert letter.versions.count() == 2
    assert letter.has_unpublished_changes
    assert letter.latest_revision.user == editor
    page.goto(at("changes", letter))
    assert page.locator(".kik-versies del").count() >= 1
