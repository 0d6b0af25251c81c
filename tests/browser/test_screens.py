"""The screens that are looked at: no axe finding, no sideways scroll, light and dark, wide and narrow."""

from datetime import date

import pytest

from kik_wagtail import scope
from kik_wagtail.snippets.models import ConversationGuide, LetterText
from tests.browser.looking import axe_violations, shoot
from tests.factories import make_area, make_follow_up, make_resident, make_user

LOOKS = [(1280, False), (1280, True), (390, False), (390, True)]


@pytest.fixture
def people(site):
    users = {
        "coach": make_user("coach01", roles=("coach",)),
        "content_editor": make_user("editor", roles=("content_editor",)),
        "functional_administrator": make_user("administrator", roles=("functional_administrator",)),
    }
    area = make_area("Oost", users["coach"])
    with scope.everything("test"):
        for _ in range(12):
            resident = make_resident(area=area, coach=users["coach"], last_conversation_on=date(2026, 5, 21))
        make_follow_up(resident, target_on=date(2026, 12, 1))
    return users


def addresses():
    text = LetterText.objects.get(code="uitnodiging-gesprek")
    guide = ConversationGuide.objects.get(code="vervolggesprek")
    return {
        "inwoners": ("coach", "/admin/kik/residents/"),
        "inlezen": ("functional_administrator", "/admin/kik/import/"),
        "brieftekst": ("content_editor", f"/admin/snippets/kik_wagtail/lettertext/edit/{text.pk}/"),
        "handreiking": ("content_editor", f"/admin/snippets/kik_wagtail/conversationguide/edit/{guide.pk}/"),
        "briefteksten": ("content_editor", "/admin/snippets/kik_wagtail/lettertext/"),
    }


@pytest.mark.parametrize("name", ["inwoners", "inlezen", "brieftekst", "handreiking", "briefteksten"])
def test_a_screen_has_no_axe_finding_and_fits(people, open_as, name):
    role, address = addresses()[name]
    for width, dark in LOOKS:
        page = open_as(people[role], width=width, dark=dark)
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert axe_violations(page) == [], (width, dark)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        shoot(page, f"{name}-{width}-{'donker' if dark else 'licht'}")
        page.close()
