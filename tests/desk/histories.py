"""What may have happened to a resident: to be drawn at random, or one of every kind."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as st

from kik_wagtail.follow_up.models import Commitment, ConversationReport, Kind, NoNextContact, Referral
from kik_wagtail.residents.models import Handover
from kik_wagtail.routes.models import Enrolment
from tests.desk.conftest import NOW, TODAY
from tests.factories import closed, make_follow_up, make_resident

YEAR_AGO = date(2025, 11, 23)
SURE = {"coach": "own", "status": "in_view"}


def around(*days):
    """On, the day before or the day after one of these."""
    return st.builds(lambda day, off: day + timedelta(days=off), st.sampled_from(days or (TODAY,)), st.integers(-1, 1))


def maybe(**values):
    return st.none() | st.fixed_dictionaries(values)


people = st.fixed_dictionaries(
    {
        "coach": st.sampled_from(["own", "own", "own", "noor", None]),
        "status": st.sampled_from(["in_view", "in_view", "in_view", "active_support_elsewhere"]),
        "last": st.none() | around(YEAR_AGO, YEAR_AGO + timedelta(days=60), date(2026, 5, 21)),
        "talk": maybe(
            target=around(TODAY, TODAY - timedelta(days=14)),
            own_date=st.none() | around(),
            hour=st.none() | around(),
            has_draft=st.booleans(),
        ),
        "call": maybe(kind=st.sampled_from([Kind.CALL_BACK, Kind.REMINDER_CALL]), on=around()),
        "held": st.booleans(),
        "promise": maybe(on=around(), is_done=st.booleans()),
        "referral": maybe(ask_on=st.none() | around(), has_ended=st.booleans()),
        "handover": maybe(
            to=st.sampled_from(["own", "noor"]), state=st.sampled_from(["proposed", "refused", "accepted"]), on=around()
        ),
        "reason": maybe(until=around()),
        "route": maybe(due=around(), asks=st.sampled_from(["decision", ""]), state=st.sampled_from(["running", "paused"])),
    }
)  # fmt: skip


def person(**happened):
    nothing = dict.fromkeys(("last", "talk", "call", "promise", "referral", "handover", "reason", "route"))
    return SURE | nothing | {"held": False} | happened


def talk(target, *, own_date=None, hour=None):
    return {"target": target, "own_date": own_date, "hour": hour, "has_draft": False}


YESTERDAY = TODAY - timedelta(days=1)
EVERY_KIND = [
    person(last=date(2026, 5, 21), talk=talk(date(2026, 10, 1)), promise={"on": YESTERDAY, "is_done": False}),
    person(talk=talk(TODAY), call={"kind": Kind.CALL_BACK, "on": TODAY}, referral={"ask_on": TODAY, "has_ended": False}),
    person(talk=talk(TODAY, hour=TODAY), call={"kind": Kind.REMINDER_CALL, "on": TODAY}),
    person(talk=talk(TODAY, own_date=YESTERDAY), route={"due": TODAY, "asks": "decision", "state": "running"}),
    person(last=YEAR_AGO + timedelta(days=1)),
    person(coach="noor", handover={"to": "own", "state": "proposed", "on": TODAY}),
]  # fmt: skip


def live(world, values):
    resident = make_resident(
        area=world["area"], coach=world[values["coach"]], last_conversation_on=values["last"], status=values["status"]
    )
    about = {"resident": resident, "area": resident.area}
    for name, happens in HAPPENS.items():
        if values[name]:
            happens(world, resident, about, values[name])


def _talks(world, resident, about, planned):
    made = make_follow_up(
        resident,
        target_on=planned["target"],
        initiative="resident" if planned["own_date"] else "coach",
        resident_by=planned["own_date"],
        appointment_at=planned["hour"] and datetime.combine(planned["hour"], time(10), UTC),
    )
    if planned["has_draft"]:
        ConversationReport.objects.create(**about, follow_up=made, draft={"q": ["half"]}, draft_saved_at=NOW)


def _is_called(world, resident, about, call):
    make_follow_up(resident, target_on=call["on"], kind=call["kind"], channel="phone")


def _was_spoken(world, resident, about, was_spoken):
    make_follow_up(resident, target_on=TODAY, **closed("held", NOW))


def _is_promised(world, resident, about, promise):
    done = NOW if promise["is_done"] else None
    Commitment.objects.create(
        **about, coach=resident.coach, by="coach", what="x", made_on=YEAR_AGO, due_on=promise["on"], done_at=done
    )


def _is_referred(world, resident, about, referral):
    Referral.objects.create(
        **about,
        coach=resident.coach,
        partner=world["partner"],
        handed_over_on=YEAR_AGO,
        ask_on=referral["ask_on"],
        ended_on=TODAY if referral["has_ended"] else None,
    )


def _is_handed_over(world, resident, about, handover):
    giver, taker = ("noor", "own") if handover["to"] == "own" else ("own", "noor")
    at = datetime.combine(handover["on"], time(10), UTC)
    Handover.objects.create(
        **about,
        from_coach=world[giver],
        to_coach=world[taker],
        from_area=resident.area,
        to_area=resident.area,
        reason="x",
        state=handover["state"],
        proposed_at=at,
        decided_at=None if handover["state"] == "proposed" else at,
    )


def _has_a_reason(world, resident, about, reason):
    NoNextContact.objects.create(**about, reason="abroad", from_on=YEAR_AGO, until_on=reason["until"])


def _walks(world, resident, about, walk):
    version = world["version"]
    decision = next(step.key for step in version.route.steps if step.kind == "decision")
    Enrolment.objects.create(
        **about,
        coach=resident.coach,
        doer=resident.coach,
        route_id=version.text_id,
        version=version,
        purpose="contact",
        starts_on=YEAR_AGO,
        enrolled_at=NOW,
        state=walk["state"],
        step=decision,
        number=1,
        since=YEAR_AGO,
        due_on=walk["due"],
        asks=walk["asks"],
    )


HAPPENS = {
    "talk": _talks,
    "call": _is_called,
    "held": _was_spoken,
    "promise": _is_promised,
    "referral": _is_referred,
    "handover": _is_handed_over,
    "reason": _has_a_reason,
    "route": _walks,
}
