"""Reading a file in at the screen: own files only, nothing written before the confirmation, nothing done twice."""

import io
import os
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from kik_wagtail import scope
from kik_wagtail.jobs import run_due
from kik_wagtail.outbox.models import OutboxItem
from kik_wagtail.residents.importing import runs, storage
from kik_wagtail.residents.importing.models import ImportRun
from kik_wagtail.residents.models import Resident
from kik_wagtail.scope.models import AccessRecord
from tests.factories import make_area, make_user

URL = "/admin/kik/import/"
GOOD = "klantnummer;achternaam;gebied;kleur\n0001;Koning;Oost;rood\n"
WRONG = GOOD + "0002;=HYPERLINK(1);Zeeland;\n;<b>x</b>;Oost;\n"


def grant(user, *codenames):
    user.user_permissions.add(*Permission.objects.filter(codename__in=["access_admin", *codenames]))
    return user


@pytest.fixture(autouse=True)
def private(settings, tmp_path):
    settings.KIK_WAGTAIL_PRIVATE_STORAGE = str(tmp_path)

    return tmp_path / "imports"


@pytest.fixture
def administrator(db):
    make_area("Oost")
    return grant(make_user("beheer"), "import_resident")


@pytest.fixture
def screen(client, administrator):
    client.force_login(administrator)
    return client


def offer(client, content, name="inwoners.csv"):
    return client.post(
        URL, {"file": SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)}
    )


def residents():
    with scope.everything("test"):
        return list(Resident.objects.order_by("client_number").values("id", "client_number"))


def numbers():
    return [row["client_number"] for row in residents()]


def text_of(response):
    return " ".join(response.content.decode().split())


def test_checking_writes_nothing_and_says_what_was_found(screen):
    page = offer(screen, WRONG)
    html = text_of(screen.get(page.url))
    assert numbers() == []
    assert "kleur" in html
    assert "Zeeland" in html
    assert "=HYPERLINK(1)" not in html
    assert "<b>x</b>" not in html
    run = ImportRun.objects.get()
    assert (run.rows, run.created, run.refused, run.state) == (3, 1, 2, "checked")


def test_the_button_says_how_many_and_a_file_without_good_rows_has_none(screen):
    assert 'type="submit"' in text_of(screen.get(offer(screen, GOOD).url)).split("<main")[1]
    page = screen.get(offer(screen, "klantnummer;achternaam;gebied\n1;a;Zeeland\n").url)
    assert '<form method="post">' not in text_of(page)


def test_only_the_first_20_wrong_rows_stand_on_the_page(screen):
    page = offer(screen, "klantnummer;achternaam;gebied\n" + "".join(f"{i};a;Nergens{i}x\n" for i in range(100, 130)))
    html = text_of(screen.get(page.url))
    assert "Nergens119x" in html
    assert "Nergens120x" not in html


@pytest.mark.parametrize("content", ["", "naam;adres\na;b\n", b"\x00\x01"])
def test_a_file_refused_as_a_whole_is_one_sentence_on_the_form(screen, private, content):
    response = offer(screen, content)
    assert response.status_code == 200
    assert len(response.context["form"].errors["file"]) == 1
    assert not ImportRun.objects.exists()
    assert not private.exists() or not list(private.iterdir())


def test_a_file_over_the_limit_is_refused_unread(screen, settings):
    settings.KIK_WAGTAIL_IMPORT_MAX_BYTES = 10
    assert offer(screen, GOOD).context["form"].errors["file"]


def test_confirming_puts_one_row_in_the_outbox_also_after_two_clicks(screen):
    url = offer(screen, GOOD).url
    screen.post(url)
    screen.post(url)
    assert OutboxItem.objects.filter(topic=runs.TOPIC).count() == 1
    assert numbers() == []


def test_the_queue_or_the_tick_reads_it_in_and_the_page_says_so(screen, administrator):
    url = offer(screen, WRONG).url
    screen.post(url)
    run_due(now=timezone.now(), worker="test")
    assert numbers() == ["0001"]
    run = ImportRun.objects.get()
    assert (run.state, run.created, run.refused, run.done) == ("done", 1, 2, 1)
    assert "kik-import" not in text_of(screen.get(url)).split("<main")[1]
    record = AccessRecord.objects.get(resident=residents()[0]["id"])
    assert (record.user_id, record.origin, record.action) == (administrator.pk, "import", "change")


def test_with_the_queue_off_the_progress_page_does_the_work(screen):
    url = offer(screen, GOOD).url
    screen.post(url)
    assert screen.get(url + "progress/").json()["busy"] is True
    ImportRun.objects.update(confirmed_at=timezone.now() - timedelta(seconds=10))
    assert screen.get(url + "progress/").json() == {"state": "done", "done": 1, "total": 1, "busy": False}
    assert numbers() == ["0001"]
    run_due(now=timezone.now(), worker="test")  # the outbox row is still there, and finds it done
    assert numbers() == ["0001"]


def test_two_workers_one_winner(screen):
    screen.post(offer(screen, GOOD).url)
    run = ImportRun.objects.get()
    assert runs.carry_out(run_id=run.pk, now=timezone.now()) is True
    assert runs.carry_out(run_id=run.pk, now=timezone.now()) is False


def test_a_worker_that_died_is_taken_over_and_a_living_one_is_not(screen):
    screen.post(offer(screen, GOOD).url)
    run, now = ImportRun.objects.get(), timezone.now()
    ImportRun.objects.update(state="working", moved_at=now - timedelta(minutes=1))
    assert runs.carry_out(run_id=run.pk, now=now) is False
    ImportRun.objects.update(moved_at=now - timedelta(minutes=3))
    assert runs.carry_out(run_id=run.pk, now=now) is True
    assert numbers() == ["0001"]


