"""How it is done: the routes, the conversation, the letters."""

from __future__ import annotations

from .rows import PageRow, Text


def _guide(code: str, *parts: str) -> tuple[str, dict[str, object]]:
    return "guide", {"guide": Text("ConversationGuide", code), "parts": list(parts)}


def _route(code: str) -> tuple[str, dict[str, object]]:
    return "route", {"route": Text("Route", code), "with_picture": True}


EVERY_YEAR = PageRow(
    code="elk-jaar-een-gesprek",
    type="MethodPage",
    title="Elk jaar ten minste één gesprek",
    summary="Zo houden wij contact met iedereen: van de uitnodiging tot de afspraak voor de volgende keer.",
    asks_reading=True,
    body=(
        ("heading", "Wie, wanneer en waar"),
        (
            "text",
            "<p>Met elke inwoner spreken wij ten minste één keer in de twaalf maanden. Vaker mag, als de inwoner dat wil of als het "
            "helpt. Wie volop meedoet, zoals veel zestigplussers, heeft soms minder nodig. Wie nu niet vooruit kan, hoort toch "
            "minstens eens per jaar van ons.</p>"
            "<p>De inwoner kiest de plek: thuis, in het wijkcentrum of op kantoor. Face to face gaat dieper dan de telefoon.</p>",
        ),
        _route("elk-jaar-een-gesprek"),
        _guide("vervolggesprek"),
        ("heading", "Als het misgaat"),
        (
            "text",
            "<p>Komt iemand niet? Noteer het en kies wat u doet: bellen, een brief, of een andere plek. Laat de inwoner iets van zich "
            "horen als het initiatief bij hem of haar ligt, en gebeurt dat niet, dan piept het bij u.</p>",
        ),
        ("letter_text", {"text": Text("LetterText", "uitnodiging-gesprek")}),
    ),
)

IN_BEELD = PageRow(
    code="in-beeld",
    type="MethodPage",
    title="In Beeld: wie niet reageert",
    summary="Voor inwoners die eerder niet reageerden of niet wilden. Sinds 2021 hoort dit er vast bij.",
    body=(
        (
            "text",
            "<p>Wij nodigen uit op kantoor; wil iemand liever ergens anders praten, dan kan dat. De dag ervoor belt u. Blijft het "
            "stil, dan volgt een tweede brief, waarin staat dat de Participatiewet vraagt om mee te werken.</p>",
        ),
        _route("in-beeld"),
        ("letter_text", {"text": Text("LetterText", "tweede-uitnodiging")}),
        (
            "call_out",
            {
                "kind": "attention",
                "text": "<p>Na de tweede brief besluit een mens, nooit het systeem: toch thuis gesproken, een zorgsignaal naar het "
                "WIJ-team, het recht op uitkering opnieuw bekijken, of een signaal van fraude. Van dat laatste leggen wij alleen "
                "code en datum vast.</p>",
            },
        ),
        ("heading", "Daarna"),
        ("text", "<p>Vraag de inwoner om twee cijfers: voor het gesprek, en voor dat wij contact willen houden.</p>"),
    ),
)

AT_A_DISTANCE = PageRow(
    code="contact-op-afstand",
    type="MethodPage",
    title="Contact op afstand",
    summary="Telefoon of video, als langskomen niet kan. Het gesprek steunt dan meer dan dat het uitdaagt.",
    body=(
        (
            "text",
            "<p>In de coronatijd kon een bezoek niet. Toen bleek dat een werkwijze in één nacht anders moet kunnen. De teksten en de "
            "stappen hieronder zijn van toen, en staan klaar.</p>",
        ),
        _route("op-afstand"),
        _guide("gesprek-op-afstand"),
        ("letter_text", {"text": Text("LetterText", "niet-bereikt")}),
    ),
)

WORKING = (EVERY_YEAR, IN_BEELD, AT_A_DISTANCE)
