"""A letter is made as asked, or refused with what is wrong; never altered silently, never twice."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from wagtail.models import Locale, Page, Site

from kik_wagtail.letters import composing, queries, services, values
from kik_wagtail.letters.errors import MadeAlready, SetDifferently, WrongState
from kik_wagtail.letters.models import Letter, ReferenceCounter
from kik_wagtail.letters.problems import findings
from kik_wagtail.residents.access import as_user
from kik_wagtail.snippets.choices import Purpose
from kik_wagtail.snippets.models import LetterLayout
from tests.factories import make_follow_up, make_resident, make_user
from tests.letters.texts import NOW, OPENING, SIGNATURE, chip, make, make_text, publish, refusal, text_of
from tests.snippets.golden import faults


def test_the_letter_says_what_the_text_says_about_this_resident(follow_up, coach):
    letter = make(follow_up, make_text(), user=coach, free_text="Neemt u het rooster mee?")
    text = text_of(letter)
    for expected in (
        "Mevrouw F. van der Haddad",
        "Korreweg 12",
        "9715 AB GRONINGEN",
        "Geachte mevrouw Van der Haddad,",
        "dinsdag 8 december 2026 om 10.30 uur, bij u thuis, Korreweg 12",
        "Neemt u het rooster mee?",
        "Anouk Bakker, 050 367 12 34",
        "KIK-2026-000001",
        "22 november 2026",
    ):
        assert expected in text
    assert "((" not in text
    assert "0912345" not in text
    assert (letter.pages, letter.state, letter.made_by, letter.language) == (1, "made", coach, "nl")


def test_a_conversation_without_appointment_leaves_the_passage_about_it_out(without_appointment):
    text = text_of(make(without_appointment, make_text()))
    assert "Ik kom op" not in text
    assert "Ik leer u graag kennen." in text


def test_the_same_letter_gives_the_same_bytes_again(follow_up):
    letter = make(follow_up, make_text())
    fresh = Letter.objects.get(pk=letter.pk)
    assert composing.pdf_of(fresh) == composing.pdf_of(letter)


def test_a_later_change_of_wording_layout_or_resident_does_not_touch_a_letter(follow_up, site):
    version = make_text()
    letter = make(follow_up, version)
    before = composing.pdf_of(letter)

    text = version.text
    changed = [{"type": "text", "value": "<p>Heel anders.</p>"}]
    newer = publish(text, body=text.body.stream_block.to_python(changed))
    layout = LetterLayout.of_default_site()
    layout.window_y_mm, layout.organisation, layout.accent = 60, "Gemeente Elders", "#aa0000"
    layout.save()
    type(follow_up.resident).objects.filter(pk=follow_up.resident_id).update(surname="Jansen", street="Elders")

    assert newer.pk != version.pk
    assert composing.pdf_of(Letter.objects.get(pk=letter.pk)) == before
    assert Letter.objects.get(pk=letter.pk).version == version


def test_a_typesetter_that_changed_is_said_not_hidden(follow_up):
    letter = make(follow_up, make_text())
    Letter.objects.filter(pk=letter.pk).update(sha256="0" * 64)
    letter.refresh_from_db()
    with pytest.raises(SetDifferently):
        composing.pdf_of(letter)
    assert composing.pdf_set_again(letter).startswith(b"%PDF")


def test_one_press_twice_makes_one_letter(follow_up):
    version, key = make_text(), uuid4()
    first, second = make(follow_up, version, key=key), make(follow_up, version, key=key)
    assert first == second
    assert Letter.objects.count() == 1
    assert ReferenceCounter.objects.get().last == 1


def test_of_two_presses_at_the_same_moment_one_makes_the_letter(follow_up, monkeypatch):
    version, key = make_text(), uuid4()
    first = make(follow_up, version, key=key)
    answers = iter([None, first])
    monkeypatch.setattr(services, "_made_before", lambda *args: next(answers))
    assert make(follow_up, version, key=key) == first
    assert Letter.objects.count() == 1


def test_one_press_with_other_words_is_no_second_press(follow_up):
    version, key = make_text(), uuid4()
    make(follow_up, version, key=key)
    with pytest.raises(MadeAlready):
        make(follow_up, version, key=key, free_text="Iets anders")


def test_the_database_holds_one_letter_per_press(follow_up):
    letter = make(follow_up, make_text())
    letter.pk, letter.reference, letter._state.adding = None, "KIK-2026-000099", True
    with pytest.raises(IntegrityError), transaction.atomic():
        letter.save()


def test_references_run_on_and_begin_again_each_year(follow_up, without_appointment_of_another):
    version = make_text()
    numbers = [make(one, version).reference for one in (follow_up, without_appointment_of_another)]
    next_year = make(without_appointment_of_another, version, now=NOW + timedelta(days=50)).reference
    assert [*numbers, next_year] == ["KIK-2026-000001", "KIK-2026-000002", "KIK-2027-000001"]


@pytest.fixture
def without_appointment_of_another(resident, coach):
    other = make_resident(area=resident.area, coach=coach)
    return make_follow_up(other, target_on=(NOW + timedelta(days=30)).date())


@pytest.fixture
def site(db):
    Locale.objects.get_or_create(language_code="nl")
    page = Page.get_first_root_node() or Page.add_root(title="Begin", slug="begin")
    return Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "localhost", "root_page": page})[0]


@pytest.mark.parametrize(
    "surname",
    [
        '=HYPERLINK("http://x","klik")',
        "#strong[x]",
        "<script>alert(1)</script>",
        "'t Hart",
        "$ #eval(x) \\ * _ ` @ref",
        "الحداد",
        "ተስፋይ",
        "O’Neill & Zn. “bv”",
    ],
)
def test_a_hostile_or_foreign_name_is_printed_as_it_is(without_appointment, surname):
    resident = without_appointment.resident
    resident.surname = surname
    resident.save()
    letter = make(without_appointment, make_text())
    assert surname in letter.values["values"]["aanhef"]
    document = composing.pdf_of(letter)
    assert faults(document, title="Kennismaken") == []
    if surname.isascii():
        assert f"Geachte mevrouw Van der {surname}," in text_of(letter)


def test_a_name_is_printed_the_same_whether_composed_or_decomposed(without_appointment):
    resident, printed = without_appointment.resident, []
    for surname in ("Nguy\u1ec5n", "Nguye\u0302\u0303n"):
        resident.surname = surname
        resident.save()
        printed.append(text_of(make(without_appointment, make_text(surname))))
    assert all("Van der Nguy\u1ec5n," in text for text in printed)


def test_a_character_without_a_glyph_is_refused_with_the_client_number_and_not_the_name(without_appointment):
    resident = without_appointment.resident
    resident.surname = "Draad\U0001f9f5"
    resident.save()
    error = refusal(without_appointment, make_text())
    assert {problem.code for problem in error.problems} == {"character"}
    assert "0912345" in str(error)
    assert "Draad" not in str(error)
    assert all("U+1F9F5" in finding.sentence for finding in findings(error.problems))


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ({"street": "Zonder vaste woon- of verblijfplaats"}, "address_none"),
        ({"street": "VOW"}, "address_none"),
        ({"street": "onbekend"}, "address_none"),
        ({"street": "", "house_number": ""}, "address_street"),
        ({"postcode": "geheim"}, "address_postcode"),
        ({"postcode": ""}, "address_postcode"),
        ({"city": ""}, "address_city"),
        ({"street": "@Korreweg"}, "address_forbidden_start"),
    ],
)
def test_a_resident_without_a_proper_address_gets_no_letter(without_appointment, address, code):
    resident = without_appointment.resident
    for name, value in address.items():
        setattr(resident, name, value)
    resident.save()
    assert [problem.code for problem in refusal(without_appointment, make_text()).problems] == [code]


def test_a_missing_value_is_refused_by_the_label_of_its_field(without_appointment):
    version = make_text(subject=f"<p>Wij bellen u op {chip('telefoon')}</p>")
    resident = without_appointment.resident
    resident.phone = ""
    resident.save()
    problems = refusal(without_appointment, version).problems
    assert [(problem.code, problem.field) for problem in problems] == [("missing_value", "telefoon")]


def test_a_number_that_is_not_safe_to_call_is_not_printed(without_appointment):
    version = make_text(subject=f"<p>Wij bellen u op {chip('telefoon')}</p>")
    resident = without_appointment.resident
    resident.safe_to_call = False
    resident.save()
    assert [problem.field for problem in refusal(without_appointment, version).problems] == ["telefoon"]


def test_an_appointment_that_is_past_or_cancelled_is_no_appointment(follow_up):
    later = NOW + timedelta(days=30)
    version = make_text("Bevestiging", purpose=Purpose.CONFIRMATION)
    codes = [problem.code for problem in refusal(follow_up, version, now=later).problems]
    assert codes == ["needs_appointment"]


def test_a_place_that_was_not_chosen_is_missing_not_guessed(follow_up):
    follow_up.place_kind = "office"
    follow_up.save()
    assert [problem.field for problem in refusal(follow_up, make_text()).problems] == ["afspraak_plek"]


def test_free_text_that_is_too_long_or_has_no_place_is_refused(follow_up):
    version = make_text()
    plain = make_text("Zonder ruimte", blocks=(OPENING, SIGNATURE))
    assert [problem.code for problem in refusal(follow_up, version, free_text="x" * 101).problems] == ["free_too_long"]
    assert [problem.code for problem in refusal(follow_up, plain, free_text="Hallo").problems] == ["no_free_slot"]


def test_a_letter_of_more_than_ten_pages_is_refused(follow_up):
    words = {"type": "text", "value": f"<p>{'Dit is een zin van acht gewone woorden. ' * 12}</p>"}
    (problem,) = refusal(follow_up, make_text("Lang", blocks=(OPENING, *[words] * 70, SIGNATURE))).problems
    assert (problem.code, problem.values["most"]) == ("too_long", 10)
    assert problem.values["pages"] > 10
    assert make(follow_up, make_text("Kort", blocks=(OPENING, *[words] * 14, SIGNATURE))).pages <= 10


def test_an_expired_archived_or_replaced_text_is_refused(follow_up):
    expired = make_text("Verlopen", valid_until=NOW.date() - timedelta(days=1))
    archived = make_text("Archief")
    publish(archived.text, is_archived=True)
    old = make_text("Oud")
    publish(old.text, subject="<p>Nieuw</p>")
    codes = [[problem.code for problem in refusal(follow_up, one).problems] for one in (expired, archived, old)]
    assert codes == [["text_expired"], ["text_not_published"], ["text_changed"]]


def test_who_has_left_gets_no_letter(follow_up):
    resident = follow_up.resident
    resident.status, resident.left_on = "left", NOW.date()
    resident.save()
    assert "resident_left" in {problem.code for problem in refusal(follow_up, make_text()).problems}


def test_only_the_values_that_the_text_names_are_kept(follow_up):
    letter = make(follow_up, make_text(blocks=(OPENING, SIGNATURE)))
    assert set(letter.values["values"]) == {"aanhef", "coach_naam", "coach_telefoon"}


def test_a_host_fills_fields_of_its_own(follow_up, monkeypatch):
    monkeypatch.setattr(values, "sources", [lambda situation: {"gebied": f"wijk van {situation.resident}"}])
    letter = make(follow_up, make_text(subject=f"<p>Uit {chip('gebied')}</p>"))
    assert "Uit wijk van 0912345" in text_of(letter)


def test_the_values_lie_encrypted_in_the_database(follow_up):
    make(follow_up, make_text())
    with connection.cursor() as cursor:
        cursor.execute('SELECT "values" FROM kik_wagtail_letter')
        assert "Haddad" not in str(cursor.fetchall())


def test_printed_and_cancelled_are_said_once(follow_up, coach):
    letter = make(follow_up, make_text(), user=coach)
    stale = Letter.objects.get(pk=letter.pk)
    services.mark_printed(letter=letter, user=coach, now=NOW + timedelta(hours=1))
    with pytest.raises(WrongState):
        services.mark_printed(letter=stale, user=coach, now=NOW + timedelta(hours=1))
    services.cancel(letter=letter, user=coach, now=NOW + timedelta(hours=2))
    with pytest.raises(WrongState):
        services.cancel(letter=stale, user=coach, now=NOW + timedelta(hours=2))
    assert Letter.objects.get().state == Letter.State.CANCELLED


def test_who_received_a_version_is_known_and_a_cancelled_letter_does_not_count(
    follow_up, without_appointment_of_another, coach
):
    version = make_text()
    first, second = make(follow_up, version), make(without_appointment_of_another, version)
    services.cancel(letter=second, user=coach, now=NOW)
    assert [letter.resident for letter in queries.recipients_of(version)] == [follow_up.resident]
    assert queries.count_per_version([version.pk]) == {version.pk: 1}
    assert list(queries.letters_of(follow_up.resident)) == [first]


def test_a_letter_of_a_stranger_does_not_exist(follow_up, coach):
    version = make_text()
    make(follow_up, version)
    stranger = make_user("coach99", roles=("coach",))
    with as_user(stranger):
        assert not Letter.objects.exists()
        assert queries.count_per_version([version.pk]) == {}
    with as_user(coach) as opened:
        assert list(Letter.objects.all())
        assert opened.seen == {follow_up.resident_id}
