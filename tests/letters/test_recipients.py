"""How often a wording was sent is for who reads texts; to whom, only for who may know those residents."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from kik_wagtail import scope
from kik_wagtail.letters import services, usage
from kik_wagtail.scope.models import AccessRecord
from tests.factories import make_area, make_follow_up, make_resident, make_user
from tests.letters.texts import NOW, make, make_text, publish


@pytest.fixture
def version(db):
    return make_text()


def log_in(client, user, *codenames):
    user.user_permissions.set(Permission.objects.filter(codename__in=("access_admin", *codenames)))
    client.force_login(user)
    return client


def page(client, version):
    return client.get(reverse("kik_letters:recipients", args=[version.pk]))


def test_the_coach_sees_whom_it_went_to_by_number_and_it_is_on_record(client, coach, follow_up, version):
    letter = make(follow_up, version)
    html = page(log_in(client, coach, "view_letter"), version).content.decode()
    assert "0912345" in html
    assert letter.reference in html
    assert "Haddad" not in html
    with scope.everything("test"):
        assert AccessRecord.objects.filter(user_id=coach.pk, resident=follow_up.resident_id).exists()


def test_residents_of_others_are_not_there_but_are_counted(client, coach, follow_up, version):
    with scope.everything("test"):
        other = make_user(first_name="Bea", last_name="Smit")
        far = make_resident(area=make_area("Elders", other), coach=other, client_number="0999999")
        make(make_follow_up(far, target_on=NOW.date(), appointment_at=NOW, place_kind="home"), version)
        make(follow_up, version)
    html = page(log_in(client, coach, "view_letter"), version).content.decode()
    assert "0912345" in html
    assert "0999999" not in html
    assert usage.count_letters([version.pk]) == {version.pk: 2}


def test_who_received_another_version_or_a_cancelled_letter_is_left_out(client, coach, follow_up, version):
    make(follow_up, version)
    newer = publish(version.text, subject="<p>Anders</p>")
    cancelled = make(follow_up, newer)
    services.cancel(letter=cancelled, user=coach, now=NOW)
    html = page(log_in(client, coach, "view_letter"), newer).content.decode()
    assert "0912345" not in html
    assert usage.count_letters([newer.pk]) == {}


def test_an_editor_sees_the_number_and_no_list(client, follow_up, version):
    for _ in range(6):
        make(follow_up, version)
    log_in(client, make_user(), "view_lettertext", "change_lettertext")
    versions = client.get(reverse("kik_texts:versions", args=["brief", version.text_id]))
    assert versions.context["rows"][0]["letters"] == 6
    assert reverse("kik_letters:recipients", args=[version.pk]) not in versions.content.decode()
    assert "0912345" not in versions.content.decode()
    assert page(client, version).status_code == 302


def test_an_unknown_version_is_not_found(client, coach):
    log_in(client, coach, "view_letter")
    assert client.get(reverse("kik_letters:recipients", args=[99999])).status_code == 404


def test_a_long_list_is_turned_page_by_page(client, coach, follow_up, version, monkeypatch):
    monkeypatch.setattr("kik_wagtail.letters.views.recipients.LETTERS_ON_A_PAGE", 2)
    references = [make(follow_up, version).reference for _ in range(3)]
    html = page(log_in(client, coach, "view_letter"), version).content.decode()
    assert [reference in html for reference in references] == [False, True, True]
    assert re.search(r'href="\?p=2"', html)
