"""Choose the text, see the real page, make it once; and the letter's own page."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import translation
from django.utils.html import conditional_escape
from wagtail.models import ModelLogEntry

from kik_wagtail.letters import services
from kik_wagtail.letters.models import Letter
from kik_wagtail.scope.models import AccessRecord
from kik_wagtail.snippets.choices import Purpose
from tests.factories import make_user
from tests.letters.texts import NOW, OPENING, SIGNATURE, make_text, publish
from tests.snippets import golden

RIGHTS = {"coach": ("add_letter", "view_letter", "view_followup"), "team_lead": ("view_letter",), "manager": ()}


def said(message, **values):
    """As the Dutch admin says it, escaped as in a page."""
    with translation.override("nl"):
        return conditional_escape(translation.gettext(message) % values if values else translation.gettext(message))


def log_in(client, user, role):
    rights = Permission.objects.filter(codename__in=(*RIGHTS[role], "access_admin"))
    user.user_permissions.set(rights)
    client.force_login(user)
    return client


@pytest.fixture(autouse=True)
def at_nine():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def as_coach(client, coach):
    return log_in(client, coach, "coach")


@pytest.fixture
def new(follow_up):
    return reverse("kik_letters:new", args=[follow_up.pk])


def made(follow_up, **values):
    values = {"version": None, "user": None, "now": NOW, "request_key": uuid4()} | values
    values["version"] = values["version"] or make_text()
    return services.make_letter(resident=follow_up.resident, follow_up=follow_up, **values)


def form_of(response):
    form = response.context["form"]
    return {"version": response.context["version"].pk, "request_key": str(form["request_key"].value())}


def test_the_real_page_and_the_same_words_are_there_before_anything_is_pressed(as_coach, new):
    make_text()
    html = as_coach.get(new).content.decode()
    assert "data:image/svg+xml;base64," in html
    assert "Geachte mevrouw Van der Haddad" in html
    assert said("Make this letter") in html
    assert not Letter.objects.exists()


def test_the_title_and_the_addresses_say_the_number_not_the_name(as_coach, new):
    make_text()
    html = as_coach.get(new).content.decode()
    title = re.search(r"<title>(.*?)</title>", html, re.S)[1]
    assert "0912345" in title
    assert "Haddad" not in title
    assert not re.search(r'(href|action)="[^"]*Haddad', html)


def test_make_leads_to_the_page_of_the_letter(as_coach, new, coach, follow_up):
    make_text()
    data = form_of(as_coach.get(new)) | {"free_text": "Tot dan!", "action": "make"}
    response = as_coach.post(new, data, follow=True)
    letter = Letter.objects.get()
    assert response.redirect_chain == [(reverse("kik_letters:letter", args=[letter.pk]), 302)]
    assert letter.follow_up == follow_up
    assert letter.made_by == coach
    html = response.content.decode()
    assert letter.reference in html
    assert "Tot dan!" in html
    assert "Uitnodiging" in html
    assert said("version %(number)s", number=1) in html
    assert ModelLogEntry.objects.get(action="kik.letter_made").label == letter.reference


def test_before_and_after_there_is_a_way_back_to_the_contact(as_coach, new, follow_up):
    back = f'href="{reverse("kik_desk:contact", args=[follow_up.pk])}"'
    make_text()
    before = as_coach.get(new)
    assert back in before.content.decode()
    after = as_coach.post(new, form_of(before) | {"free_text": "", "action": "make"}, follow=True)
    assert after.redirect_chain
    assert back in after.content.decode()


def test_a_double_press_makes_one_letter(as_coach, new):
    make_text()
    data = form_of(as_coach.get(new)) | {"free_text": "", "action": "make"}
    first, second = as_coach.post(new, data), as_coach.post(new, data)
    assert first["Location"] == second["Location"]
    assert Letter.objects.count() == 1


def test_showing_the_own_text_makes_nothing(as_coach, new):
    make_text()
    data = form_of(as_coach.get(new)) | {"free_text": "Neem uw rooster mee.\r\nTot dan.", "action": "show"}
    response = as_coach.post(new, data)
    assert "Neem uw rooster mee." in response.content.decode()
    assert not Letter.objects.exists()
    assert form_of(response)["request_key"] == data["request_key"]


def test_a_problem_is_said_with_what_to_do_and_there_is_no_button(as_coach, new, resident):
    resident.street = "Onbekend"
    resident.save()
    make_text()
    response = as_coach.get(new)
    html = response.content.decode()
    assert said("The letter to %(number)s cannot be made yet", number="0912345") in html
    assert said("Correct the address of this resident.") in html
    assert said("Make this letter") not in html
    data = form_of(response) | {"free_text": "", "action": "make"}
    assert as_coach.post(new, data).status_code == 200
    assert not Letter.objects.exists()


def test_too_long_own_text_is_refused_and_kept(as_coach, new):
    make_text()
    data = form_of(as_coach.get(new)) | {"free_text": "ab " * 40, "action": "make"}
    html = as_coach.post(new, data).content.decode()
    assert said("Make your own text shorter.") in html
    assert "ab ab ab" in html
    assert not Letter.objects.exists()


def test_wording_published_meanwhile_is_shown_first(as_coach, new):
    version = make_text()
    data = form_of(as_coach.get(new)) | {"free_text": "Dag", "action": "make"}
    newer = publish(version.text, subject="<p>Nieuwe woorden</p>")
    response = as_coach.post(new, data)
    html = response.content.decode()
    assert said("Look at the letter again.") in html
    assert "Nieuwe woorden" in html
    assert form_of(response)["version"] == newer.pk
    assert not Letter.objects.exists()
    as_coach.post(new, form_of(response) | {"free_text": "Dag", "action": "make"})
    assert Letter.objects.get().version == newer


def test_texts_that_cannot_be_used_say_why(as_coach, without_appointment):
    make_text("Past")
    make_text("Bevestiging", purpose=Purpose.CONFIRMATION)
    make_text("Afspraken", purpose=Purpose.AGREEMENTS)
    make_text("Verlopen", valid_until=NOW.date() - timedelta(days=1))
    unpublished = make_text("Concept").text
    type(unpublished).objects.filter(pk=unpublished.pk).update(live=False)
    archived = make_text("Opgeborgen").text
    publish(archived, is_archived=True)

    response = as_coach.get(reverse("kik_letters:new", args=[without_appointment.pk]))
    assert [one.text.title for one in response.context["choices"].fitting] == ["Past"]
    reasons = {one.text.title: finding.code for one, finding in response.context["others"]}
    assert reasons == {
        "Bevestiging": "needs_appointment",
        "Afspraken": "needs_conversation",
        "Verlopen": "text_expired",
        "Concept": "text_not_published",
    }
    assert "Opgeborgen" not in response.content.decode()


def test_a_purpose_in_the_address_picks_the_text(as_coach, new):
    make_text("Uitnodiging")
    wanted = make_text("Tweede", purpose=Purpose.SECOND_INVITATION)
    assert as_coach.get(new).context["version"] != wanted
    assert as_coach.get(new, {"purpose": "second_invitation"}).context["version"] == wanted
    assert as_coach.get(new, {"text": wanted.text_id}).context["version"] == wanted


def test_a_contact_with_an_appointment_is_confirmed_first(as_coach, new):
    make_text("Uitnodiging")
    confirmation = make_text("Bevestiging", purpose=Purpose.CONFIRMATION)
    assert as_coach.get(new).context["version"] == confirmation


def test_without_any_text_the_screen_says_so(as_coach, new):
    assert said("No letter text can be used for this contact now.") in as_coach.get(new).content.decode()


@pytest.mark.parametrize("data", [{}, {"version": "x"}, {"version": "999999"}])
def test_nonsense_in_the_form_is_not_found(as_coach, new, data):
    make_text()
    assert as_coach.post(new, data | {"action": "make"}).status_code == 404


def test_a_forged_key_makes_nothing_and_gives_a_new_form(as_coach, new):
    version = make_text()
    response = as_coach.post(new, {"version": version.pk, "request_key": "x", "action": "make"})
    assert response.status_code == 200
    assert not Letter.objects.exists()


def test_the_pdf_is_shown_with_the_reference_as_its_name_and_kept_nowhere(as_coach, follow_up):
    letter = made(follow_up)
    response = as_coach.get(reverse("kik_letters:pdf", args=[letter.pk]))
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'inline; filename="{letter.reference}.pdf"'
    assert response["Cache-Control"] == "no-store"
    assert response.content.startswith(b"%PDF")


def test_a_copy_for_the_archive_says_the_same_and_claims_to_last(as_coach, follow_up):
    letter = made(follow_up)
    assert (
        reverse("kik_letters:archive", args=[letter.pk])
        in as_coach.get(reverse("kik_letters:letter", args=[letter.pk])).content.decode()
    )
    copy, again, plain = (
        as_coach.get(reverse(f"kik_letters:{name}", args=[letter.pk])) for name in ("archive", "archive", "pdf")
    )
    assert copy["Content-Disposition"] == f'inline; filename="{letter.reference}-{said("archive")}.pdf"'
    assert golden.claims_of(copy.content) == {"pdfuaid:part": "1", "pdfaid:part": "2", "pdfaid:conformance": "A"}
    assert golden.faults(copy.content, title="Kennismaken") == []
    assert copy.content == again.content != plain.content
    assert golden.read_aloud(copy.content) == golden.read_aloud(plain.content)


def test_a_pdf_that_is_set_anew_says_so_on_the_page_and_in_its_name(as_coach, follow_up):
    letter = made(follow_up)
    Letter.objects.filter(pk=letter.pk).update(sha256="0" * 64)
    page = as_coach.get(reverse("kik_letters:letter", args=[letter.pk]))
    assert said("This page is set anew") in page.content.decode()
    pdf = as_coach.get(reverse("kik_letters:pdf", args=[letter.pk]))
    assert f"{letter.reference}-{said('set-again')}.pdf" in pdf["Content-Disposition"]


def test_a_cancelled_letter_gives_no_pdf(as_coach, follow_up):
    letter = made(follow_up)
    page = reverse("kik_letters:letter", args=[letter.pk])
    as_coach.post(reverse("kik_letters:cancel", args=[letter.pk]))
    response = as_coach.get(reverse("kik_letters:pdf", args=[letter.pk]))
    assert (response.status_code, response["Location"]) == (302, page)
    assert said("cancelled") in as_coach.get(page).content.decode().lower()
    assert reverse("kik_letters:pdf", args=[letter.pk]) not in as_coach.get(page).content.decode()


def test_printed_is_marked_once(as_coach, follow_up):
    letter = made(follow_up)
    for _press in range(2):
        as_coach.post(reverse("kik_letters:printed", args=[letter.pk]))
    letter.refresh_from_db()
    assert letter.state == Letter.State.PRINTED
    assert ModelLogEntry.objects.filter(action="kik.letter_printed").count() == 1


NAMES = ("letter", "pdf", "archive", "printed", "cancel")


@pytest.mark.parametrize("name", ["new", *NAMES])
def test_a_foreign_letter_does_not_exist(client, follow_up, name):
    letter = made(follow_up)
    log_in(client, make_user("vreemd"), "coach")
    pk = follow_up.pk if name == "new" else letter.pk
    address = reverse(f"kik_letters:{name}", args=[pk])
    responses = [client.get(address), client.post(address)]
    assert 404 in {response.status_code for response in responses}
    for response in responses:
        assert response.status_code in {404, 405}
        assert "Haddad" not in response.content.decode()
    letter.refresh_from_db()
    assert letter.state == Letter.State.MADE


@pytest.mark.parametrize("name", ["new", *NAMES])
def test_a_role_without_letters_gets_nowhere(client, follow_up, coach, name):
    letter = made(follow_up)
    log_in(client, coach, "manager")
    pk = follow_up.pk if name == "new" else letter.pk
    for method in (client.get, client.post):
        assert method(reverse(f"kik_letters:{name}", args=[pk])).status_code == 302
    assert Letter.objects.get().state == Letter.State.MADE


def test_a_team_lead_reads_but_does_not_make(client, follow_up, coach):
    letter = made(follow_up)
    log_in(client, coach, "team_lead")
    page = client.get(reverse("kik_letters:letter", args=[letter.pk]))
    assert page.status_code == 200
    assert said("Cancel this letter") not in page.content.decode()
    assert client.get(reverse("kik_letters:new", args=[follow_up.pk])).status_code == 302
    assert client.post(reverse("kik_letters:cancel", args=[letter.pk])).status_code == 302
    assert Letter.objects.get().state == Letter.State.MADE


def test_who_looks_at_a_letter_is_on_record(as_coach, follow_up):
    letter = made(follow_up)
    for name in ("letter", "pdf"):
        as_coach.get(reverse(f"kik_letters:{name}", args=[letter.pk]))
    assert [(record.resident, record.route) for record in AccessRecord.objects.order_by("pk")] == [
        (follow_up.resident_id, "kik_letters:letter"),
        (follow_up.resident_id, "kik_letters:pdf"),
    ]


def test_the_way_back_is_only_a_way_back_to_us(as_coach, new):
    make_text()
    assert 'href="/admin/ergens/"' in as_coach.get(new, {"next_url": "/admin/ergens/"}).content.decode()
    assert "evil.example" not in as_coach.get(new, {"next_url": "https://evil.example/"}).content.decode()


def test_no_inline_script_or_style_of_ours(as_coach, new):
    make_text(blocks=(OPENING, SIGNATURE))
    html = as_coach.get(new).content.decode()
    ours = html[html.index('<div class="kik-letter"') : html.index("</footer>")]
    assert "<script" not in ours
    assert "style=" not in ours
    assert not re.search(r"\son\w+=", ours)


def test_hostile_words_are_shown_not_run(as_coach, new, resident):
    resident.surname = "<script>alert(1)</script>"
    resident.save()
    make_text()
    html = as_coach.get(new).content.decode()
    assert "&lt;script&gt;alert(1)" in html
    assert "<script>alert(1)" not in html
