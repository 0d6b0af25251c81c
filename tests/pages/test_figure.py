"""A number on a page: counted now, never small, kept no longer than the body, and for whoever may read the page."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import PageViewRestriction

from kik_wagtail import scope
from kik_wagtail.figures.registry import Figures, NamedCount, figures
from kik_wagtail.pages.blocks.figure import FigureBlock
from kik_wagtail.residents.models import Resident
from tests.factories import make_area, make_resident, make_user
from tests.pages.bodies import make_page

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()


@pytest.fixture
def page(root, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        return make_page(root, [("figure", {"figure": "in_view", "text": ""})])


@pytest.fixture
def count(monkeypatch):
    """`count(7)` registers a count that gives this."""
    monkeypatch.setattr(figures, "_known", dict(figures._known))

    def register(number, code="visits"):
        given = number if callable(number) else lambda now: number
        figures.register(NamedCount(code, "bezoeken", given, "in deze maand"))

    return register


def in_view(number):
    with scope.everything("test"):
        area = make_area()
        for _one in range(number):
            make_resident(area=area)


def seen(page, client=None) -> str:
    return (client or Client()).get(page.get_url()).content.decode()


def number_in(html) -> str:
    return re.search(r'class="kik-figure"><strong>([^<]*)</strong>', html)[1]


@pytest.mark.parametrize(("residents", "shown"), [(0, "minder dan 5"), (4, "minder dan 5"), (5, "5"), (6, "6")])
def test_fewer_than_five_is_never_said_to_be_how_many(page, residents, shown):
    in_view(residents)
    assert number_in(seen(page)) == shown


@pytest.mark.parametrize("number", [-3, 0, 1, 4])
def test_a_small_number_is_hidden_whichever_count_gives_it(root, count, number):
    count(number)
    html = seen(make_page(root, [("figure", {"figure": "visits", "text": ""})]))
    assert number_in(html) == "minder dan 5"
    assert str(number) not in re.search(r'class="kik-figure">.*?</p>', html)[0].split("geteld op")[0]


def test_a_number_says_what_it_is_of_and_when_it_was_counted(root, count):
    count(41)
    page = make_page(
        root, [("figure", {"figure": "visits", "text": ""}), ("figure", {"figure": "visits", "text": "eigen"})]
    )
    with time_machine.travel(NOW, tick=False):
        html = seen(page)
    assert "<span>bezoeken</span>" in html
    assert "<span>eigen</span>" in html
    assert html.count("in deze maand") == 2
    assert html.count("geteld op 2 maart 2026, 10:05") == 2, "in the time of the reader"


def test_a_number_is_as_old_as_it_says_and_counted_anew_after_the_time_that_a_body_is_kept(page, settings):
    settings.KIK_WAGTAIL_PAGES_CACHE_SECONDS = 600
    in_view(7)
    with time_machine.travel(NOW, tick=False):
        assert number_in(seen(page)) == "7"
    in_view(3)
    with time_machine.travel(NOW + timedelta(minutes=9), tick=False):
        html = seen(page)
        assert (number_in(html), "10:05" in html) == ("7", True), "kept, and it says of when"
    with time_machine.travel(NOW + timedelta(minutes=11), tick=False):
        html = seen(page)
        assert (number_in(html), "10:16" in html) == ("10", True)


def test_a_page_counts_each_number_once_and_all_at_one_moment(root, count):
    moments = []
    count(lambda now: moments.append(now) or 8)
    page = make_page(root, [("figure", {"figure": name, "text": ""}) for name in ("visits", "in_view", "visits")])
    seen(page)
    assert len(moments) == 1


def test_a_count_that_fails_or_is_gone_leaves_the_page_standing_and_tells_nothing(root, count, caplog):
    count(lambda now: 1 / 0)
    page = make_page(root, [("figure", {"figure": name, "text": "x"}) for name in ("visits", "gone")])
    html = seen(page)
    assert html.count('class="kik-gone"') == 2
    assert "ZeroDivisionError" in caplog.text
    assert "division by zero" not in caplog.text, "a message may hold a name"
    assert "ZeroDivisionError" not in html


# who sees it


def test_everybody_sees_the_same_number_whatever_residents_they_may_see(page):
    in_view(6)
    readers = [Client()]
    for role in ("coach", "manager", "content_editor"):
        readers.append(Client())
        readers[-1].force_login(make_user(role, roles=(role,)))
    assert [number_in(seen(page, reader)) for reader in readers] == ["6"] * 4
    cache.clear()
    assert number_in(seen(page, readers[1])) == "6", "the one who has it counted sees no residents"


def test_the_rights_of_a_count_end_with_it(page):
    in_view(6)
    seen(page)
    with pytest.raises(scope.ScopeMissing):
        Resident.objects.count()


def test_a_page_that_is_closed_keeps_its_number_to_who_may_read_it(page):
    in_view(6)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert Client().get(page.get_url()).status_code == 302
    coach = Client()
    coach.force_login(make_user("coach", roles=("coach",)))
    assert number_in(seen(page, coach)) == "6"
    assert Client().get(page.get_url()).status_code == 302, "also when it is kept"


# the register


def test_the_counts_that_come_along_count_what_they_say(root):
    with scope.everything("test"):
        recent, old = NOW.date() - timedelta(days=30), NOW.date() - timedelta(days=400)
        for day in [recent] * 5 + [old] * 2 + [None]:
            make_resident(last_conversation_on=day)
        make_resident(status=Resident.Status.LEFT, last_conversation_on=recent, left_on=date(2026, 2, 1))
    counted = {one.code: figures.counted(one.code, now=NOW).number for one in figures}
    assert counted == {"in_view": 8, "spoken_in_a_year": 5, "conversations_in_a_year": None}


def test_an_editor_chooses_from_the_counts_that_are_registered_and_from_nothing_else(count):
    count(9)
    block = FigureBlock()
    assert block.clean(block.to_python({"figure": "visits", "text": ""}))["figure"] == "visits"
    with pytest.raises(ValidationError):
        block.clean(block.to_python({"figure": "residents.all", "text": ""}))


def test_the_same_code_again_replaces_the_count():
    register = Figures()
    for number in (6, 7):
        register.register(NamedCount("a", "a", lambda now, number=number: number))
    assert [one.code for one in register] == ["a"]
    assert register.counted("a", now=NOW).number == 7
