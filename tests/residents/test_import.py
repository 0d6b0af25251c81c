"""From a file to residents: what is taken, what stays as coaches made it, and the file of 11,000."""

import csv
import io
import json
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from django.core.management import call_command
from django.db import DatabaseError

from kik_wagtail import scope
from kik_wagtail.residents import services
from kik_wagtail.residents.importing import apply
from kik_wagtail.residents.importing.apply import apply_import, summarise
from kik_wagtail.residents.importing.plan import plan_import
from kik_wagtail.residents.models import AreaMember, Handover, Resident
from kik_wagtail.scope.models import AccessRecord
from tests.factories import make_area, make_user

DATA = Path(__file__).parents[1] / "data"
AREAS = ("Centrum", "Oude Wijken", "Noorddijk", "Oost", "West", "Zuid", "Haren", "Ten Boer")
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = date(2026, 11, 22)
ROW = {
    "klantnummer": "0200003",
    "voorletters": "P.",
    "roepnaam": "Piet",
    "tussenvoegsel": "van der",
    "achternaam": "Koning",
    "aanhef": "mevrouw",
    "straat": "Vondellaan",
    "huisnummer": "71",
    "toevoeging": "",
    "postcode": "9723ab",
    "woonplaats": "Groningen",
    "telefoon": "050-5845589",
    "email": "p@example.org",
    "taal": "nl",
    "gebied": "Oost",
    "coach": "coach01",
    "voorkeur_plek": "wijkcentrum",
    "voorkeur_kanaal": "telefoon",
    "initiatief": "inwoner",
    "ritme_maanden": "6",
    "in_beeld_sinds": "06-08-2025",
    "laatste_gesprek": "24-10-2025",
    "status": "in beeld",
}


@pytest.fixture
def town(db):
    """Two areas with a coach each, and one coach who works in both."""
    oost, west = make_area("Oost", make_user("coach01")), make_area("West", make_user("coach02"))
    both = make_user("coach03")
    for area in (oost, west):
        AreaMember.objects.create(area=area, user=both)
    return oost, west


def file_of(*rows, delimiter=";", encoding="utf-8"):
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode(encoding)


def run(*rows, now=NOW, content=None):
    plan = plan_import(content or file_of(*rows), today=now.date())
    return plan, apply_import(plan, user=None, now=now)


def resident(number="0200003"):
    with scope.everything("test"):
        return Resident.objects.select_related("area", "coach").get(client_number=number)


def change(**values):
    with scope.everything("test"):
        Resident.objects.filter(client_number="0200003").update(**values)


def without(*names):
    return {name: value for name, value in ROW.items() if name not in names}


# a new resident


def test_a_new_resident_has_every_column(town):
    _plan, summary = run(ROW)
    found = resident()
    assert (summary.created, summary.updated, summary.unchanged, summary.refused) == (1, 0, 0, 0)
    assert found.client_number == "0200003"
    assert (found.initials, found.first_name, found.prefix, found.surname) == ("P.", "Piet", "van der", "Koning")
    assert found.form_of_address == "mrs"
    assert (found.street, found.house_number, found.postcode, found.city) == (
        "Vondellaan",
        "71",
        "9723 AB",
        "Groningen",
    )
    assert (str(found.phone), found.email, found.language) == ("+31505845589", "p@example.org", "nl")
    assert (found.area.name, found.coach.username) == ("Oost", "coach01")
    assert (found.preferred_place_kind, found.preferred_channel) == ("neighbourhood", "phone")
    assert (found.initiative, found.rhythm_months, found.status) == ("resident", 6, "in_view")
    assert found.joined_on == date(2025, 8, 6)
    assert found.imported_last_conversation_on == found.last_conversation_on == date(2025, 10, 24)


def test_an_import_plans_nothing(town):
    from kik_wagtail.follow_up.models import FollowUp

    run(ROW)
    with scope.everything("test"):
        assert not FollowUp.objects.exists()


def test_a_number_a_surname_and_an_area_are_enough_and_the_rest_is_empty_or_12_months(town):
    run({"achternaam": "Koning", "gebied": "oost", "klantnummer": "0200003"})
    found = resident()
    assert (found.rhythm_months, found.coach, found.status, found.postcode) == (12, None, "in_view", "")


