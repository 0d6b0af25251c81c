"""S5: names stay on the scoped screens. Logs, queue, outbox and mail hold numbers and keys only."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.core import mail
from django.core.serializers import serialize
from django.utils import timezone
from django_q.models import OrmQ, Task
from wagtail.models import ModelLogEntry

from kik_wagtail.follow_up import services
from kik_wagtail.follow_up.announcing import announce_beeps
from kik_wagtail.follow_up.models import Outcome
from kik_wagtail.letters.services import make_letter
from kik_wagtail.outbox.models import OutboxItem
from kik_wagtail.outbox.services import drain
from kik_wagtail.residents.services import accept_handover, propose_handover
from kik_wagtail.scope.models import AccessRecord
from kik_wagtail.snippets.models import LetterVersion
from kik_wagtail.workdays.calendar import DutchCalendar
from tests.factories import make_area, make_resident, make_user
from tests.starting import kik_setup

pytestmark = pytest.mark.django_db
NAMES = {"first_name": "Zxqvoornaam", "surname": "Zxqvachternaam", "street": "Zxqvstraat", "email": "zxqv@example.org"}


def live(resident, coach, colleague, area):
    """A contact that is called about, written about, held, reported, promised and handed over."""
    now, calendar = timezone.now(), DutchCalendar()
    same = {"user": coach, "now": now, "calendar": calendar}
    follow_up = services.plan_conversation(resident=resident, agreed=services.NextContact(months=1), **same)
    version = LetterVersion.objects.current().get(text__code="uitnodiging-gesprek")
    make_letter(resident=resident, follow_up=follow_up, version=version, user=coach, now=now, request_key=uuid4())
    services.record_attempt(follow_up=follow_up, result="voicemail", **same)
    promise = services.add_commitment(follow_up=follow_up, by="coach", what="Zxqvbelofte", due_on=now.date(), now=now)
    services.finish_commitment(commitment=promise, user=coach, now=now)
    report = services.write_report(
        follow_up=follow_up, guide_version=None, answers={"q": "Zxqvantwoord"}, user=coach, now=now
    )
    services.add_note(report=report, text="Zxqvnoot", user=coach, now=now)
    services.close_follow_up(
        follow_up=follow_up, outcome=Outcome.HELD, next_contact=services.NextContact(months=3), **same
    )
    handover = propose_handover(
        resident=resident, to_coach=colleague, to_area=area, reason="Zxqvreden", note="", user=coach, now=now
    )
    accept_handover(handover=handover, user=colleague, now=now)


def test_logs_queue_outbox_records_and_mail_hold_no_names(everything):
    kik_setup()
    coach, colleague = (make_user(name, roles=("coach",)) for name in ("coach", "colleague"))
    area = make_area("Oost", coach, colleague)
    live(make_resident(area=area, coach=coach, last_conversation_on=date(2026, 1, 5), **NAMES), coach, colleague, area)
    make_resident(area=area, coach=coach, client_number="7654321", **NAMES)
    announce_beeps(now=datetime(2027, 6, 1, 8, 0, tzinfo=UTC))
    drain(now=datetime(2027, 6, 1, 8, 0, tzinfo=UTC), limit=100, worker="test")
    assert len(mail.outbox) == 2
    kept = [*ModelLogEntry.objects.all(), *OutboxItem.objects.all(), *OrmQ.objects.all(), *Task.objects.all()]
    said = serialize("json", [*kept, *AccessRecord.objects.all()])
    said += "".join(f"{message.subject} {message.body} {message.to}" for message in mail.outbox)
    assert ModelLogEntry.objects.count() > 8
    assert "zxqv" not in said.lower()
    assert "7654321" not in "".join(message.subject + message.body for message in mail.outbox)
