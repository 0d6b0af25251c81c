"""Letter texts with their published versions, and letters made of them, for tests."""

from datetime import UTC, datetime
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import transaction
from pypdf import PdfReader

from kik_wagtail.letters import composing, services
from kik_wagtail.letters.errors import LetterRefused
from kik_wagtail.letters.models import Letter, ReferenceCounter
from kik_wagtail.snippets.choices import Purpose, Tone
from kik_wagtail.snippets.merge_fields import token
from kik_wagtail.snippets.models import LetterText, LetterVersion
from kik_wagtail.snippets.services import freeze

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def chip(name: str) -> str:
    return f'<span data-merge-field="{name}">{token(name)}</span>'


OPENING = {"type": "text", "value": f"<p>{chip('aanhef')},</p><p>Ik leer u graag kennen.</p>"}
MEETING = {
    "type": "conditional",
    "value": {
        "condition": "has_appointment",
        "blocks": [
            {
                "type": "text",
                "value": f"<p>Ik kom op <b>{chip('afspraak_datum')} om {chip('afspraak_tijd')}</b>, "
                f"{chip('afspraak_plek')}.</p>",
            }
        ],
    },
}
FREE_SLOT = {"type": "free_slot", "value": {"max_length": 100, "help": "Wat weet u nog?"}}
SIGNATURE = {"type": "signature", "value": {"name": "", "role": "Coach"}}
BODY = (OPENING, MEETING, FREE_SLOT, SIGNATURE)


def publish(text: LetterText, **changes: object) -> LetterVersion:
    """As publishing would: the row is live, and its wording is frozen."""
    for name, value in changes.items():
        setattr(text, name, value)
    text.live, text.last_published_at = True, NOW
    text.save()
    return freeze(text=text, approval=None, user=None)


def make_text(
    title: str = "Uitnodiging", *, blocks=BODY, subject: str = "<p>Kennismaken</p>", **values
) -> LetterVersion:
    values = {"code": title.lower().replace(" ", "-"), "purpose": Purpose.INVITATION, "tone": Tone.VOLUNTARY} | values
    text = LetterText(title=title, subject=subject, live=False, **values)
    text.body = text.body.stream_block.to_python(list(blocks))
    return publish(text)


def make(follow_up, version, *, user=None, key=None, **values):
    values = {"user": user, "now": NOW, "request_key": key or uuid4()} | values
    return services.make_letter(resident=follow_up.resident, follow_up=follow_up, version=version, **values)


def text_of(letter):
    pages = PdfReader(BytesIO(composing.pdf_of(letter))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def refusal(*args, **values):
    with pytest.raises(LetterRefused) as caught, transaction.atomic():
        make(*args, **values)
    assert not Letter.objects.exists()
    assert not ReferenceCounter.objects.exists()
    return caught.value