def test_empty_cells_are_empty_and_an_empty_rhythm_is_12(town):
    run({name: ROW[name] if name in ("klantnummer", "achternaam", "gebied") else "" for name in ROW})
    found = resident()
    assert (found.rhythm_months, found.coach, found.status, found.form_of_address) == (12, None, "in_view", "unknown")
    assert (found.phone, found.last_conversation_on, found.preferred_place_kind) == ("", None, "home")


@pytest.mark.parametrize("name", ["achternaam", "gebied", "klantnummer"])
def test_what_is_required_is_named(town, name):
    plan, summary = run({**ROW, name: ""})
    assert summary.created == 0
    assert [(error.line, error.column, error.value) for error in plan.errors] == [(2, name, "")]


@pytest.mark.parametrize("name", ["achternaam", "gebied"])
def test_a_new_resident_needs_the_column_too(town, name):
    plan, summary = run(without(name))
    assert summary.created == 0
    assert [error.column for error in plan.errors] == [name]


def test_who_has_left_gets_the_day_of_the_import_as_an_unknown_date(town):
    run({**ROW, "status": "uitgestroomd"})
    assert (resident().status, resident().left_on, resident().left_on_is_known) == ("left", TODAY, False)


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "<script>alert(1)</script>", "'t", "#strong[x]", "Nguyễn", "محمد"])
def test_names_are_taken_literally(town, name):
    run({**ROW, "achternaam": name})
    assert resident().surname == name


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ","])
def test_separator_encoding_and_order_of_columns_do_not_matter(town, delimiter, encoding):
    backwards = dict(reversed({**ROW, "roepnaam": "Björn", "kleur": "rood"}.items()))
    plan, summary = run(content=file_of(backwards, delimiter=delimiter, encoding=encoding))
    assert (summary.created, plan.unknown_columns) == (1, ["kleur"])
    assert resident().first_name == "Björn"


def test_a_workbook_gives_the_same_resident(town):
    book = openpyxl.Workbook()
    book.active.append(list(ROW))
    book.active.append([*list(ROW.values())[:-2], date(2025, 10, 24), "in beeld"])
    out = io.BytesIO()
    book.save(out)
    run(content=out.getvalue())
    before = resident()
    _plan, summary = run(ROW)
    assert summary.unchanged == 1
    assert before.last_conversation_on == date(2025, 10, 24)


def test_of_a_number_that_stands_twice_the_first_line_counts(town):
    plan, summary = run(ROW, {**ROW, "achternaam": "Later"})
    assert (summary.created, summary.refused) == (1, 1)
    assert resident().surname == "Koning"
    assert [(error.line, error.code) for error in plan.errors] == [(3, "client_number_twice")]


def test_a_row_may_have_several_errors_and_counts_once(town):
    plan, summary = run({**ROW, "postcode": "x", "telefoon": "12", "email": "jan@"})
    assert summary.refused == 1
    assert {error.column for error in plan.errors} == {"postcode", "telefoon", "email"}


def test_too_many_cells_are_refused_and_empty_ones_at_the_end_are_not(town):
    content = file_of(ROW)
    assert run(content=content.rstrip() + b";;\r\n")[1].created == 1
    plan, _summary = run(content=content.rstrip() + b";;x\r\n")
    assert [error.code for error in plan.errors] == ["too_many_columns"]


def test_text_that_does_not_fit_is_refused_not_cut_off(town):
    plan, summary = run({**ROW, "achternaam": "x" * 121})
    assert summary.created == 0
    assert "120" in plan.errors[0].message


@pytest.mark.parametrize("username", ["coach99", "editor"])
def test_a_username_that_is_no_coach_is_refused(town, username):
    make_user("editor", roles=("content_editor",))
    plan, _summary = run({**ROW, "coach": username})
    assert [(error.column, error.code) for error in plan.errors] == [("coach", "coach_unknown")]


# the same resident again


def test_the_same_file_again_changes_nothing(town):
    run(ROW)
    records = AccessRecord.objects.count()
    plan, summary = run(ROW)
    assert (summary.created, summary.updated, summary.unchanged) == (0, 0, 1)
    assert not plan.changes
    assert not plan.baselines
    assert AccessRecord.objects.count() == records


