"""Years of contacts behind everybody: 500,000 closed ones, with reports, promises, calls, referrals and letters.

One generation is written through the models; the earlier ones are copies that the database makes of it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Max

from kik_wagtail.follow_up.models import Commitment, ContactAttempt, ConversationReport, FollowUp, Kind, Referral
from kik_wagtail.letters.models import FrozenLayout, Letter
from kik_wagtail.residents.models import Resident
from kik_wagtail.snippets.models import GuideVersion, LetterVersion, Partner
from kik_wagtail.workdays.dates import today

CONTACTS = 500_000
DAYS_BETWEEN = 40
WITH_ALL = 4  # generations with everything that belongs to a contact


def write(now: datetime) -> int:
    """At least CONTACTS closed contacts, spread alike over the residents; how many there are."""
    models = (FollowUp, *BELONGING)
    there = {model: _last(model) for model in models}
    first = _first_generation(now)
    made = {model: (there[model] + 1, _last(model)) for model in models}
    generations = CONTACTS // len(first) + 1
    for number in range(1, generations):
        before = _last(FollowUp)
        days = number * DAYS_BETWEEN
        _copy(FollowUp, made, **{name: _earlier(name, days) for name in DATES})
        if number < WITH_ALL:
            for model, changed in BELONGING.items():
                _copy(model, made, **{name: sql.format(number=number, before=before) for name, sql in changed.items()})
    return len(first) * generations


DATES = ("earliest_on", "target_on", "latest_on", "held_on", "closed_at")
NEW_CONTACT = "(SELECT f.id FROM kik_wagtail_followup f WHERE f.id > {before} AND f.resident_id = t.resident_id)"
BELONGING: dict[Any, dict[str, str]] = {
    ConversationReport: {"follow_up_id": NEW_CONTACT},
    Commitment: {},
    ContactAttempt: {},
    Referral: {},
    Letter: {
        "reference": "reference || '-{number}'",
        "request_key": "lower(hex(randomblob(16)))" if connection.vendor == "sqlite" else "gen_random_uuid()",
    },
}


def _last(model: Any) -> int:
    return int(model.objects.aggregate(last=Max("pk"))["last"] or 0)


def _earlier(column: str, days: int) -> str:
    if connection.vendor == "sqlite":
        return f"{'datetime' if column.endswith('_at') else 'date'}({column}, '-{days} days')"
    return f"{column} - interval '{days} days'" if column.endswith("_at") else f"{column} - {days}"


def _copy(model: Any, made: dict[Any, tuple[int, int]], **changed: str) -> None:
    columns = [field.column for field in model._meta.concrete_fields if not field.primary_key]
    names = ", ".join(f'"{column}"' for column in columns)
    values = ", ".join(changed.get(column, f't."{column}"') for column in columns)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {values} FROM {table} t "  # noqa: S608
            f"WHERE t.id BETWEEN {made[model][0]} AND {made[model][1]}"
        )


def _first_generation(now: datetime) -> list[FollowUp]:
    contacts = FollowUp.objects.bulk_create(
        [_contact(number, resident, now) for number, resident in enumerate(Resident.objects.order_by("pk"))],
        batch_size=2000,
    )
    guide, partner = GuideVersion.objects.last(), Partner.objects.first()
    version = LetterVersion.objects.current().filter(text__purpose="invitation").first()
    layout, _made = FrozenLayout.objects.get_or_create(sha256="0" * 64, defaults={"data": {}})
    answers = {question.key: "Het gaat goed met de taalles." for question in guide.questions if question.kind == "open"}
    made: dict[Any, list[Any]] = {model: [] for model in BELONGING}
    for one in contacts:
        of = {"resident_id": one.resident_id, "area_id": one.area_id, "follow_up": one}
        made[ConversationReport].append(
            ConversationReport(**of, guide_version=guide, answers=answers, finished_at=one.closed_at)
        )
        made[Commitment].append(_kept(one, of))
        made[ContactAttempt].append(ContactAttempt(**of, at=one.closed_at, result="voicemail"))
        made[Referral].append(_ended(one, of, partner))
        made[Letter].append(_letter(one, of, version, layout))
    for model, rows in made.items():
        model.objects.bulk_create(rows, batch_size=2000)
    return contacts


def _contact(number: int, resident: Resident, now: datetime) -> FollowUp:
    ago = timedelta(days=number % DAYS_BETWEEN + DAYS_BETWEEN)
    on = today(now) - ago
    return FollowUp(
        resident=resident,
        area_id=resident.area_id,
        coach_id=resident.coach_id,
        kind=Kind.FOLLOW_UP,
        earliest_on=on,
        target_on=on,
        latest_on=on,
        outcome="held",
        held_on=on,
        planned_at=now,
        closed_at=now - ago,
    )


def _kept(contact: FollowUp, of: dict[str, Any]) -> Commitment:
    days = {"made_on": contact.target_on, "due_on": contact.target_on, "done_at": contact.closed_at}
    return Commitment(**of, **days, coach_id=contact.coach_id, by="coach", what="uitzoeken hoe het zit")


def _ended(contact: FollowUp, of: dict[str, Any], partner: Partner) -> Referral:
    days = {"handed_over_on": contact.target_on, "ended_on": contact.target_on + timedelta(days=30)}
    return Referral(**of, **days, coach_id=contact.coach_id, partner=partner)


def _letter(contact: FollowUp, of: dict[str, Any], version: LetterVersion, layout: FrozenLayout) -> Letter:
    return Letter(
        **of,
        version=version,
        layout=layout,
        values={},
        reference=f"BENCH-{contact.pk}",
        pages=1,
        sha256="0" * 64,
        request_key=UUID(int=contact.pk),
        made_at=contact.closed_at,
        state_at=contact.closed_at,
    )
