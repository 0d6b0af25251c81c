"""A guide on one sheet: everything on it, on one side where it fits, tagged; refused with a reason where it cannot."""

import io
from datetime import UTC, datetime
from html import escape

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kik_wagtail.snippets.errors import GuideCannotBePrinted
from kik_wagtail.snippets.guide_print import guide_pdf
from kik_wagtail.snippets.models import GuideVersion
from tests.starting import kik_setup

from . import golden
from .letters import squeezed, text_of
from .test_any_body import LINKS, ODD, TAME

pytestmark = pytest.mark.django_db
CREATED = datetime(2026, 11, 22, tzinfo=UTC)


def version(**content):
    phases = content.pop("phases", [phase("Openen", question("Hoe gaat het?"))])
    empty = {"dos": [], "donts": [], "provisions": [], "core_values": []}
    base = {"code": "g", "title": "Eerste gesprek", "kinds": ["first"], "channel": "any", "phases": phases}
    return GuideVersion(number=3, content=base | empty | content)


def phase(title, *questions, text="<p>Begin <b>rustig</b>.</p><ul><li>kijk eerst</li></ul>"):
    return {"title": title, "text": text, "questions": list(questions)}


def question(label, **values):
    return {"key": label, "kind": "open", "label": label, "help": "", **values}


def sides(document):
    return len(pypdf.PdfReader(io.BytesIO(document)).pages)


def test_all_of_it_stands_on_one_side_and_is_tagged():
    scale = {"kind": "scale", "low": 1, "high": 10, "low_label": "slecht", "high_label": "goed"}
    questions = [
        question("Wat doet u?", kind="choice", options=["werk", "hulp"], several=True, help="Vraag door."),
        question("Welk cijfer?", **scale),
    ]
    document = guide_pdf(
        version(
            phases=[phase("Openen"), phase("Verkennen", *questions)],
            dos=["Luister."],
            donts=["Niet oordelen."],
            provisions=[{"id": 1, "code": "p", "title": "Stadspas", "summary": "Een pas."}],
        ),
        created=CREATED,
    )
    words = squeezed(text_of(document))
    for part in ("Eerste gesprek", "Verkennen", "Begin rustig", "Wat doet u?", "Vraag door.", "10 (goed)", "Luister."):
        assert squeezed(part) in words
    for part in ("Niet oordelen.", "Stadspas", "Een pas."):
        assert squeezed(part) in words
    assert sides(document) == 1
    assert golden.faults(document, title="Eerste gesprek") == []


def test_the_same_version_gives_the_same_bytes():
    assert guide_pdf(version(), created=CREATED) == guide_pdf(version(), created=CREATED)


def test_every_guide_that_comes_along_fits_one_side():
    kik_setup()
    guides = list(GuideVersion.objects.all())
    assert guides
    assert {sides(guide_pdf(guide, created=CREATED)) for guide in guides} == {1}


def test_a_long_guide_uses_the_back_and_a_longer_one_is_refused():
    long = [
        phase(f"Fase {number}", *[question(f"Vraag {n}?", help="Uitleg " * 12) for n in range(8)])
        for number in range(4)
    ]
    assert sides(guide_pdf(version(phases=long), created=CREATED)) == 2
    with pytest.raises(GuideCannotBePrinted) as refusal:
        guide_pdf(version(phases=long * 4), created=CREATED)
    assert "Eerste gesprek" in str(refusal.value)


def test_a_character_without_a_font_is_named():
    with pytest.raises(GuideCannotBePrinted) as refusal:
        guide_pdf(version(dos=["Let op 漢 hier"]), created=CREATED)
    assert "漢" in str(refusal.value)


def test_what_an_editor_typed_is_never_read_as_code():
    document = guide_pdf(version(dos=["#panic(1) *x* $y$ <z> \\ [a]"], title="Gids #1"), created=CREATED)
    assert squeezed("#panic(1) *x* $y$ <z> \\ [a]") in squeezed(text_of(document))


WORDS = st.lists(st.one_of(st.sampled_from(TAME), st.text(st.sampled_from(ODD), max_size=4)), max_size=6).map(" ".join)
HREFS = st.sampled_from([link["url"] for link in LINKS])
TEXTS = st.one_of(
    st.builds(lambda words: f"<p>{escape(words)}</p>", WORDS),
    st.builds(lambda words, href: f'<p>x <a href="{escape(href)}">{escape(words)}</a></p>', WORDS, HREFS),
    st.builds(lambda words: f"<ul><li>{escape(words)}<ul><li><b>{escape(words)}</b></li></ul></li></ul>", WORDS),
)
QUESTIONS = st.one_of(
    st.builds(lambda label, help: question(label, help=help), WORDS, WORDS),
    st.builds(lambda label, one: question(label, kind="choice", options=[one, "b"], several=True), WORDS, WORDS),
    st.builds(lambda label, end: question(label, kind="scale", low=0, high=10, low_label=end), WORDS, WORDS),
)
PHASES = st.builds(
    lambda title, text, asked: phase(title, *asked, text=text), WORDS, TEXTS, st.lists(QUESTIONS, max_size=3)
)


def printed_or_refused(guide):
    try:
        return guide_pdf(guide, created=CREATED), ""
    except GuideCannotBePrinted as refusal:
        return b"", str(refusal)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(title=WORDS, phases=st.lists(PHASES, max_size=4), dos=st.lists(WORDS, max_size=3))
def test_any_guide_is_a_sheet_or_refused_with_a_reason(title, phases, dos):
    document, reason = printed_or_refused(version(title=title, phases=phases, dos=dos))
    assert bool(document) != bool(reason.strip())
    assert not document or sides(document) <= 2
