"""Words of the work, explained for who is new."""

from __future__ import annotations

from typing import Any

GLOSSARY_TERMS: list[dict[str, Any]] = [
    {
        "code": "werkwijze",
        "title": "werkwijze",
        "other_forms": "werkwijzen",
        "explanation": "De stappen die wij met een groep inwoners zetten: welke brief, welk gesprek, en wat er daarna komt.",
    },
    {
        "code": "vervolgcontact",
        "title": "vervolgcontact",
        "other_forms": "vervolgcontacten",
        "explanation": "Het volgende gesprek met een inwoner. De coach spreekt het af aan het eind van het vorige.",
    },
    {
        "code": "gespreksverslag",
        "title": "gespreksverslag",
        "other_forms": "gespreksverslagen",
        "explanation": "Wat de coach na een gesprek opschrijft: kort, en zo dat de inwoner het zelf mag lezen.",
    },
    {
        "code": "toezegging",
        "title": "toezegging",
        "other_forms": "toezeggingen",
        "explanation": "Iets wat iemand belooft, met een datum erbij. Is de datum voorbij, dan ziet de coach dat.",
    },
    {
        "code": "piep",
        "title": "piep",
        "other_forms": "piept\npiepen",
        "explanation": "Een signaal in Vandaag: hier moet iets gebeuren, of het had al moeten gebeuren.",
    },
    {
        "code": "doorverwijzing",
        "title": "doorverwijzing",
        "other_forms": "doorverwijzingen",
        "explanation": "Een inwoner gaat met een vraag naar een partner. De coach blijft volgen hoe het afloopt.",
    },
    {
        "code": "gesprekshandreiking",
        "title": "gesprekshandreiking",
        "other_forms": "gesprekshandreikingen\nhandreiking\nhandreikingen",
        "explanation": "Een geheugensteun voor een gesprek: vragen, tips en wat u kunt aanbieden. Het is geen vragenlijst.",
    },
    {
        "code": "kernwaarde",
        "title": "kernwaarde",
        "other_forms": "kernwaarden",
        "explanation": "Waar wij altijd van uitgaan als wij met inwoners werken.",
    },
    {
        "code": "ontwikkelplan",
        "title": "ontwikkelplan",
        "other_forms": "ontwikkelplannen",
        "explanation": "Wat een inwoner wil bereiken en welke stappen daarbij horen. Het plan is van de inwoner.",
    },
    {
        "code": "leefgebied",
        "title": "leefgebied",
        "other_forms": "leefgebieden",
        "explanation": "Een deel van het dagelijks leven, zoals geld, gezondheid of wonen.",
    },
    {
        "code": "overdracht",
        "title": "overdracht",
        "other_forms": "overdrachten",
        "explanation": "Een inwoner krijgt een andere coach. De oude coach vertelt eerst wat er speelt.",
    },
    {
        "code": "doelgroepregister",
        "title": "doelgroepregister",
        "explanation": "Een landelijke lijst van mensen die door een ziekte of beperking extra hulp krijgen bij werk.",
    },
]
