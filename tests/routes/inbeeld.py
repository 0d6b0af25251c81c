"""The In Beeld route of 2019 as content, and a calendar of plain weekdays: for tests of the pure core."""

from datetime import date

from kik_wagtail.routes.content import read
from kik_wagtail.workdays.calendar import DutchCalendar

CALENDAR = DutchCalendar()
START = date(2019, 8, 12)  # a Monday


def term(offset, unit="days"):
    return {"offset": offset, "unit": unit}


def step(key, kind, title, anchor="previous_done", offset=0, unit="days", until=None, branches=(), **more):
    return {
        "key": key,
        "kind": kind,
        "title": title,
        "anchor": anchor,
        "term": term(offset, unit),
        "until": until,
        "branches": list(branches),
        **more,
    }


def on(outcome, to="", end="", after=None, choice=""):
    return {"on": outcome, "to": to, "end": end, "after": after, "choice": choice}


def letter(number, tone):
    return {"id": number, "code": f"letter-{number}", "title": f"Letter {number}", "tone": tone}


IN_BEELD = {
    "title": "In Beeld",
    "tone": "duty",
    "always": [on("held", end="spoken")],
    "steps": [
        step(
            "invitation",
            "letter",
            "Uitnodiging kantoor",
            "start",
            letter=letter(1, "neutral"),
            branches=[on("declined", to="duty"), on("silent", to="duty", after=term(14))],
        ),
        step("reminder", "reminder_call", "Herinnering", "appointment", -1, "working_days"),
        step(
            "meeting",
            "appointment",
            "Gesprek op kantoor",
            "start",
            14,
            until=term(28),
            place_kind="office",
            branches=[
                on("no_show", to="duty"),
                on("declined", to="duty"),
                on("not_reached", to="duty"),
                on("silent", to="duty", after=term(7)),
            ],
        ),
        step(
            "duty",
            "letter",
            "Tweede uitnodiging, met plicht",
            letter=letter(2, "duty"),
            branches=[on("appointed", to="second_meeting"), on("silent", to="fork", after=term(10))],
        ),
        step(
            "second_meeting",
            "appointment",
            "Gesprek na de tweede brief",
            until=term(21),
            branches=[
                on("no_show", to="fork"),
                on("declined", to="fork"),
                on("cancelled", to="fork"),
                on("not_reached", to="fork"),
                on("silent", to="fork", after=term(7)),
            ],
        ),
        step(
            "fork",
            "decision",
            "Besluit van de coach",
            unit="working_days",
            offset=5,
            branches=[
                on("decided", end="spoken_at_home", choice="spoken_at_home"),
                on("decided", end="care_signal", choice="care_signal"),
                on("decided", end="reassessment", choice="reassessment"),
                on("decided", end="fraud_signal", choice="fraud_signal"),
            ],
        ),
    ],
}


def in_beeld():
    return read(IN_BEELD)
