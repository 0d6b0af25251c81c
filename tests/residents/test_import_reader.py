"""Which files are read, and which are refused as a whole."""

import contextlib
import io
import zipfile
from datetime import date

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kik_wagtail.residents.importing import errors, workbook
from kik_wagtail.residents.importing.reader import read_table

MB = 1024 * 1024
TEXT = "klantnummer;achternaam\n0001;Çelik\n0002;'t Hooft\n"


def read(content, max_bytes=50 * MB):
    return read_table(content, max_bytes=max_bytes)


def xlsx(rows, formats=()):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for cell, number_format in formats:
        book.active[cell].number_format = number_format
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode("utf-8"),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("cp1252"),
        TEXT.replace(";", ",").encode("utf-8"),
        TEXT.replace("\n", "\r\n").encode("cp1252"),
        TEXT.replace("klantnummer", "Klantnummer ").encode("utf-8"),
        xlsx([["klantnummer", "achternaam"], ["0001", "Çelik"], ["0002", "'t Hooft"]]),
    ],
)
def test_every_spelling_of_the_same_file_reads_the_same(content):
    table = read(content)
    assert table.header == ["klantnummer", "achternaam"]
    assert table.rows == [(2, ["0001", "Çelik"]), (3, ["0002", "'t Hooft"])]


def test_a_separator_inside_quotes_is_no_separator():
    assert read(b'klantnummer,achternaam\n1,"Jansen, Piet; de"\n').rows == [(2, ["1", "Jansen, Piet; de"])]


def test_blank_lines_are_skipped_but_counted():
    rows = read(b"klantnummer;achternaam\n\n1;a\n;\n2;b\n\n").rows
    assert [line for line, _cells in rows] == [3, 5]


def test_a_workbook_keeps_leading_zeros_dates_and_formulas_literally():
    rows = [
        ["klantnummer", "datum", "tekst"],
        ["0200003", date(2026, 1, 31), "=HYPERLINK(1)"],
        [200003, 12.0, None],
    ]
    table = read(xlsx(rows, formats=[("A3", "0000000")]))
    assert table.rows == [(2, ["0200003", "31-01-2026", "=HYPERLINK(1)"]), (3, ["0200003", "12"])]


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", errors.EmptyFile),
        (b"  \r\n \n", errors.EmptyFile),
        (b"\xef\xbb\xbf", errors.EmptyFile),
        (b"klantnummer;achternaam\n", errors.EmptyFile),
        (b"klantnummer;achternaam\n;\n;;\n", errors.EmptyFile),
        (b"naam;adres\nJan;Korreweg\n", errors.NoClientNumbers),
        (b"Geachte heer,\nhierbij de lijst.\n", errors.NotATable),
        (b"%PDF-1.7\n\x00\x01\x02", errors.NotATable),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), errors.NotATable),
        (b"PK\x03\x04 no zip", errors.NotATable),
        ("klantnummer;achternaam\n1;a".encode("utf-16"), errors.NotATable),
        (b"klantnummer;achternaam\n1;\x81\x8d", errors.NotATable),
        (b"klantnummer;email;email\n1;a;b", errors.ColumnTwice),
        (b'klantnummer;achternaam\n1;"' + b"x" * 200_000, errors.NotATable),
        (b"klantnummer" + b";a" * 600 + b"\n1", errors.NotATable),
        (xlsx([]), errors.EmptyFile),
        (xlsx([["naam", "adres"], ["a", "b"]]), errors.NoClientNumbers),
    ],
)
def test_what_is_no_list_of_residents_is_refused_with_one_sentence(content, refusal):
    with pytest.raises(refusal) as error:
        read(content)
    assert str(error.value)
    assert "{" not in str(error.value)


def test_a_file_over_the_limit_is_refused_unread():
    with pytest.raises(errors.TooLarge, match="1 MB"):
        read(TEXT.encode() + b" " * MB, max_bytes=MB)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(workbook, "MAX_UNPACKED", MB)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/worksheets/sheet1.xml", b"0" * 2 * MB)
    monkeypatch.setattr(workbook.openpyxl, "load_workbook", lambda *args, **kwargs: pytest.fail("was unpacked"))
    with pytest.raises(errors.TooLargeUnpacked):  # the file itself is small
        read(packed.getvalue())


def test_a_zip_that_is_no_workbook_is_refused():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as parts:
        parts.writestr("readme.txt", "hello")
    with pytest.raises(errors.NotATable):
        read(packed.getvalue())


def test_an_entity_in_a_workbook_opens_no_file():
    evil = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    source = xlsx([["klantnummer", "achternaam"], ["1", "marker"]])
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith(("sheet1.xml", "sharedStrings.xml")):
                body = part.split(b"?>", 1)[-1] if part.startswith(b"<?xml") else part
                part = evil + body.replace(b"marker", b"&e;")
            new.writestr(name, part)
    try:
        table = read(packed.getvalue())
    except errors.FileRefused:
        return
    assert "root:" not in str(table.rows)


def test_a_size_that_a_workbook_claims_is_not_believed():
    source = xlsx([["klantnummer", "achternaam"], ["1", "a"]])
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"'))
    assert read(packed.getvalue()).rows == [(2, ["1", "a"])]


@given(st.binary(max_size=300))
def test_any_bytes_give_a_table_or_a_refusal(content):
    for start in (b"", b"klantnummer;achternaam\n", b"PK\x03\x04"):
        with contextlib.suppress(errors.FileRefused):
            read(start + content)


def test_a_cell_far_away_does_not_fill_the_memory():
    source = xlsx([["klantnummer", "achternaam"], ["1", "a"], ["2", "b"]])
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            part = old.read(name).replace(b'r="3"', b'r="190000"').replace(b'r="A3"', b'r="A190000"')
            new.writestr(name, part.replace(b'r="B3"', b'r="SF190000"'))
    with contextlib.suppress(errors.FileRefused):
        assert len(read(packed.getvalue()).rows) == 2


def test_a_part_that_lies_about_its_size_is_refused():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/sharedStrings.xml", b"0" * MB)
    content = packed.getvalue().replace(MB.to_bytes(4, "little"), (10).to_bytes(4, "little"))
    with pytest.raises(errors.NotATable):
        read(content)
