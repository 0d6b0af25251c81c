"""What the library check finds in live texts, where it says so, and who is warned before a text expires."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from kik_wagtail import jobs
from kik_wagtail.outbox import services as outbox
from kik_wagtail.outbox.models import OutboxItem
from kik_wagtail.residents.models import Area
from kik_wagtail.snippets import expiring
from kik_wagtail.snippets.checking import typed_facts
from kik_wagtail.snippets.checking.library_check import check_texts
from kik_wagtail.snippets.models import LetterText, Partner
from kik_wagtail.snippets.models.four_eyes import without_second_person
from kik_wagtail.snippets.sample_residents import SAMPLES
from tests.factories import make_user
from tests.starting import kik_setup

from .letters import chip

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
DAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def publish(*html, title="Brief", blocks=(), **fields):
    body = [*({"type": "text", "value": one} for one in html), *blocks]
    fields = {"code": title.lower(), "purpose": "invitation"} | fields
    text = LetterText.objects.create(title=title, live=False, subject="<p>Kennismaken</p>", body=body, **fields)
    with without_second_person("test"):
        text.save_revision().publish()
    return LetterText.objects.get(pk=text.pk)


def found(now=NOW):
    """[(code, level)] of what is not clean."""
    return [(one.code, one.level) for one in check_texts(now=now).findings]


def test_a_text_in_order_is_clean_and_was_made_for_every_sample_resident():
    publish(f"<p>{chip('aanhef')},</p><p>Dag.</p>")
    report = check_texts(now=NOW)
    assert [one.code for one in report.findings] == ["text.clean"]
    assert report.counts == {"texts": 1, "samples": len(SAMPLES), "rendered": len(SAMPLES)}
    assert [one.pages for one in report.checked[0].rendered] == [1] * len(SAMPLES)
    assert len(SAMPLES) >= 7


def test_nothing_live_is_nothing_to_check():
    LetterText.objects.create(code="c", title="Concept", live=False, subject="<p>x</p>", body=[])
    publish("<p>Dag.</p>", title="Weg", is_archived=True)
    assert check_texts(now=NOW).counts == {"texts": 0, "samples": len(SAMPLES), "rendered": 0}
    assert found() == []


def test_a_value_that_a_sample_resident_misses_is_one_error_with_who():
    publish(f"<p>Ik bel u op {chip('telefoon')}, echt op {chip('telefoon')}.</p>")
    (finding,) = check_texts(now=NOW).findings
    assert (finding.code, finding.level) == ("text.missing_value", "error")
    assert finding.message == "Brief: “Telephone of the resident” is not filled in for: No telephone number."
    assert "conditional passage" in finding.hint


def test_a_confirmation_misses_nothing_where_there_is_no_appointment_to_confirm():
    html = f"<p>Ik zie u op {chip('afspraak_datum')}.</p>"
    publish(html, purpose="confirmation")
    assert found() == [("text.clean", "info")]
    publish(html, title="Uitnodiging")
    assert ("text.missing_value", "error") in found()


def test_a_letter_that_cannot_be_made_is_an_error_and_the_others_are_still_checked():
    publish("<p>Draad 🧵</p>", title="Een")
    publish("<p>Dag.</p>", title="Twee")
    assert sorted(found()) == [("text.cannot_be_made", "error"), ("text.clean", "info")]


@pytest.mark.parametrize(("pages", "expected"), [(2, []), (3, ["warning"]), (11, ["error"])])
def test_a_letter_over_two_pages_warns_and_over_ten_is_refused(monkeypatch, pages, expected):
    publish("<p>Dag.</p>")
    monkeypatch.setattr("kik_wagtail.snippets.checking.library_check.svg_pages", lambda letter, layout: [b""] * pages)
    assert [level for code, level in found() if code == "text.too_long"] == expected


def test_a_long_letter_really_has_more_pages():
    publish(*[f"<p>{'Dit is een zin van acht gewone woorden. ' * 12}</p>"] * 14)
    assert found() == [("text.too_long", "warning")]


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        (DAY - timedelta(days=1), [("text.expired", "error")]),
        (DAY, [("text.expiring", "warning")]),
        (DAY + timedelta(days=30), [("text.expiring", "warning")]),
        (DAY + timedelta(days=31), [("text.clean", "info")]),
        (None, [("text.clean", "info")]),
    ],
)
def test_expired_and_expiring_texts(until, expected):
    publish("<p>Dag.</p>", valid_until=until)
    assert found() == expected


def test_an_expiring_text_without_owner_says_that_nobody_is_warned():
    publish("<p>Dag.</p>", valid_until=DAY)
    assert "nobody is warned" in check_texts(now=NOW).findings[0].hint


@pytest.mark.parametrize(
    ("words", "past"),
    [
        ("Kom voor 3 maart 2026.", ["3 maart 2026"]),
        ("Kom voor 3 <b>maart</b> 2026.", ["3 maart 2026"]),
        ("d.d. 22-11-2026", ["22-11-2026"]),
        ("op 22/11/26", ["22/11/26"]),
        ("op 23-11-2026", []),
        ("op 3 maart 2027", []),
        ("elk jaar op 3 maart", []),
        ("op 31-02-2026", []),
        ("om 10.30 uur in 2020", []),
        ("de 3e maart 2020 en 3 mrt. 2020", ["3e maart 2020", "3 mrt. 2020"]),
    ],
)
def test_a_typed_date_that_is_past_is_named(words, past):
    text = publish(f"<p>{words}</p>")
    assert typed_facts.past_dates(text.versions.get().content, today=DAY) == past
    assert (("text.date_past", "warning") in found()) == bool(past)


def test_a_typed_telephone_number_is_the_sites_own_or_named():
    publish("<p>Bel 050 367 12 34, (050) 311 99 99, 14 050 of 010-2345678.</p>")
    said = [finding.message for finding in check_texts(now=NOW).findings]
    assert len(said) == 3  # 14 050 stands on the layout
    Area.objects.create(name="Oost", phone="+31 50 367 12 34")
    Partner.objects.create(code="p", title="P", phone="050-3119999")
    (finding,) = check_texts(now=NOW).findings
    assert (finding.code, finding.level) == ("text.phone_unknown", "warning")
    assert "010-2345678" in finding.message


def test_values_of_merge_fields_are_not_typed_and_passages_and_conditions_are_looked_into():
    inside = {"condition": "at_home", "blocks": [{"type": "text", "value": "<p>Voor 3 maart 2020.</p>"}]}
    publish(
        f"<p>Bel {chip('coach_telefoon')} over {chip('gesprek_datum')}.</p>",
        blocks=[{"type": "conditional", "value": inside}],
        purpose="other",
    )
    assert found() == [("text.date_past", "warning")]


def test_the_number_of_queries_does_not_grow_with_the_texts():
    def queries():
        with CaptureQueriesContext(connection) as captured:
            check_texts(now=NOW)
        return len(captured)

    publish("<p>Dag.</p>", title="Een", owner=make_user("eigenaar"))
    of_one = queries()
    for title in ("Twee", "Drie", "Vier"):
        publish("<p>Dag.</p>", title=title, owner=make_user(title))
    assert queries() == of_one


def kik_check(*arguments):
    output, status = StringIO(), 0
    try:
        call_command("kik_check", *arguments, stdout=output)
    except SystemExit as error:
        status = error.code
    return status, output.getvalue()


def test_the_nightly_run_counts_texts_samples_and_letters():
    publish("<p>Dag.</p>", title="Een")
    publish(f"<p>{chip('telefoon')}</p>", title="Twee")
    status, output = kik_check("--texts", "--format", "json")
    answer = json.loads(output)
    assert (answer["texts"], answer["samples"], answer["rendered"]) == (2, len(SAMPLES), 2 * len(SAMPLES))
    assert {one["code"] for one in answer["findings"]} >= {"text.clean", "text.missing_value"}
    assert (status, answer["ok"]) == (1, False)
    assert f"rendered: {2 * len(SAMPLES)}" in kik_check("--texts")[1]


def test_the_nightly_run_says_what_the_reading_aid_counts_and_that_is_never_wrong():
    publish(
        "<p>Indien u wilt, dan wordt u door mij gebeld om te praten over uw leven van nu en straks.</p>", title="Een"
    )
    publish("<p>Ik kom graag bij u langs in de week van maandag.</p>" * 10, title="Twee")
    status, output = kik_check("--texts", "--format", "json")
    said = [one for one in json.loads(output)["findings"] if one["code"] == "text.reading"]
    assert [one["message"] for one in said] == [
        "Een: no score under 100 words · 19 words · 1 long sentence · 1 word with a plainer one · 1 sentence perhaps passive",
        "Twee: readability: very easy (LIX 20) · 110 words",
    ]
    assert {one["level"] for one in said} == {"info"}
    assert not re.search(r"\b[ABC][12]\b", str(said))


def test_without_the_option_no_letter_is_made():
    publish(f"<p>{chip('telefoon')}</p>")
    answer = json.loads(kik_check("--format", "json")[1])
    assert set(answer) == {"ok", "findings"}
    assert not [one for one in answer["findings"] if one["code"].startswith("text.")]


def test_every_starter_letter_is_clean():
    kik_setup()
    report = check_texts(now=timezone.now())
    assert len(report.checked) >= 6
    assert {one.code for one in report.findings} == {
        "text.clean",
        "text.duty_no_owner",
    }  # nobody was named to kik_setup


def test_the_page_is_for_editors_and_managers_and_nobody_else(client):
    kik_setup()
    for role, may in {"content_editor": True, "manager": True, "coach": False, "auditor": False}.items():
        client.force_login(make_user(role, roles=(role,)))
        assert (client.get(reverse("kik_text_check")).status_code == 200) == may, role
        assert (reverse("kik_text_check") in client.get(reverse("wagtailadmin_home")).content.decode()) == may, role


def test_the_page_shows_the_worst_first_and_escapes(client):
    kik_setup()
    broken = publish(f"<p>{chip('telefoon')}</p>", title="<b>Kapot</b>", code="kapot")
    client.force_login(make_user("editor", roles=("content_editor",)))
    page = client.get(reverse("kik_text_check"), headers={"accept-language": "en"}).content.decode()
    assert "<b>Kapot" not in page
    titles = [page.index(f"/{pk}/") for pk in LetterText.objects.values_list("pk", flat=True) if f"edit/{pk}/" in page]
    assert titles
    assert page.index(f"/{broken.pk}/") == min(titles)


def expiring_text(**fields):
    owner = make_user("eigenaar")
    return publish("<p>Dag.</p>", **{"owner": owner, "valid_until": DAY + timedelta(days=30)} | fields)


def drain(now=NOW):
    outbox.drain(now=now, worker="test")
    return mail.outbox


def test_an_owner_is_warned_once_thirty_days_before_with_a_number_and_a_link():
    text = expiring_text(title="Geheim")
    assert expiring.announce_expiring(now=NOW - timedelta(days=1)) == 0
    assert expiring.announce_expiring(now=NOW) == 1
    assert expiring.announce_expiring(now=NOW + timedelta(days=1)) == 0
    (message,) = drain(NOW + timedelta(days=1))
    assert message.to == [text.owner.email]
    assert f"/edit/{text.pk}/" in message.body
    assert "Geheim" not in message.subject + message.body
    assert OutboxItem.objects.get().key == f"text-expires:{text.pk}:2026-12-23"


def test_another_date_is_another_warning_and_the_old_one_falls_away():
    text = expiring_text()
    expiring.announce_expiring(now=NOW)
    LetterText.objects.filter(pk=text.pk).update(valid_until=DAY + timedelta(days=10))
    assert expiring.announce_expiring(now=NOW) == 1
    assert len(drain()) == 1
    assert sorted(OutboxItem.objects.values_list("receipt", flat=True)) == ["nothing left", "sent: 1"]


@pytest.mark.parametrize("change", [{"owner": None}, {"is_archived": True}, {"live": False}, {"valid_until": None}])
def test_no_mail_where_there_is_nobody_or_nothing_to_warn_for(change):
    text = expiring_text()
    expiring.announce_expiring(now=NOW)
    LetterText.objects.filter(pk=text.pk).update(**change)
    OutboxItem.objects.exclude(key__startswith="text-expires:").delete()
    assert drain() == []
    OutboxItem.objects.all().delete()
    assert expiring.announce_expiring(now=NOW) == 0


def test_the_timetable_announces_every_day_and_the_mail_is_never_sent_twice_blindly():
    expiring_text(valid_until=DAY + timedelta(days=5))
    assert "expiring_texts" in jobs.timetable()
    jobs.run_due(now=NOW, worker="tick")
    jobs.run_due(now=NOW, worker="tick")
    assert OutboxItem.objects.filter(topic=expiring.TOPIC).count() == 1
    assert not outbox.get(expiring.TOPIC).repeatable
