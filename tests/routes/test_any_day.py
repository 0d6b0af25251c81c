"""Shipped routes through the real services, with coaches, managers and residents doing whatever they may on any day."""

from datetime import timedelta
from random import Random

import pytest

from kik_wagtail.errors import DomainError
from kik_wagtail.follow_up.models import FollowUp, Kind
from kik_wagtail.follow_up.services.closing import close_follow_up
from kik_wagtail.follow_up.services.planning import NextContact
from kik_wagtail.letters.models import Letter
from kik_wagtail.outbox.models import OutboxItem
from kik_wagtail.residents import services as residents
from kik_wagtail.residents import signals
from kik_wagtail.residents.models import Resident
from kik_wagtail.routes import services
from kik_wagtail.routes.content import StepKind
from kik_wagtail.routes.errors import MovedMeanwhile
from kik_wagtail.routes.models import Enrolment, RouteSwitch, RouteVersion, StepVisit
from tests.factories import make_area, make_user
from tests.starting import kik_setup

from .bulk import make_residents
from .world import CALENDAR, Clock, appoint

DAYS, PEOPLE = 90, 7
OUTCOMES = ["held", "no_show", "cancelled_by_resident", "cancelled_by_us", "declined", "not_reached"]


class Town:
    def __init__(self, seed):
        self.random, self.clock = Random(seed), Clock()
        self.coach, other = make_user("coach01", roles=("coach",)), make_user("coach02", roles=("coach",))
        self.area, self.west = make_area("Oost", self.coach), make_area("West", other)
        self.other = other
        self.residents = make_residents(PEOPLE, area=self.area, coach=self.coach)
        FollowUp.objects.bulk_create(_first(resident, self.clock) for resident in self.residents)
        RouteSwitch.objects.bulk_create(
            RouteSwitch(route=version.text, is_on=True) for version in RouteVersion.objects.current()
        )

    @property
    def here(self):
        return {"user": self.coach, "now": self.clock.now}

    def steer(self, verb, state, **more):
        """Somebody's enrolment in this state."""
        found = list(Enrolment.objects.filter(state__in=state).select_related("version").order_by("pk"))
        if found:
            verb(enrolment=self.random.choice(found), **self.here, **more)

    def anybody(self):
        return Resident.objects.get(pk=self.random.choice(self.residents).pk)

    def put_on(self):
        version = self.random.choice(list(RouteVersion.objects.current().order_by("text__code")))
        start = self.clock.now.date() + timedelta(days=self.random.choice([0, 0, 3, 10]))
        services.put_on(resident=self.anybody(), route=version.text, starts_on=start, calendar=CALENDAR, **self.here)

    def appoint(self):
        resident = self.anybody()
        if resident.is_in_view:
            appoint(resident, self.clock, days=self.random.choice([1, 5, 15, 50]))

    def close(self):
        contacts = FollowUp.objects.open().filter(resident=self.anybody()).select_related("resident").order_by("pk")
        for contact in contacts[:1]:
            outcome = self.random.choice(OUTCOMES if contact.is_conversation else ["held", "not_reached", "declined"])
            close_follow_up(
                follow_up=contact,
                outcome=outcome,
                next_contact=NextContact(months=self.random.randint(1, 12)) if contact.is_conversation else None,
                refusal_reason="other" if outcome == "declined" else "",
                calendar=CALENDAR,
                **self.here,
            )

    def pause(self):
        self.steer(services.pause, ["running"], reason="Even niet.")

    def resume(self):
        self.steer(services.resume, ["paused"], calendar=CALENDAR)

    def stop(self):
        self.steer(services.stop, Enrolment.OPEN, reason="Gaat niet.", calendar=CALENDAR)

    def decide(self):
        for one in Enrolment.objects.filter(asks="decision").select_related("version").order_by("pk"):
            choice = self.random.choice(one.version.route.choices[one.step])
            services.decide(
                enrolment=one, number=one.number, choice=choice, ground="Daarom.", calendar=CALENDAR, **self.here
            )

    def switch(self):
        switch = RouteSwitch.objects.filter(is_on=False).first() or self.random.choice(list(RouteSwitch.objects.all()))
        if switch.is_on:
            services.switch_off(route=switch.route, **self.here)
        else:
            RouteSwitch.objects.filter(pk=switch.pk).update(is_on=True, effective_from=self.clock.now.date())

    def hand_over(self):
        resident = self.anybody()
        to, area = (self.other, self.west) if resident.area_id == self.area.pk else (self.coach, self.area)
        residents.hand_over_at_once(resident=resident, to_coach=to, to_area=area, reason="verhuisd", **self.here)

    def support(self):
        away = Resident.objects.filter(status="active_support_elsewhere").first()
        resident = away or self.anybody()
        status = "in_view" if resident.status == "active_support_elsewhere" else "active_support_elsewhere"
        if resident.status != "left":
            Resident.objects.filter(pk=resident.pk).update(status=status)
            signals.status_changed.send(sender=Resident, resident_ids=[resident.pk], status=status, **self.here)

    def leave(self):
        day = self.clock.now.date()
        residents.mark_left(residents=[self.anybody()], left_on=day, is_known=True, **self.here)

    DEEDS = (
        *[put_on] * 16,
        *[appoint] * 4,
        *[close] * 4,
        *(pause, resume, resume, stop, decide, decide, switch, hand_over, support),
    )

    def live_a_day(self):
        for _ in range(self.random.randint(0, 4)):
            try:
                self.random.choice(self.DEEDS)(self)
            except MovedMeanwhile:
                raise  # there is nobody else
            except DomainError:
                continue
        if self.random.random() < 0.01:
            self.leave()
        if self.random.random() < 0.85:  # else the queue is off today
            self.clock.days(1)
        else:
            self.clock.now += timedelta(days=1)


