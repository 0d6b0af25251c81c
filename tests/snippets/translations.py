"""Translated letter texts for tests. Greetings only: no wording for a real letter."""

from __future__ import annotations

from kik_wagtail.snippets.models import LetterText

from .letters import chip

__all__ = ["ARABIC", "TIGRINYA", "chip", "dutch_text", "translated"]
ARABIC = "مرحبا بكم"
TIGRINYA = "ሰላም ከመይ ኣለኹም"


def _text(html: str) -> dict:
    return {"type": "text", "value": html}


def dutch_text(**fields) -> LetterText:
    fields = {"code": "dag", "title": "Dag", "subject": "<p>Dag</p>", "body": [_text("<p>Dag.</p>")]} | fields
    return LetterText.objects.create(live=False, **fields)


def translated(original: LetterText, language: str, html: str = "<p>Hello</p>", *, blocks=(), **fields) -> LetterText:
    """Not saved."""
    fields = {"code": f"{original.code}-{language}", "title": f"Dag ({language})", "translated_version": 1} | fields
    body = LetterText._meta.get_field("body").to_python([])
    text = LetterText(subject="<p>Hello</p>", language=language, translation_of=original, live=False, **fields)
    text.body = body.stream_block.to_python([_text(html), *blocks])
    return text
