"""A municipality that does not exist and one letter text, as plain data: no database."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import pypdf

import kik_wagtail.snippets
from kik_wagtail.snippets import rendering, rich_text, sample_residents
from kik_wagtail.snippets.merge_fields import token
from kik_wagtail.snippets.typeset import Layout

CREATED = datetime(2026, 11, 22, tzinfo=UTC)
LAYOUT = Layout(
    organisation="Gemeente Voorbeeldstad",
    return_line="Retour: Gemeente Voorbeeldstad, Postbus 100, 9700 AA Voorbeeldstad",
    place="Voorbeeldstad",
    logo=(Path(kik_wagtail.snippets.__file__).parent / "assets" / "logo.svg").read_bytes(),
    logo_alt="Logo gemeente Voorbeeldstad",
    footer="Gemeente Voorbeeldstad · Postbus 100",
)
SAMPLE = sample_residents.BY_KEY["short"]


def chip(name: str) -> str:
    return f'<span data-merge-field="{name}">{token(name)}</span>'


def text(html: str) -> dict:
    return {"type": "text", "value": rich_text.parse(html)}


def paragraph(words: str) -> dict:
    return text(f"<p>{words.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')}</p>")


def when(condition: str, *blocks: dict) -> dict:
    return {"type": "conditional", "value": {"condition": condition, "blocks": list(blocks)}}


SUBJECT = f"<p>Kennismaken met {chip('coach_naam')}</p>"
SIGNATURE = {"type": "signature", "value": {"name": "", "role": "coach Kansen in Kaart"}}
BLOCKS = [
    text(f"<p>{chip('aanhef')},</p><p>Ik ben {chip('coach_naam')} en ik wil u graag leren kennen.</p>"),
    when(
        "has_appointment",
        text(f"<h3>Onze afspraak</h3><p>Op <b>{chip('afspraak_datum')} om {chip('afspraak_tijd')}</b>.</p>"),
    ),
    text("<h3>Wat bespreken wij?</h3><ul><li>hoe uw dagen eruitzien</li><li>wat u goed kunt</li></ul>"),
    text('<p>Meer staat op <a href="https://voorbeeldstad.nl/kik">onze website</a>.</p>'),
    {"type": "free_slot", "value": {"max_length": 300, "help": ""}},
    when("no_phone", text("<h3>Vragen?</h3><p>Loop binnen.</p>")),
    SIGNATURE,
]


def content(blocks: list[dict], subject: str = SUBJECT) -> dict:
    return {"subject": rich_text.parse_line(subject), "blocks": blocks}


def composed(blocks=BLOCKS, subject=SUBJECT, *, sample=SAMPLE, free_text="", **values: str) -> rendering.Composed:
    return rendering.compose(
        content(blocks, subject),
        values=sample.values | values,
        facts=sample.facts,
        address_lines=sample.address_lines,
        date_text="22 november 2026",
        reference="KIK-1",
        contact="050 1",
        free_text=free_text,
    )


def pdf_of(letter: dict, title: str = "Kennismaken") -> bytes:
    return rendering.pdf([letter], layout=LAYOUT, title=title, created=CREATED)


def text_of(document: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(document)).pages)


def squeezed(words: str) -> str:
    return "".join(words.split())