@pytest.mark.parametrize(
    ("column", "value", "field", "expected"),
    [
        ("achternaam", "Anders", "surname", "Anders"),
        ("straat", "", "street", ""),
        ("postcode", "9711 AB", "postcode", "9711 AB"),
        ("telefoon", "06-12345678", "phone", "+31612345678"),
        ("telefoon", "", "phone", ""),
        ("email", "", "email", ""),
        ("taal", "ar", "language", "ar"),
        ("aanhef", "heer", "form_of_address", "mr"),
        ("status", "actieve begeleiding", "status", "active_support_elsewhere"),
    ],
)
def test_the_file_has_the_last_word_on_name_address_phone_email_language_and_status(
    town, column, value, field, expected
):
    run(ROW)
    _plan, summary = run({**ROW, column: value})
    assert summary.updated == 1
    assert str(getattr(resident(), field)) == expected


def test_the_file_also_overwrites_what_was_typed_here(town):
    run(ROW)
    change(street="Elders", phone="+31600000000")
    _plan, summary = run(ROW)
    assert summary.updated == 1
    assert (resident().street, str(resident().phone)) == ("Vondellaan", "+31505845589")


def test_an_absent_column_leaves_the_value(town):
    run(ROW)
    _plan, summary = run(without("telefoon", "status", "gebied", "coach", "ritme_maanden", "achternaam"))
    assert summary.unchanged == 1
    assert (str(resident().phone), resident().rhythm_months) == ("+31505845589", 6)


def test_an_import_never_undoes_what_coaches_did(town):
    oost, west = town
    run(ROW)
    other = make_user("coach04")
    mine = {
        "preferred_place_kind": "home",
        "preferred_channel": "in_person",
        "initiative": "coach",
        "rhythm_months": 3,
        "coach": other,
        "area": west,
        "joined_on": date(2020, 1, 1),
    }
    change(**mine)
    _plan, summary = run(ROW)
    assert (summary.updated, summary.unchanged) == (0, 1)
    assert {name: getattr(resident(), name) for name in mine} == mine
    with scope.everything("test"):
        assert not Handover.objects.exists()


@pytest.mark.parametrize(
    ("column", "value", "field", "expected"),
    [
        ("voorkeur_plek", "thuis", "preferred_place_kind", "home"),
        ("voorkeur_kanaal", "video", "preferred_channel", "video"),
        ("initiatief", "coach", "initiative", "coach"),
        ("ritme_maanden", "3", "rhythm_months", 3),
        ("ritme_maanden", "", "rhythm_months", 12),
        ("in_beeld_sinds", "01-01-2021", "joined_on", date(2021, 1, 1)),
    ],
)
def test_a_wish_is_taken_where_the_file_differs_from_the_value_last_imported(town, column, value, field, expected):
    run(ROW)
    change(rhythm_months=9, preferred_place_kind="office", preferred_channel="in_person")
    changed = {**ROW, column: value}
    assert run(changed)[1].updated == 1
    assert getattr(resident(), field) == expected
    assert run(changed)[1].unchanged == 1


def test_a_changed_coach_is_a_handover(town):
    run(ROW)
    _plan, summary = run({**ROW, "coach": "coach03"})
    assert summary.updated == 1
    assert resident().coach.username == "coach03"
    assert resident().coach_since == TODAY
    with scope.everything("test"):
        handover = Handover.objects.get()
        assert (handover.from_coach.username, handover.to_coach.username) == ("coach01", "coach03")
        assert (handover.origin, handover.state) == ("import", "accepted")
    assert run({**ROW, "coach": "coach03"})[1].unchanged == 1


def test_a_changed_area_moves_the_resident_and_what_hangs_on_them(town):
    from tests.factories import make_follow_up

    run(ROW)
    with scope.everything("test"):
        follow_up = make_follow_up(resident(), target_on=date(2027, 1, 4))
    run({**ROW, "gebied": "West", "coach": "coach02"})
    assert (resident().area.name, resident().coach.username) == ("West", "coach02")
    with scope.everything("test"):
        follow_up.refresh_from_db()
        assert follow_up.area.name == "West"
        assert Handover.objects.count() == 1


def test_a_coach_taken_out_of_the_file_leaves_the_resident_without_one(town):
    run(ROW)
    run({**ROW, "coach": ""})
    assert resident().coach is None


