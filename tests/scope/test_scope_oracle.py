"""S3: over random graphs, what a user sees equals what ten independent lines say they may see."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kik_wagtail import scope
from kik_wagtail.follow_up import beeper
from kik_wagtail.follow_up.models import FollowUp
from kik_wagtail.residents.access import as_user
from kik_wagtail.residents.models import Area, AreaMember, Handover, Resident, TemporaryAccess
from kik_wagtail.scope.listing import first_rows
from tests.factories import make_area, make_user

NOW = datetime.now(UTC)
HOUR = timedelta(hours=1)
DAY = date(2026, 1, 5)
USERS, AREAS, RESIDENTS = 3, 3, 5
KINDS = ("stand_in", "break_glass")
OPEN = {("now", "stand_in"), ("now", "break_glass"), ("long", "stand_in")}
user_no, area_no, resident_no = (st.integers(0, n - 1) for n in (USERS, AREAS, RESIDENTS))
GRAPH = st.fixed_dictionaries(
    {
        "members": st.sets(st.tuples(area_no, user_no), max_size=5),
        "homes": st.lists(area_no, min_size=RESIDENTS, max_size=RESIDENTS),
        "coaches": st.lists(st.one_of(st.none(), user_no), min_size=RESIDENTS, max_size=RESIDENTS),
        "access": st.lists(
            st.tuples(user_no, resident_no, st.sampled_from(["now", "past", "later", "long"]), st.sampled_from(KINDS)),
            max_size=3,
        ),
        "handovers": st.dictionaries(
            resident_no, st.tuples(user_no, st.sampled_from(["proposed", "accepted", "refused"])), max_size=2
        ),
    }
)
PERIODS = {
    "now": (NOW - HOUR, NOW + HOUR),
    "past": (NOW - 2 * HOUR, NOW - HOUR),
    "later": (NOW + HOUR, NOW + 2 * HOUR),
    "long": (NOW - 9 * HOUR, NOW + HOUR),  # breaking the glass gives eight hours, whatever its row says
}


def oracle(graph, user):
    seen = set()
    for number in range(RESIDENTS):
        if (graph["homes"][number], user) in graph["members"] or graph["coaches"][number] == user:
            seen.add(number)
        if any(row[:2] == (user, number) and row[2:] in OPEN for row in graph["access"]):
            seen.add(number)
        if graph["handovers"].get(number) == (user, "proposed"):
            seen.add(number)
    return seen


@pytest.fixture
def asked(monkeypatch):
    """Of the beeper only the kinds that the oracle knows: each kind is a query for each user of each graph."""
    kinds = ("overdue", "handover_waiting")
    monkeypatch.setattr(beeper, "BY_CODE", {code: beeper.BY_CODE[code] for code in kinds})


@pytest.fixture
def cast(db):
    """The same users and areas for every graph."""
    return [make_user() for _ in range(USERS)], [make_area() for _ in range(AREAS)]


def build(graph, users, areas):
    """The residents of this graph."""
    AreaMember.objects.bulk_create([AreaMember(area=areas[a], user=users[u]) for a, u in graph["members"]])
    residents = [
        Resident(
            client_number=f"08{number}", surname="X", area=areas[home], coach=None if coach is None else users[coach]
        )
        for number, (home, coach) in enumerate(zip(graph["homes"], graph["coaches"], strict=True))
    ]
    Resident.objects.bulk_create(residents)
    FollowUp.objects.bulk_create(
        FollowUp(
            resident=resident, area=resident.area, coach=resident.coach, kind="follow_up", planned_at=NOW,
            earliest_on=DAY, target_on=DAY, latest_on=DAY,
        )
        for resident in residents
    )  # fmt: skip
    for user, resident, period, kind in graph["access"]:
        start, end = PERIODS[period]
        TemporaryAccess.objects.create(
            user=users[user], resident=residents[resident], kind=kind, reason="x", from_at=start, until=end
        )
    for number, (user, state) in graph["handovers"].items():
        area = residents[number].area
        Handover.objects.create(
            resident=residents[number], area=area, to_coach=users[user], from_area=area, to_area=area,
            reason="x", state=state, proposed_at=NOW,
        )  # fmt: skip
    return residents


@pytest.mark.django_db
@settings(
    max_examples=500,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(graph=GRAPH)
def test_the_visible_set_equals_the_oracle_however_it_is_asked(cast, asked, transactional_rollback, graph):
    users, areas = cast
    with transactional_rollback():
        with scope.everything("test"):
            residents = build(graph, users, areas)
        for number, user in enumerate(users):
            expected = {residents[n].pk for n in oracle(graph, number)}
            with as_user(user) as opened:
                listed = {resident.pk for resident in Resident.objects.all()}
                assert listed == expected == opened.seen
                assert Resident.objects.count() == len(expected)
                assert {row.pk for row in first_rows(Resident.objects.all(), ("client_number", "id"), 50)} == expected
                assert {row.resident_id for row in FollowUp.objects.select_related("resident")} == expected
                joined = Area.objects.filter(residents__isnull=False).values_list("residents__pk", flat=True)
                assert set(joined) == expected
                beeps = beeper.by_kind(beeper.counts(date(2026, 3, 1)))
                assert beeps["overdue"] == len(expected)
                waiting = [n for n in oracle(graph, number) if graph["handovers"].get(n, (0, ""))[1] == "proposed"]
                assert beeps["handover_waiting"] == len(waiting)
