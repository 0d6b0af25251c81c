"""Warns the owner of a letter text that it expires: one e-mail for each date, 30 days before.

The library check shows the same at any time, so a mail that fails or comes late loses nothing.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext
from wagtail.users.models import UserProfile

from kik_wagtail import conf
from kik_wagtail.outbox import services as outbox
from kik_wagtail.outbox.topics import NotDone
from kik_wagtail.workdays.dates import today

from .checking.library_check import is_warned
from .checking.text_findings import EXPIRES_SOON
from .models import LetterText

TOPIC = "snippets.expiry_mail"


@transaction.atomic
def announce_expiring(*, now: datetime) -> int:
    """An outbox row for each text in use that expires within 30 days, or did while nothing ran; how many are new.

    The key holds the text and its date: however often this runs, a date is announced once, and a new date again.
    """
    soon = LetterText.objects.in_use().filter(valid_until__lte=today(now) + EXPIRES_SOON).select_related("owner")
    new = 0
    for text in filter(is_warned, soon.order_by("pk")):
        key = f"text-expires:{text.pk}:{text.valid_until:%Y-%m-%d}"
        payload = {"text": text.pk, "until": text.valid_until.isoformat()}
        new += outbox.enqueue(key=key, topic=TOPIC, payload=payload, now=now)
    return new


def send_expiry_mail(payload: dict[str, Any], *, key: str, now: datetime) -> str:
    """The outbox's handler. Looks again: a text that got another date meanwhile, or was archived, needs no mail."""
    text = LetterText.objects.in_use().filter(pk=payload["text"]).select_related("owner").first()
    if text is None or text.valid_until is None or text.valid_until.isoformat() != payload["until"]:
        return "nothing left"
    if not is_warned(text):
        return "no address"
    _send(text)
    return "sent: 1"


def _send(text: LetterText) -> None:
    owner = text.owner
    with translation.override(UserProfile.get_for_user(owner).get_preferred_language()):
        values = {"date": date_format(text.valid_until, "j F Y")}
        subject = gettext("1 letter text of yours is valid until %(date)s") % values
        advice = gettext("Open it in the intranet, check it, and set a new date or archive it:")
        edit = reverse(LetterText.snippet_viewset.get_url_name("edit"), args=[text.pk])  # type: ignore[attr-defined]
    connection = get_connection()
    try:
        connection.open()
    except Exception as error:  # whatever is wrong: nothing was sent yet
        raise NotDone from error
    body = f"{subject}.\n\n{advice}\n{conf.base_url().rstrip('/')}{edit}\n"
    with connection:
        EmailMessage(subject, body, to=[owner.email], connection=connection).send()
