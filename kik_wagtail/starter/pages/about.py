"""What it is and where it comes from."""

from __future__ import annotations

from .rows import PageRow, Text

WHAT_IT_IS = PageRow(
    code="wat-is-kansen-in-kaart",
    type="MethodPage",
    title="Wat is Kansen in Kaart?",
    summary="Ongeveer 11.000 inwoners leven van een uitkering. Met elk van hen praten wij ten minste één keer per jaar.",
    body=(
        ("heading", "Waarom wij begonnen"),
        (
            "text",
            "<p>Van zes- tot zevenduizend inwoners met een uitkering wist de gemeente niet meer hoe het ging. Sinds 2015 zoekt "
            "het team Kansen in Kaart hen op. Niet met een plan of een oordeel, maar met een open gesprek.</p>",
        ),
        ("heading", "Waar het gesprek over gaat"),
        (
            "text",
            "<p>Over het gewone leven. Hoe gaat het, en bent u daar tevreden over? Vraag bijvoorbeeld:</p>"
            "<ul><li>waar iemand goed in is en wat hem of haar boeit;</li><li>wat voldoening geeft;</li>"
            "<li>wat iemand in de buurt doet, en of dat meer mag zijn;</li><li>wat daarvoor nodig is;</li>"
            "<li>hoe betaald werk eerder ging.</li></ul>"
            "<p>Vertel ook over regelingen en over wat er in de buurt te doen is.</p>",
        ),
        ("heading", "Geen contact is geen optie"),
        (
            "text",
            "<p>Sinds 2018 geldt dit voor beide kanten: wij laten niemand los, en wij verwachten dat iemand met ons praat. "
            "Tussen twee gesprekken zit nooit meer dan twaalf maanden. Aan het eind van elk gesprek spreekt u het volgende af: "
            "wanneer, waar en van wie het initiatief komt.</p>",
        ),
        (
            "call_out",
            {
                "kind": "note",
                "text": "<p>Aansporen en helpen is iets anders dan vrijblijvend zijn. Wij zijn geduldig, en wij houden vol.</p>",
            },
        ),
        ("heading", "Voorzieningen om te noemen"),
        (
            "text",
            "<p>Bijzondere bijstand, de Stadjerspas, de laptopregeling, kwijtschelding van gemeentelijke belasting en activiteiten "
            "in de buurt. In de gesprekshandreiking staan ze naast uw verslag.</p>",
        ),
    ),
)

FIGURES = PageRow(
    code="de-cijfers",
    type="MethodPage",
    title="De cijfers",
    summary="Wat het oplevert: hoeveel inwoners wij spreken, en wat zij ervan vinden.",
    body=(
        ("heading", "Nu"),
        ("figure", {"figure": "in_view", "text": ""}),
        ("figure", {"figure": "spoken_in_a_year", "text": ""}),
        ("figure", {"figure": "conversations_in_a_year", "text": ""}),
        ("heading", "De eerste jaren: oktober 2015 tot juni 2017"),
        (
            "text",
            "<p>Wij nodigden 3.627 inwoners uit en spraken er 1.729: 48 procent. Daarvan deden er 716 al iets en 1.013 nog niet. "
            "824 inwoners kregen zin om (meer) te gaan doen: 287 van hen wilden zelf verder, 537 vroegen om steun.</p>"
            "<p>In de eerste negen maanden kwam 61 procent. Dat werd minder toen de brief duidelijker zei dat meedoen vrijwillig "
            "is. Een zin in een brief doet ertoe.</p>",
        ),
        ("heading", "In Beeld: augustus tot december 2019"),
        (
            "text",
            "<p>Van 657 inwoners die eerder niet reageerden of niet wilden, nodigden wij er 386 uit. Er kwamen er 315 in beeld; 295 "
            "van hen spraken wij. Bij de andere twintig: acht keer is het recht op uitkering opnieuw bekeken, drie keer kwam er een "
            "signaal van fraude, twee keer een zorgsignaal naar het WIJ-team, en zeven inwoners spraken wij toch nog thuis.</p>"
            "<p>Zij gaven het gesprek gemiddeld een 8, en dat wij contact willen houden een 7,4.</p>",
        ),
        ("heading", "Wat inwoners zelf zeiden: 2020"),
        (
            "text",
            "<p>In een onderzoek werden 53 inwoners gebeld; met 29 van hen is een gesprek gehouden. Zij vinden het prettig als "
            "dezelfde coach terugkomt en verder praat waar u was gebleven. Opnieuw beginnen bij een ander is het vervelendst.</p>",
        ),
    ),
)

APPROACH = PageRow(
    code="de-groningse-aanpak",
    type="MethodPage",
    title="De Groningse Aanpak",
    summary="Vier kernwaarden en een paar uitgangspunten. Ze staan ook naast uw verslag en bij besluiten.",
    asks_reading=True,
    body=(
        (
            "text",
            "<p>In november 2022 legde de gemeente vast hoe wij met inwoners werken. Het begint met drie dingen: mensen willen zelf "
            "kiezen, niet iedereen heeft altijd de kracht om iets te doen, en wij zijn geduldig maar houden vol.</p>",
        ),
        (
            "drawn_plate",
            {
                "title": "De praatplaat",
                "intro": "",
                "chosen": [],
                "route": Text("Route", "elk-jaar-een-gesprek"),
            },
        ),
        ("core_values", {"title": "Vier kernwaarden", "chosen": [], "with_explanation": True}),
        ("principles", {"title": "Uitgangspunten", "chosen": [], "with_explanation": False}),
        (
            "step_plan",
            {
                "title": "Wat het van u vraagt, bij elk gesprek",
                "steps": [
                    {"title": "Lees eerst het vorige verslag", "text": "<p>Ga verder waar u gebleven was.</p>"},
                    {"title": "Vraag wat de inwoner wil", "text": "<p>Uw eigen idee komt daarna.</p>"},
                    {"title": "Spreek af wat u allebei doet", "text": "<p>Met een datum erbij.</p>"},
                    {"title": "Kom uw belofte na", "text": "<p>Binnen twee weken, ook als u nog niets weet.</p>"},
                ],
            },
        ),
    ),
)

ABOUT = (WHAT_IT_IS, APPROACH, FIGURES)
