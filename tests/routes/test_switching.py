"""On, agreed and off: by managers only, and a duty by two of them."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from kik_wagtail.routes.models import Enrolment, Route, RouteSwitch
from kik_wagtail.snippets.models import LetterText
from kik_wagtail.workdays.dates import today
from tests.factories import make_resident, make_user

from .screens import ROLES, at, html_of, set_up, shipped

pytestmark = pytest.mark.django_db
SWITCH = "kik_routes:switch"


@pytest.fixture
def users(db):
    return set_up() | {"manager2": make_user("manager2", roles=("manager",), last_name="Tweede")}


@pytest.fixture
def duty(users):
    return shipped()


@pytest.fixture
def voluntary(users):
    return shipped("kik-regulier")


def terms(**more):
    return {"deed": "aan", "effective_from": f"{today(timezone.now()):%d-%m-%Y}", "a_week": "10"} | more


def press(client, user, route, **posted):
    client.force_login(user)
    return client.post(at(SWITCH, route), posted, follow=True)


def switch_of(route):
    return RouteSwitch.objects.get(route=route)


def logged(action):
    return [(entry.user.username, entry.object_id) for entry in ModelLogEntry.objects.filter(action=action)]


def test_a_voluntary_route_is_switched_on_by_one_manager(client, users, voluntary):
    press(client, users["manager"], voluntary, **terms())
    switch = switch_of(voluntary)
    assert (switch.is_on, switch.a_week, switch.effective_from) == (True, 10, today(timezone.now()))
    assert logged("kik.route_on") == [("manager", str(voluntary.pk))]


def test_a_duty_is_switched_on_once_a_second_manager_agrees(client, users, duty):
    press(client, users["manager"], duty, **terms())
    assert not switch_of(duty).is_on
    assert "akkoord" not in html_of(client, SWITCH, duty).split("<form method")[-1]
    press(client, users["manager2"], duty, deed="akkoord")
    assert switch_of(duty).is_on
    assert switch_of(duty).agreed_by == users["manager2"]
    assert (logged("kik.route_on_asked"), logged("kik.route_on")) == (
        [("manager", str(duty.pk))],
        [("manager2", str(duty.pk))],
    )


@pytest.mark.parametrize("is_superuser", [False, True])
def test_who_asked_does_not_agree_a_superuser_neither(client, users, duty, is_superuser):
    asker = users["manager"]
    asker.is_superuser = is_superuser
    asker.save()
    press(client, asker, duty, **terms())
    response = press(client, asker, duty, deed="akkoord")
    assert not switch_of(duty).is_on
    assert "een tweede leidinggevende" in response.content.decode()


def test_pressed_twice_it_happens_once(client, users, duty, voluntary):
    for _ in range(2):
        press(client, users["manager"], voluntary, **terms())
        press(client, users["manager"], duty, **terms())
    for _ in range(2):
        press(client, users["manager2"], duty, deed="akkoord")
    assert len(logged("kik.route_on")) == 2
    for _ in range(2):
        press(client, users["manager"], duty, deed="uit")
    assert len(logged("kik.route_off")) == 1


def test_asking_again_does_not_switch_a_running_route_off(client, users, duty):
    press(client, users["manager"], duty, **terms())
    press(client, users["manager2"], duty, deed="akkoord")
    response = press(client, users["manager"], duty, **terms(a_week="5000"))
    assert "staat al aan" in response.content.decode()
    assert (switch_of(duty).is_on, switch_of(duty).a_week) == (True, 10)


def test_agreeing_when_nobody_asks_is_refused(client, users, duty):
    response = press(client, users["manager2"], duty, deed="akkoord")
    assert "Niemand vraagt nog" in response.content.decode()
    press(client, users["manager"], duty, **terms())
    press(client, users["manager"], duty, deed="uit")
    press(client, users["manager2"], duty, deed="akkoord")
    assert not switch_of(duty).is_on


def test_off_forgets_who_agreed(client, users, duty):
    press(client, users["manager"], duty, **terms())
    press(client, users["manager2"], duty, deed="akkoord")
    press(client, users["manager"], duty, deed="uit")
    assert (switch_of(duty).is_on, switch_of(duty).agreed_by) == (False, None)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"effective_from": "31-02-2027"}, "dag-maand-jaar"),
        ({"effective_from": ""}, "Vul een datum in"),
        ({"effective_from": "01-01-2020"}, "Deze dag is voorbij"),
        ({"a_week": "0"}, "1"),
        ({"a_week": "veel"}, "getal"),
    ],
)
def test_what_was_filled_in_wrong_is_said_and_kept(client, users, voluntary, wrong, said):
    response = press(client, users["manager"], voluntary, **terms(**wrong))
    assert response.status_code == 200
    errors = " ".join(error for errors in response.context["form"].errors.values() for error in errors)
    assert said in errors
    assert not RouteSwitch.objects.filter(route=voluntary).exists()
    for name, value in wrong.items():
        assert response.context["form"][name].value() == value


def test_a_route_with_a_fault_says_why_it_cannot_be_switched_on(client, users, voluntary):
    LetterText.objects.filter(code="uitnodiging-gesprek").update(is_archived=True)
    client.force_login(users["manager"])
    assert "is niet gepubliceerd of is gearchiveerd" in html_of(client, SWITCH, voluntary)
    press(client, users["manager"], voluntary, **terms())
    assert not RouteSwitch.objects.filter(is_on=True).exists()


def test_a_route_that_was_never_published_cannot_be_switched_on(client, users):
    new = Route.objects.create(title="Nieuw", live=False)
    new.save_revision()
    client.force_login(users["manager"])
    assert "Publiceer deze werkwijze eerst" in html_of(client, SWITCH, new)
    press(client, users["manager"], new, **terms())
    assert not RouteSwitch.objects.filter(is_on=True).exists()


def test_it_says_how_many_match_by_number_only_and_puts_nobody_on_it(client, users, voluntary, everything):
    for _ in range(3):
        make_resident(surname="Geheimenaam")
    client.force_login(users["manager"])
    html = html_of(client, SWITCH, voluntary)
    assert "Vandaag voldoen 3 inwoners" in html
    assert "Geheimenaam" not in html
    press(client, users["manager"], voluntary, **terms())
    assert not Enrolment.objects.exists()


@pytest.mark.parametrize("role", ROLES)
def test_only_managers_switch(client, users, voluntary, role):
    client.force_login(users[role])
    assert client.get(at(SWITCH, voluntary)).status_code == (200 if role == "manager" else 302)
    client.post(at(SWITCH, voluntary), terms())
    assert RouteSwitch.objects.filter(is_on=True).exists() is (role == "manager")


def test_the_home_page_asks_the_second_manager_and_nobody_else(client, users, duty):
    press(client, users["manager"], duty, **terms())
    asks = {}
    for name in ("manager", "manager2", "coach", "content_editor"):
        client.force_login(users[name])
        asks[name] = at(SWITCH, duty) in client.get(reverse("wagtailadmin_home")).content.decode()
    assert asks == {"manager": False, "manager2": True, "coach": False, "content_editor": False}
    press(client, users["manager2"], duty, deed="akkoord")
    assert at(SWITCH, duty) not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_a_day_that_passed_while_waiting_becomes_the_day_of_agreeing(users, duty):
    from kik_wagtail.routes.services import agree, ask_on

    now = timezone.now()
    ask_on(route=duty, effective_from=today(now), a_week=10, user=users["manager"], now=now)
    later = now + timedelta(days=9)
    assert agree(route=duty, user=users["manager2"], now=later).effective_from == today(later)


def test_a_route_that_is_not_there_is_not_found(client, users):
    client.force_login(users["manager"])
    assert client.get(reverse(SWITCH, args=[99999])).status_code == 404


def test_the_list_of_routes_says_which_are_on(client, users, voluntary):
    client.force_login(users["manager"])
    RouteSwitch.objects.update_or_create(route=voluntary, defaults={"is_on": True})
    html = client.get(reverse("wagtailsnippets_kik_wagtail_route:list")).content.decode()
    assert "Aan of uit" in html
    cells = [cell.strip() for cell in re.findall(r"<td[^>]*>\s*([a-z]+)\s*</td>", html)]
    assert (cells.count("aan"), cells.count("uit")) == (1, 6)
