"""“Begin with…”: a half-written draft below a page, for who may add pages there."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from kik_wagtail.pages.beginnings.content import beginnings
from kik_wagtail.pages.models import MethodIndexPage, MethodPage
from tests.factories import make_user
from tests.starting import kik_setup

pytestmark = pytest.mark.django_db


@pytest.fixture
def index(db):
    kik_setup()
    root = Page.get_first_root_node().add_child(instance=Page(title="Intranet", slug="intranet"))
    return root.add_child(instance=MethodIndexPage(title="Methode", slug="methode"))


@pytest.fixture
def manager(index):
    user = make_user(roles=("manager",))
    for codename in ("add_page", "change_page"):
        right = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.create(group=user.groups.get(), page=index, permission=right)
    return user


@pytest.fixture
def client(manager):
    client = Client()
    client.force_login(manager)
    return client


def begin(client, index, code, key=None):
    data = {"beginning": code, "key": key or uuid4()}
    return client.post(reverse("kik_begin_page", args=[index.pk]), data)


@pytest.mark.parametrize("code", [one.code for one in beginnings()])
def test_each_beginning_becomes_a_draft_that_opens_in_the_editor(client, index, code):
    answer = begin(client, index, code)
    page = Page.objects.child_of(index).get()
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert not page.live
    assert client.get(answer.url).status_code == 200
    assert page.specific.get_latest_revision_as_object().body


def test_two_presses_make_one_page(client, index):
    key = uuid4()
    first, second = (begin(client, index, "method", key) for _ in range(2))
    assert first.url == second.url
    assert MethodPage.objects.count() == 1


def test_two_pages_of_one_beginning_get_slugs_of_their_own(client, index):
    begin(client, index, "method")
    begin(client, index, "method")
    assert set(MethodPage.objects.values_list("slug", flat=True)) == {"zo-werkt", "zo-werkt-2"}


def test_the_menu_of_the_page_leads_to_the_beginnings(client, index):
    offered = client.get(reverse("wagtailadmin_explore", args=[index.pk])).content.decode()
    assert reverse("kik_begin_page", args=[index.pk]) in offered
    page = client.get(reverse("kik_begin_page", args=[index.pk])).content.decode()
    assert page.count('name="beginning"') == len(beginnings())


def test_who_may_not_add_pages_there_is_refused_and_nothing_is_made(index):
    coach = Client()
    coach.force_login(make_user(roles=("coach",)))
    assert coach.get(reverse("kik_begin_page", args=[index.pk])).status_code == 302
    begin(coach, index, "method")
    assert not MethodPage.objects.exists()


@pytest.mark.parametrize("data", [{"beginning": "nothing", "key": uuid4()}, {"beginning": "method", "key": "1"}, {}])
def test_what_no_form_of_ours_sends_makes_nothing(client, index, data):
    answer = client.post(reverse("kik_begin_page", args=[index.pk]), data)
    assert answer.status_code in {400, 404}
    assert not MethodPage.objects.exists()
