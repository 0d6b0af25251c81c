"""Passages and letter texts to begin with, in the rich text and blocks that the editor makes too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from kik_wagtail.snippets.merge_fields import token
from kik_wagtail.workdays.dates import add_months

DUTY_VALID_MONTHS = 6  # a lawyer looks at the duty letter before a site relies on it


def chip(name: str) -> str:
    return f'<span data-merge-field="{name}">{token(name)}</span>'


PASSAGES: list[dict[str, Any]] = [
    {
        "code": "vrijwillig",
        "title": "Meedoen mag, het hoeft niet",
        "text": "<h3>U kiest zelf</h3><p>Meedoen aan dit gesprek is vrijwillig. Wilt u liever niet, of liever later? "
        "Dan hoor ik dat graag van u. Uw uitkering verandert daar niet door.</p>",
    },
    {
        "code": "waarover-praten-wij",
        "title": "Waarover praten wij?",
        "text": "<h3>Waarover praten wij?</h3><ul><li>hoe het met u gaat en hoe uw dagen eruitzien</li>"
        "<li>wat u goed kunt en graag doet</li><li>of u iets anders of iets extra’s wilt, en wat daarvoor nodig is</li>"
        "<li>regelingen waar u misschien recht op heeft, zoals de Stadjerspas</li></ul>"
        "<p>Ik heb geen plan klaarliggen. U hoeft niets voor te bereiden.</p>",
    },
    {
        "code": "regelingen",
        "title": "Regelingen waar u misschien recht op heeft",
        "text": "<p>Ik vertel u ook over regelingen voor mensen met een laag inkomen. Bijvoorbeeld de Stadjerspas, "
        "bijzondere bijstand, de laptopregeling en kwijtschelding van belastingen.</p>",
    },
    {
        "code": "bel-mij",
        "title": "Vragen? Bel mij",
        "text": f"<h3>Heeft u een vraag?</h3><p>Bel mij op <b>{chip('coach_telefoon')}</b>. "
        "U mag ook bellen als u een andere dag of een andere plek wilt. Iemand meenemen mag altijd.</p>",
    },
    {
        "code": "plicht-meewerken",
        "title": "Plicht om mee te werken",
        "text": "<h3>Dit gesprek hoort bij uw uitkering</h3><p>U krijgt een uitkering volgens de Participatiewet. In die wet "
        "staat dat u meewerkt als de gemeente u vraagt voor een gesprek. Daarom vraag ik u om contact met mij op te nemen.</p>"
        f"<p>Kunt u niet komen, of is er een reden waarom het nu niet gaat? Bel mij dan op <b>{chip('coach_telefoon')}</b>. "
        "Dan zoeken wij samen een oplossing.</p>",
    },
]


def text(html: str) -> dict[str, Any]:
    return {"type": "text", "value": html}


def _passage(code: str) -> dict[str, Any]:
    return {"type": "passage", "value": code}


def when(condition: str, *html: str) -> dict[str, Any]:
    return {"type": "conditional", "value": {"condition": condition, "blocks": [text(one) for one in html]}}


def _free(help: str) -> dict[str, Any]:
    return {"type": "free_slot", "value": {"max_length": 300, "help": help}}


SALUTATION = f"<p>{chip('aanhef')},</p>"
SIGNATURE = {"type": "signature", "value": {"name": "", "role": "coach Kansen in Kaart"}}
MEETING = f"<b>{chip('afspraak_datum')} om {chip('afspraak_tijd')}</b>"


SERVES = {
    "uitnodiging-gesprek": ["perspectief-van-de-inwoner", "toegankelijk"],
    "bevestiging-afspraak": ["toegankelijk"],
    "uitnodiging-in-beeld": ["toegankelijk"],
    "tweede-uitnodiging": ["betrouwbare-overheid"],
    "niet-bereikt": ["toegankelijk"],
    "wat-wij-hebben-afgesproken": ["vertrouwen", "betrouwbare-overheid"],
}


def letter_texts(day: date) -> Iterator[dict[str, Any]]:
    """With codes for what they point to. `day` is today: the duty letter is looked at again after it."""
    duty = _second_invitation(add_months(day, DUTY_VALID_MONTHS))
    for one in (_invitation(), _confirmation(), _in_beeld(), duty, _not_reached(), _agreements()):
        yield one | {"core_values": SERVES[one["code"]]}


def _invitation() -> dict[str, Any]:
    return {
        "code": "uitnodiging-gesprek",
        "title": "Uitnodiging voor een gesprek",
        "purpose": "invitation",
        "tone": "voluntary",
        "subject": f"<p>Kennismaken met {chip('coach_naam')}</p>",
        "body": [
            text(
                f"{SALUTATION}<p>Ik ben {chip('coach_naam')} en ik werk bij de gemeente. Ik wil u graag leren kennen. "
                "Ik ben benieuwd hoe het met u gaat en wat u belangrijk vindt.</p>"
            ),
            when(
                "has_appointment",
                f"<h3>Onze afspraak</h3><p>Ik spreek u graag op {MEETING}. Dat gesprek is {chip('afspraak_plek')}. "
                "Het gesprek duurt ongeveer een uur.</p>",
            ),
            when(
                "no_appointment",
                f"<h3>Kies zelf een dag</h3><p>Belt u mij op {chip('coach_telefoon')}? Dan kiezen wij samen een dag en een plek "
                "die u goed uitkomen. Dat kan bij u thuis, in het wijkcentrum of op kantoor.</p>",
            ),
            _passage("waarover-praten-wij"),
            _free("Bijvoorbeeld: hoe u bij deze inwoner komt, of wat u nog weet van eerder."),
            _passage("vrijwillig"),
            _passage("bel-mij"),
            SIGNATURE,
        ],
    }


def _confirmation() -> dict[str, Any]:
    return {
        "code": "bevestiging-afspraak",
        "title": "Bevestiging van een afspraak",
        "purpose": "confirmation",
        "tone": "neutral",
        "subject": f"<p>Onze afspraak op {chip('afspraak_datum')}</p>",
        "body": [
            text(
                f"{SALUTATION}<p>Wij hebben een afspraak gemaakt. Ik zie u op {MEETING}. "
                f"Wij praten {chip('afspraak_plek')}.</p>"
            ),
            when("at_home", "<p>Ik kom bij u langs. U hoeft niets klaar te zetten.</p>"),
            when(
                "at_office",
                "<p>Meld u bij de balie en noem mijn naam. Ik haal u op. Is komen lastig? Bel mij, dan kiezen wij een andere plek.</p>",
            ),
            _free("Iets om aan te denken voor deze afspraak."),
            when(
                "has_phone",
                f"<p>Ik bel u de werkdag ervoor nog even op {chip('telefoon')}.</p>",
            ),
            _passage("bel-mij"),
            SIGNATURE,
        ],
    }


def _in_beeld() -> dict[str, Any]:
    return {
        "code": "uitnodiging-in-beeld",
        "title": "Uitnodiging In Beeld",
        "purpose": "invitation",
        "tone": "neutral",
        "subject": "<p>Ik nodig u uit voor een gesprek</p>",
        "body": [
            text(
                f"{SALUTATION}<p>Wij hebben u al een tijd niet gesproken. Ik wil graag weten hoe het met u gaat en of wij iets "
                "voor u kunnen doen. Daarom nodig ik u uit voor een gesprek.</p>"
            ),
            when(
                "has_appointment",
                f"<h3>Wanneer en waar</h3><p>Ik verwacht u op {MEETING}. Wij spreken elkaar {chip('afspraak_plek')}. "
                "Het gesprek duurt ongeveer drie kwartier. Praat u liever ergens anders? Bel mij, dan kijken wij wat kan.</p>",
            ),
            when(
                "no_appointment",
                f"<h3>Maak een afspraak</h3><p>Bel mij binnen twee weken op {chip('coach_telefoon')}. "
                "Dan spreken wij een dag en een plek af.</p>",
            ),
            _passage("waarover-praten-wij"),
            when("has_phone", f"<p>Ik bel u de dag voor de afspraak op {chip('telefoon')}.</p>"),
            _passage("bel-mij"),
            SIGNATURE,
        ],
    }


def _second_invitation(valid_until: date) -> dict[str, Any]:
    return {
        "code": "tweede-uitnodiging",
        "title": "Tweede uitnodiging, met de plicht",
        "purpose": "second_invitation",
        "tone": "duty",
        "valid_until": valid_until,
        "note": "Juridisch laten toetsen voordat u deze tekst gebruikt.",
        "subject": "<p>Tweede uitnodiging voor een gesprek</p>",
        "body": [
            text(
                f"{SALUTATION}<p>Ik heb u een brief gestuurd met een uitnodiging. Wij hebben elkaar nog niet gesproken. "
                "Dat vind ik jammer, want ik wil graag weten hoe het met u gaat. Ik nodig u daarom nog een keer uit.</p>"
            ),
            when(
                "has_appointment",
                f"<h3>Wanneer en waar</h3><p>Ik verwacht u op {MEETING}. Wij spreken elkaar {chip('afspraak_plek')}.</p>",
            ),
            when(
                "no_appointment",
                f"<h3>Maak een afspraak</h3><p>Bel mij binnen tien dagen op {chip('coach_telefoon')}. "
                "Dan spreken wij een dag en een plek af.</p>",
            ),
            _passage("plicht-meewerken"),
            _passage("waarover-praten-wij"),
            SIGNATURE,
        ],
    }


def _not_reached() -> dict[str, Any]:
    return {
        "code": "niet-bereikt",
        "title": "Wij konden u niet bereiken",
        "purpose": "not_reached",
        "tone": "neutral",
        "subject": "<p>Ik kon u niet bereiken</p>",
        "body": [
            text(
                f"{SALUTATION}<p>Ik wilde graag met u praten over hoe het met u gaat. Het lukte mij niet om u te bereiken.</p>"
            ),
            when(
                "has_phone",
                f"<p>Ik heb u gebeld op {chip('telefoon')}. Is dit nummer niet meer goed? Geef mij dan uw nieuwe nummer.</p>",
            ),
            when("no_phone", "<p>Wij hebben geen telefoonnummer van u. Wilt u mij uw nummer geven?</p>"),
            text(
                f"<h3>Belt u mij?</h3><p>U bereikt mij op <b>{chip('coach_telefoon')}</b>. Bel wanneer het u uitkomt. "
                "Neem ik niet op? Laat dan uw naam en nummer achter. Ik bel u terug.</p>"
            ),
            _free("Bijvoorbeeld: op welke dagen u het best te bereiken bent."),
            text("<p>Komt u liever langs, of wilt u dat ik bij u kom? Ook dat kan.</p>"),
            SIGNATURE,
        ],
    }


def _agreements() -> dict[str, Any]:
    return {
        "code": "wat-wij-hebben-afgesproken",
        "title": "Wat wij hebben afgesproken",
        "purpose": "agreements",
        "tone": "neutral",
        "subject": f"<p>Ons gesprek van {chip('gesprek_datum')}</p>",
        "body": [
            text(
                f"{SALUTATION}<p>Fijn dat wij elkaar op {chip('gesprek_datum')} hebben gesproken. "
                "In deze brief staat wat wij hebben afgesproken.</p><h3>Onze afspraken</h3>"
            ),
            {"type": "agreements", "value": None},
            _free("Iets persoonlijks over het gesprek."),
            text(f"<h3>Ons volgende contact</h3><p>Wij spreken elkaar weer {chip('volgend_contact')}.</p>"),
            when(
                "initiative_with_resident",
                "<p>U neemt zelf contact met mij op. Hoor ik niets van u? Dan bel ik u.</p>",
            ),
            when("initiative_with_coach", "<p>Ik neem daarvoor contact met u op.</p>"),
            text(
                f"<p>Klopt er iets niet, of wilt u mij eerder spreken? Bel mij op <b>{chip('coach_telefoon')}</b>.</p>"
            ),
            SIGNATURE,
        ],
    }
