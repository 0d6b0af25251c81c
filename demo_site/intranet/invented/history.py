"""Two years of contacts of one invented resident."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from kik_wagtail.follow_up import rules
from kik_wagtail.follow_up.models import Commitment, ConversationReport, FollowUp, Referral
from kik_wagtail.workdays.dates import add_months

from . import names
from .teller import HOURS, Teller, at

TWO_YEARS = 730
ASK_AFTER_DAYS = 28
LAST_TRIED_DAYS = 20


class History(Teller):
    """Writes what is past: contacts held and missed, reports, promises, referrals."""

    def tell(self) -> date | None:
        """The day of the last conversation, if there was one."""
        held = self._held_days()
        for index, day in enumerate(held):
            self._conversation(day, before=held[index - 1] if index else None, is_last=index == len(held) - 1)
        if held and self.resident.status == "active_support_elsewhere":
            self._referral(held[-1], active=True)
        if self.standing == "never_reached":
            self._tried_in_vain(self.today - timedelta(days=self.random.randint(150, 500)), before=None)
            self._tried_in_vain(self.today - timedelta(days=LAST_TRIED_DAYS), before=None)
        elif held and self.standing == "overdue" and self.random.random() < 0.6:
            self._tried_in_vain(self.today - timedelta(days=LAST_TRIED_DAYS), before=held[-1])
        return held[-1] if held else None

    def _tried_in_vain(self, day: date, *, before: date | None) -> None:
        """Invited, and it came to nothing: whom In Beeld looks for."""
        outcome = self.random.choice(("declined", "no_show", "not_reached"))
        reason = {"refusal_reason": self.random.choice(("no_need", "bad_experience"))} if outcome == "declined" else {}
        self._closed(day=self.calendar.working_day_on_or_before(day), before=before, outcome=outcome, **reason)

    def _held_days(self) -> list[date]:
        """The days of the conversations, oldest first."""
        days: list[date] = []
        day = self.resident.last_conversation_on
        while day and day > max(self.today - timedelta(days=TWO_YEARS), self.resident.joined_on):
            days.append(self.calendar.working_day_on_or_before(day))
            day = add_months(day, -self.resident.rhythm_months) + timedelta(days=self.random.randint(-20, 25))
        return sorted(set(days))

    def _closed(self, *, day: date, before: date | None, outcome: str, **values: Any) -> FollowUp:
        planned_on = before or day - timedelta(days=self.random.randint(10, 27))
        closed = {"outcome": outcome, "closed_at": at(day, time(17)), "closed_by": self.resident.coach}
        target = max(planned_on, day - timedelta(days=self.random.randint(0, 6)))
        latest = rules.latest_allowed(last_held=before, planned_on=planned_on)
        follow_up = self.follow_up(planned_on=planned_on, target=target, latest=latest, **closed, **values)
        self.rows.follow_ups.append(follow_up)
        return follow_up

    def _conversation(self, day: date, *, before: date | None, is_last: bool) -> None:
        if self.random.random() < 0.08 and (before is None or day - before > timedelta(days=40)):
            missed = self.calendar.working_day_on_or_before(day - timedelta(days=self.random.randint(8, 20)))
            reason = {"outcome": "no_show"}
            if self.random.random() < 0.3:
                reason = {"outcome": "declined", "refusal_reason": self.random.choice(("no_need", "already_active"))}
            self._closed(day=missed, before=before, **reason)
        first = before is None and self.resident.joined_on > self.today - timedelta(days=TWO_YEARS + 365)
        kind = "first" if first else self.random.choice(("follow_up",) * 9 + ("coaching",))
        follow_up = self._closed(day=day, before=before, outcome="held", held_on=day, kind=kind)
        for days_before in range(self.random.choice((0, 0, 0, 1, 2)), 0, -1):
            self.attempt(follow_up, day - timedelta(days=days_before * 3))
        self._report(follow_up, day)
        self._promises(follow_up, day, is_last=is_last)
        if is_last and self.random.random() < 0.15:
            self._referral(day)

    def _report(self, follow_up: FollowUp, day: date) -> None:
        guide = self.world.guides.get(follow_up.kind)
        open_questions = [question.key for question in guide.questions if question.kind == "open"] if guide else []
        is_active = self.random.random() < 0.45
        wish = self.random.choice((["work"], ["more_active"], [])) if is_active else ["become_active"]
        self.rows.reports.append(
            ConversationReport(
                **self.about(follow_up=follow_up, guide_version=guide, is_active=is_active, wishes=wish),
                answers={key: self.random.choice(names.ANSWERS) for key in open_questions[:3]},
                way=self.random.choice(("alone", "with_support")) if wish else "",
                grade_conversation=self.random.choice((None, 7, 8, 8, 9)),
                grade_initiative=self.random.choice((None, 6, 7, 7, 8)),
                finished_at=at(day, time(16, 45)),
            )
        )

    def _promises(self, follow_up: FollowUp, day: date, *, is_last: bool) -> None:
        for by in self.random.sample(("coach", "resident", "partner"), self.random.choice((0, 0, 1, 1, 2))):
            due = self.calendar.working_day_on_or_before(day + timedelta(days=self.random.randint(7, 28)))
            open_still = is_last and (due > self.today or self.random.random() < 0.06)
            done = None if open_still else at(min(due, self.today), self.random.choice(HOURS))
            what = self.random.choice(names.PROMISES[by])
            coach = self.resident.coach
            promise = self.about(follow_up=follow_up, by=by, what=what, coach=coach, due_on=due, made_on=day)
            self.rows.commitments.append(Commitment(**promise, done_at=done, done_by=coach if done else None))

    def _referral(self, day: date, *, active: bool = False) -> None:
        """Handed over; most are taken up, of some nothing is heard, and then the coach asks."""
        if not self.world.partners:
            return
        referral = Referral(
            **self.about(partner=self.random.choice(self.world.partners), coach=self.resident.coach),
            handed_over_on=day,
            ask_on=max(day + timedelta(days=ASK_AFTER_DAYS), self.today + timedelta(days=self.random.randint(-3, 25))),
        )
        if active or self.random.random() < 0.7:
            referral.accepted_on = min(day + timedelta(days=9), self.today)
        if active:
            referral.started_on = min(day + timedelta(days=20), self.today)
        self.rows.referrals.append(referral)
