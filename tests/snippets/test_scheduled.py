"""An approved text goes live at its moment, and one that expires goes off, by the timetable alone."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from wagtail.models import Locale, Page, Revision

from kik_wagtail import jobs
from kik_wagtail.outbox.models import OutboxItem
from kik_wagtail.snippets.models import LetterText, Passage
from kik_wagtail.snippets.models.four_eyes import without_second_person

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)  # before any daily job
DAY = timedelta(days=1)
OLD, NEW = "<p>Zoals het was.</p>", "<p>Zoals het wordt.</p>"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def letter(clock):
    """Live, and with another wording approved for tomorrow."""
    body = [{"type": "text", "value": OLD}]
    text = LetterText.objects.create(code="brief", title="Brief", live=False, subject="<p>Dag</p>", body=body)
    with without_second_person("test"):
        text.save_revision().publish()
        text.refresh_from_db()
        text.body = text.body.stream_block.to_python([{"type": "text", "value": NEW}])
        text.go_live_at = NOW + DAY
        text.save_revision().publish()
    return LetterText.objects.get(pk=text.pk)


def run(clock, moment, worker="tick"):
    clock.move_to(moment)
    with without_second_person("test"):
        return jobs.run_due(now=moment, worker=worker)


def words(letter):
    return str(letter.versions.first().content["blocks"])


def test_nothing_changes_before_the_moment(letter, clock):
    run(clock, NOW + DAY - timedelta(minutes=1))
    assert letter.versions.count() == 1
    assert not OutboxItem.objects.filter(topic="snippets.publish").exists()


def test_at_the_moment_it_is_live_with_a_version_of_its_own(letter, clock):
    run(clock, NOW + DAY)
    letter.refresh_from_db()
    assert "Zoals het wordt." in words(letter)
    assert letter.versions.count() == 2
    assert not letter.approved_schedule


def test_queue_and_tick_publish_it_once(letter, clock):
    for minutes in range(0, 60, 20):
        for worker in ("tick", "queue"):
            run(clock, NOW + DAY + timedelta(minutes=minutes), worker)
    assert letter.versions.count() == 2
    assert OutboxItem.objects.filter(topic="snippets.publish").count() == 1


def test_after_two_days_off_it_is_published_as_yet(letter, clock):
    run(clock, NOW + 3 * DAY)
    assert "Zoals het wordt." in words(letter)


def test_a_moment_that_was_withdrawn_meanwhile_publishes_nothing(letter, clock):
    clock.move_to(NOW + DAY)
    jobs.scheduled.post_due(now=NOW + DAY)
    Revision.objects.update(approved_go_live_at=None)
    run(clock, NOW + DAY)
    assert letter.versions.count() == 1
    assert OutboxItem.objects.get(topic="snippets.publish").state == OutboxItem.State.DONE


def test_what_expires_goes_off_at_its_moment(clock):
    passage = Passage.objects.create(code="p", title="P", text=OLD, live=True, expire_at=NOW + DAY)
    run(clock, NOW + DAY - timedelta(minutes=1))
    passage.refresh_from_db()
    assert passage.live
    run(clock, NOW + DAY)
    passage.refresh_from_db()
    assert (passage.live, passage.expired) == (False, True)


def test_the_pages_of_the_site_are_left_to_wagtails_own_command(clock):
    Locale.objects.get_or_create(language_code="nl")
    page = Page.add_root(instance=Page(title="Nieuws", slug="nieuws", live=False))
    page.save_revision(approved_go_live_at=NOW + DAY)
    run(clock, NOW + 2 * DAY)
    page.refresh_from_db()
    assert not page.live