def test_where_the_case_system_follows_a_handover_nothing_happens_twice(town):
    run(ROW)
    change(coach=make_user("coach04", roles=("coach",)))
    _plan, summary = run({**ROW, "coach": "coach04"})
    assert (summary.updated, summary.unchanged) == (0, 1)
    assert resident().imported_values["coach"] == "coach04"
    with scope.everything("test"):
        assert not Handover.objects.exists()


def test_a_coach_who_left_is_no_fault_while_the_file_still_says_the_same(town):
    run(ROW)
    resident().coach.__class__.objects.filter(username="coach01").update(is_active=False)
    plan, summary = run({**ROW, "straat": "Elders"})
    assert not plan.errors
    assert summary.updated == 1


def test_of_a_resident_made_by_hand_only_what_is_empty_is_filled(town):
    oost, west = town
    with scope.everything("test"):
        Resident.objects.create(client_number="0200003", surname="Hand", area=west, rhythm_months=4)
    run(ROW)
    found = resident()
    assert (found.area, found.rhythm_months) == (west, 4)
    assert found.coach.username == "coach01"
    assert found.surname == "Koning"
    assert run(ROW)[1].unchanged == 1


def test_leaving_cancels_by_the_service_and_the_day_stays(town, monkeypatch):
    run(ROW)
    told = []
    real = services.mark_left
    monkeypatch.setattr(services, "mark_left", lambda **kwargs: (told.append(kwargs["left_on"]), real(**kwargs)))
    run({**ROW, "status": "uitgestroomd"})
    assert (resident().status, resident().left_on, resident().left_on_is_known) == ("left", TODAY, False)
    _plan, summary = run({**ROW, "status": "uitgestroomd"}, now=datetime(2026, 12, 1, tzinfo=UTC))
    assert summary.unchanged == 1
    assert resident().left_on == TODAY
    assert told == [TODAY]


def test_who_comes_back_has_no_left_date_any_more(town):
    run({**ROW, "status": "uitgestroomd"})
    run(ROW)
    assert (resident().status, resident().left_on, resident().left_on_is_known) == ("in_view", None, True)


@pytest.mark.parametrize(
    ("held", "imported", "last"),
    [
        (None, "01-11-2026", date(2026, 11, 1)),
        (date(2026, 11, 10), "01-11-2026", date(2026, 11, 10)),
        (date(2025, 11, 10), "01-11-2026", date(2026, 11, 1)),
    ],
)
def test_the_last_conversation_is_the_later_of_file_and_house(town, held, imported, last):
    run(ROW)
    if held:
        change(last_conversation_on=held)
    run({**ROW, "laatste_gesprek": imported})
    assert resident().last_conversation_on == last


def test_a_corrected_date_goes_back_where_it_was_the_files_own(town):
    run(ROW)
    run({**ROW, "laatste_gesprek": "01-01-2024"})
    assert resident().last_conversation_on == date(2024, 1, 1)


def test_a_refused_row_changes_nothing_of_its_resident(town):
    run(ROW)
    run({**ROW, "straat": "Elders", "postcode": "fout"})
    assert resident().street == "Vondellaan"


# on record, and whole or not at all


def test_who_was_made_or_changed_is_on_record(town):
    run(ROW)
    run({**ROW, "straat": "Elders"})
    records = list(AccessRecord.objects.values_list("resident", "action", "origin"))
    assert records == [(resident().pk, "change", "import")] * 2


