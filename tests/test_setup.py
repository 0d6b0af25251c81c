from __future__ import annotations

import json
from io import StringIO

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from django.urls import reverse
from django_q.models import Schedule
from wagtail.models import Locale, Page, Site, Workflow

from kik_wagtail import jobs, permissions
from kik_wagtail.routes.models import Route
from kik_wagtail.snippets.models import LetterText
from tests import starting
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def kik_setup() -> list[str]:
    output = StringIO()
    call_command("kik_setup", format="json", stdout=output)
    return json.loads(output.getvalue())["added"]


def group_of(role: str) -> Group:
    return Group.objects.get(name=permissions.GROUP_NAMES[role])


def rights_of(role: str) -> set[str]:
    return {
        f"{permission.content_type.app_label}.{permission.codename}"
        for permission in group_of(role).permissions.select_related("content_type")
    }


def test_a_second_run_adds_nothing():
    assert kik_setup()
    assert kik_setup() == []


def test_every_role_gets_exactly_its_rights_and_enters_the_admin():
    kik_setup()
    for role, codenames in permissions.RIGHTS.items():
        assert rights_of(role) == {"wagtailadmin.access_admin", *(f"kik_wagtail.{name}" for name in codenames)}


def test_no_role_can_change_users_groups_or_the_queue():
    kik_setup()
    given = Permission.objects.filter(group__name__in=permissions.GROUP_NAMES.values())
    assert not given.exclude(content_type__app_label__in=["kik_wagtail", "wagtailadmin"]).exists()


def test_editors_managers_administrators_and_auditors_have_no_right_on_residents():
    kik_setup()
    blind = {"content_editor", "manager", "functional_administrator", "auditor"}
    personal = ("resident", "followup", "conversationreport", "commitment", "referral", "letter", "contactattempt")
    for role in blind:
        assert not {right for right in rights_of(role) if right.endswith(personal)} - {"kik_wagtail.import_resident"}


def test_the_functional_administrator_sets_up_letters_and_closing_days_and_nobody_else(client):
    kik_setup()
    Locale.objects.get_or_create(language_code="nl")
    site = Site.objects.first() or Site.objects.create(
        hostname="testserver", is_default_site=True, root_page=Page.add_root(title="Root", slug="root")
    )
    layout = reverse("wagtailsettings:edit", args=["kik_wagtail", "letterlayout", site.pk])
    closing_day = reverse("wagtailsnippets_kik_wagtail_closingday:add")
    for role in permissions.GROUP_NAMES:
        client.force_login(make_user(roles=(role,)))
        expected = 200 if role == "functional_administrator" else 302
        assert [client.get(address).status_code for address in (layout, closing_day)] == [expected, expected], role


def test_editors_cannot_publish_what_needs_four_eyes():
    kik_setup()
    assert not {"kik_wagtail.publish_lettertext", "kik_wagtail.publish_conversationguide"} & rights_of("content_editor")


def test_what_a_site_took_away_stays_away():
    kik_setup()
    group_of("auditor").delete()
    group_of("coach").permissions.remove(Permission.objects.get(codename="add_letter"))
    Schedule.objects.all().delete()
    Workflow.objects.all().delete()
    assert kik_setup() == []
    assert not Group.objects.filter(name=permissions.GROUP_NAMES["auditor"]).exists()
    assert "kik_wagtail.add_letter" not in rights_of("coach")
    assert not Schedule.objects.exists()


def test_what_a_site_changed_stays_changed():
    kik_setup()
    extra = Permission.objects.get(codename="import_resident")
    group_of("manager").permissions.add(extra)
    Schedule.objects.filter(func=jobs.DRAIN).update(cron="* * * * *")
    kik_setup()
    assert "kik_wagtail.import_resident" in rights_of("manager")
    assert Schedule.objects.get(func=jobs.DRAIN).cron == "* * * * *"


def test_a_right_that_a_later_version_ships_is_added(monkeypatch):
    kik_setup()
    monkeypatch.setitem(permissions.RIGHTS, "auditor", (*permissions.RIGHTS["auditor"], "view_area"))
    assert kik_setup() == ["right:auditor:kik_wagtail.view_area"]
    assert "kik_wagtail.view_area" in rights_of("auditor")


def test_a_group_that_the_site_had_already_keeps_its_rights_and_people(django_user_model):
    group = Group.objects.create(name=permissions.GROUP_NAMES["coach"])
    group.user_set.add(django_user_model.objects.create_user("c", password="x"))
    kik_setup()
    assert group.user_set.count() == 1
    assert "kik_wagtail.view_resident" in rights_of("coach")


def test_who_is_named_owns_the_letters_that_are_added_and_no_others(django_user_model):
    owner = django_user_model.objects.create_user("jurist", password="x")
    call_command("kik_setup", owner="jurist", stdout=StringIO())
    assert set(LetterText.objects.values_list("owner", flat=True)) == {owner.pk}
    LetterText.objects.update(owner=None)
    call_command("kik_setup", owner="jurist", stdout=StringIO())
    assert not LetterText.objects.filter(owner=owner).exists()


def test_an_owner_who_is_not_there_changes_nothing():
    with pytest.raises(CommandError, match="There is no user niemand"):
        call_command("kik_setup", owner="niemand", stdout=StringIO())
    assert not LetterText.objects.exists()


def test_roles_are_known_by_group(django_user_model):
    kik_setup()
    user = django_user_model.objects.create_user("c", password="x")
    user.groups.add(group_of("coach"), Group.objects.create(name="Iets anders"))
    assert permissions.roles_of(user) == {"coach"}


def test_the_rows_that_tests_keep_are_those_of_the_command(transactional_rollback, monkeypatch):
    monkeypatch.setattr(starting, "_kept", {})
    told, ran = [], []
    monkeypatch.setattr(starting, "call_command", lambda *args, **options: ran.append(call_command(*args, **options)))
    for _time in range(2):
        with transactional_rollback():
            starting.kik_setup()
            told.append(starting._rows(starting._tables()))
            assert Route.objects.exists()
    assert len(ran) == 1
    assert told[0] == told[1]
