"""S4: after a handover the old coach, unless still in the team, finds nothing: page, open form, letter, job."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from kik_wagtail.follow_up.announcing import announce_beeps, send_beep_mail
from kik_wagtail.follow_up.models import FollowUp
from kik_wagtail.letters.services import make_letter
from kik_wagtail.residents.access import as_user
from kik_wagtail.residents.services import accept_handover, propose_handover
from kik_wagtail.snippets.models import LetterVersion
from tests.factories import make_area, make_follow_up, make_resident, make_user
from tests.starting import kik_setup

pytestmark = pytest.mark.django_db


@pytest.fixture
def handed_over(everything):
    kik_setup()
    old, new = (make_user(name, roles=("coach",)) for name in ("old", "new"))
    east, west = make_area("East", old), make_area("West", new)
    resident = make_resident(area=east, coach=old, last_conversation_on=date(2026, 1, 5))
    follow_up = make_follow_up(resident, target_on=date(2026, 1, 6))
    version = LetterVersion.objects.current().get(text__code="uitnodiging-gesprek")
    now = timezone.now()
    letter = make_letter(
        resident=resident, follow_up=follow_up, version=version, user=old, now=now, request_key=uuid4()
    )
    pages = {
        "kik_desk:contact": follow_up.pk,
        "kik_desk:appointment": follow_up.pk,
        "kik_desk:draft": follow_up.pk,
        "kik_desk:plan": resident.pk,
        "kik_letters:new": follow_up.pk,
        "kik_letters:letter": letter.pk,
        "kik_letters:pdf": letter.pk,
        "kik_residents_modeladmin_edit": resident.pk,
        "kik_residents_modeladmin_inspect": resident.pk,
        "kik_resident_chooser:chosen": resident.pk,
    }
    return {"old": old, "new": new, "west": west, "resident": resident, "pages": pages}


def hand_over(world):
    now = timezone.now()
    with as_user(world["old"]):
        handover = propose_handover(
            resident=world["resident"], to_coach=world["new"], to_area=world["west"], reason="verhuisd", note="",
            user=world["old"], now=now,
        )  # fmt: skip
    with as_user(world["new"]):
        accept_handover(handover=handover, user=world["new"], now=now)


def test_the_old_coach_finds_nothing_and_the_new_one_everything(client, handed_over):
    urls = {name: reverse(name, args=[key]) for name, key in handed_over["pages"].items()}
    client.force_login(handed_over["old"])
    assert client.get(urls["kik_desk:contact"]).status_code == 200
    form = client.get(urls["kik_desk:contact"]).context["seen"]  # still open in the old coach's browser
    hand_over(handed_over)
    for name, url in urls.items():
        looked = client.get(url)  # an address that only takes a form leads back to Vandaag, whoever asks
        assert looked.status_code == 404 or looked.headers.get("Location") == reverse("kik_desk:today"), name
        assert client.post(url, {"seen": form}).status_code in {404, 405}, name
    client.force_login(handed_over["new"])
    assert client.get(urls["kik_desk:contact"]).status_code == 200
    assert client.get(urls["kik_letters:pdf"]).status_code == 200


def test_a_mail_that_was_queued_before_counts_only_what_is_still_theirs(handed_over, mailoutbox):
    announce_beeps(now=timezone.now())
    hand_over(handed_over)
    payload = {"user": handed_over["old"].pk, "day": timezone.now().date().isoformat()}
    assert send_beep_mail(payload, key="test", now=timezone.now()) == "nothing left"
    assert not mailoutbox
    assert FollowUp.objects.open().get().coach == handed_over["new"]