def test_without_its_records_a_batch_is_not_written(town, monkeypatch):
    def broken(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr(AccessRecord.objects, "bulk_create", broken)
    with pytest.raises(DatabaseError):
        run(ROW)
    with scope.everything("test"):
        assert not Resident.objects.exists()


def test_an_import_that_broke_off_is_finished_by_the_same_file(town, monkeypatch):
    monkeypatch.setattr(apply, "BATCH", 2)
    rows = [{**ROW, "klantnummer": f"000{i}"} for i in range(5)]

    def stop(done):
        if done == 4:
            raise KeyboardInterrupt

    plan = plan_import(file_of(*rows), today=TODAY)
    with pytest.raises(KeyboardInterrupt):
        apply_import(plan, user=None, now=NOW, progress=stop)
    _plan, summary = run(*rows)
    assert (summary.created, summary.unchanged) == (1, 4)


def test_planning_leaves_no_record_and_writes_nothing(town):
    plan = plan_import(file_of(ROW), today=TODAY)
    assert summarise(plan).created == 1
    assert not AccessRecord.objects.exists()
    with scope.everything("test"):
        assert not Resident.objects.exists()


# the file of 11,000, and the command


@pytest.fixture
def demo_areas(db):
    """As `kik_demo --residents 0` makes them: coachNN is a member of area (NN-1) mod 8."""
    areas = [make_area(name) for name in AREAS]
    for i in range(60):
        AreaMember.objects.create(area=areas[i % 8], user=make_user(f"coach{i + 1:02}"))


def expected_lines():
    with (DATA / "inwoners-fouten.csv").open(encoding="utf-8") as file:
        return {
            int(line) for row in csv.DictReader(file, delimiter=";") for line in row["regelnummers (kop = 1)"].split()
        }


def test_the_example_file_gives_10967_good_rows_and_the_33_refused_ones_that_it_names(demo_areas):
    content = (DATA / "inwoners.csv").read_bytes()
    plan, summary = run(content=content)
    assert (summary.rows, summary.created, summary.refused) == (11_000, 10_967, 33)
    assert {error.line for error in plan.errors} == expected_lines()
    assert len(plan.errors) == 33
    assert all(error.message and (error.column or error.code == "too_few_columns") for error in plan.errors)
    with scope.everything("test"):
        assert Resident.objects.count() == 10_967
    _again, summary = run(content=content)
    assert (summary.created, summary.updated, summary.unchanged, summary.refused) == (0, 0, 10_967, 33)


def command(path, *arguments):
    out = io.StringIO()
    call_command("kik_import", str(path), *arguments, stdout=out)
    return out.getvalue()


def test_the_command_prints_one_json_object(town, tmp_path):
    path = tmp_path / "file.csv"
    path.write_bytes(file_of({**ROW, "kleur": "rood"}, {**ROW, "klantnummer": "2", "gebied": "Zeeland", "kleur": ""}))
    said = json.loads(command(path, "--format", "json"))
    error = said.pop("errors")[0]
    assert said == {
        "rows": 2,
        "created": 1,
        "updated": 0,
        "unchanged": 0,
        "refused": 1,
        "unknown_columns": ["kleur"],
    }
    assert {**error, "message": ""} == {
        "line": 3,
        "column": "gebied",
        "value": "Zeeland",
        "code": "area_unknown",
        "message": "",
    }
    assert "Oost, West" in error["message"]


def test_a_dry_run_says_the_same_and_writes_nothing(town, tmp_path):
    path = tmp_path / "file.csv"
    path.write_bytes(file_of(ROW))
    assert json.loads(command(path, "--dry-run", "--format", "json"))["created"] == 1
    with scope.everything("test"):
        assert not Resident.objects.exists()


def test_the_command_says_in_words_what_happened(town, tmp_path):
    path = tmp_path / "file.csv"
    path.write_bytes(file_of(ROW, {**ROW, "klantnummer": "2", "gebied": "Zeeland"}))
    said = command(path)
    assert "3" in said
    assert "Zeeland" in said


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "empty"), (b"naam;adres\na;b\n", "no_client_number_column"), (b"\x00\x01", "not_a_table")],
)
def test_a_file_refused_as_a_whole_exits_with_2(town, tmp_path, capsys, content, code):
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    with pytest.raises(SystemExit) as stop:
        call_command("kik_import", str(path), "--format", "json")
    said = json.loads(capsys.readouterr().out)
    assert stop.value.code == 2
    assert said["error"]["code"] == code
    assert said["error"]["message"]
    assert set(said) == {"error"}


def test_a_file_over_the_limit_exits_with_2(town, tmp_path, capsys, settings):
    settings.KIK_WAGTAIL_IMPORT_MAX_BYTES = 100
    path = tmp_path / "file.csv"
    path.write_bytes(file_of(ROW))
    with pytest.raises(SystemExit) as stop:
        call_command("kik_import", str(path), "--format", "json")
    assert stop.value.code == 2
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "too_large"


def test_a_file_that_is_not_there_exits_with_2(db, tmp_path, capsys):
    with pytest.raises(SystemExit) as stop:
        call_command("kik_import", str(tmp_path / "none.csv"), "--format", "json")
    assert stop.value.code == 2
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "not_a_table"
