"""Every screen of the coach and the team lead: wide and narrow, light and dark, without an axe finding or sideways scroll.

A new address of the desk stands here, or fails the first test.
"""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from kik_wagtail import scope
from kik_wagtail.desk.joint import VERBS, carry_out
from kik_wagtail.desk.urls import urlpatterns
from kik_wagtail.follow_up import services
from kik_wagtail.follow_up.models import FollowUp, Referral
from kik_wagtail.letters import printing
from kik_wagtail.residents.access import as_user
from kik_wagtail.residents.emergency import open_in_emergency
from kik_wagtail.residents.models import AreaMember
from kik_wagtail.residents.services import propose_handover
from tests.browser.desk import contact_of, make_people
from tests.browser.looking import SETTLED, axe_violations, shoot
from tests.factories import make_resident, make_user
from tests.letters.texts import OPENING, SIGNATURE, make, make_text

# From light to dark the colours of core's menu slide: half way axe measures what nobody reads.
COLOURED = "!document.getAnimations().some((one) => one instanceof CSSTransition)"
LOOKS = [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]
ZOOMED = {"200 %": 640, "400 %": 320}  # of 1280
NO_SCREEN = {  # takes a press, gives a file or a fragment, or leads on
    *("resident", "attempt", "undo_attempt", "commitment_done", "undo_commitment", "handover", "missed", "reopen"),
    *("draft", "note", "resume_route", "confirm_batch", "mark_printed", "put_back", "keep_filter", "drop_filter"),
    *("emergency_seen", "next_window", "token"),
    *("plan_paper", "appointment_file", "export_batch", "print_pdf"),
}
OF_ROUTES = {  # tests/browser/test_routes_of_residents.py and test_together.py look at these
    *("on_route", "decide", "pause_route", "stop_route", "newer_route", "put_on_route", "under_way"),
    *("batches", "batch", "undo_batch", "together"),
}
OF_THE_LEAD = {"teams", "team", "team_list", "spread", "stand_in"}


@pytest.fixture
def coach(site):
    return make_user("coach01", roles=("coach",), first_name="Mia", last_name="Bos")


@pytest.fixture
def lead(site):
    return make_user("lead", roles=("team_lead",), first_name="Bea", last_name="Vos")


@pytest.fixture
def people(coach, lead):
    people = make_people(coach)
    with scope.everything("test"):
        area = people[0].area
        noor = make_user("noor", roles=("coach",), first_name="Noor", last_name="Smit")
        AreaMember.objects.create(area=area, user=noor)
        AreaMember.objects.create(area=area, user=lead, role="team_lead")
        common = {"to_area": area, "reason": "minder uren", "note": "graag thuis", "user": coach, "now": timezone.now()}
        propose_handover(resident=people[8], to_coach=noor, **common)
        _opened_by(make_user("haast", roles=("coach",), first_name="Ien", last_name="Vlug"), people[0])
        _opened_by(coach, make_resident(area=AreaMember.objects.get(user__username="coach12").area, coach=None))
    return people


def _opened_by(user, resident):
    about = {"client_number": resident.client_number, "why": "is_here", "reason": "staat aan de balie"}
    open_in_emergency(**about, user=user, now=timezone.now())


