"""W6: a list asks as many queries with 5,000 rows as with 50."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from kik_wagtail.follow_up.models import FollowUp
from kik_wagtail.residents.models import AreaMember, Resident
from tests.factories import make_user

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)  # the clock of conftest
RECORDS = 'INSERT INTO "kik_wagtail_accessrecord"'  # one for each resident on the screen, 83 to a statement on SQLite
LISTS = (
    "residents",
    "sorted",
    "searched",
    "caseload",
    "overdue",
    "agenda",
    "month",
    "team_agenda",
    "team",
    "team_list",
)


@pytest.fixture
def lead(area, coach):
    """A coach who leads the team as well, and so may open every list."""
    user = make_user("lead01", roles=("coach", "team_lead"))
    AreaMember.objects.create(area=area, user=user, role=AreaMember.Role.TEAM_LEAD)
    return user


def fill(area, coach, *, first: int, number: int) -> None:
    """Residents with an appointment each, spread over two months around today; one in five is late."""
    people = Resident.objects.bulk_create(
        Resident(client_number=f"6{one:06}", surname="Vos", area=area, coach=coach, last_conversation_on=TODAY)
        for one in range(first, first + number)
    )
    days = [TODAY + timedelta(days=(at * 7) % 60 - 12) for at in range(number)]
    FollowUp.objects.bulk_create(
        FollowUp(
            resident=one,
            area=area,
            coach=coach,
            kind="follow_up",
            earliest_on=day,
            target_on=day,
            latest_on=day,
            planned_at=datetime(2026, 11, 1, tzinfo=UTC),
            appointment_at=datetime(day.year, day.month, day.day, 9, tzinfo=UTC) if day >= TODAY else None,
        )
        for one, day in zip(people, days, strict=True)
    )


def address(name: str, area, lead) -> str:
    residents = "/admin/kik/residents/"
    return {
        "residents": residents,
        "sorted": f"{residents}?ordering=-next_on&months=3&p=1",
        "searched": f"{residents}?q=vos",
        "caseload": reverse("kik_desk:caseload"),
        "overdue": reverse("kik_desk:beeps", args=["overdue"]),
        "agenda": reverse("kik_desk:agenda"),
        "month": reverse("kik_desk:agenda_month"),
        "team_agenda": f"{reverse('kik_desk:agenda')}?team={area.pk}",
        "team": reverse("kik_desk:team", args=[area.pk]),
        "team_list": f"{reverse('kik_desk:team_list', args=[area.pk, 'overdue'])}?coach={lead.pk}",
    }[name]


def test_every_list_asks_as_much_for_5000_rows_as_for_50(client, area, lead, django_assert_max_num_queries):
    client.force_login(lead)
    counts: dict[str, list[int]] = {name: [] for name in LISTS}
    for first, number in ((0, 50), (50, 4950)):
        fill(area, lead, first=first, number=number)
        for name in LISTS:
            with django_assert_max_num_queries(40) as asked:
                assert client.get(address(name, area, lead)).status_code == 200
            counts[name].append(sum(RECORDS not in one["sql"] for one in asked.captured_queries))
    assert {name: few for name, (few, many) in counts.items() if few != many} == {}
