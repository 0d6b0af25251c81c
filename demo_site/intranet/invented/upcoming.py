"""What stands open for one invented resident today: the next contact, calls, or a reason for none."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from kik_wagtail.follow_up import rules
from kik_wagtail.follow_up.models import FollowUp, NoNextContact
from kik_wagtail.residents.models import Handover

from .history import LAST_TRIED_DAYS
from .staff import AREAS, coaches_of_area
from .teller import HOURS, Teller, at


class Upcoming(Teller):
    def tell(self, last: date | None) -> None:
        if self.random.random() < 0.08:
            self._call("call_back", self.today - timedelta(days=self.random.randint(-9, 4)))
        if self.random.random() < 0.02:
            self._handover()
        if self.standing == "reason":
            self._reason()
        elif self.standing != "nothing":
            self._open(last)

    def _open(self, last: date | None) -> None:
        planned_on = last or self._since()
        months = self.resident.rhythm_months if last else 1
        window = rules.next_conversation_window(
            last_held=last, months=months, planned_on=planned_on, calendar=self.calendar
        )
        values: dict[str, Any] = {"target": window.target, "latest": window.latest}
        if last is None:
            values |= {"kind": "first", "origin": FollowUp.Origin.BY_HAND}
        if self.standing == "appointment":
            day = self.calendar.working_day_on_or_after(
                self.today + timedelta(days=self.random.choice((0, 0, 1, 3, 6, 9)))
            )
            values |= {"target": day, "appointment_at": at(day, self.random.choice(HOURS)), "minutes": 45}
        elif self.standing == "silent":
            values |= {"initiative": "resident"}
            values["resident_by"] = self.today - timedelta(days=self.random.randint(1, 20))
        elif self.resident.initiative == "resident":
            values |= {"initiative": "resident", "resident_by": window.target}
        follow_up = self.follow_up(planned_on=planned_on, **values)
        self.rows.follow_ups.append(follow_up)
        if self.standing == "appointment" and self.resident.phone and self.resident.safe_to_call:
            self._reminder(follow_up)
        if last is None or self.standing in ("due", "overdue"):
            for days_ago in range(self.random.choice((0, 1, 2)), 0, -1):
                self.attempt(follow_up, self.today - timedelta(days=days_ago * 2))

    def _since(self) -> date:
        """Of somebody who was never spoken: from when the first conversation was planned."""
        return (
            self.today - timedelta(days=LAST_TRIED_DAYS)
            if self.standing == "never_reached"
            else self.resident.joined_on
        )

    def _reminder(self, appointment: FollowUp) -> None:
        day = rules.reminder_day(appointment_on=appointment.target_on, calendar=self.calendar)
        if day >= self.today:
            self._call("reminder_call", day, about=appointment)

    def _call(self, kind: str, day: date, about: FollowUp | None = None) -> None:
        call = self.follow_up(planned_on=day - timedelta(days=20), target=day, latest=day, kind=kind, channel="phone")
        call.about, call.earliest_on = about, day
        self.rows.calls.append(call)

    def _reason(self) -> None:
        until = self.today + timedelta(days=self.random.randint(10, 300))
        since = self.today - timedelta(days=self.random.randint(1, 50))
        reason = self.random.choice(("active_support", "abroad", "leaving"))
        row = self.about(reason=reason, from_on=since, until_on=until, recorded_by=self.resident.coach)
        self.rows.no_next.append(NoNextContact(**row))

    def _handover(self) -> None:
        colleagues = coaches_of_area(AREAS.index(self.resident.area.name))
        to_coach = self.world.coaches[self.random.choice(colleagues)]
        if to_coach == self.resident.coach:
            return
        area, when = self.resident.area, at(self.today - timedelta(days=self.random.randint(1, 6)), time(11))
        self.rows.handovers.append(
            Handover(
                **self.about(from_coach=self.resident.coach, to_coach=to_coach, from_area=area, to_area=area),
                reason="Andere verdeling van de wijken",
                note="Een warm gesprek samen is voorgesteld.",
                proposed_at=when,
            )
        )
