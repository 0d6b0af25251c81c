"""The dry run: expected numbers by hand-made sums, on counts only, writing nothing."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kik_wagtail.letters.models import Letter
from kik_wagtail.routes.content import read
from kik_wagtail.routes.dry_run import WEEKS, Assumptions, Who, portions, simulate, walk
from kik_wagtail.routes.dry_run_reading import coming
from kik_wagtail.routes.models import Enrolment, EntryBacklog, RouteVersion
from kik_wagtail.scope.models import AccessRecord
from kik_wagtail.workdays.dates import today
from tests.factories import make_area, make_resident, make_user

from .inbeeld import IN_BEELD, in_beeld, letter, on, step, term
from .screens import ROLES, at, draft_of, html_of, lead_nowhere, set_up, shipped
from .world import MONDAY

CERTAIN = Assumptions(reacts=0, declines=0, shows_up=1, reached=1)
ANNA, BEN = Who(1, "home"), Who(2, "office")


def per_week(walked, what):
    found = [0.0] * WEEKS
    for asked, share in walked.items():
        if asked.what == what:
            found[asked.week] += share
    return found


def test_a_silent_resident_gets_two_letters_and_then_a_decision():
    walked = walk(in_beeld(), CERTAIN)
    assert per_week(walked, "letters")[:4] == [1, 0, 1, 0]
    assert sum(per_week(walked, "letters")) == 2
    assert sum(per_week(walked, "decisions")) == 1
    assert sum(per_week(walked, "conversations")) == 0


def test_shares_of_who_reacts_and_who_shows_up_are_multiplied():
    walked = walk(in_beeld(), Assumptions(reacts=0.5, declines=0, shows_up=0.8, reached=1))
    first_conversation, second_letter = 0.5, 0.5 + 0.5 * 0.2
    second_conversation = second_letter * 0.5
    assert sum(per_week(walked, "letters")) == pytest.approx(1 + second_letter)
    assert sum(per_week(walked, "conversations")) == pytest.approx(first_conversation + second_conversation)
    assert sum(per_week(walked, "decisions")) == pytest.approx(second_letter * 0.5 + second_conversation * 0.2)


def test_a_term_that_changes_moves_the_second_letter():
    shorter = {**IN_BEELD, "steps": [dict(one) for one in IN_BEELD["steps"]]}
    shorter["steps"][0]["branches"] = [on("silent", to="duty", after=term(7))]
    assert per_week(walk(read(shorter), CERTAIN), "letters")[:3] == [1, 1, 0]


def test_a_route_that_goes_round_ends_the_dry_run_all_the_same():
    steps = [
        step(
            "one",
            "letter",
            "Brief",
            "start",
            letter=letter(1, "neutral"),
            branches=[on("silent", to="one", after=term(1))],
        )
    ]
    assert sum(per_week(walk(read({**IN_BEELD, "steps": steps}), CERTAIN), "letters")) > 1
    assert sum(walk(read({**IN_BEELD, "steps": []}), CERTAIN).values()) == 0


def test_no_week_takes_in_more_than_its_number_and_who_is_new_goes_first():
    entering = portions([ANNA] * 5, [[], [BEN] * 2], 2)
    assert entering[:5] == [[ANNA, ANNA], [BEN, BEN], [ANNA, ANNA], [ANNA], []]
    assert max(len(week) for week in entering) == 2


def test_load_is_told_by_coach_and_by_place():
    run = simulate(walk(in_beeld(), CERTAIN), [[ANNA, ANNA, BEN]])
    assert run.weeks[0]["letters"] == 3
    assert sum(run.coaches[1]) == 2 * sum(run.coaches[2])
    sure = Assumptions(reacts=1, declines=0, shows_up=1, reached=1)
    places = simulate(walk(in_beeld(), sure), [[ANNA, BEN]]).places
    assert list(places) == ["office"]  # the step names the office, whatever one prefers
    assert sum(places["office"]) == pytest.approx(2)
    steps = [step("one", "appointment", "Gesprek", "start", branches=[on("silent", end="not_reached", after=term(7))])]
    places = simulate(walk(read({**IN_BEELD, "steps": steps}), sure), [[ANNA], [BEN]]).places
    assert (places["home"][:2], places["office"][:2]) == ([1, 0], [0, 1])


def test_twice_the_same_is_twice_the_same():
    assert walk(in_beeld(), Assumptions()) == walk(in_beeld(), Assumptions())


@pytest.mark.django_db
def test_every_shipped_route_can_be_run_dry():
    set_up()
    for version in RouteVersion.objects.current():
        assert sum(walk(version.route, Assumptions()).values()) > 0


# the residents of today


@pytest.fixture
def area(everything):
    return make_area("Oost", make_user("coach07", roles=("coach",), last_name="Zeven"))


def residents(area, number, **values):
    return [
        make_resident(area=area, coach=area.members.first().user, surname="Geheimenaam", **values)
        for _ in range(number)
    ]


def test_who_matches_today_and_who_comes_to_match_later_are_told_apart(area):
    day = today(MONDAY)
    residents(area, 3, last_conversation_on=day - timedelta(days=330))
    residents(area, 2, last_conversation_on=day - timedelta(days=290))
    found = coming(entry="almost_12_months", purpose="contact", day=day)
    assert len(found.today) == 3
    assert [len(week) for week in found.later if week] == [2]
    assert {who.coach for who in found.today} == {area.members.first().user_id}


def test_the_readers_queries_do_not_grow_with_residents(area):
    counts = []
    for _ in range(2):
        residents(area, 4)
        with CaptureQueriesContext(connection) as captured:
            coming(entry="never_spoken", purpose="contact", day=today(MONDAY))
        counts.append(len(captured))
    assert counts == [WEEKS, WEEKS]


# the page

DRY_RUN = "kik_routes:dry_run"


@pytest.fixture
def users(db):
    return set_up()


@pytest.fixture
def route(users):
    return shipped("kik-regulier")


def test_the_page_says_who_matches_today_and_what_it_asks_by_number_only(client, users, route, area):
    residents(area, 7)
    client.force_login(users["manager"])
    html = html_of(client, DRY_RUN, route)
    assert "7 inwoners voldoen vandaag" in html
    assert "Zeven" in html
    assert "Geheimenaam" not in html
    response = client.get(at(DRY_RUN, route))
    assert len(response.context["rows"]) == WEEKS
    assert response.context["rows"][0]["letters"] == 7


def test_nothing_is_written_and_nobody_is_looked_at(client, users, route, area):
    residents(area, 3)
    client.force_login(users["manager"])
    html_of(client, DRY_RUN, route)
    for model in (Enrolment, EntryBacklog, Letter, AccessRecord):
        assert not model.objects.exists(), model


def test_assumptions_are_shown_and_can_be_changed(client, users, route, area):
    residents(area, 10)
    client.force_login(users["manager"])
    few = client.get(at(DRY_RUN, route, a_week=2, reacts=0, declines=0, shows_up=100, reached=100, backlog="on"))
    assert [row["entering"] for row in few.context["rows"]][:6] == [2, 2, 2, 2, 2, 0]
    none = client.get(at(DRY_RUN, route, a_week=2, reacts=0, declines=0, shows_up=100, reached=100))
    assert sum(row["entering"] for row in none.context["rows"]) == 0


@pytest.mark.parametrize("wrong", [{"a_week": "0"}, {"a_week": "x"}, {"reacts": "101"}, {"newcomers": "-1"}])
def test_what_cannot_be_is_said_and_no_numbers_are_made_up(client, users, route, wrong):
    client.force_login(users["manager"])
    given = {"a_week": 2, "reacts": 45, "declines": 5, "shows_up": 80, "reached": 60, "newcomers": 0} | wrong
    response = client.get(at(DRY_RUN, route, **given))
    assert response.status_code == 200
    assert response.context["form"].errors
    assert "rows" not in response.context


def test_a_draft_is_run_dry_too_also_with_a_fault(client, users):
    route = shipped()
    draft_of(route, lead_nowhere)
    client.force_login(users["manager"])
    assert html_of(client, DRY_RUN, route, versie="concept")


def test_every_week_of_every_coach_and_place_is_told_in_bars_and_in_numbers(client, users, route, area):
    residents(area, 7)
    client.force_login(users["manager"])
    response = client.get(at(DRY_RUN, route))
    for loads in (response.context["coaches"], response.context["places"]):
        assert loads
        assert all(len(one.weeks) == WEEKS for one in loads)
        assert all(one.most == max(one.weeks) for one in loads)
    html = response.content.decode()
    assert "Zeven: het drukst in de week van" in html
    assert html.count("Alle weken in getallen") == 4  # a heading and a name for each of the two


def test_the_draft_is_set_beside_the_published_version_in_figures(client, users, route, area):
    residents(area, 7)
    client.force_login(users["manager"])
    assert client.get(at(DRY_RUN, route)).context["beside"] == []
    draft_of(route, lambda draft: draft.body.pop())
    for version in ("1", "concept"):
        found = client.get(at(DRY_RUN, route, versie=version)).context["beside"]
        assert ("inwoners die erin komen", 7, 7) in found
        assert any(published != draft for _label, published, draft in found)


def test_in_one_line_for_the_editors_page_and_the_switch(client, users, route, area):
    residents(area, 7)
    client.force_login(users["manager"])
    html = html_of(client, DRY_RUN, route, kort=1)
    assert "vandaag voldoen 7 inwoners" in html
    assert "hoogstens 7 brieven per week" in html
    assert "<html" not in html
    for page in (at("kik_routes:switch", route), reverse("wagtailsnippets_kik_wagtail_route:edit", args=[route.pk])):
        assert "kort=1" in client.get(page).content.decode()


def test_the_one_line_is_kept_a_while_and_made_anew_once_others_match(client, users, route, area):
    residents(area, 3)
    client.force_login(users["manager"])
    html_of(client, DRY_RUN, route, kort=1)
    with CaptureQueriesContext(connection) as captured:
        assert "vandaag voldoen 3 inwoners" in html_of(client, DRY_RUN, route, kort=1)
    assert len(captured) < WEEKS
    residents(area, 1)
    assert "vandaag voldoen 4 inwoners" in html_of(client, DRY_RUN, route, kort=1)


def test_a_coach_sees_the_names_of_their_own_residents_and_no_figures(client, users, route, area):
    residents(area, 2)
    own = make_resident(area=make_area("West", users["coach"]), coach=users["coach"], surname="Eigennaam")
    client.force_login(users["coach"])
    response = client.get(at(DRY_RUN, route))
    html = response.content.decode()
    assert "Eigennaam" in html
    assert "Geheimenaam" not in html
    assert response.context["own_number"] == 1
    assert "rows" not in response.context
    assert AccessRecord.objects.filter(resident=own.pk, user_id=users["coach"].pk).exists()


@pytest.mark.parametrize("role", ROLES)
def test_only_who_makes_routes_or_has_residents_opens_it(client, users, route, role):
    client.force_login(users[role])
    may = role in {"manager", "coach", "team_lead"}
    assert client.get(at(DRY_RUN, route)).status_code == (200 if may else 302)