def test_who_lost_the_right_meanwhile_imports_nothing(screen, administrator):
    screen.post(offer(screen, GOOD).url)
    administrator.user_permissions.clear()
    runs.carry_out(run_id=ImportRun.objects.get().pk, now=timezone.now())
    assert ImportRun.objects.get().state == "failed"
    assert numbers() == []


def test_what_breaks_is_shown_and_leaves_no_name_in_the_log(screen, monkeypatch, caplog):
    def broken(*args, **kwargs):
        raise ValueError("Koning")

    url = offer(screen, GOOD).url
    screen.post(url)
    monkeypatch.setattr(runs, "apply_import", broken)
    runs.carry_out(run_id=ImportRun.objects.get().pk, now=timezone.now())
    assert ImportRun.objects.get().state == "failed"
    assert "ValueError" in caplog.text
    assert "Koning" not in caplog.text
    assert screen.get(url).status_code == 200


def test_the_file_to_repair_holds_the_wrong_rows_literally_and_can_be_offered_again(screen):
    url = offer(screen, WRONG).url
    response = screen.get(url + "repair/")
    assert "beheer" not in response["Content-Disposition"]
    assert "no-store" in response["Cache-Control"]
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    rows = [[cell.value or "" for cell in row] for row in sheet.iter_rows()]
    assert [row[:4] for row in rows] == [
        ["klantnummer", "achternaam", "gebied", "kleur"],
        ["0002", "=HYPERLINK(1)", "Zeeland", ""],
        ["", "<b>x</b>", "Oost", ""],
    ]
    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}
    assert [row[4] for row in rows[1:]] == ["3", "4"]
    sheet["C2"].value, sheet["A3"].value = "Oost", "0003"
    out = io.BytesIO()
    book = sheet.parent
    book.save(out)
    again = offer(screen, out.getvalue(), "herstellen.xlsx").url
    screen.post(again)
    runs.carry_out(run_id=ImportRun.objects.latest("pk").pk, now=timezone.now())
    assert numbers() == ["0002", "0003"]
    with scope.everything("test"):
        assert Resident.objects.get(client_number="0002").surname == "=HYPERLINK(1)"


def to_repair(client, run_url):
    return openpyxl.load_workbook(io.BytesIO(client.get(run_url + "repair/").content))


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_number_that_stood_twice_does_not_come_back_over_the_line_that_counts(screen):
    url = offer(screen, GOOD + "0001;Dubbel;Oost;\n0002;Nogniet;Zeeland;\n").url
    first, twice = to_repair(screen, url).worksheets
    assert [row[1].value for row in first.iter_rows()] == ["achternaam", "Nogniet"]
    assert [row[1].value for row in twice.iter_rows()] == ["achternaam", "Dubbel"]
    again = offer(screen, saved(first.parent), "herstellen.xlsx").url
    assert "Dubbel" not in screen.get(again).content.decode()
    assert ImportRun.objects.latest("pk").refused == 1


def test_a_repaired_file_may_be_repaired_again_and_our_columns_are_not_called_unknown(screen):
    url = offer(screen, WRONG).url
    for _round in range(3):
        book = to_repair(screen, url)
        assert [cell.value for cell in book.active[1]][-2:] == ["regel", "herstellen"]
        assert len(book.worksheets) == 1
        url = offer(screen, saved(book), "herstellen.xlsx").url
        assert ImportRun.objects.latest("pk").unknown_columns == ["kleur"]


@pytest.mark.parametrize("page", ["", "progress/", "repair/"])
def test_a_run_of_somebody_else_does_not_exist(client, screen, page):
    url = offer(screen, WRONG).url
    client.force_login(grant(make_user("beheer2"), "import_resident"))
    assert client.get(url + page).status_code == 404
    assert client.post(url).status_code == 404
    assert ImportRun.objects.get().state == "checked"


@pytest.mark.parametrize("page", ["", "progress/", "repair/"])
def test_without_the_right_nothing_opens(client, screen, page):
    url = offer(screen, WRONG).url
    client.force_login(grant(make_user("coach01"), "view_resident", "change_resident"))
    assert client.get(URL).status_code == 302
    assert client.get(url + page).status_code == 302
    assert URL not in client.get("/admin/").content.decode()


def test_the_files_are_private_impersonal_and_gone_after_24_hours(screen, private):
    url = offer(screen, WRONG).url
    files = list(private.iterdir())
    assert {file.suffix for file in files} == {".upload", ".xlsx", ".json"}
    assert {oct(file.stat().st_mode & 0o777) for file in files} == {"0o600"}
    assert oct(private.stat().st_mode & 0o777) == "0o700"
    tomorrow = timezone.now() + timedelta(hours=24, minutes=1)
    run_due(now=tomorrow, worker="test")
    assert list(private.iterdir()) == []
    assert screen.get(url + "repair/").status_code == 404
    screen.post(url)
    assert ImportRun.objects.get().state == "checked"
    assert "Zeeland" not in text_of(screen.get(url))


def test_files_without_a_run_go_too(private):
    storage.folder()
    orphan = private / "x.upload"
    orphan.write_bytes(b"")
    os.utime(orphan, (0, 0))
    assert storage.forget_old(timezone.now()) == 1
    assert not Path(orphan).exists()


def test_no_row_of_the_database_holds_what_the_file_says(screen):
    screen.post(offer(screen, WRONG).url)
    assert "Zeeland" not in str(list(ImportRun.objects.values()))
    assert "Koning" not in str(list(OutboxItem.objects.values()))
