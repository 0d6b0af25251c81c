"""Announces what beeps: one e-mail a coach a day, with a number and a link. No name leaves the intranet.

The signals themselves are queries (see `beeper`), so an announcement that fails or comes late loses nothing.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, ngettext
from wagtail.users.models import UserProfile

from kik_wagtail import conf, scope
from kik_wagtail.outbox import services as outbox
from kik_wagtail.outbox.topics import NotDone
from kik_wagtail.residents.access import as_user
from kik_wagtail.residents.models import StandIn
from kik_wagtail.workdays.dates import today

from . import beeper

TOPIC = "follow_up.beep_mail"


@transaction.atomic
def announce_beeps(*, now: datetime, day: date | None = None) -> int:
    """An outbox row for each coach for whom something beeps on `day` (default today); how many are new.

    The key holds the day and the coach: however often this runs, nobody gets two e-mails a day.
    """
    day = day or today(now)
    with scope.everything("beeper: who has signals today"):
        beeped = {pk for code, pk in beeper.counts(day) if pk and not beeper.BY_CODE[code].looks_ahead}
    beeped |= set(StandIn.objects.valid_on(day).filter(coach_id__in=beeped).values_list("stand_in_id", flat=True))
    coaches = get_user_model()._default_manager.filter(pk__in=beeped, is_active=True)
    new = 0
    for pk in coaches.order_by("pk").values_list("pk", flat=True):
        payload = {"user": pk, "day": day.isoformat()}
        new += outbox.enqueue(key=f"beep-mail:{day}:{pk}", topic=TOPIC, payload=payload, now=now)
    return new


def send_beep_mail(payload: dict[str, Any], *, key: str, now: datetime) -> str:
    """The outbox's handler. Counts again: what the coach did meanwhile is no signal any more."""
    user = get_user_model()._default_manager.filter(pk=payload["user"], is_active=True).first()
    if user is None or not user.email:
        return "no address"
    day = date.fromisoformat(payload["day"])
    with as_user(user):
        stood_in_for = [
            one.coach for one in StandIn.objects.valid_on(day).filter(stand_in=user).select_related("coach")
        ]
        number = sum(beeper.waiting(beeper.counts_of(day, coach)) for coach in (user, *stood_in_for))
    if not number:
        return "nothing left"
    _send(user, number)
    return f"sent: {number}"


def _send(user: Any, number: int) -> None:
    """Whatever goes wrong before the sending itself: nothing has left the house, so it may be tried again."""
    try:
        message = _message(user, number)
        message.connection = get_connection()
        message.connection.open()
    except Exception as error:
        raise NotDone from error
    with message.connection:
        message.send()


def _message(user: Any, number: int) -> EmailMessage:
    with translation.override(UserProfile.get_for_user(user).get_preferred_language()):
        subject = ngettext("%(number)s signal is waiting", "%(number)s signals are waiting", number)
        advice = gettext("Open your list in the intranet to see what can be done today:")
        link = f"{conf.base_url().rstrip('/')}{reverse('kik_desk:today')}"
    subject %= {"number": number}
    return EmailMessage(subject, f"{subject}.\n\n{advice}\n{link}\n", to=[user.email])


def connect() -> None:
    outbox.register(TOPIC, send_beep_mail, repeatable=False)
