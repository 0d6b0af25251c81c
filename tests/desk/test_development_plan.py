"""The plan of a resident on the coach's screen, as it was before, and on paper."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import pypdf
import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kik_wagtail.follow_up import services
from kik_wagtail.follow_up.models import PlanVersion
from kik_wagtail.residents.models import AreaMember
from kik_wagtail.snippets.models import LifeDomain
from tests.factories import make_follow_up, make_user
from tests.snippets import golden
from tests.snippets.letters import squeezed, text_of

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # the clock of conftest
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def domains(db):
    for code, title in (("taal", "Taal en leren"), ("geld", "Geld")):
        LifeDomain.objects.create(code=code, title=title, summary="Iets.", live=True)


@pytest.fixture
def url(resident):
    return reverse("kik_desk:development_plan", args=[resident.pk])


def posted(*goals, seen=0, **more):
    """What the form sends: per goal (key, domain, words, state, rows of (key, by, what, due))."""
    data = {"seen": str(seen)} | more
    for number, (key, domain, words, state, rows) in enumerate(goals):
        data |= {f"g{number}-key": key, f"g{number}-domain": domain, f"g{number}-words": words}
        data[f"g{number}-state"] = state
        for at, name in enumerate(("key", "by", "what", "due_on")):
            data[f"g{number}-step-{name}"] = [row[at] for row in rows]
    return data


NEW = ("", "taal", "Beter Nederlands praten", "", [
    ("", "coach", "taalhuis bellen", "1-12-2026"), ("", "resident", "elke dag voorlezen", ""), ("", "coach", "", ""),
])  # fmt: skip


def save(resident, *goals, seen=0, follow_up=None, now=NOW):
    return services.save_plan(
        resident=resident, goals=goals, follow_up=follow_up, seen=seen, user=resident.coach, now=now
    )


def goal(words, *steps, key="", state="going", domain="taal", title="Taal en leren"):
    base = {"key": key, "domain": domain, "domain_title": title, "words": words, "state": state}
    return base | {"steps": list(steps)}


def step(what, by="coach", due_on="2026-11-20", state="open", key=""):
    return {"key": key, "by": by, "what": what, "due_on": due_on, "state": state}


def html(response) -> str:
    return response.content.decode()


def test_a_first_plan_is_written_in_one_go_and_offered_for_printing(page, url, resident):
    response = page.post(url, posted(NEW), follow=True)
    version = PlanVersion.objects.get()
    assert (version.number, version.made_by, version.made_at) == (1, resident.coach, NOW)
    assert version.goals == [
        goal("Beter Nederlands praten", key="1.1") | {"steps": [
            step("taalhuis bellen", due_on="2026-12-01", key="1.2"),
            step("elke dag voorlezen", by="resident", due_on="", key="1.3"),
        ]}
    ]  # fmt: skip
    assert reverse("kik_desk:plan_paper", args=[resident.pk, 1]) in html(response)


def test_a_double_press_makes_one_version(page, url):
    page.post(url, posted(NEW))
    page.post(url, posted(NEW))
    assert PlanVersion.objects.count() == 1


def test_what_is_wrong_is_said_and_what_was_typed_stays(page, url):
    wrong = (
        "",
        "",
        "Mijn eigen woorden",
        "",
        [("", "resident", "rooster ophalen", "31-02-2027"), ("", "coach", "", "x")],
    )
    response = page.post(url, posted(wrong))
    assert response.status_code == 422
    for kept in ("Mijn eigen woorden", "rooster ophalen", "31-02-2027", 'value="x"', "Kies een leefgebied."):
        assert kept in html(response)
    assert not PlanVersion.objects.exists()


def test_a_step_without_a_goal_asks_for_the_goal(page, url):
    response = page.post(url, posted(("", "geld", " ", "", [("", "coach", "toeslag aanvragen", "")])))
    assert response.status_code == 422
    assert "toeslag aanvragen" in html(response)


def test_what_is_due_is_discussed_first_and_kept_with_the_step(page, url, resident):
    save(resident, goal("Praten", step("bellen"), step("later", due_on="2027-01-04"), step("les zoeken", due_on="")))
    said = html(page.get(url))
    first, rest = said.split('class="kik-doel"', 1)
    assert [word in first for word in ("bellen", "les zoeken", "later")] == [True, True, False]
    assert "later" in rest
    rows = [
        ("1.2", "coach", "bellen", "20-11-2026"),
        ("1.3", "coach", "later", "4-1-2027"),
        ("1.4", "coach", "les zoeken", ""),
    ]
    page.post(
        url, posted(("1.1", "taal", "Praten", "going", rows), seen=1) | {"state-1.2": "done", "state-1.4": "not_done"}
    )
    steps = PlanVersion.objects.newest_of(resident.pk).goals[0]["steps"]
    assert [(one["key"], one["state"]) for one in steps] == [("1.2", "done"), ("1.3", "open"), ("1.4", "not_done")]
    assert "state-1.2" in html(page.get(url)).split('class="kik-doel"', 1)[1]


def test_saving_what_stands_on_the_screen_changes_nothing(page, url, resident):
    save(resident, goal("Praten", step("bellen"), title="Zoals het toen heette"))
    page.post(url, posted(("1.1", "taal", "Praten", "going", [("1.2", "coach", "bellen", "20-11-2026")]), seen=1))
    assert PlanVersion.objects.count() == 1


def test_an_emptied_goal_goes_and_can_still_be_read(page, url, resident):
    save(resident, goal("Praten"), goal("Fietsen"))
    page.post(url, posted(("1.1", "taal", "", "going", []), ("1.2", "taal", "Fietsen", "reached", []), seen=1))
    assert [(one["key"], one["state"]) for one in PlanVersion.objects.newest_of(resident.pk).goals] == [
        ("1.2", "reached")
    ]
    said = html(page.get(reverse("kik_desk:plan_version", args=[resident.pk, 2])))
    assert "Doel vervallen: “Praten”" in said
    assert "Doel “Fietsen”: bereikt" in said


def test_who_saves_over_a_colleague_is_told_first_and_may_then(page, url, resident):
    save(resident, goal("Van een ander"))
    response = page.post(url, posted(NEW))
    assert response.status_code == 409
    assert "Beter Nederlands praten" in html(response)
    assert PlanVersion.objects.count() == 1
    assert 'name="seen" value="1"' in html(response)
    page.post(url, posted(NEW, seen=1))
    assert PlanVersion.objects.count() == 2


def test_a_goal_of_one_of_the_two_gets_a_hint_and_is_kept(page, url, resident):
    save(resident, goal("Praten", step("bellen")))
    said = html(page.get(url))
    assert "De inwoner doet nog niets voor dit doel." in said
    assert "U doet nog niets voor dit doel." not in said


def test_a_plan_saved_from_a_conversation_belongs_to_it(page, url, resident):
    contact = make_follow_up(resident, target_on=TODAY)
    response = page.post(url, posted(NEW, contact=str(contact.pk)))
    assert response.url == reverse("kik_desk:contact", args=[contact.pk])
    assert PlanVersion.objects.get().follow_up == contact


def test_another_goal_is_added_from_the_same_conversation(page, url, resident):
    contact = make_follow_up(resident, target_on=TODAY)
    response = page.post(url, posted(NEW, contact=str(contact.pk), more="1"))
    assert response.url == f"{url}?contact={contact.pk}#nieuw-doel"


def test_the_history_has_one_line_for_each_conversation(page, url, resident):
    contact = make_follow_up(resident, target_on=TODAY)
    for number in range(3):
        save(resident, goal(f"Doel {number}"), seen=number, follow_up=contact)
    save(resident, goal("Later"), seen=3)
    said = html(page.get(url))
    assert [
        number for number in range(1, 5) if reverse("kik_desk:plan_version", args=[resident.pk, number]) in said
    ] == [3, 4]


def test_a_team_lead_reads_the_plan_and_writes_nothing(client, area, url, resident):
    lead = make_user("lead", roles=("team_lead",))
    AreaMember.objects.create(area=area, user=lead, role="team_lead")
    save(resident, goal("Praten", step("bellen")))
    client.force_login(lead)
    said = html(client.get(url))
    assert "Praten" in said
    assert "g0-words" not in said
    assert client.post(url, posted(NEW, seen=1)).status_code in {302, 403}
    assert PlanVersion.objects.count() == 1


@pytest.mark.parametrize("name", ["development_plan", "plan_version", "plan_paper"])
def test_the_plan_of_a_stranger_is_not_found(page, stranger, name):
    save(stranger, goal("Geheim"))
    args = [stranger.pk] if name == "development_plan" else [stranger.pk, 1]
    assert page.get(reverse(f"kik_desk:{name}", args=args)).status_code == 404


def test_a_conversation_of_somebody_else_is_not_found(page, url, resident, stranger):
    foreign = make_follow_up(stranger, target_on=TODAY)
    for contact in (str(foreign.pk), "x", "9" * 30):
        assert page.post(url, posted(NEW, contact=contact)).status_code == 404
    assert not PlanVersion.objects.exists()


def test_the_contact_screen_shows_the_goals_that_are_going(page, resident, guide):
    contact = make_follow_up(resident, target_on=TODAY)
    contact_url = reverse("kik_desk:contact", args=[contact.pk])
    with CaptureQueriesContext(connection) as without:
        page.get(contact_url)
    save(resident, goal("Praten"), goal("Al gelukt", state="reached"))
    with CaptureQueriesContext(connection) as found:
        said = html(page.get(contact_url))
    assert "Praten" in said
    assert "Al gelukt" not in said
    assert reverse("kik_desk:development_plan", args=[resident.pk]) in said
    assert len(found) == len(without)  # the one question is asked either way


def paper(page, resident, number=1):
    return page.get(reverse("kik_desk:plan_paper", args=[resident.pk, number]))


def test_on_paper_it_says_who_does_what_in_plain_dutch(page, resident):
    steps = step("taalhuis bellen", due_on="2026-12-01"), step("voorlezen", by="resident", due_on="", state="done")
    save(resident, goal("Beter praten", *steps, step("mislukt", state="not_done")), goal("Fietsen", state="reached"))
    response = paper(page, resident)
    assert response["Content-Type"] == "application/pdf"
    words = squeezed(text_of(response.content))
    for part in (
        "Mijn plan",
        "Fatima Benali",
        "Beter praten",
        "Wat u doet",
        "voorlezen (gedaan)",
        "Dit heeft u bereikt",
    ):
        assert squeezed(part) in words
    for part in ("taalhuis bellen (uiterlijk 1 december 2026)", "Wat uw coach doet", "Fietsen", "050 367 12 34"):
        assert squeezed(part) in words
    assert "mislukt" not in words
    assert len(pypdf.PdfReader(io.BytesIO(response.content)).pages) == 1
    assert golden.faults(response.content, title="Mijn plan") == []
    assert paper(page, resident).content == response.content


def test_markup_in_a_goal_is_printed_as_it_was_typed(page, resident):
    typed = '#panic("x") *vet* $a$ \\ <b>'
    save(resident, goal(typed))
    assert squeezed(typed) in squeezed(text_of(paper(page, resident).content))


@pytest.mark.parametrize(("words", "why"), [("Naar 好", "kan niet worden afgedrukt"), ("woord " * 80, None)])
def test_what_cannot_be_printed_is_named(page, resident, words, why):
    save(resident, *[goal(f"{number} {words}", step("stap " * 50)) for number in range(12)])
    response = paper(page, resident)
    assert response.url == reverse("kik_desk:plan_version", args=[resident.pk, 1])
    said = " ".join(str(one) for one in get_messages(response.wsgi_request))
    assert (why or "langer dan") in said
