"""In Beeld as it went from 12 August to 1 December 2019: the residents, what each does, and the coaches' days.

The figures are those of the evaluation: 657 selected, 386 invited, 295 spoken, and of 20 others an outcome. What
happened to the remaining 71 is not told; here they are under way still.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import cycle

from kik_wagtail.follow_up.models import FollowUp, Kind
from kik_wagtail.follow_up.services.closing import close_follow_up
from kik_wagtail.follow_up.services.planning import NextContact, make_appointment
from kik_wagtail.follow_up.services.reports import write_report
from kik_wagtail.outbox import services as outbox
from kik_wagtail.residents.models import Resident
from kik_wagtail.routes import services
from kik_wagtail.routes.models import Enrolment
from kik_wagtail.snippets.models import GuideVersion
from kik_wagtail.workdays.dates import local
from tests.factories import make_area, make_user

from .bulk import make_residents
from .world import CALENDAR

FIRST, LAST = date(2019, 8, 12), date(2019, 12, 1)
SELECTED, INVITED, NOT_SELECTED = 657, 386, 60
A_WEEK, LAST_PORTION = 48, date(2019, 11, 25)
STEPS = ("invitation", "reminder", "meeting", "duty", "second_reminder", "second", "fork")

# story -> how many residents; the late ones are the portion of the last week
STORIES = {
    "comes": 205,
    "moves": 20,  # asks for a week later
    "uncalled": 20,  # nobody calls the day before; comes all the same
    "no_show": 20,  # comes after the second letter
    "silent": 25,  # reacts to the second letter
    "declines": 5,  # comes after the second letter
    "reassessment": 8,
    "fraud_signal": 3,
    "care_signal": 2,
    "spoken_at_home": 7,
    "undecided": 15,  # the coach has not decided yet
    "paused": 6,
}
LATE = INVITED - sum(STORIES.values())  # 50
SPOKEN = ("comes", "moves", "uncalled", "no_show", "silent", "declines")
REACT_TO_FIRST = ("comes", "moves", "uncalled", "no_show", "care_signal")
REACT_TO_SECOND = ("no_show", "silent", "declines", "care_signal")
DECIDED = ("reassessment", "fraud_signal", "care_signal", "spoken_at_home")
GRADES = ((8, 7), (8, 8), (8, 7), (7, 7), (9, 8))  # 8 and 7.4 on the average


def morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


def populate() -> list[Resident]:
    """657 who were tried in vain and 60 who were spoken this spring, in two areas, all with something planned."""
    coaches = [make_user(f"coach{number}", roles=("coach",), last_name=f"Coach{number}") for number in range(4)]
    areas = [make_area("Oost", *coaches[:2]), make_area("West", *coaches[2:])]
    residents = []
    for number, coach in enumerate(coaches):
        here = {"area": areas[number // 2], "coach": coach}
        some = (SELECTED + 3 - number) // 4
        residents += make_residents(some, first=1000 * number, **here)
        spring = {"last_conversation_on": date(2019, 4, 1)}
        residents += make_residents(NOT_SELECTED // 4, first=1000 * number + 500, **here, **spring)
    planned = {"earliest_on": date(2020, 1, 6), "target_on": date(2020, 1, 20), "latest_on": date(2020, 2, 3)}
    tried = {"earliest_on": date(2018, 1, 8), "target_on": date(2018, 1, 8), "latest_on": date(2018, 1, 8)}
    tried |= {"outcome": "not_reached", "closed_at": morning(date(2018, 1, 8))}
    FollowUp.objects.bulk_create(_contact(one, planned) for one in residents)
    FollowUp.objects.bulk_create(_contact(one, tried) for one in residents if not one.last_conversation_on)
    return residents


def _contact(resident: Resident, dates: dict) -> FollowUp:
    at = {"area_id": resident.area_id, "coach_id": resident.coach_id, "planned_at": morning(date(2018, 1, 2))}
    return FollowUp(resident=resident, kind=Kind.FIRST, **at, **dates)


class Autumn:
    """Every day of it: a manager lets a portion in, time passes, letters are made, and coaches do their work."""

    def __init__(self, route, manager) -> None:
        self.route, self.manager = route, manager
        steps = route.versions.first().content["steps"]
        self.names = dict(zip((step["key"] for step in steps), STEPS, strict=True))
        self.guide = GuideVersion.objects.current().get(text__code="eerste-gesprek")
        self.stories: dict[int, str] = {}  # resident -> story
        order = [story for story, number in STORIES.items() for _ in range(number)]
        self._next_story = iter(order[number % len(order)] for number in range(0, 37 * len(order), 37))  # mixed
        self._grades = cycle(GRADES)
        self.moved: set[int] = set()

    def live(self) -> None:
        day = FIRST
        while day <= LAST:
            self.now = morning(day)
            if day.weekday() == 0:
                self._let_in(day)
            services.admit_new(now=self.now)
            services.advance(now=self.now)
            self._make_letters()
            if CALENDAR.is_working_day(day):
                self._work(day)
                self._make_letters()
            day += timedelta(days=1)

    def _make_letters(self) -> None:
        outbox.drain(now=self.now, limit=1000, worker="test")

    def _let_in(self, day: date) -> None:
        room = LATE if day == LAST_PORTION else min(A_WEEK, INVITED - LATE - len(self.stories))
        if room <= 0:
            return
        batch = services.let_in(route=self.route, at_most=room, user=self.manager, now=self.now)
        for enrolment in Enrolment.objects.filter(batch=batch).order_by("pk"):
            late = day == LAST_PORTION
            self.stories[enrolment.resident_id] = "late" if late else next(self._next_story)

    def _work(self, day: date) -> None:
        for call in FollowUp.objects.open().filter(kind=Kind.REMINDER_CALL, target_on=day).select_related("resident"):
            self._call(call)
        meetings = FollowUp.objects.open().conversations().filter(appointment_at__date=day)
        for meeting in meetings.select_related("resident"):
            self._meet(meeting)
        for enrolment in Enrolment.objects.under_way().select_related("resident", "follow_up", "coach"):
            deed = getattr(self, f"_in_{self.names[enrolment.step]}", None)
            if deed is not None:
                deed(enrolment, self.stories[enrolment.resident_id], day)

    def _in_invitation(self, enrolment, story, day) -> None:
        waited = (day - enrolment.done_on).days
        if story == "paused" and waited == 3:
            services.pause(enrolment=enrolment, reason="Ligt in het ziekenhuis.", user=enrolment.coach, now=self.now)
        elif story == "declines" and waited == 3:
            self._close(self._planned(enrolment), "declined", refusal_reason="other")
        elif story in REACT_TO_FIRST and waited == 4:
            self._appoint(enrolment, day + timedelta(days=12))

    def _in_duty(self, enrolment, story, day) -> None:
        if story in REACT_TO_SECOND and enrolment.done_on and (day - enrolment.done_on).days >= 3:
            self._appoint(enrolment, day + timedelta(days=9))

    def _in_fork(self, enrolment, story, day) -> None:
        if story not in DECIDED or day < enrolment.due_on:
            return
        services.decide(
            enrolment=enrolment,
            number=enrolment.number,
            choice=story,
            ground="Tweemaal uitgenodigd en niet gekomen.",
            user=enrolment.coach,
            now=self.now,
            calendar=CALENDAR,
        )
        if story == "spoken_at_home":
            self._close(self._planned(enrolment), "held", held_on=day)

    def _call(self, call: FollowUp) -> None:
        story = self.stories[call.resident_id]
        if story == "moves" and call.resident_id not in self.moved:
            self.moved.add(call.resident_id)
            meeting = FollowUp.objects.open().select_related("resident").get(pk=call.about_id)
            self._make_appointment(meeting, local(meeting.appointment_at).date() + timedelta(days=7))
        elif story != "uncalled":
            self._close(call, "held")

    def _meet(self, meeting: FollowUp) -> None:
        story = self.stories[meeting.resident_id]
        first_letter = Enrolment.objects.get(resident_id=meeting.resident_id, number__gte=1)
        if story == "care_signal" or (story == "no_show" and self.names[first_letter.step] == "meeting"):
            self._close(meeting, "no_show")
        else:
            closed = self._close(meeting, "held")
            conversation, staying = next(self._grades)
            write_report(
                follow_up=closed,
                guide_version=self.guide,
                answers={},
                user=meeting.coach,
                now=self.now,
                grade_conversation=conversation,
                grade_initiative=staying,
            )

    def _planned(self, enrolment) -> FollowUp:
        planned = FollowUp.objects.open().conversations().select_related("resident", "coach")
        return planned.get(resident_id=enrolment.resident_id)

    def _appoint(self, enrolment, day: date) -> None:
        self._make_appointment(self._planned(enrolment), CALENDAR.working_day_on_or_after(day))

    def _make_appointment(self, meeting: FollowUp, day: date) -> None:
        at = morning(day)
        make_appointment(
            follow_up=meeting, at=at, user=None, now=self.now, revision=meeting.revision, calendar=CALENDAR
        )

    def _close(self, contact: FollowUp, outcome: str, **more) -> FollowUp:
        following = NextContact(months=6) if contact.is_conversation else None
        return close_follow_up(
            follow_up=contact,
            outcome=outcome,
            next_contact=following,
            user=contact.coach,
            now=self.now,
            calendar=CALENDAR,
            **more,
        )
