"""The one translation to begin with. Other languages wait for somebody who can read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from .letters import chip, text, when

TRANSLATED = "uitnodiging-gesprek"
MEETING = f"<b>{chip('afspraak_datum')} at {chip('afspraak_tijd')}</b>"
LASTS = "Our conversation will take about one hour."


def with_translations(texts: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Each Dutch text, and behind it its translation: by then the Dutch one has been published."""
    for one in texts:
        yield one
        if one["code"] == TRANSLATED:
            yield _english(one)


def _english(original: dict[str, Any]) -> dict[str, Any]:
    return {
        "code": f"{TRANSLATED}-en",
        "title": f"{original['title']} (Engels)",
        "purpose": original["purpose"],
        "tone": original["tone"],
        "core_values": original["core_values"],
        "language": "en",
        "translation_of": TRANSLATED,
        "note": "Laat iemand meelezen die deze taal goed kent.",
        "subject": f"<p>Getting to know {chip('coach_naam')}</p>",
        "body": _invitation(),
    }


def _invitation() -> list[dict[str, Any]]:
    return [
        text(
            f"<p>Dear {chip('naam_zonder_titel')},</p><p>I am {chip('coach_naam')} and I work for the municipality. "
            "I would like to get to know you. I am curious how you are and what matters to you.</p>"
        ),
        when(
            "appointment_at_address",
            f"<h3>Our appointment</h3><p>I would like to talk with you on {MEETING}. "
            f"We meet at this address: {chip('afspraak_adres')}. {LASTS}</p>",
        ),
        when("appointment_by_phone", f"<h3>Our appointment</h3><p>I will call you on {MEETING}. {LASTS}</p>"),
        when(
            "appointment_by_video",
            f"<h3>Our appointment</h3><p>I would like to talk with you by video call on {MEETING}. {LASTS}</p>",
        ),
        when(
            "no_appointment",
            f"<h3>Choose a day yourself</h3><p>Will you call me on {chip('coach_telefoon')}? Then we choose a day and a "
            "place that suit you. That can be at your home, at the neighbourhood centre or at our office.</p>",
        ),
        text(
            "<h3>What will we talk about?</h3><ul><li>how you are and what your days look like</li>"
            "<li>what you are good at and like to do</li>"
            "<li>whether you want something different or something more, and what you need for that</li>"
            "<li>financial help that you may have a right to, such as the Stadjerspas</li></ul>"
            "<p>I have no plan ready. You do not have to prepare anything.</p>"
        ),
        text(
            "<h3>You decide</h3><p>Taking part in this conversation is voluntary. Would you rather not, or rather later? "
            "Please let me know. Your benefit will not change because of it.</p>"
        ),
        text(
            f"<h3>Do you have a question?</h3><p>Call me on <b>{chip('coach_telefoon')}</b>. You may also call if you want "
            "another day or another place. You may always bring somebody with you.</p>"
        ),
        {"type": "signature", "value": {"name": "", "role": "coach Kansen in Kaart", "closing": "Kind regards,"}},
    ]
