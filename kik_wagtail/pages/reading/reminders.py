"""Mail to who keeps a page: it is time to look at it again, or readers said something of it. Numbers and links only.

A date is announced once for each page; answers once a day for each keeper. The home page shows the same at any time,
so a mail that fails loses nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext
from wagtail.users.models import UserProfile

from kik_wagtail import conf
from kik_wagtail.outbox import services as outbox
from kik_wagtail.outbox.topics import NotDone
from kik_wagtail.pages import catalogue
from kik_wagtail.workdays.dates import today

from .models import PageAnswer
from .queries import kept_by, past_review

REVIEW_TOPIC = "pages.review_mail"
ANSWERS_TOPIC = "pages.answers_mail"


def announce(*, now: datetime) -> int:
    """How many rows of the outbox are new."""
    return announce_reviews(now=now) + announce_answers(now=now)


@transaction.atomic
def announce_reviews(*, now: datetime) -> int:
    due = past_review(catalogue.method_pages("kept_by", "review_on"), now=now).exclude(kept_by=None).order_by("pk")
    pages = list(due)
    told = _with_address(page.kept_by for page in pages)
    new = 0
    for page in (page for page in pages if page.kept_by in told):
        key = f"page-review:{page.pk}:{page.review_on:%Y-%m-%d}"
        payload = {"user": page.kept_by, "page": page.pk, "on": page.review_on.isoformat()}
        new += outbox.enqueue(key=key, topic=REVIEW_TOPIC, payload=payload, now=now)
    return new


@transaction.atomic
def announce_answers(*, now: datetime) -> int:
    """What nobody was told of yet, counted per keeper."""
    untold = PageAnswer.objects.filter(is_told=False)
    keepers = dict(
        catalogue.method_pages("kept_by")
        .filter(pk__in=untold.values("page"), kept_by__isnull=False)
        .values_list("pk", "kept_by")
    )
    counts = Counter(keepers[page] for page in untold.values_list("page_id", flat=True) if page in keepers)
    new = 0
    for keeper in sorted(_with_address(counts)):
        key = f"page-answers:{keeper}:{today(now):%Y-%m-%d}"
        payload = {"user": keeper, "number": counts[keeper]}
        new += outbox.enqueue(key=key, topic=ANSWERS_TOPIC, payload=payload, now=now)
    untold.update(is_told=True)
    return new


def send_review_mail(payload: dict[str, Any], *, key: str, now: datetime) -> str:
    """Looks again: a page that got another date or keeper meanwhile needs no mail."""
    page = kept_by(get_user_model()(pk=payload["user"])).filter(pk=payload["page"]).first()
    if page is None or page.review_on is None or page.review_on.isoformat() != payload["on"]:
        return "nothing left"
    return _send(payload["user"], "kik_reading:review", _review_subject, 1)


def send_answers_mail(payload: dict[str, Any], *, key: str, now: datetime) -> str:
    return _send(payload["user"], "kik_reading:answers", _answers_subject, payload["number"])


def _review_subject(number: int) -> str:
    return ngettext(
        "%(number)s page of yours is due to be checked", "%(number)s pages of yours are due to be checked", number
    )


def _answers_subject(number: int) -> str:
    return ngettext(
        "%(number)s reader said whether a page of yours helps",
        "%(number)s readers said whether your pages help",
        number,
    )


def _with_address(keys: Iterable[int]) -> set[int]:
    users = get_user_model()._default_manager.filter(pk__in=set(keys), is_active=True)
    return {user.pk for user in users if user.email}


def _send(key: int, view: str, subject_of: Any, number: int) -> str:
    user = get_user_model()._default_manager.filter(pk=key, is_active=True).first()
    if user is None or not user.email:
        return "no address"
    with translation.override(UserProfile.get_for_user(user).get_preferred_language()):
        subject = subject_of(number) % {"number": number}
    connection = get_connection()
    try:
        connection.open()
    except Exception as error:  # whatever is wrong: nothing was sent yet
        raise NotDone from error
    body = f"{subject}.\n\n{conf.base_url().rstrip('/')}{reverse(view)}\n"
    with connection:
        EmailMessage(subject, body, to=[user.email], connection=connection).send()
    return "sent: 1"
