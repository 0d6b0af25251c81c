"""The main job, end to end, on real input: file → plan → letter with wording just changed → beep → report → next."""

import json
import re
from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO

import pytest
import time_machine
from django.core.management import call_command
from pypdf import PdfReader

from kik_wagtail import scope
from kik_wagtail.follow_up.models import FollowUp
from kik_wagtail.jobs import run_due
from kik_wagtail.letters.models import Letter
from kik_wagtail.residents.models import Resident
from kik_wagtail.snippets.models import LetterText, LetterVersion
from tests.browser.looking import axe_violations, shoot
from tests.factories import make_area, make_user
from tests.starting import kik_setup

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
IN_MAY = datetime(2027, 5, 24, 9, 0, tzinfo=UTC)
SENTENCE = "Deze zin schreef de tekstbeheerder vanochtend."
FILE = (
    "klantnummer;voorletters;roepnaam;tussenvoegsel;achternaam;aanhef;straat;huisnummer;postcode;woonplaats;telefoon;"
    "gebied;coach;ritme_maanden;laatste_gesprek;status\r\n"
    "0300001;F.;Fatma;van der;Testzorg;mevrouw;Korreweg;12;9715 AB;Groningen;06-12345678;Oost;coach01;6;21-05-2026;"
    "in beeld\r\n"
    "0300002;X.;Fout;;Postcode;heer;Laan;1;97AB;Groningen;;Oost;coach01;;;in beeld\r\n"
)


@pytest.fixture
def site(transactional_db, live_server):
    """Set up before that Monday, whatever day it is here: a text that is newer than its editor is a conflict."""
    with time_machine.travel(MONDAY - timedelta(days=1), tick=True):
        kik_setup()
    return live_server


@pytest.fixture
def people(site):
    users = {
        "administrator": make_user("administrator", roles=("functional_administrator",)),
        "editor": make_user("editor", roles=("content_editor",)),
        "editor2": make_user("editor2", roles=("content_editor",)),
        "coach01": make_user("coach01", roles=("coach",), first_name="Anouk", last_name="Voorbeeld"),
    }
    make_area("Oost", users["coach01"])
    return users


def beeps(day):
    out = StringIO()
    call_command("kik_beep", "--date", day, "--format", "json", stdout=out)
    return json.loads(out.getvalue())


def read_in_the_file(page):
    page.goto("/admin/kik/import/")
    page.set_input_files("input[type=file]", {"name": "inwoners.csv", "mimeType": "text/csv", "buffer": FILE.encode()})
    page.get_by_role("button", name="Controleren").click()
    page.get_by_text("1 rij moet hersteld").wait_for()
    page.get_by_role("button", name=re.compile("Lees 1 ")).click()
    run_due(now=datetime.now(UTC), worker="test")
    page.get_by_text("Het bestand is ingelezen").wait_for()


def change_the_invitation(page, text):
    page.goto(f"/admin/snippets/kik_wagtail/lettertext/edit/{text.pk}/")
    page.get_by_text("Ik ben benieuwd hoe het met u gaat").click()
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "End"):
        page.keyboard.press(key)
    page.keyboard.type(" " + SENTENCE)
    page.wait_for_function(  # Draftail hands its text to the form a moment after the last key
        "(sentence) => [...document.querySelectorAll('form input')].some((i) => i.value.includes(sentence))",
        arg=SENTENCE,
    )
    page.get_by_role("button", name="Meer acties").last.click()
    page.get_by_role("button", name=re.compile("Vier ogen")).click()
    page.wait_for_load_state()


def approve(page, text):
    page.goto(f"/admin/snippets/kik_wagtail/lettertext/edit/{text.pk}/")
    page.get_by_role("button", name="Meer acties").last.click()
    page.get_by_role("button", name="Goedkeuren en publiceren", exact=True).click()
    page.wait_for_load_state()


def plan(page, resident):
    page.goto(f"/admin/kik/plan/{resident.pk}/")
    page.get_by_label("afgesproken met de inwoner").check()
    page.get_by_label("Over hoeveel maanden?").fill("12")
    page.get_by_role("button", name="Bewaren").click()
    page.get_by_text("Gesprek met 0300001 gepland").wait_for()


def make_the_letter(page, resident):
    page.get_by_role("link", name="Stuur een brief").click()  # in the message that says it was planned
    page.get_by_role("link", name=re.compile("Uitnodiging voor een gesprek")).click()
    page.get_by_role("button", name="Maak deze brief").click()
    page.get_by_role("link", name="Open de PDF").wait_for()
    answer = page.request.get(page.get_by_role("link", name="Open de PDF").get_attribute("href"))
    assert answer.headers["content-type"] == "application/pdf"
    return " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(BytesIO(answer.body())).pages).split())


def hold_the_conversation(page):
    page.goto("/admin/kik/vandaag/")
    page.locator(".kik-rij", has_text="0300001").locator(".kik-rij__link").first.click()
    page.get_by_label("gesproken", exact=True).check()
    page.get_by_label("Wat is er gebeurd sinds het vorige gesprek?").fill("De taalles is begonnen.")
    page.get_by_role("button", name="Bewaren", exact=True).click()
    page.get_by_text("Er is geen volgend contact afgesproken.").first.wait_for()
    with scope.everything("test"):
        assert not FollowUp.objects.held().exists()  # refused: nothing was agreed
    assert page.get_by_label("Wat is er gebeurd sinds het vorige gesprek?").input_value() == "De taalles is begonnen."
    page.get_by_label("afgesproken met de inwoner").check()
    page.get_by_label("Over hoeveel maanden?").fill("3")
    page.get_by_role("button", name="Bewaren", exact=True).click()
    page.wait_for_url("**/kik/vandaag/")


def test_the_circle_from_file_to_next_contact(people, open_as):
    text = LetterText.objects.get(code="uitnodiging-gesprek")
    with time_machine.travel(MONDAY, tick=True):
        read_in_the_file(open_as(people["administrator"]))
        with scope.everything("test"):
            resident = Resident.objects.get()
        assert beeps("2026-11-23")["by_kind"]["nothing_planned"] == 1
        change_the_invitation(open_as(people["editor"]), text)
        assert LetterVersion.objects.filter(text=text).count() == 1  # not published by its author
        approve(open_as(people["editor2"]), text)
        assert LetterVersion.objects.filter(text=text).count() == 2
        page = open_as(people["coach01"])
        plan(page, resident)
        said = make_the_letter(page, resident)
        assert SENTENCE in said
        assert "Geachte mevrouw Van der Testzorg" in said
    with scope.everything("test"):
        assert Letter.objects.get().version.number == 2
        target = FollowUp.objects.open().conversations().get().target_on
    assert beeps("2026-11-24")["total"] == 0
    on_the_day = beeps(target.isoformat())
    assert on_the_day["by_kind"]["due"] == 1
    assert set(on_the_day["by_coach"]) == {"coach01"}
    with time_machine.travel(IN_MAY, tick=True):
        page = open_as(people["coach01"])
        page.goto("/admin/kik/vandaag/")
        shoot(page, "vandaag-kring")
        assert axe_violations(page) == []
        hold_the_conversation(page)
    with scope.everything("test"):
        held = FollowUp.objects.held().get()
        following = FollowUp.objects.open().conversations().get()
        assert "De taalles is begonnen." in held.report.answers.values()
    assert (following.target_on - held.held_on).days in range(85, 95)
    assert beeps("2027-05-25")["by_kind"]["due"] == 0