def addresses(people, coach):
    """{name of the screen: [addresses]}, of every screen of the desk but those of routes."""
    planned, now = contact_of(people[0]), timezone.now()
    with scope.everything("test"):
        closed = FollowUp.objects.closed().conversations().get(resident=people[0])
        letter = make(planned, make_text(blocks=(OPENING, SIGNATURE)), user=coach)
        file = printing.take(keys=[letter.pk], request_key=uuid4(), user=coach, now=now)
        goal = {"key": "", "domain": "", "domain_title": "", "words": "taal leren", "state": "going", "steps": []}
        services.save_plan(resident=people[0], goals=[goal], follow_up=planned, seen=0, user=coach, now=now)
        referral = Referral.objects.get(resident=people[7])
        area, resident = people[0].area_id, people[0].pk
    with as_user(coach):
        ticked = [people[4], people[5], people[6]]
        asked = {"months": 9, "channel": ""}
        common = {"asked": asked, "user": coach, "now": now, "key": uuid4(), "missing": 2}
        done = carry_out(verb=VERBS["plan"], residents=ticked, **common)
    one = [planned.pk]
    many = "?" + "&".join(f"id={person.pk}" for person in people[:3]) + "&id=999999"
    given = {
        "today": [[]], "proposed": [[]], "caseload": [[]], "emergency": [[]], "agenda": [[]], "agenda_month": [[]],
        "my_calendar": [[]], "columns": [[]], "to_print": [[]], "teams": [[]],
        "beeps": [["overdue"], ["nothing_planned"], ["call_back"], ["referral_silent"], ["handover_waiting"]],
        "hand_over": [[resident]], "development_plan": [[resident]], "plan_version": [[resident, 1]],
        "routes_of": [[resident]], "plan": [[people[10].pk]], "referral": [[referral.pk]],
        "contact": [one, [closed.pk]], "appointment": [one], "reschedule": [one],
        "print_file": [[file.pk]], "joint": [[verb] for verb in VERBS], "joint_done": [[done.pk]],
        "team": [[area]], "spread": [[area]], "stand_in": [[area]],
        "team_list": [[area, code] for code in ("caseload", "overdue", "week", "handovers")],
    }  # fmt: skip
    query = {"joint": many, "spread": f"?coach={coach.pk}"}
    found = {
        name: [reverse(f"kik_desk:{name}", args=args) + query.get(name, "") for args in several]
        for name, several in given.items()
    }
    about_a_resident = ("index", "inspect", "edit", "history")
    keys = {name: [] if name == "index" else [resident] for name in about_a_resident}
    others = [reverse(f"kik_residents_modeladmin_{name}", args=keys[name]) for name in about_a_resident]
    others += [reverse("kik_letters:new", args=one), reverse("kik_letters:letter", args=[letter.pk])]
    return found | {"of other rooms": others}


def look(page, urls):
    """What is wrong at which address, in which look."""
    wrong = {}
    for url in urls:
        assert page.goto(url).status == 200, url
        page.wait_for_load_state("load")
        for width, scheme in LOOKS:
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_function(SETTLED)
            page.wait_for_function(COLOURED)
            shoot(page, f"desk{url.split('?')[0].removeprefix('/admin/kik').replace('/', '-')}{width}-{scheme}")
            if found := axe_violations(page) + scrolls_sideways(page):
                wrong[f"{url} {width} {scheme}"] = found
        for zoom, width in ZOOMED.items():
            page.set_viewport_size({"width": width, "height": 900})
            if found := scrolls_sideways(page):
                wrong[f"{url} {zoom}"] = found
    return wrong


def scrolls_sideways(page) -> list[str]:
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    return ["scrolls sideways"] if wide else []


def test_every_screen_of_the_desk_is_looked_at(people, coach):
    names = {pattern.name for pattern in urlpatterns}
    assert names == NO_SCREEN | OF_ROUTES | addresses(people, coach).keys() - {"of other rooms"}


def test_the_screens_of_a_coach_fit_and_have_no_axe_finding(open_as, coach, people):
    found = addresses(people, coach)
    urls = [url for name, several in found.items() if name not in OF_THE_LEAD for url in several]
    assert look(open_as(coach), urls) == {}


def test_the_screens_of_a_team_lead_fit_and_have_no_axe_finding(open_as, coach, lead, people):
    found = addresses(people, coach)
    urls = [url for name in ("teams", *OF_THE_LEAD - {"teams"}) for url in found[name]]
    contact, *_closed = found["contact"]
    assert look(open_as(lead), [*urls, contact, *found["today"]]) == {}
