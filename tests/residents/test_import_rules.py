"""One cell of text → one value, or a code that says what is wrong."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kik_wagtail.residents.importing import rules
from kik_wagtail.residents.importing.columns import columns
from kik_wagtail.residents.importing.errors import MESSAGES, CellError

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("read", "cell", "value"),
    [
        (rules.postcode, "9742cp", "9742 CP"),
        (rules.postcode, "9742 CP", "9742 CP"),
        (rules.postcode, "", ""),
        (rules.phone, "06-49809931", "+31649809931"),
        (rules.phone, "06 31779724", "+31631779724"),
        (rules.phone, "050-5845589", "+31505845589"),
        (rules.phone, "+31658104062", "+31658104062"),
        (rules.phone, "+49 30 901820", "+4930901820"),
        (rules.phone, "", ""),
        (rules.day, "29-02-2024", date(2024, 2, 29)),
        (rules.day, "2024-02-29", date(2024, 2, 29)),
        (rules.day, "", None),
        (rules.rhythm, "", 12),
        (rules.rhythm, "1", 1),
        (rules.rhythm, "12", 12),
        (rules.client_number, "0200003", "0200003"),
        (rules.text, "=HYPERLINK(1)", "=HYPERLINK(1)"),
        (rules.text, "<script>alert(1)</script>", "<script>alert(1)</script>"),
        (rules.text, "'t", "'t"),
        (rules.text, "Nguyễn", "Nguyễn"),
        (rules.text, "محمد", "محمد"),
    ],
)
def test_a_right_cell(read, cell, value):
    assert read(cell) == value


@pytest.mark.parametrize(
    ("read", "cell", "code"),
    [
        *[(rules.postcode, cell, "postcode_invalid") for cell in ("ABCD 12", "97 AB", "9711", "0742 AB", "9742 ABC")],
        *[(rules.phone, cell, "phone_invalid") for cell in ("12", "06-1234", "zie dossier", "+3161234567890123")],
        *[(rules.email, cell, "email_invalid") for cell in ("jan@", "a b@example.org", "@x.nl", "jan", "a@b@c.nl")],
        *[
            (rules.day, cell, "date_invalid")
            for cell in ("31-02-2025", "1-1-25", "gisteren", "29-02-2025", "01-01-0201")
        ],
        *[(rules.rhythm, cell, "rhythm_invalid") for cell in ("0", "13", "18", "-1", "1.5", "een", "²", "١")],
        (rules.client_number, "", "client_number_missing"),
        *[(rules.client_number, cell, "client_number_invalid") for cell in ("12 34", "=1", "x" * 21, "1;2")],
        (rules.surname, "", "surname_missing"),
        *[(rules.text, cell, "not_printable") for cell in ("a\nb", "a\tb", "a\x07b", "a\x85b")],
    ],
)
def test_a_wrong_cell_says_what_is_wrong(read, cell, code):
    with pytest.raises(CellError) as error:
        read(cell)
    assert error.value.code == code
    assert code in MESSAGES


def test_today_is_not_the_future_and_tomorrow_is():
    assert rules.past_day("22-11-2026", today=TODAY) == TODAY
    with pytest.raises(CellError, match="date_in_future"):
        rules.past_day("23-11-2026", today=TODAY)


@given(st.text(max_size=40))
def test_any_text_in_any_column_gives_a_value_or_a_known_code(cell):
    for column in columns(TODAY).values():
        try:
            column.read(cell.strip())
            code = None
        except CellError as error:
            code = error.code
        assert code is None or code in MESSAGES