def _first(resident, clock):
    on = clock.now.date() + timedelta(days=20)
    at = {"area_id": resident.area_id, "coach_id": resident.coach_id, "planned_at": clock.now}
    return FollowUp(resident=resident, kind=Kind.FIRST, earliest_on=on, target_on=on, latest_on=on, **at)


def check_day(town):
    day = town.clock.now.date()
    assert not {"busy", "failed"} & set(town.clock.done)
    stands_still = {switch.route_id for switch in RouteSwitch.objects.filter(is_on=False)}
    for enrolment in Enrolment.objects.select_related("version", "resident").prefetch_related("visits"):
        visits = sorted(enrolment.visits.all(), key=lambda visit: visit.number)
        assert [visit.number for visit in visits] == list(range(1, enrolment.number + 1))
        assert all(visit.left_on for visit in visits[:-1])
        assert {visit.area_id for visit in visits} <= {enrolment.resident.area_id}
        if visits:
            assert bool(visits[-1].left_on) == (not enrolment.is_open)
        if not enrolment.is_open:
            assert enrolment.result
            assert enrolment.look_on is None
        elif enrolment.state == "running" and enrolment.resident.is_in_view:
            kind = enrolment.version.route[enrolment.step].kind
            waits = enrolment.look_on or kind == StepKind.DECISION or enrolment.route_id in stands_still
            assert waits, (enrolment.version.content["code"], kind, enrolment.asks, enrolment.look_on, day)
    left = Resident.objects.filter(status="left")
    assert not Enrolment.objects.open().filter(resident__in=left).exists()
    assert not FollowUp.objects.open().filter(resident__in=left).exists()


def check_in_the_end():
    letters = list(StepVisit.objects.exclude(letter=None).values_list("letter", "resident"))
    assert len(letters) == len(set(letters)) == Letter.objects.count()
    calls = FollowUp.objects.open().filter(kind=Kind.CALL_BACK, origin="route")
    asked = Enrolment.objects.open().exclude(follow_up=None).values("follow_up")
    assert not calls.exclude(pk__in=asked).exists(), "a call that no route asks for any more"
    assert set(OutboxItem.objects.values_list("state", flat=True)) <= {"done", "waiting"}
    assert not OutboxItem.objects.exclude(last_error="").exists()


@pytest.mark.parametrize("seed", range(3))
def test_whatever_happens_nobody_is_lost_nobody_is_written_twice_and_nothing_breaks(everything, seed):
    kik_setup()
    town = Town(seed)
    for _ in range(DAYS):
        town.live_a_day()
        check_day(town)
    check_in_the_end()
    assert Letter.objects.exists()
    assert Enrolment.objects.exclude(result="").exists()
